#!/bin/sh
# make_wheel.sh [BUILD [OUT]]: the Python wheel of a finished build (build/release), self-contained,
# into OUT (bindings/python/dist). One wheel serves every Python from 3.9 on. Exit code 77: this
# machine cannot make one, and why.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
build=$(cd "${1:-$root/build/release}" && pwd)
out=${2:-$here/dist}
mkdir -p "$out"
out=$(cd "$out" && pwd)

cannot() {
  echo "make_wheel.sh: cannot make the wheel: $*" >&2
  exit 77
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -c 'import sys; sys.exit(sys.version_info < (3, 9))' 2>/dev/null || cannot "no Python 3.9 or later"
python3 -m venv "$work/venv" >/dev/null 2>&1 || cannot "python3 has no venv (apt: python3-venv)"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
  'cffi>=1.15' 'setuptools>=64' wheel >"$work/pip" 2>&1 ||
  { cat "$work/pip" >&2; cannot "pip cannot get cffi and setuptools"; }
"$work/venv/bin/python" - <<'PY' || cannot "no Python.h (apt: python3-dev)"
import os, sys, sysconfig
sys.exit(not os.path.exists(os.path.join(sysconfig.get_path("include"), "Python.h")))
PY

cmake --build "$build" --target amends_capi_archive >"$work/build" 2>&1 ||
  { cat "$work/build" >&2; exit 1; }
libraries=$(sed -n 's/^AMENDS_ARCHIVES=//p' "$build/capi/archives.txt")
[ -n "$libraries" ] || cannot "static archives are missing: see $build/capi/archives.txt"

# setuptools writes beside its sources: let it do so in a copy.
cp -R "$here" "$work/source"
rm -rf "$work/source/build" "$work/source/dist"
cd "$work/source"
AMENDS_BUILD=$build AMENDS_HEADER=$root/capi AMENDS_LIBRARIES=$libraries \
  "$work/venv/bin/python" -m pip wheel --quiet --disable-pip-version-check --no-deps \
  --no-build-isolation --wheel-dir "$out" . >"$work/wheel" 2>&1 ||
  { cat "$work/wheel" >&2; exit 1; }
ls "$out"/amends-*.whl
