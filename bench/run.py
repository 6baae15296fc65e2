#!/usr/bin/env python3
"""Runs the programs that rows.json names and writes results.json and the tables of the README.

  run.py run BUILD [GROUP]     measure with the programs below BUILD
  run.py tables [--check]      write the tables anew from results.json; --check: do they differ?

docs/benchmarks.md says how a row is added.
"""

import datetime
import json
import os
import pathlib
import subprocess
import sys

import tables

here = pathlib.Path(__file__).resolve().parent
peers_home = here.parent / "build" / "peers"
rounds = 3
seconds_of = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1.0}
flags = {
    "BENCHMARK_REPETITIONS": "5",
    "BENCHMARK_MIN_TIME": "0.1",
    "BENCHMARK_ENABLE_RANDOM_INTERLEAVING": "true",
    "BENCHMARK_OUT_FORMAT": "json",
}


def groups_of(choice):
    groups = json.loads((here / "rows.json").read_text(encoding="utf-8"))
    if choice and choice not in groups:
        sys.exit(
            f"there is no group \"{choice}\" in bench/rows.json; there are {', '.join(groups)}"
        )
    return {name: group for name, group in groups.items() if choice in ("", name)}


def sources_of(row):
    return (
        [row["ours"]]
        + ([row["limit"]] if "limit" in row else [])
        + list(row.get("peers", {}).values())
    )


def programs_of(groups):
    """In the order of the rows: ours first, so that a broken build is seen first."""
    sources = [
        source for group in groups.values() for row in group["rows"] for source in sources_of(row)
    ]
    return list(dict.fromkeys(source.partition("/")[0] for source in sources))


def command_of(program, build):
    """How to run it, or None where what it needs is not there."""
    file = here / "peers" / program
    if program.endswith(".py"):
        python = peers_home / "venv/bin/python"
        return [str(python), str(file)] if python.exists() else None
    if program.endswith(".cjs"):
        return ["node", str(file)] if (peers_home / "node_modules").exists() else None
    binary = build / "bench" / f"bench_{program}"
    return [str(binary)] if binary.exists() else None


class Measured:
    """The best value of each source, over all rounds and repetitions."""

    def __init__(self):
        self.values = {}  # "program/name" -> (value, unit)
        self.versions = {}  # "program/name" -> text

    def take(self, source, value, unit, version=""):
        old = self.values.get(source)
        best = min if unit in seconds_of else max
        self.values[source] = (best(value, old[0]) if old else value, unit)
        self.versions[source] = version

    def google(self, program, out):
        version = out["context"].get("version", "")
        for run in out["benchmarks"]:
            if run["run_type"] != "iteration" or run.get("error_occurred"):
                continue
            source = f"{program}/{run['run_name']}"
            self.take(source, run["cpu_time"] * seconds_of[run["time_unit"]], "s", version)
            for counter in set(run) - {"real_time", "cpu_time", "iterations", "threads"}:
                if isinstance(run[counter], float):
                    self.take(f"{source}#{counter}", run[counter], "count", version)

    def line(self, program, text):
        row = json.loads(text)
        unit = row.get("unit", "")
        value = row["value"] * seconds_of.get(unit, 1)
        self.take(
            f"{program}/{row['name']}",
            value,
            "s" if unit in seconds_of else unit or "count",
            row.get("version", ""),
        )

    def run(self, program, build):
        command = command_of(program, build)
        if command is None:
            return
        scratch = build / "scratch"
        scratch.mkdir(exist_ok=True)
        out = scratch / "out.json"
        out.unlink(missing_ok=True)
        env = dict(
            os.environ, **flags, BENCHMARK_OUT=str(out), NODE_PATH=str(peers_home / "node_modules")
        )
        print(f"-- {program}", file=sys.stderr, flush=True)
        done = subprocess.run(
            command, cwd=scratch, env=env, stdout=subprocess.PIPE, text=True, check=False
        )
        if done.returncode != 0:
            print(f"{program} ended with {done.returncode}; its rows are absent", file=sys.stderr)
            return
        if out.exists() and out.stat().st_size:
            self.google(program, json.loads(out.read_text(encoding="utf-8")))
        for text in done.stdout.splitlines():
            if text.startswith('{"name"'):
                self.line(program, text)

    def in_unit(self, source, unit):
        """The value in the row's unit, three digits, or "absent"."""
        if source not in self.values:
            return "absent"
        value, _ = self.values[source]
        return tables.three_digits(value / seconds_of.get(unit, 1))


def machine():
    cpu = "unknown processor"
    for line in pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            cpu = line.partition(":")[2].strip()
            break
    system = "Linux"
    for line in pathlib.Path("/etc/os-release").read_text(encoding="utf-8").splitlines():
        if line.startswith("PRETTY_NAME="):
            system = line.partition("=")[2].strip('"')
    return f"{cpu}, {os.cpu_count()} cores, {system}"


def build_words(build):
    cache = (build / "CMakeCache.txt").read_text(encoding="utf-8")
    entry = lambda name: next(
        line.partition("=")[2] for line in cache.splitlines() if line.startswith(name + ":")
    )
    compiler = subprocess.run(
        [entry("CMAKE_CXX_COMPILER"), "--version"], capture_output=True, text=True, check=True
    ).stdout.splitlines()[0]
    return f"{compiler}, {entry('CMAKE_BUILD_TYPE')}, {entry('CMAKE_CXX_FLAGS_RELEASE')}"


def result_of(row, group, measured, common):
    unit = row["unit"]
    result = {
        "name": row["name"],
        "group": group,
        "unit": unit,
        "ours": measured.in_unit(row["ours"], unit),
    }
    result["limit"] = measured.in_unit(row["limit"], unit) if "limit" in row else None
    result["ratio"] = tables.ratio(unit, result["ours"], result["limit"])
    result["peer"] = []
    for name, source in row.get("peers", {}).items():
        value = measured.in_unit(source, unit)
        result["peer"].append(
            {
                "name": name,
                "version": measured.versions.get(source, ""),
                "value": value,
                "ratio": tables.ratio(unit, value, result["ours"]),
            }
        )
    return result | common


def run(build, choice):
    groups = groups_of(choice)
    measured = Measured()
    for number in range(rounds):
        print(f"round {number + 1} of {rounds}", file=sys.stderr)
        for program in programs_of(groups):
            measured.run(program, build)
    results = {result["name"]: result for result in tables.load_results()}
    for name, group in groups.items():
        common = {
            "build": build_words(build),
            "machine": machine(),
            "command": f"./dev bench {name}",
            "date": datetime.date.today().isoformat(),
        }
        for row in group["rows"]:
            results[row["name"]] = result_of(row, name, measured, common)
    tables.save_results(results)
    tables.write()
    print(tables.table(list(groups), "en"))
    for line in tables.missed(list(groups)):
        print(line)


def main(words):
    if words[:1] == ["run"] and len(words) > 1:
        run(pathlib.Path(words[1]).resolve(), "".join(words[2:3]))
    elif words[:1] == ["tables"]:
        sys.exit((tables.check() or 0) if "--check" in words else tables.write())
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
