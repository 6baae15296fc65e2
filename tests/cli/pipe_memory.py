#!/usr/bin/env python3
"""100 000 texts through one `amends classify`: its memory at the end is what it was at the start.

usage: pipe_memory.py COMMAND SEEDS
"""
import glob
import json
import os
import random
import subprocess
import sys

EARLY, ALL = 1_000, 100_000
GROWTH_KB = 4_096  # the greatest text, the allocator's slack


def peak_kb(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))


def messages(folder):
    texts = []
    for name in sorted(glob.glob(os.path.join(folder, "*.jsonl"))):
        with open(name, encoding="utf-8") as file:
            texts += [json.loads(line)["text"] for line in file if line.strip()]
    return texts


def mixed(draw, seeds):
    """Two messages run together, cut anywhere, with a number nobody has seen."""
    text = draw.choice(seeds) + "，" + draw.choice(seeds)
    return text[draw.randrange(4):] + f" {draw.randrange(10 ** 11)}"


def main(command, folder):
    if not os.path.exists("/proc/self/status"):
        print("no /proc here")
        return 77
    draw = random.Random(1)
    seeds = messages(folder)
    pipe = subprocess.Popen([command, "classify"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    early = 0
    for number in range(1, ALL + 1):
        line = json.dumps({"id": str(number), "text": mixed(draw, seeds)}, ensure_ascii=False)
        pipe.stdin.write(line.encode() + b"\n")
        pipe.stdin.flush()
        answer = json.loads(pipe.stdout.readline())
        assert answer["id"] == str(number) and answer["labels"], answer
        if number == EARLY:
            early = peak_kb(pipe.pid)
    late = peak_kb(pipe.pid)
    pipe.stdin.close()
    assert pipe.wait() == 0
    print(f"peak memory after {EARLY} texts {early} KiB, after {ALL} {late} KiB")
    return 0 if late - early <= GROWTH_KB else 1


sys.exit(main(*sys.argv[1:3]))
