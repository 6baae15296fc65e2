#!/bin/sh
# test_wheel.sh BUILD: makes the wheel of a build, installs it in a clean virtual environment and
# plays the bookshop's day with it. Exit code 77: this machine cannot, and why.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
build=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$here/make_wheel.sh" "$build" "$work"
wheel=$(ls "$work"/amends-*.whl)
case $wheel in
  *-cp39-abi3-*) ;;
  *) echo "the wheel is not for every Python from 3.9 on: $wheel"; exit 1 ;;
esac
python3 -m venv "$work/clean"
"$work/clean/bin/python" -m pip install --quiet --disable-pip-version-check "$wheel" ||
  { echo "pip cannot install the wheel's dependency cffi" >&2; exit 77; }

native=$("$work/clean/bin/python" -c 'import amends._native as n; print(n.__file__)')
needed=$(readelf -d "$native" | sed -n 's/.*NEEDED.*\[\(.*\)\]/\1/p' |
  grep -v -E '^(libc|libm|libdl|libpthread|ld-linux.*)\.so' || true)
[ -z "$needed" ] || { echo "the wheel needs more than the C library: $needed"; exit 1; }
shown=$(nm -D --defined-only "$native" | awk '{print $3}')
[ "$shown" = PyInit__native ] || { echo "the wheel shows more than its entry: $shown"; exit 1; }

day=$root/examples/bookshop/day.jsonl
[ -e "$day" ] || day=$here/tests/day.jsonl
cd "$work"
"$work/clean/bin/python" "$here/tests/test_amends.py" "$build/amends" "$day"
if [ -e "$root/tests/docs/check_docs.py" ]; then
  "$work/clean/bin/python" "$root/tests/docs/check_docs.py" python "$root" "$build"
fi
