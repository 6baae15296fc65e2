#!/usr/bin/env python3
"""Writes worktime_cases.txt: questions of `amends worktime` and the answers of naive_worktime.py.

    python3 tests/sla/worktime_cases.py > tests/sla/worktime_cases.txt

A line is {"calendar":{...}} or, of the calendar above it, {"ask":{...},"answer":{...}}. The
questions are the hand written ones below and others drawn at random.
"""

import datetime
import json
import random

from naive_worktime import Calendar, answer, answers, day_names, one_day, read, us_of, utc

desk = {day: [["09:00", "12:00"], ["13:00", "18:00"]] for day in day_names[:5]}
plain = {day: [["09:00", "17:00"]] for day in day_names[:5]}
night = {day: [["22:00", "06:00"]] for day in day_names[:5]}
always = {day: [["00:00", "24:00"]] for day in day_names}
shanghai = {"timezone": "Asia/Shanghai", "week": desk, "holidays": ["CN"]}


def ask(base, op, start, **fields):
    return base | {"op": op, "start": start} | fields


def zone(name, week, **fields):
    return {"timezone": name, "week": week, "holidays": []} | fields


def sla_questions():
    day = "2026-06-01T"  # a Monday
    at = lambda text: f"{day}{text}+08:00"
    pause = lambda *texts: [[at(a), at(b)] for a, b in zip(texts[::2], texts[1::2])]
    common = {"start": at("09:00:00"), "target_seconds": 14400}
    pauses = {
        "none": [],
        "nested, listed backwards": pause("10:00:00", "10:10:00", "09:30:00", "11:00:00"),
        "overlapping": pause("09:30:00", "10:30:00", "10:00:00", "11:00:00"),
        "touching": pause("09:30:00", "10:00:00", "10:00:00", "10:30:00"),
        "the same twice": pause("09:30:00", "10:00:00", "09:30:00", "10:00:00"),
        "without length": pause("10:00:00", "10:00:00"),
        "at lunch only": pause("12:00:00", "13:00:00"),
        "over lunch": pause("11:30:00", "13:30:00"),
        "before the start": pause("07:00:00", "08:30:00"),
        "over the start": pause("08:00:00", "10:00:00"),
        "from where the target is used up": pause("14:00:00", "15:00:00"),
        "a second before that": pause("13:59:59", "15:00:00"),
        "to the evening": pause("10:00:00", "23:00:00"),
        "over the due instant": pause("13:30:00", "17:30:00"),
    }
    for pause_list in pauses.values():
        yield shanghai | common | {"op": "sla", "pauses": pause_list}
        yield shanghai | common | {"op": "sla", "pauses": pause_list, "end": at("17:00:00")}
    weekend = [["2026-06-05T17:00:00+08:00", "2026-06-08T10:00:00+08:00"]]
    yield ask(shanghai, "sla", "2026-06-05T16:00:00+08:00", target_seconds=10800, pauses=weekend)
    for target, start in ((0, "10:00:00"), (0, "12:30:00"), (1, "12:00:00"), (28800, "08:00:00")):
        yield ask(
            shanghai,
            "sla",
            at(start),
            target_seconds=target,
            pauses=pause("09:30:00", "10:30:00"),
            end=at("09:00:00"),
        )
    holiday = [["2026-09-30T17:30:00+08:00", "2026-10-09T09:30:00+08:00"]]
    yield ask(
        shanghai,
        "sla",
        "2026-09-30T17:00:00+08:00",
        target_seconds=36000,
        pauses=holiday,
        end="2026-10-10T18:00:00+08:00",
    )
    yield ask(zone("UTC", {}), "sla", "2026-06-01T09:00:00Z", target_seconds=5, pauses=[])
    new_york = zone("America/New_York", always)
    yield ask(
        new_york,
        "sla",
        "2026-10-31T12:00:00-04:00",
        target_seconds=86400,
        pauses=[["2026-11-01T00:30:00-04:00", "2026-11-01T01:30:00-05:00"]],
        end="2026-11-02T00:00:00-05:00",
    )


def hour_questions():
    monday = {"mon": [["00:00", "24:00"]]}
    for start in ("2026-06-01T00:00:00Z", "2026-06-02T00:00:00Z", "2026-06-01T23:59:59.5Z"):
        for op in ("is_open", "next_open", "prev_close"):
            yield ask(zone("UTC", monday), op, start)
            yield ask(zone("UTC", always), op, start)
    into = {"mon": [["22:00", "06:00"]], "tue": [["04:00", "10:00"], ["10:00", "11:00"]]}
    for seconds in (4 * 3600, 13 * 3600, 13 * 3600 + 1, -3600, -13 * 3600):
        yield ask(zone("UTC", into), "add", "2026-06-02T03:00:00Z", seconds=seconds)
    yield ask(zone("UTC", into), "prev_close", "2026-06-02T06:00:00Z")
    sunday = {"sun": [["20:00", "24:00"]], "mon": [["00:00", "04:00"]]}
    yield ask(zone("UTC", sunday), "next_open", "2026-06-08T00:00:00Z")
    yield ask(
        zone("UTC", sunday, holidays=["2026-06-08"]), "add", "2026-06-07T20:00:00Z", seconds=14400
    )
    yield ask(
        zone("UTC", sunday, holidays=["2026-06-08"]), "add", "2026-06-07T20:00:00Z", seconds=14401
    )
    seconds_too = {"mon": [["09:00:30", "09:01:00"], ["17:00", "17:00:01"]]}
    yield ask(
        zone("UTC", seconds_too), "between", "2026-06-01T09:00:45Z", end="2026-06-09T00:00:00Z"
    )
    yield ask(zone("UTC", plain), "between", "2026-06-01T09:00:00.4Z", end="2026-06-01T09:00:02.3Z")
    yield ask(zone("UTC", plain), "between", "2026-06-01T09:00:02.3Z", end="2026-06-01T09:00:00.4Z")
    yield ask(zone("UTC", plain), "add", "2026-06-01T16:59:59.75Z", seconds=1)
    yield ask(zone("UTC", plain), "add", "2026-06-02T09:00:00.25Z", seconds=-1)


def layer_questions():
    changed = shanghai | {
        "overrides": {
            "2026-10-01": [["22:00", "02:00"]],
            "2026-10-02": [["01:00", "03:00"]],
            "2026-10-10": [["10:00", "11:00"]],
            "2026-10-08": [],
        },
        "breaks": {
            "2026-10-01": [["23:00", "01:30"]],
            "2026-10-09": [["08:00", "09:30"]],
            "2026-10-12": [["09:00", "18:00"]],
        },
    }
    for seconds in (3600, 5400, 7200, 9000, 9001, 36000, 60000):
        yield ask(changed, "add", "2026-10-01T00:00:00+08:00", seconds=seconds)
    for start in (
        "2026-10-02T01:00:00+08:00",
        "2026-10-02T01:30:00+08:00",
        "2026-10-09T09:00:00+08:00",
        "2026-10-12T10:00:00+08:00",
    ):
        for op in ("is_open", "next_open", "prev_close"):
            yield ask(changed, op, start)
    for n in (1, 2, 3, 4, 5, 20):
        yield ask(changed, "working_days", "2026-09-30T20:00:00Z", n=n)
    yield ask(changed, "between", "2026-10-13T00:00:00+08:00", end="2026-10-01T00:00:00+08:00")
    tail = zone("UTC", night, breaks={"2026-06-02": [["00:00", "01:00"]]})
    yield ask(tail, "between", "2026-06-01T00:00:00Z", end="2026-06-03T00:00:00Z")
    tail = zone("UTC", night, holidays=["2026-06-02"])
    yield ask(tail, "between", "2026-06-01T00:00:00Z", end="2026-06-04T00:00:00Z")
    yield ask(tail, "is_open", "2026-06-02T05:59:59Z")
    yield ask(tail, "is_open", "2026-06-02T22:00:00Z")
    nothing_left = zone(
        "UTC", {"mon": [["09:00", "10:00"]]}, breaks={"2026-06-01": [["08:00", "12:00"]]}
    )
    yield ask(nothing_left, "working_days", "2026-05-31T12:00:00Z", n=1)
    yield ask(nothing_left, "next_open", "2026-05-31T12:00:00Z")
    dated = zone("UTC", {}, overrides={"2026-06-03": [["09:00", "10:00"]]})
    for seconds in (3600, 3601, -1):
        yield ask(dated, "add", "2026-06-01T00:00:00Z", seconds=seconds)
        yield ask(dated, "add", "2026-06-05T00:00:00Z", seconds=seconds)
    for start in ("2026-06-01T00:00:00Z", "2026-06-03T09:30:00Z", "2026-06-05T00:00:00Z"):
        yield ask(dated, "next_open", start)
        yield ask(dated, "prev_close", start)


def china_questions():
    for start in (
        "2018-02-11T08:00:00+08:00",
        "2018-12-28T18:00:00+08:00",
        "2019-04-30T17:59:59+08:00",
        "2020-01-19T09:00:00+08:00",
        "2021-02-07T12:30:00+08:00",
        "2022-12-30T10:00:00+08:00",
        "2023-09-28T23:00:00+08:00",
        "2024-02-09T17:00:00+08:00",
        "2025-01-26T08:59:59+08:00",
        "2026-02-28T18:00:00+08:00",
    ):
        yield ask(shanghai, "add", start, seconds=10 * 3600)
        yield ask(shanghai, "add", start, seconds=-10 * 3600)
        yield ask(shanghai, "working_days", start, n=7)
    saturday = {"mon": [["10:00", "12:00"]], "sat": [["06:00", "07:00"]]}
    yield ask(shanghai | {"week": saturday}, "next_open", "2026-02-14T00:00:00+08:00")
    yield ask(shanghai | {"week": saturday}, "next_open", "2026-02-15T00:00:00+08:00")
    # How far the published years reach.
    yield ask(shanghai, "between", "2026-12-30T00:00:00+08:00", end="2027-01-01T00:00:00+08:00")
    yield ask(shanghai, "between", "2026-12-30T00:00:00+08:00", end="2027-01-01T00:00:01+08:00")
    yield ask(shanghai, "add", "2026-12-31T17:00:00+08:00", seconds=3600)
    yield ask(shanghai, "add", "2026-12-31T17:00:00+08:00", seconds=3601)
    yield ask(shanghai, "is_open", "2026-12-31T23:59:59+08:00")
    yield ask(shanghai, "is_open", "2027-01-01T00:00:00+08:00")
    yield ask(shanghai, "next_open", "2026-12-31T18:00:00+08:00")
    yield ask(shanghai, "prev_close", "2027-01-04T09:00:00+08:00")
    yield ask(shanghai, "prev_close", "2027-01-01T00:00:00+08:00")
    yield ask(shanghai, "working_days", "2026-12-30T09:00:00+08:00", n=1)
    yield ask(shanghai, "working_days", "2026-12-30T09:00:00+08:00", n=2)
    yield ask(shanghai, "between", "2017-12-31T00:00:00+08:00", end="2018-01-03T00:00:00+08:00")
    yield ask(
        shanghai,
        "sla",
        "2026-12-31T16:00:00+08:00",
        target_seconds=3600,
        pauses=[],
        end="2027-01-05T00:00:00+08:00",
    )
    # Elsewhere on the same table.
    yield ask(
        shanghai | {"timezone": "America/Los_Angeles"},
        "add",
        "2026-09-30T17:00:00-07:00",
        seconds=7200,
    )


def legal_questions():
    for start in (
        "2026-01-30T09:00:00+08:00",
        "2024-01-31T09:00:00+08:00",
        "2024-02-29T16:00:00Z",
        "2026-09-24T23:59:59+08:00",
    ):
        for unit, n in (
            ("days", 1),
            ("days", 7),
            ("days", 15),
            ("weeks", 1),
            ("months", 1),
            ("months", 13),
            ("years", 1),
            ("working_days", 1),
            ("working_days", 5),
            ("hours", 24),
            ("hours", 168),
        ):
            for roll in ("none", "rest_day", "statutory_holiday"):
                if unit != "hours" or roll == "none":
                    yield ask(shanghai, "legal_period", start, n=n, unit=unit, roll=roll)
    for unit, n in (("days", 1), ("days", 10), ("weeks", 2), ("months", 3), ("working_days", 3)):
        yield ask(
            shanghai,
            "legal_period",
            "2026-03-05T10:00:00+08:00",
            n=n,
            unit=unit,
            count_from="same_day",
            end="close",
            roll="rest_day",
        )
    christmas = zone("Europe/London", plain, holidays=["2026-12-25", "2026-12-28"])
    for unit, n in (("working_days", 2), ("days", 14), ("days", 17), ("hours", 400)):
        yield ask(christmas, "legal_period", "2026-12-11T23:30:00Z", n=n, unit=unit, roll="none")
        if unit != "hours":
            yield ask(
                christmas, "legal_period", "2026-12-11T23:30:00Z", n=n, unit=unit, roll="rest_day"
            )
    yield ask(zone("UTC", {}), "legal_period", "2020-02-29T00:00:00Z", n=4, unit="years")
    yield ask(
        zone("America/New_York", {}),
        "legal_period",
        "2026-10-31T12:00:00-04:00",
        n=24,
        unit="hours",
    )
    yield ask(zone("UTC", {}), "legal_period", "2026-06-01T00:00:00Z", n=30, unit="years")


# Where clocks change: a zone, the local date of the change, hours around it.
changes = [
    ("America/New_York", "2026-03-08", "02:30"),
    ("America/New_York", "2026-11-01", "01:30"),
    ("Europe/Berlin", "2026-03-29", "02:15"),
    ("Europe/Berlin", "2026-10-25", "02:45"),
    ("Europe/Dublin", "2026-10-25", "01:30"),
    ("America/Sao_Paulo", "2018-11-04", "00:30"),
    ("America/Sao_Paulo", "2019-02-16", "23:30"),
    ("Asia/Tehran", "2021-03-22", "00:30"),
    ("Asia/Tehran", "2021-09-21", "23:30"),
    ("Australia/Lord_Howe", "2026-10-04", "02:15"),
    ("Australia/Lord_Howe", "2026-04-05", "01:45"),
    ("Africa/Casablanca", "2026-02-15", "02:30"),
    ("Africa/Casablanca", "2026-03-22", "02:30"),
    ("Africa/Cairo", "2023-04-28", "00:30"),
    ("America/Havana", "2026-03-08", "00:15"),
    ("Asia/Pyongyang", "2018-05-04", "23:45"),
    ("Antarctica/Troll", "2026-03-29", "02:00"),
    ("Africa/Juba", "2021-01-31", "23:30"),
    ("America/Santiago", "2026-09-06", "00:45"),
    ("Asia/Almaty", "2024-02-29", "23:30"),
]


def change_questions():
    for name, date, inside in changes:
        before = (datetime.date.fromisoformat(date) - one_day).isoformat()
        after = (datetime.date.fromisoformat(date) + one_day).isoformat()
        noon = Calendar(zone(name, {})).to_utc(datetime.date.fromisoformat(before), "12:00", False)
        start = Calendar(zone(name, {})).show(noon)
        end = Calendar(zone(name, {})).show(noon + 48 * 3_600_000_000)
        opens = zone(name, {}, overrides={date: [[inside, "06:00"]]})
        closes = zone(name, {}, overrides={before: [["20:00", "24:00"]], date: [["00:00", inside]]})
        whole = zone(
            name, {}, overrides={before: [["18:00", "08:00"]], after: [["08:00", "09:00"]]}
        )
        for calendar in (opens, closes, whole):
            yield ask(calendar, "between", start, end=end)
            yield ask(calendar, "next_open", start)
            yield ask(calendar, "prev_close", end)
            yield ask(calendar, "add", start, seconds=10800)
            yield ask(calendar, "add", end, seconds=-10800)


def edge_questions():
    yield ask(zone("UTC", plain), "add", "2060-01-01T00:00:00Z", seconds=1)
    yield ask(zone("UTC", plain), "add", "2049-12-31T16:59:59Z", seconds=2)
    yield ask(zone("UTC", plain), "add", "2049-12-31T16:59:59Z", seconds=1)
    yield ask(zone("UTC", plain), "add", "1990-01-01T09:00:01Z", seconds=-1)
    yield ask(zone("UTC", plain), "add", "1990-01-01T09:00:01Z", seconds=-2)
    yield ask(zone("UTC", plain), "prev_close", "1990-01-01T09:00:00Z")
    yield ask(zone("UTC", plain), "next_open", "2049-12-31T17:00:00Z")
    yield ask(zone("UTC", plain), "working_days", "2049-12-30T00:00:00Z", n=1)
    yield ask(zone("UTC", plain), "working_days", "2049-12-30T00:00:00Z", n=2)
    for op in ("next_open", "prev_close", "is_open"):
        yield ask(zone("Asia/Tokyo", {}), op, "2026-06-01T00:00:00Z")
    for seconds in (1, 0, -1):
        yield ask(zone("Asia/Tokyo", {}), "add", "2026-06-01T00:00:00Z", seconds=seconds)


def drawn_questions(count):
    draw = random.Random(20260921)
    zones = [
        "Asia/Shanghai",
        "UTC",
        "America/New_York",
        "Europe/London",
        "Australia/Sydney",
        "Asia/Kathmandu",
        "America/St_Johns",
        "Pacific/Auckland",
        "Africa/Casablanca",
    ]
    times = [
        "00:00",
        "01:30",
        "02:30",
        "06:00",
        "08:15",
        "09:00",
        "12:00",
        "13:30",
        "18:00",
        "20:00",
        "22:00",
        "23:45",
    ]

    def ranges(most):
        some = [draw.sample(times, 2) for _ in range(draw.randint(0, most))]
        return [pair if draw.random() < 0.9 else [pair[0], "24:00"] for pair in some]

    for _ in range(count):
        name = draw.choice(zones)
        china = name == "Asia/Shanghai" and draw.random() < 0.7
        date = datetime.date(draw.randint(2018, 2026), draw.randint(1, 12), draw.randint(1, 28))
        near = [(date + draw.randint(-4, 8) * one_day).isoformat() for _ in range(6)]
        calendar = {
            "timezone": name,
            "week": {day: ranges(3) for day in draw.sample(day_names, draw.randint(1, 7))},
            "holidays": ["CN"] if china else sorted(set(near[:2])),
            "overrides": {near[2]: ranges(2), near[3]: ranges(1)},
            "breaks": {near[4]: ranges(2), near[5]: ranges(1)},
        }
        moment = us_of(datetime.datetime.combine(date, datetime.time(), utc))
        shown = Calendar(calendar)
        clock = lambda: shown.show(moment + draw.randint(-3 * 86400, 5 * 86400) * 1_000_000)
        for op in answers:
            yield ask(calendar, op, clock(), **drawn_fields(draw, op, clock))


def drawn_fields(draw, op, clock):
    match op:
        case "add":
            return {"seconds": draw.choice([1, 3600, 43200, 360000, -1, -7200, -200000])}
        case "between":
            return {"end": clock()}
        case "working_days":
            return {"n": draw.randint(1, 12)}
        case "legal_period":
            return {
                "n": draw.randint(1, 9),
                "unit": draw.choice(["days", "weeks", "months", "years", "working_days"]),
                "roll": draw.choice(["none", "rest_day", "statutory_holiday"]),
            }
        case "sla":
            return {
                "target_seconds": draw.choice([0, 60, 7200, 100000]),
                "pauses": [sorted([clock(), clock()], key=read) for _ in range(3)],
                "end": clock(),
            }
    return {}


def main():
    of_calendar = ("timezone", "week", "holidays", "overrides", "breaks")
    compact = lambda value: json.dumps(value, separators=(",", ":"))
    last = None
    for source in (
        sla_questions(),
        hour_questions(),
        layer_questions(),
        china_questions(),
        legal_questions(),
        change_questions(),
        edge_questions(),
        drawn_questions(50),
    ):
        for question in source:
            calendar = {name: question[name] for name in of_calendar if name in question}
            if calendar != last:
                print(compact({"calendar": calendar}))
                last = calendar
            asked = {name: value for name, value in question.items() if name not in of_calendar}
            print(compact({"ask": asked, "answer": answer(question)}))


if __name__ == "__main__":
    main()
