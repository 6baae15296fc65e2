#!/bin/sh
# Plays two weeks of a bookshop into a SQLite file and shows what its owner wants to know.
#   examples/bookshop/demo.sh [COMMAND] [STORE.db]
# In Chinese where the terminal speaks it (LANG=zh_CN.UTF-8 ./dev demo).
set -eu
cd "$(dirname "$0")/../.."
amends=${1:-build/release/amends}
store=${2:-build/bookshop.db}
case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in
  zh*)
    lang=zh
    say_play='正在播放' say_into='存入' say_case='一个工单的经过' say_next='接下来可以试：'
    ;;
  *)
    lang=en
    say_play='Playing' say_into='into' say_case='One case in words' say_next='To try next:'
    ;;
esac

rm -f "$store" "$store-wal" "$store-shm"
lines=$(wc -l <examples/bookshop/day.jsonl)
echo "$say_play examples/bookshop/day.jsonl ($lines) $say_into $store"
echo
"$amends" run --lang "$lang" --policy book-delivery --store "sqlite:$store" --summary \
  examples/bookshop/day.jsonl

echo
echo "$say_case ($amends explain c-wang --store sqlite:$store)"
echo
"$amends" explain c-wang --lang "$lang" --store "sqlite:$store"
echo
echo "$say_next
  $amends find late=true --store sqlite:$store
  $amends case c-brown --store sqlite:$store
  $amends explain c-smith --store sqlite:$store
  $amends verify --store sqlite:$store"
