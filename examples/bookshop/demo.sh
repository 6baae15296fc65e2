#!/bin/sh
# Plays two weeks of a bookshop into a SQLite file and shows what its owner wants to know.
#   examples/bookshop/demo.sh [COMMAND] [STORE.db]
set -eu
cd "$(dirname "$0")/../.."
amends=${1:-build/release/amends}
store=${2:-build/bookshop.db}
case ${LANG:-} in zh*) lang=zh ;; *) lang=en ;; esac

rm -f "$store" "$store-wal" "$store-shm"
lines=$(wc -l <examples/bookshop/day.jsonl)
echo "Playing examples/bookshop/day.jsonl ($lines lines) into $store"
"$amends" run --lang "$lang" --policy book-delivery --store "sqlite:$store" --summary \
  examples/bookshop/day.jsonl

echo
echo "One case in words (amends explain c-wang --store sqlite:$store):"
echo
"$amends" explain c-wang --lang "$lang" --store "sqlite:$store" | head -40
echo
echo "Next: $amends find late=true --store sqlite:$store"
echo "      $amends case c-brown --store sqlite:$store"
echo "      $amends verify --store sqlite:$store"
