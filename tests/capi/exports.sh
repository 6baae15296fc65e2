#!/bin/sh
# exports.sh LIBRARY LIST: what the shared library shows is the list, and its SONAME is the promised one.
set -eu
shown=$(nm -D --defined-only "$1" | awk '{print $3}' | LC_ALL=C sort)
wanted=$(cat "$2")
if [ "$shown" != "$wanted" ]; then
  echo "the library's symbols are not those of $2:"
  printf '%s\n' "$shown" | diff "$2" - || true
  exit 1
fi
readelf -d "$1" | grep -q 'SONAME.*\[libamends\.so\.0\.1\]' || {
  echo "the SONAME is not libamends.so.0.1"
  exit 1
}
if readelf -d "$1" | grep -q TEXTREL; then
  echo "the library has text relocations"
  exit 1
fi
