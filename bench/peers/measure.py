"""For the peers in Python: measures a function and prints its row, one JSON line."""

import datetime
import json
import pathlib
import sys
import time


def row(name, work, items, version):
    """The best of five runs of `work`, which does `items` things."""
    best = float("inf")
    for _ in range(5):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    print(
        json.dumps({"name": name, "value": best / items * 1e9, "unit": "ns", "version": version}),
        flush=True,
    )


def where_there(*peers):
    """Calls each; a peer that is not installed prints no row."""
    for peer in peers:
        try:
            peer()
        except ImportError as missing:
            print(missing, file=sys.stderr)


def china(kind):
    """The dates of China's table: `off`, or worked weekend days with `work`."""
    table = pathlib.Path(__file__).parents[2] / "src/calendar/data/cn.json"
    days = []
    for year in json.loads(table.read_text(encoding="utf-8"))["years"].values():
        for group in year.get("days", []) + [year]:
            for text in group.get(kind, []):
                first, _, last = text.partition("..")
                day = datetime.date.fromisoformat(first)
                while day <= datetime.date.fromisoformat(last or first):
                    days.append(day)
                    day += datetime.timedelta(days=1)
    return sorted(days)
