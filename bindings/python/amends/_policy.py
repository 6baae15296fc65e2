"""Policies."""

import json

from ._classify import Classifier
from ._errors import check
from ._judge import text_of
from ._native import ffi, lib


class Policy:
    """A loaded policy: immutable, to be shared by any number of threads."""

    def __init__(self, *packs):
        """From whole packs (dicts or JSON texts); the last is the policy, the earlier ones are
        those it extends beside the built-in ones."""
        texts = [(p if isinstance(p, str) else json.dumps(p, ensure_ascii=False)).encode()
                 for p in packs]
        keep = [ffi.from_buffer("char[]", text) for text in texts]
        array = ffi.new("amends_text[]", [{"data": data, "size": len(text)}
                                          for data, text in zip(keep, texts)])
        out = ffi.new("amends_policy **")
        err = ffi.new("amends_error **")
        check(lib.amends_policy_load(array, len(texts), out, err), err)
        self._take(out[0])

    @classmethod
    def builtin(cls, name):
        """A built-in policy: "book-delivery", or "book-delivery@1"."""
        self = cls.__new__(cls)
        text = name.encode()
        out = ffi.new("amends_policy **")
        err = ffi.new("amends_error **")
        check(lib.amends_policy_builtin(text, len(text), out, err), err)
        self._take(out[0])
        return self

    def _take(self, policy):
        self._policy = ffi.gc(policy, lib.amends_policy_free)
        self._classifier = Classifier(self)

    @property
    def digest(self):
        """BLAKE2b-256 of the resolved pack as 64 hex digits: what a case pins."""
        out = ffi.new("uint8_t[32]")
        lib.amends_policy_digest(self._policy, out)
        return bytes(out).hex()

    @property
    def severities(self):
        """Mildest first."""
        return self._names(lib.amends_policy_severity)

    @property
    def priorities(self):
        """Most urgent first."""
        return self._names(lib.amends_policy_priority)

    def _names(self, name_at):
        names = []
        size = ffi.new("size_t *")
        while (name := name_at(self._policy, len(names), size)) != ffi.NULL:
            names.append(text_of(name, size[0]))
        return names

    def classify(self, text):
        """Puts a customer's words into categories and says why."""
        return self._classifier.classify(text)
