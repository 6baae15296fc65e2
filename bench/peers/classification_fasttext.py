"""Debian's fasttext on the same splits: macro-F1 and texts a second.

Settings: what its own autotune found for the English tasks, and the best of a small grid for the
Chinese ones (characters as words, 10 and 32 dimensions). Splitting into words happens before and is
not counted. Models are kept in the scratch folder: the rounds of run.py train once.
"""

import json
import pathlib
import re
import resource
import subprocess
import sys

splits = pathlib.Path(__file__).resolve().parents[3] / "shared/data/splits"
chinese = "-wordNgrams 2 -minn 0 -maxn 0 -lr 0.5 -bucket 500000"
tasks = {
    "banking77": ("banking77", "-dim 17 -epoch 100 -wordNgrams 1 -minn 3 -maxn 6 -bucket 2024083"),
    "clinc150": ("clinc150", "-dim 43 -epoch 100 -wordNgrams 1 -minn 0 -maxn 0"),
    "bitext": ("bitext", "-dim 39 -epoch 100 -wordNgrams 1 -minn 3 -maxn 6 -bucket 212875"),
    "zh10cat": ("zh10cat", f"{chinese} -epoch 10 -dim 10"),
    "zh10cat_32": ("zh10cat", f"{chinese} -epoch 5 -dim 32"),
    "zhsent": ("zhsent", f"{chinese} -epoch 10 -dim 10"),
}


def rows(data, part):
    """(label, words) of each text."""
    base = "zh10cat" if data == "zhsent" else data
    lines = (splits / f"{base}.{part}.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line) for line in lines]
    labels = [text["label"] for text in texts]
    if data == "zhsent":
        labels = (splits / f"{data}.{part}.labels").read_text(encoding="utf-8").split()
    pattern = r"\S" if base == "zh10cat" else r"[a-z0-9']+|[^\sa-z0-9']"
    return [
        (label.replace(" ", "_"), " ".join(re.findall(pattern, text["text"].lower())))
        for label, text in zip(labels, texts)
    ]


def cpu_of(*command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return done.stdout.split(), used


def macro_f1(gold, given):
    scores = []
    for label in sorted(set(gold)):
        right = sum(a == b == label for a, b in zip(gold, given))
        scores.append(2 * right / (gold.count(label) + given.count(label)))
    return 100 * sum(scores) / len(scores)


def print_row(name, value, unit, version):
    print(json.dumps({"name": name, "value": value, "unit": unit, "version": version}), flush=True)


def measure(name, data, settings, version):
    train, test, empty = (pathlib.Path(f"fasttext_{name}.{kind}") for kind in ("train", "test", "none"))
    model = pathlib.Path(f"fasttext_{name}")
    if not model.with_suffix(".bin").exists():
        train.write_text("".join(f"__label__{a} {b}\n" for a, b in rows(data, "train")), "utf-8")
        cpu_of("fasttext", "supervised", "-input", str(train), "-output", str(model), "-thread", "1",
               "-verbose", "0", "-lr", "0.5", "-loss", "softmax", *settings.split())
    gold, texts = zip(*rows(data, "test"))
    repeats = 20
    test.write_text("\n".join(texts * repeats) + "\n", "utf-8")
    empty.write_text("", "utf-8")
    ask = lambda file: cpu_of("fasttext", "predict", f"{model}.bin", str(file))
    best = float("inf")
    for _ in range(3):
        given, used = ask(test)
        best = min(best, used - ask(empty)[1])
    given = [label.removeprefix("__label__") for label in given[: len(gold)]]
    print_row(f"{name}_macro_f1", macro_f1(list(gold), given), "%", version)
    print_row(f"{name}_texts", len(gold) * repeats / best, "texts/s", version)


def main():
    try:
        listed = subprocess.run(
            ["dpkg-query", "-W", "-f", "${Version}", "fasttext"],
            check=True, stdout=subprocess.PIPE, text=True,
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        sys.exit("fasttext is not there")
    for name, (data, settings) in tasks.items():
        if (splits / "zh10cat.test.jsonl").exists():
            measure(name, data, settings, listed.partition("+")[0])


main()
