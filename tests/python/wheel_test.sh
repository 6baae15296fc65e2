#!/bin/sh
# wheel_test.sh BUILD: makes the wheel of that build, installs it where nothing else is, and plays
# the bookshop's day: every answer must be, byte for byte, what `amends run` prints.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
build=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sh "$root/bindings/python/make_wheel.sh" "$build" "$work/dist"
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check "$work"/dist/amends-*.whl
"$build/amends" run --policy book-delivery --store memory: "$root/examples/bookshop/day.jsonl" \
  >"$work/expected.jsonl"
cd "$work"
"$work/venv/bin/python" "$root/tests/python/play_day.py" "$root/examples/bookshop/day.jsonl" \
  "$work/expected.jsonl"
