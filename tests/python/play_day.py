"""play_day.py DAY EXPECTED: plays a day through the installed package and compares every answer."""
import sys

import amends


def main(day, expected):
    wanted = open(expected, encoding="utf-8").read().splitlines()
    lines = open(day, encoding="utf-8").read().splitlines()
    assert len(lines) == len(wanted) > 80, (len(lines), len(wanted))
    with amends.open(policy="book-delivery", store="memory:") as shop:
        for number, (line, answer) in enumerate(zip(lines, wanted), 1):
            said = shop.call_text(line)
            assert said == answer, f"line {number}\n{said}\n{answer}"
        try:
            shop.call({"op": "close", "id": "no-1", "case_id": "nobody",
                       "at": "2026-10-12T10:00:00+08:00", "by": "agent:li"})
        except amends.NotFoundError as error:
            assert error.code == "not_found" and error.where == "/case_id", error
        else:
            raise AssertionError("an unknown case was accepted")
    labels = amends.Policy.builtin("book-delivery").classify("书到了，封面撕裂").labels
    assert labels[0].category == "delivery.damage", labels
    print(f"{len(lines)} answers of the wheel equal those of the command")


main(*sys.argv[1:])
