"""Business time in numpy and pandas: China's days off, 09-12 and 13-18.

Neither knows make-up days.
"""

import datetime
import random

import measure

off = measure.china("off")
random.seed(42)
first = datetime.datetime(2019, 1, 1)
starts = [
    first + datetime.timedelta(seconds=random.randrange(7 * 365 * 86400)) for _ in range(1 << 16)
]


def numpy_rows():
    import numpy

    calendar = numpy.busdaycalendar(holidays=off)
    days = numpy.array(starts, dtype="datetime64[D]")
    later = days + 90

    def add():
        numpy.busday_offset(days, 20, roll="forward", busdaycal=calendar)

    def count():
        numpy.busday_count(days, later, busdaycal=calendar)

    measure.row("numpy_add_20_days", add, len(days), numpy.__version__)
    measure.row("numpy_count_90_days", count, len(days), numpy.__version__)


def pandas_rows():
    import pandas

    hours = pandas.offsets.CustomBusinessHour(
        n=20, start=["09:00", "13:00"], end=["12:00", "18:00"], holidays=off
    )
    some = [pandas.Timestamp(start) for start in starts[:500]]

    def add():
        for start in some:
            start + hours

    measure.row("pandas_add_20_open_hours", add, len(some), pandas.__version__)


measure.where_there(numpy_rows, pandas_rows)
