"""amends: an embeddable after-sales and complaint engine.

A message and order facts go in; a classified case, running clocks, a lawful and explained plan and a
list of things the shop must now do come out. The library reads no clock, starts no thread, opens no
socket.
"""

from ._engine import Engine, clock, open
from ._errors import (
    AmendsError,
    ArgumentError,
    CallbackError,
    ClockError,
    ConflictError,
    CorruptError,
    DeniedError,
    DuplicateError,
    EvaluationError,
    InternalError,
    LimitError,
    NotFoundError,
    OutOfMemoryError,
    ParseError,
    PolicyError,
    StateError,
    StoreError,
    UnsupportedError,
)
from ._policy import Classification, Label, Policy, Why
from ._version import __version__, version_text

__all__ = [
    "AmendsError", "ArgumentError", "CallbackError", "Classification", "ClockError",
    "ConflictError", "CorruptError", "DeniedError", "DuplicateError", "Engine", "EvaluationError",
    "InternalError", "Label", "LimitError", "NotFoundError", "OutOfMemoryError", "ParseError",
    "Policy", "PolicyError", "StateError", "StoreError", "UnsupportedError", "Why", "__version__",
    "clock", "open", "version_text",
]
