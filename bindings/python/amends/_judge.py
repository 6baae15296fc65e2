"""A shop's own judgement on what a customer wrote, lent to an engine or a classifier.

A judge is a function judge(text, labels): `labels` is a list of Label, the primary one first. It
answers the labels that shall stand, as Label or (category, score), or None for no change. Where it
raises (its traceback goes to stderr), or names a category twice or one that the policy does not
have, amends's own labels stand.
"""

from dataclasses import dataclass

from ._native import ffi, lib


@dataclass(frozen=True)
class Label:
    """A category and how sure it is, 0 to 1."""

    category: str
    score: float


def text_of(data, size):
    return ffi.unpack(data, size).decode()


def label_of(label):
    return Label(text_of(label.category.data, label.category.size), label.score_ppm / 1_000_000)


def _apply(judgement, before, after):
    """`after` becomes the judgement's labels, whatever stood there."""
    given = set()
    for label in before:
        name = label.category.encode()
        lib.amends_judgement_drop(judgement, name, len(name))
    for place, label in enumerate(after):
        category, score = label if isinstance(label, tuple) else (label.category, label.score)
        if category in given:
            raise ValueError(f"a judge names a category once: {category!r}")
        given.add(category)
        name = category.encode()
        if lib.amends_judgement_put(judgement, name, len(name), round(score * 1_000_000), place):
            raise ValueError(f"a judge's label is a category and a score from 0 to 1: {label!r}")


def lend(judge, model=b""):
    """An amends_host for `judge` (or None) and `model`, and what must live as long as it."""
    host = ffi.new("amends_host *", {"struct_size": ffi.sizeof("amends_host")})
    kept = [host]
    if judge is not None:

        @ffi.callback("int32_t(void *, amends_judgement *)", error=-1)
        def classify(_, judgement):
            size = ffi.new("size_t *")
            text = lib.amends_judgement_text(judgement, size)
            labels = [label_of(lib.amends_judgement_at(judgement, i))
                      for i in range(lib.amends_judgement_count(judgement))]
            after = judge(text_of(text, size[0]), list(labels))
            if after is not None:
                _apply(judgement, labels, after)
            return 0

        host.classify = classify
        kept.append(classify)
    if model:
        data = ffi.from_buffer("uint8_t[]", model)
        host.model, host.model_size = data, len(model)
        kept.append(data)
    return host, kept
