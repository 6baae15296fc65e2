import datetime
from dataclasses import dataclass
from types import TracebackType
from typing import (
    Any,
    Callable,
    Dict,
    Iterable,
    List,
    Mapping,
    Optional,
    Sequence,
    Tuple,
    Type,
    Union,
)

__version__: str

Pack = Union[str, Mapping[str, Any]]
Request = Union[str, Mapping[str, Any], Sequence[Mapping[str, Any]]]
Now = Union[None, int, datetime.datetime]

def version_text() -> str: ...
def clock() -> int: ...
def open(
    policy: Union[Pack, Sequence[Pack]] = ...,
    store: str = ...,
    tenant: str = ...,
    model: bytes = ...,
    judge: Optional[Judge] = ...,
) -> Engine: ...
def train(
    rows: Iterable[Mapping[str, Any]], **options: Any
) -> Tuple[bytes, Dict[str, Any]]: ...

class Engine:
    def __init__(
        self,
        policy: Union[Pack, Sequence[Pack]] = ...,
        store: str = ...,
        tenant: str = ...,
        model: bytes = ...,
        judge: Optional[Judge] = ...,
    ) -> None: ...
    def call(self, request: Request, now: Now = ..., who: str = ...) -> Dict[str, Any]: ...
    def call_text(self, request: Request, now: Now = ..., who: str = ...) -> str: ...
    def close(self) -> None: ...
    def __enter__(self) -> Engine: ...
    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None: ...

@dataclass(frozen=True)
class Label:
    category: str
    score: float

Judge = Callable[
    [str, List[Label]], Optional[Sequence[Union[Label, Tuple[str, float]]]]
]

@dataclass(frozen=True)
class Why:
    category: Optional[str]
    term: str
    source: str
    weight: float
    at: Tuple[int, int]
    negated: bool = ...

@dataclass(frozen=True)
class Personal:
    kind: str
    at: Tuple[int, int]

@dataclass(frozen=True)
class Classification:
    labels: List[Label]
    severity: Optional[str]
    priority: Optional[str]
    abstained: bool
    why: List[Why] = ...
    personal: List[Personal] = ...
    judge_failed: Optional[str] = ...

class Classifier:
    def __init__(
        self,
        policy: Optional[Policy] = ...,
        model: bytes = ...,
        judge: Optional[Judge] = ...,
    ) -> None: ...
    def classify(self, text: str) -> Classification: ...

class Policy:
    def __init__(self, *packs: Pack) -> None: ...
    @classmethod
    def builtin(cls, name: str) -> Policy: ...
    @property
    def digest(self) -> str: ...
    @property
    def severities(self) -> List[str]: ...
    @property
    def priorities(self) -> List[str]: ...
    def classify(self, text: str) -> Classification: ...

class AmendsError(Exception):
    code: str
    message: str
    where: str
    details: Dict[str, Any]

class ArgumentError(AmendsError, ValueError): ...
class ParseError(AmendsError, ValueError): ...
class PolicyError(AmendsError): ...
class EvaluationError(AmendsError): ...
class StateError(AmendsError): ...
class DeniedError(AmendsError, PermissionError): ...
class NotFoundError(AmendsError, LookupError): ...
class ConflictError(AmendsError): ...
class DuplicateError(AmendsError): ...
class StoreError(AmendsError): ...
class OutOfMemoryError(AmendsError, MemoryError): ...
class LimitError(AmendsError): ...
class ClockError(AmendsError): ...
class CorruptError(AmendsError): ...
class UnsupportedError(AmendsError, NotImplementedError): ...
class CallbackError(AmendsError): ...
class InternalError(AmendsError): ...
