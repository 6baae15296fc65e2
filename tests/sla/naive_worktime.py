"""Answers questions of `amends worktime` by walking dates and intervals with Python's zoneinfo.

Slow and obvious; nothing of the library is used. China's days are those of ../shared/facts.
"""

import datetime
import json
import pathlib
import zoneinfo

here = pathlib.Path(__file__).resolve().parent
facts = here.parents[2] / "shared/facts/cn_holidays.json"
utc = datetime.timezone.utc
one_day = datetime.timedelta(days=1)
day_names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
epoch = datetime.datetime(1970, 1, 1, tzinfo=utc)
first_date, last_date = datetime.date(1990, 1, 1), datetime.date(2049, 12, 31)
published = (datetime.date(2018, 1, 1), datetime.date(2027, 1, 1))

cn_off, cn_work = set(), set()
for year in json.loads(facts.read_text(encoding="utf-8")).values():
    cn_off |= {datetime.date.fromisoformat(text) for text in year["off"]}
    cn_work |= {datetime.date.fromisoformat(text) for text in year["work"]}


cn_off.add(datetime.date(2027, 1, 1))  # not published, but statutory: what a forecast says


class Beyond(Exception):
    """The answer lies outside the horizon."""


def us_of(moment):
    return (moment - epoch) // datetime.timedelta(microseconds=1)


def read(text):
    return us_of(datetime.datetime.fromisoformat(text))


class Calendar:
    """One question's calendar; open time is a list of [open, close) in UTC microseconds."""

    def __init__(self, question):
        self.zone = zoneinfo.ZoneInfo(question["timezone"])
        self.week = question.get("week", {})
        holidays = question.get("holidays", [])
        self.china = "CN" in holidays
        self.off = {datetime.date.fromisoformat(text) for text in holidays if text != "CN"}
        self.overrides = question.get("overrides", {})
        self.breaks = question.get("breaks", {})

    def local(self, us):
        moment = epoch + datetime.timedelta(microseconds=us)
        return moment.astimezone(self.zone)

    def show(self, us):
        parts = "milliseconds" if us % 1_000_000 else "seconds"
        return self.local(us).isoformat(timespec=parts).replace("+00:00", "Z")

    def to_utc(self, date, clock, closing):
        """An opening or closing on a local date, in UTC microseconds."""
        hour, minute, *second = (int(part) for part in clock.split(":"))
        wall = datetime.datetime.combine(date, datetime.time()) + datetime.timedelta(
            hours=hour, minutes=minute, seconds=second[0] if second else 0
        )
        found = []
        for fold in (0, 1):
            moment = wall.replace(tzinfo=self.zone, fold=fold).astimezone(utc)
            if moment.astimezone(self.zone).replace(tzinfo=None) == wall:
                found.append(us_of(moment))
        if found:
            return max(found) if closing else min(found)
        # In a gap: the first second whose wall clock is past it.
        second_of = us_of(wall.replace(tzinfo=utc)) // 1_000_000
        low, high = second_of - 30 * 3600, second_of + 30 * 3600
        while high - low > 1:
            middle = (low + high) // 2
            if self.local(middle * 1_000_000).replace(tzinfo=None) < wall:
                low = middle
            else:
                high = middle
        return high * 1_000_000

    def is_off(self, date):
        return date in self.off or (self.china and date in cn_off)

    def hours(self, date):
        if date.isoformat() in self.overrides:
            return self.overrides[date.isoformat()]
        if self.is_off(date):
            return []
        if self.china and date in cn_work:
            return self.week.get("mon", [])
        return self.week.get(day_names[date.weekday()], [])

    def works(self, date):
        """A working day of the law: the shop's own hours play no part."""
        if self.is_off(date):
            return False
        return date.weekday() < 5 or (self.china and date in cn_work)

    def spans(self, date, ranges):
        for opens, closes in ranges:
            last = date + one_day if closes < opens else date
            yield self.to_utc(date, opens, False), self.to_utc(last, closes, True)

    def open_time(self, first, last):
        """Disjoint and in order, of the hours that start on first ... last."""
        spans, cuts = [], []
        date = first
        while date <= last:
            spans += self.spans(date, self.hours(date))
            cuts += self.spans(date, self.breaks.get(date.isoformat(), []))
            date += one_day
        merged = []
        for opens, closes in sorted(spans):
            if closes <= opens:
                continue
            if merged and opens <= merged[-1][1]:
                merged[-1][1] = max(merged[-1][1], closes)
            else:
                merged.append([opens, closes])
        for cut_from, cut_to in cuts:
            pieces = []
            for opens, closes in merged:
                pieces += [[opens, min(closes, cut_from)], [max(opens, cut_to), closes]]
            merged = [piece for piece in pieces if piece[0] < piece[1]]
        return merged

    def around(self, us, days):
        date = self.local(us).date()
        span = datetime.timedelta(days=days)
        return max(first_date, date - span), min(last_date, date + span)

    def walk(self, us, take):
        """`take` looks for its answer in ever more open time around `us`."""
        if not first_date <= self.local(us).date() <= last_date:
            raise Beyond
        days = 40
        while True:
            first, last = self.around(us, days)
            found = take(self.open_time(first, last))
            if found is not None:
                return found
            if first == first_date and last == last_date:
                return None
            days *= 8

    def leans(self, first_us, last_us):
        """Does any date of [first, last) lie outside the published years?"""
        if not self.china:
            return False
        first = self.local(first_us).date()
        last = self.local(max(first_us, last_us - 1)).date()
        return first < published[0] or last >= published[1]


def after_open(spans, start, us):
    """The earliest moment from `start` on by which `us` of `spans` have passed."""
    for opens, closes in spans:
        opens = max(opens, start)
        if closes <= opens:
            continue
        if closes - opens >= us:
            return opens + us
        us -= closes - opens
    return None


def before_open(spans, start, us):
    for opens, closes in reversed(spans):
        closes = min(closes, start)
        if closes <= opens:
            continue
        if closes - opens >= us:
            return closes - us
        us -= closes - opens
    return None


def overlap(spans, first, last):
    return sum(max(0, min(closes, last) - max(opens, first)) for opens, closes in spans)


def without(first, last, pauses):
    """[first, last) less the pauses."""
    pieces = [(first, last)]
    for pause_from, pause_to in pauses:
        cut = []
        for opens, closes in pieces:
            cut += [(opens, min(closes, pause_from)), (max(opens, pause_to), closes)]
        pieces = [piece for piece in cut if piece[0] < piece[1]]
    return sorted(pieces)


def both(spans, pieces):
    return [(max(a, c), min(b, d)) for a, b in spans for c, d in pieces if max(a, c) < min(b, d)]


def truncated(us):
    return abs(us) // 1_000_000 * (1 if us >= 0 else -1)


def answer_add(calendar, question, start):
    us = question["seconds"] * 1_000_000
    if us == 0:
        return calendar.show(start), False
    search = after_open if us > 0 else before_open
    found = calendar.walk(start, lambda spans: search(spans, start, abs(us)))
    if found is None:
        if any(calendar.week.values()):
            raise Beyond
        return "never", False
    return calendar.show(found), calendar.leans(min(start, found), max(start, found))


def answer_between(calendar, question, start):
    end = read(question["end"])
    first, last = min(start, end), max(start, end)
    spans = calendar.open_time(
        calendar.local(first).date() - 2 * one_day, calendar.local(last).date() + one_day
    )
    counted = overlap(spans, first, last) * (1 if end >= start else -1)
    return truncated(counted), calendar.leans(first, last) and first != last


def answer_is_open(calendar, question, start):
    spans = calendar.open_time(*calendar.around(start, 3))
    return any(opens <= start < closes for opens, closes in spans), calendar.leans(start, start + 1)


def answer_next_open(calendar, question, start):
    def find(spans):
        return next((max(start, opens) for opens, closes in spans if closes > start), None)

    found = calendar.walk(start, find)
    if found is None:
        if any(calendar.week.values()):
            raise Beyond
        return "never", False
    return calendar.show(found), calendar.leans(start, found + 1)


def answer_prev_close(calendar, question, start):
    def find(spans):
        return next((min(start, c) for o, c in reversed(spans) if o < start), None)

    found = calendar.walk(start, find)
    if found is None:
        if any(calendar.week.values()):
            raise Beyond
        return "never", False
    return calendar.show(found), calendar.leans(found - 1, start)


def answer_working_days(calendar, question, start):
    date = calendar.local(start).date()
    left = question["n"]
    while left > 0:
        date += one_day
        if date > last_date:
            raise Beyond
        left -= 1 if calendar.hours(date) else 0
    midnight = calendar.to_utc(date, "00:00", False)
    return date.isoformat(), calendar.leans(start, midnight + 1)


def plus_months(date, months):
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    for day in range(date.day, 27, -1):
        try:
            return datetime.date(year, month + 1, day)
        except ValueError:
            continue
    return datetime.date(year, month + 1, date.day)


def answer_legal_period(calendar, question, start):
    first = calendar.local(start).date()
    n, unit = question["n"], question["unit"]
    same_day = question.get("count_from", "next_day") == "same_day"
    if unit == "hours":
        end = calendar.local(start + n * 3_600_000_000)
        return end.date().isoformat(), False
    if unit == "working_days":
        date, left = (first - one_day if same_day else first), n
        while left > 0:
            date += one_day
            left -= 1 if calendar.works(date) else 0
    else:
        if unit in ("days", "weeks"):
            date = first + n * one_day * (7 if unit == "weeks" else 1)
        else:
            date = plus_months(first, n * (12 if unit == "years" else 1))
        date -= one_day if same_day else 0 * one_day
    looked_from = start if unit == "working_days" else calendar.to_utc(date, "00:00", False)
    roll = question.get("roll", "none")
    while (roll == "rest_day" and not calendar.works(date)) or (
        roll == "statutory_holiday" and calendar.is_off(date)
    ):
        date += one_day
    if date > last_date:
        raise Beyond
    midnight = calendar.to_utc(date, "24:00", False)
    looked = roll != "none" or unit == "working_days"
    return date.isoformat(), looked and calendar.leans(looked_from, midnight)


def answer_sla(calendar, question, start):
    target = question["target_seconds"] * 1_000_000
    pauses = [[read(text) for text in pause] for pause in question.get("pauses", [])]
    far = us_of(datetime.datetime(2060, 1, 1, tzinfo=utc))
    running = without(start, far, pauses)

    def find(spans):
        return after_open(both(spans, running), start, target) if target else start

    due = calendar.walk(start, find)
    leans = due is not None and calendar.leans(start, due)
    if due is None and any(calendar.week.values()):
        raise Beyond
    result = {"due": "never" if due is None else calendar.show(due)}
    if "end" in question:
        end = read(question["end"])
        spans = calendar.open_time(
            calendar.local(start).date() - 2 * one_day, calendar.local(max(start, end)).date()
        )
        counted = sum(b - a for a, b in both(spans, without(start, end, pauses)) if start < end)
        result["elapsed"] = truncated(counted)
        leans = leans or (start < end and calendar.leans(start, end))
    return result, leans


answers = {
    "add": answer_add,
    "between": answer_between,
    "is_open": answer_is_open,
    "next_open": answer_next_open,
    "prev_close": answer_prev_close,
    "working_days": answer_working_days,
    "legal_period": answer_legal_period,
    "sla": answer_sla,
}


def answer(question):
    calendar = Calendar(question)
    try:
        result, leans = answers[question["op"]](calendar, question, read(question["start"]))
    except Beyond:
        return {"error": "limit"}
    out = {"result": result}
    if leans:
        until = calendar.to_utc(published[1], "00:00", False)
        out |= {"provisional": True, "certain_until": calendar.show(until)}
    return out
