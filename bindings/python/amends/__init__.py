"""amends: an embeddable after-sales and complaint engine.

A message and order facts go in; a classified case, running clocks, a lawful and explained plan and a
list of things the shop must now do come out. The library reads no clock, starts no thread, opens no
socket.
"""

from ._classify import Classification, Classifier, Label, Personal, Why, train
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
from ._policy import Policy
from ._version import __version__, version_text

__all__ = [
    "AmendsError", "ArgumentError", "CallbackError", "Classification", "Classifier", "ClockError",
    "ConflictError", "CorruptError", "DeniedError", "DuplicateError", "Engine", "EvaluationError",
    "InternalError", "Label", "LimitError", "NotFoundError", "OutOfMemoryError", "ParseError",
    "Personal", "Policy", "PolicyError", "StateError", "StoreError", "UnsupportedError", "Why",
    "__version__", "clock", "open", "train", "version_text",
]
