"""The engine: one line in, one answer out."""

import datetime
import json
import threading

from ._errors import ArgumentError, check
from ._judge import lend
from ._native import ffi, lib

_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
_MICROSECOND = datetime.timedelta(microseconds=1)


def clock():
    """The system's clock, as `now` takes it: microseconds since 1970-01-01T00:00:00Z."""
    return lib.amends_clock_system(ffi.NULL)


def _microseconds(now):
    if now is None:
        return lib.AMENDS_NOW
    if isinstance(now, datetime.datetime):
        if now.tzinfo is None:
            raise ArgumentError("`now` needs a time zone: datetime.now(timezone.utc)")
        return (now - _EPOCH) // _MICROSECOND
    return now


# The name that a shop expects.
def open(policy=(), store="memory:", tenant="", model=b"", judge=None):  # noqa: A001
    """Opens an engine.

    policy: a built-in name ("book-delivery"), a whole pack as a dict, or a list of these of which
    the last is the policy. store: "memory:", "sqlite:FILE". tenant: empty is the only one. model:
    bytes from train(), by which the policy classifies instead of its own. judge: as for
    Classifier; it is asked inside a call, must be quick, and must not use this engine. Raises
    PolicyError, NotFoundError, StoreError and others of AmendsError.
    """
    return Engine(policy, store, tenant, model, judge)


class Engine:
    """One tenant of one store. Any number of threads may call it; closing waits for none of them."""

    def __init__(self, policy=(), store="memory:", tenant="", model=b"", judge=None):
        self._engine = ffi.NULL
        self._buffers = threading.local()
        packs = [policy] if isinstance(policy, (str, dict)) else list(policy)
        config = {"store": store, "tenant": tenant}
        if packs:
            config["policy"] = packs
        text = json.dumps(config, ensure_ascii=False).encode()
        out = ffi.new("amends_engine **")
        err = ffi.new("amends_error **")
        host, self._lent = lend(judge, model)
        check(lib.amends_open(text, len(text), ffi.NULL, 0, host, out, err), err)
        self._engine = out[0]

    def call(self, request, now=None, who="system"):
        """Answers one line: a command, a list of commands, tick, settle or query.

        request: a dict, a list of dicts, or a line of JSON as str. now: an aware datetime or
        microseconds since 1970; None leaves it to the line's `at`. who: "agent:li",
        "customer:c-77"; the caller vouches for it. Returns the answer as a dict. Raises a subclass
        of AmendsError.
        """
        return json.loads(self.call_text(request, now, who))

    def call_text(self, request, now=None, who="system"):
        """The same, but the answer is the line that `amends run` prints."""
        if self._engine == ffi.NULL:
            raise ArgumentError("the engine is closed")
        if not isinstance(request, str):
            request = json.dumps(request, ensure_ascii=False)
        line = request.encode()
        speaker = who.encode()
        buffer = self._buffer()
        err = ffi.new("amends_error **")
        check(lib.amends_call(self._engine, _microseconds(now), speaker, len(speaker), line,
                              len(line), buffer, err), err)
        size = ffi.new("size_t *")
        text = lib.amends_buf_data(buffer, size)
        return ffi.unpack(text, size[0]).decode()

    def _buffer(self):
        """One a thread, reused."""
        buffer = getattr(self._buffers, "buffer", None)
        if buffer is None:
            buffer = ffi.gc(lib.amends_buf_new(), lib.amends_buf_free)
            self._buffers.buffer = buffer
        return buffer

    def close(self):
        """Closes the engine; a closed one stays closed."""
        engine, self._engine = self._engine, ffi.NULL
        lib.amends_close(engine)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def __del__(self):
        if lib is not None and self._engine != ffi.NULL:
            self.close()
