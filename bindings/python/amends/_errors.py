"""Errors: one class a code, with what is wrong, where, and the whole as the engine says it."""

import json

from ._native import ffi, lib


class AmendsError(Exception):
    """What amends could not do. `code` is the word of the JSON answers ("parse", "denied"),
    `message` is for people, `where` the JSON pointer into what was passed, `details` the whole."""

    code = "internal"

    def __init__(self, message, where="", details=None):
        super().__init__(message if not where else f"{message} (at {where})")
        self.message = message
        self.where = where
        self.details = details or {"code": self.code, "message": message, "where": where}


class ArgumentError(AmendsError, ValueError):
    code = "arg"


class ParseError(AmendsError, ValueError):
    code = "parse"


class PolicyError(AmendsError):
    code = "policy"


class EvaluationError(AmendsError):
    code = "evaluation"


class StateError(AmendsError):
    code = "state"


class DeniedError(AmendsError, PermissionError):
    code = "denied"


class NotFoundError(AmendsError, LookupError):
    code = "not_found"


class ConflictError(AmendsError):
    code = "conflict"


class DuplicateError(AmendsError):
    code = "duplicate"


class StoreError(AmendsError):
    code = "store"


class OutOfMemoryError(AmendsError, MemoryError):
    code = "memory"


class LimitError(AmendsError):
    code = "limit"


class ClockError(AmendsError):
    code = "clock"


class CorruptError(AmendsError):
    code = "corrupt"


class UnsupportedError(AmendsError, NotImplementedError):
    code = "unsupported"


class CallbackError(AmendsError):
    code = "callback"


class InternalError(AmendsError):
    code = "internal"


_by_code = {kind.code: kind for kind in AmendsError.__subclasses__()}


def check(status, err):
    """Raises what `err` (an amends_error**) holds, unless the status is OK."""
    if status == 0:
        return
    size = ffi.new("size_t *")
    text = lib.amends_error_json(err[0], size)
    details = json.loads(ffi.unpack(text, size[0]))
    lib.amends_error_free(err[0])
    kind = _by_code.get(details["code"], InternalError)
    raise kind(details["message"], details["where"], details)
