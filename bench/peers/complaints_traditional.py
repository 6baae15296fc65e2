"""The labelled complaints in traditional characters, as OpenCC writes them: the same figures."""

import json
import pathlib
import subprocess
import sys

labelled = pathlib.Path(__file__).resolve().parents[3] / "shared/data/labelled_zh_dev.jsonl"
binary = pathlib.Path("../bench/bench_complaints_labelled")  # from the scratch folder
wanted = {"top", "micro_f1", "macro_f1"}

if not labelled.exists():
    sys.exit("no labelled texts: the rows are absent")
copy = pathlib.Path("labelled_traditional.jsonl")
rows = [json.loads(line) for line in labelled.read_text(encoding="utf-8").splitlines()]
written = subprocess.run(
    ["opencc", "-c", "s2t"],
    input="\n".join(row["text"].replace("\n", " ") for row in rows),
    stdout=subprocess.PIPE,
    text=True,
    check=True,
)
texts = written.stdout.split("\n")[: len(rows)]
copy.write_text(
    "\n".join(json.dumps({**row, "text": text}) for row, text in zip(rows, texts)),
    encoding="utf-8",
)
measured = subprocess.run([binary, copy], stdout=subprocess.PIPE, text=True, check=True)
for line in measured.stdout.splitlines():
    if line.startswith('{"name"') and json.loads(line)["name"] in wanted:
        print(line)
