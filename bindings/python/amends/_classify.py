"""Classification: by a policy, by a trained model, or by both; and training."""

import json
from dataclasses import dataclass, field
from typing import List, Optional, Tuple

from ._errors import check
from ._judge import Label, label_of, lend
from ._native import ffi, lib


@dataclass(frozen=True)
class Why:
    """A word that led to a category; `at` are byte offsets into the text as UTF-8. category: None
    where it speaks of how bad it is, whatever the category."""

    category: Optional[str]
    term: str
    source: str
    weight: float
    at: Tuple[int, int]
    negated: bool = False


@dataclass(frozen=True)
class Personal:
    """Personal data to mask: its kind ("phone") and where it stands, as in Why."""

    kind: str
    at: Tuple[int, int]


@dataclass(frozen=True)
class Classification:
    """labels[0] is the primary one; "other" when nothing is in scope. judge_failed: why the
    judge's answer did not count, if it did not."""

    labels: List[Label]
    severity: Optional[str]
    priority: Optional[str]
    abstained: bool
    why: List[Why] = field(default_factory=list)
    personal: List[Personal] = field(default_factory=list)
    judge_failed: Optional[str] = None


def _bytes(buffer):
    size = ffi.new("size_t *")
    data = lib.amends_buf_data(buffer, size)
    return ffi.unpack(ffi.cast("char *", data), size[0])


def _buffer():
    return ffi.gc(lib.amends_buf_new(), lib.amends_buf_free)


def _json(ask, labels):
    buffer = _buffer()
    err = ffi.new("amends_error **")
    check(ask(labels, buffer, err), err)
    return json.loads(_bytes(buffer))


class Classifier:
    """Immutable, to be shared by any number of threads."""

    def __init__(self, policy=None, model=b"", judge=None):
        """policy: a Policy, whose words, severities and priorities count; None: the model's
        categories only. model: bytes from train(); empty: the policy's own. judge: a judgement of
        your own on every text, judge(text, labels) -> labels or None. Raises CorruptError,
        UnsupportedError or PolicyError for a model that is damaged, of another version, or does
        not fit the policy."""
        self._policy = policy
        data = ffi.from_buffer("uint8_t[]", model) if model else ffi.NULL
        out = ffi.new("amends_classifier **")
        err = ffi.new("amends_error **")
        check(lib.amends_classifier_new(policy._policy if policy is not None else ffi.NULL, data,
                                        len(model), out, err), err)
        self._classifier = ffi.gc(out[0], lib.amends_classifier_free)
        if judge is not None:
            host, self._lent = lend(judge)
            check(lib.amends_classifier_with_host(self._classifier, host, out, err), err)
            self._classifier = ffi.gc(out[0], lib.amends_classifier_free)

    def classify(self, text):
        """Puts a customer's words into categories and says why."""
        data = text.encode()
        out = ffi.new("amends_labels **")
        err = ffi.new("amends_error **")
        check(lib.amends_classify(self._classifier, data, len(data), ffi.NULL, 0, out, err), err)
        labels = ffi.gc(out[0], lib.amends_labels_free)
        size = ffi.new("size_t *")
        failed = ffi.unpack(lib.amends_labels_host_failed(labels, size), size[0]).decode()
        return Classification(
            labels=[label_of(lib.amends_labels_at(labels, i))
                    for i in range(lib.amends_labels_count(labels))],
            severity=self._name("severities", lib.amends_labels_severity(labels)),
            priority=self._name("priorities", lib.amends_labels_priority(labels)),
            abstained=lib.amends_labels_abstained(labels) == 1,
            why=[Why(row.get("category"), row["term"], row["from"], row["weight"], tuple(row["at"]),
                     row.get("negated", False))
                 for row in _json(lib.amends_labels_why, labels)],
            personal=[Personal(row["kind"], tuple(row["at"]))
                      for row in _json(lib.amends_labels_personal, labels)],
            judge_failed=failed or None)

    def _name(self, which, index):
        return getattr(self._policy, which)[index] if index >= 0 else None


def train(rows, **options):
    """A model from labelled texts, and its figures on rows that it was not shown.

    rows: dicts {"text": ..., "label": ...} or {"text": ..., "labels": [...]}, with "severity" where
    somebody judged it. options: task ("single" or "multi"), seed, policy (whose words and model
    help: a list as open() takes it, [] for nobody's; without it "base" where all labels are its
    categories and the task is not "single"). Without a policy and a task the rows tell. Returns
    (model as bytes, figures as a dict). The same rows in the same order give the same bytes.
    """
    lines = iter(rows)
    kept = []
    failed = []

    @ffi.callback("int32_t(void *, amends_text *)")
    def source(_, out):
        try:
            row = next(lines, None)
            if row is None:
                return 0
            text = json.dumps(row, ensure_ascii=False).encode()
            kept[:] = [ffi.from_buffer("char[]", text)]
            out.data = kept[0]
            out.size = len(text)
            return 1
        except Exception as error:  # the rows' own; it goes on below
            failed.append(error)
            return -1

    given = json.dumps(options, ensure_ascii=False).encode()
    model, report = _buffer(), _buffer()
    err = ffi.new("amends_error **")
    status = lib.amends_train(given, len(given), source, ffi.NULL, model, report, err)
    if failed:
        lib.amends_error_free(err[0])
        raise failed[0]
    check(status, err)
    return _bytes(model), json.loads(_bytes(report))
