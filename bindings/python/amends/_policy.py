"""Policies, and classification by their words."""

import json
from dataclasses import dataclass, field
from typing import List, Optional, Tuple

from ._errors import check
from ._native import ffi, lib


@dataclass(frozen=True)
class Label:
    """A category and how sure it is, 0 to 1."""

    category: str
    score: float


@dataclass(frozen=True)
class Why:
    """A word that led to a category; `at` are byte offsets into the text as UTF-8."""

    category: str
    term: str
    source: str
    weight: float
    at: Tuple[int, int]
    negated: bool = False


@dataclass(frozen=True)
class Classification:
    """labels[0] is the primary one; "other" when nothing is in scope."""

    labels: List[Label]
    severity: Optional[str]
    priority: Optional[str]
    abstained: bool
    why: List[Why] = field(default_factory=list)


def _text(data, size):
    return ffi.unpack(data, size).decode()


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
        out = ffi.new("amends_classifier **")
        err = ffi.new("amends_error **")
        check(lib.amends_classifier_new(policy, ffi.NULL, 0, out, err), err)
        self._classifier = ffi.gc(out[0], lib.amends_classifier_free)

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
            names.append(_text(name, size[0]))
        return names

    def classify(self, text):
        """Puts a customer's words into categories and says why."""
        data = text.encode()
        out = ffi.new("amends_labels **")
        err = ffi.new("amends_error **")
        check(lib.amends_classify(self._classifier, data, len(data), ffi.NULL, 0, out, err), err)
        labels = ffi.gc(out[0], lib.amends_labels_free)
        found = []
        for i in range(lib.amends_labels_count(labels)):
            label = lib.amends_labels_at(labels, i)
            found.append(Label(_text(label.category.data, label.category.size),
                               label.score_ppm / 1_000_000))
        return Classification(
            labels=found,
            severity=self._name(self.severities, lib.amends_labels_severity(labels)),
            priority=self._name(self.priorities, lib.amends_labels_priority(labels)),
            abstained=lib.amends_labels_abstained(labels) == 1,
            why=self._why(labels))

    @staticmethod
    def _name(names, index):
        return names[index] if index >= 0 else None

    @staticmethod
    def _why(labels):
        buffer = ffi.gc(lib.amends_buf_new(), lib.amends_buf_free)
        err = ffi.new("amends_error **")
        check(lib.amends_labels_why(labels, buffer, err), err)
        size = ffi.new("size_t *")
        rows = json.loads(ffi.unpack(lib.amends_buf_data(buffer, size), size[0]))
        return [Why(row["category"], row["term"], row["from"], row["weight"], tuple(row["at"]),
                    row.get("negated", False)) for row in rows]
