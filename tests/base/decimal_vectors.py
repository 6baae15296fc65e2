#!/usr/bin/env python3
"""Writes decimal_vectors.txt with Python's decimal module as the oracle of Decimal.

    python3 tests/base/decimal_vectors.py > tests/base/decimal_vectors.txt

A line is: operation, operands, expected result ("error" when there is none).
"""
import random
from decimal import (ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP,
                     Context, Decimal, localcontext)
from fractions import Fraction

rules = Context(prec=34, rounding=ROUND_HALF_EVEN, Emin=-99999, Emax=99999)
exact = Context(prec=20000, rounding=ROUND_HALF_EVEN, Emin=-99999, Emax=99999)


def text(number):
    number = number.normalize(rules)
    return "0" if number == 0 else format(number, "f")


def power(a, n):
    """a ** n without any rounding, then once to 34 digits."""
    if a == 0 and n < 0:
        return None
    fraction = Fraction(a) ** int(n)
    result = rules.divide(Decimal(fraction.numerator), Decimal(fraction.denominator))
    in_range = abs(result.normalize(rules).as_tuple().exponent) <= 6144
    return result if in_range else None


def random_decimal(draw):
    digits = draw.choice([1, 2, 3, 7, 15, 18, 19, 20, 33, 34])
    n = draw.randrange(10 ** digits)
    if draw.random() < 0.3:  # many nines, many zeros: where carries run through
        n = draw.choice([10 ** digits - 1, 10 ** (digits - 1), 5 * 10 ** (digits - 1)])
    sign = draw.choice(["", "-"])
    return Decimal(f"{sign}{n}E{draw.choice([0, 0, -1, -2, -6, 5, -34, 30, -60, 60])}")


def main():
    draw = random.Random(20260921)
    operations = {"add": rules.add, "subtract": rules.subtract, "multiply": rules.multiply}
    lines = []
    pairs = [(random_decimal(draw), random_decimal(draw)) for _ in range(90)]
    ties = [("1", "5E-34"), ("1", "-5E-35"), ("1", "-5E-34"), ("1000000000000000000000000000000001", "0.5"),
            ("1", "5.000001E-34"), ("1E43", "9999999999999999999999999999999999"),
            ("1E70", "-1E-70"), ("9999999999999999999999999999999999", "0.5"),
            ("9999999999999999999999999999999999", "0.4999"), ("1E60", "-1"), ("1E35", "-0.1"),
            ("-1E77", "5E42"), ("-1E77", "5.1E42"), ("1E77", "-4.9E42"), ("1E76", "-5E41")]
    pairs += [(Decimal(a), Decimal(b)) for a, b in ties]
    for a, b in pairs:
        for name, operation in operations.items():
            lines.append((name, text_in(a), text_in(b), text(operation(a, b))))
        quotient = None if b == 0 else rules.divide(a, b)
        lines.append(("divide", text_in(a), text_in(b), "error" if quotient is None else text(quotient)))
        order = exact.compare(a, b)
        lines.append(("compare", text_in(a), text_in(b), str(order)))
    bases = ["1.004166666666666666666666666666667", "1.0025", "0.99", "2", "-3", "1.5", "0.1", "-0.5", "7E-3",
             "9999999999999999999999999999999999", "1.000000000000000000000000000000001", "0", "1", "-1", "123456.789"]
    for base in bases:
        for n in [0, 1, -1, 2, 3, -2, 7, -7, 12, 60, -60, 120, -360]:
            result = power(Decimal(base), n)
            lines.append(("power", base, str(n), "error" if result is None else text(result)))
    modes = {"up": ROUND_HALF_UP, "down": ROUND_HALF_DOWN, "even": ROUND_HALF_EVEN}
    numbers = ["0.005", "0.015", "0.025", "-0.005", "-0.015", "1.004999", "2.5", "-2.5", "0.5", "-0.5", "1E-40", "-1E-40",
               "9.995", "99999999999999999999999999999999.95", "5E33", "5000000000000000000000000000000001", "1234.5678"]
    for number in numbers + [text_in(random_decimal(draw)) for _ in range(20)]:
        with localcontext(exact):
            for scale in [2, 0, -33, -34]:
                for name, mode in modes.items():
                    rounded = Decimal(number).quantize(Decimal(1).scaleb(-scale), rounding=mode)
                    lines.append(("round_" + name, number, str(scale), text_of_any(rounded)))
            for name, mode in (("floor", ROUND_FLOOR), ("ceiling", ROUND_CEILING)):
                lines.append((name, number, "0", text_of_any(Decimal(number).quantize(Decimal(1), rounding=mode))))
    print("# operation operand operand expected; written by decimal_vectors.py")
    for line in lines:
        print(*line)


def text_in(number):
    return str(number).replace("E+", "e").replace("E", "e")


def text_of_any(number):
    if number == 0:
        return "0"
    out = format(number, "f")
    return out.rstrip("0").rstrip(".") if "." in out else out


if __name__ == "__main__":
    main()
