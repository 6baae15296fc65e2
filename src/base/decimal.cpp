// Every operation tries 128 bits first and takes the wide road only when the digits do not fit.
#include "amends/decimal.hpp"

#include "base/int128.hpp"
#include "base/wide.hpp"

#include <algorithm>
#include <cstdlib>

namespace amends {

namespace {

constexpr int precision = 34;
constexpr std::int64_t exponent_limit = 6144;

// Takes zeros off the end; none are left when a bit of the lowest k is set, since 10^k = 2^k * 5^k.
template <class Unsigned> void strip_zeros_of(Unsigned& n, std::int64_t& exponent) {
  for (const unsigned k : {16U, 16U, 8U, 4U, 2U, 1U}) {
    const auto low_bits = static_cast<std::uint64_t>(n) & ((std::uint64_t{1} << k) - 1U);
    if (low_bits == 0U && n % static_cast<Unsigned>(tens[k]) == 0U) {
      n /= static_cast<Unsigned>(tens[k]);
      exponent += k;
    }
  }
}

void strip_zeros(UInt128& n, std::int64_t& exponent) {
  if ((static_cast<unsigned>(n) & 1U) != 0U)
    return;
  if (n <= UINT64_MAX) { // dividing 64 bits is several times faster
    auto small = static_cast<std::uint64_t>(n);
    strip_zeros_of(small, exponent);
    n = small;
  } else {
    strip_zeros_of(n, exponent);
  }
}

} // namespace

struct DecimalMaker {
  using Ends = Result<Decimal>;

  static Int128 coefficient(const Decimal& d) { return d.coefficient_; }

  // Of at most 34 digits and an exponent in range; canonical.
  static Decimal make(bool negative, UInt128 n, std::int64_t exponent) {
    Decimal d;
    if (n == 0U)
      return d;
    strip_zeros(n, exponent);
    d.coefficient_ = negative ? -static_cast<Int128>(n) : static_cast<Int128>(n);
    d.exponent_ = static_cast<std::int32_t>(exponent);
    return d;
  }

  static Ends checked(bool negative, UInt128 n, std::int64_t exponent) {
    if (n != 0U)
      strip_zeros(n, exponent);
    if (n != 0U && std::abs(exponent) > exponent_limit)
      return Error{Code::evaluation, "the result is too large or too small for a decimal", ""};
    return make(negative, n, exponent);
  }

  static Ends rounded(WideDecimal value) {
    const WideDecimal r = round_half_even(std::move(value), precision);
    return checked(r.negative, static_cast<UInt128>(r.magnitude), r.exponent);
  }

  static Ends rounded(Int128 n, std::int64_t exponent) {
    return rounded(n < 0, magnitude_of(n), exponent, false);
  }

  // Of any 128 bits; an inexact value has more than 34 digits.
  static Ends rounded(bool negative, UInt128 n, std::int64_t exponent, bool inexact) {
    if (n < tens[precision])
      return checked(negative, n, exponent);
    const int drop = digits_of(n) - precision;
    const UInt128 unit = tens[static_cast<std::size_t>(drop)];
    const UInt128 rest = n % unit;
    n /= unit;
    const UInt128 half = unit / 2U; // 0 when nothing is dropped
    const bool tie_goes_up = inexact || n % 2U != 0U;
    if (rest > half || (rest == half && drop > 0 && tie_goes_up))
      n += 1U;
    return checked(negative, n, exponent + drop);
  }

  static WideDecimal wide(const Decimal& d) {
    return {d.is_negative(), Wide(magnitude_of(d.coefficient_)), d.exponent_, false};
  }

  static bool is_small(const Decimal& d) {
    return d.coefficient_ >= INT64_MIN && d.coefficient_ <= INT64_MAX;
  }

  // value = whole * 10^up, the rest below is `rest` of 10^up (towards zero).
  struct Split {
    UInt128 whole;
    UInt128 rest;
    UInt128 unit;
  };
  // Cuts |d| at 10^up, up > d.exponent_; more than 34 places below everything is rest.
  static Split split(const Decimal& d, int up) {
    const UInt128 n = magnitude_of(d.coefficient_);
    const std::int64_t drop = std::int64_t{up} - d.exponent_;
    const UInt128 unit = tens[static_cast<std::size_t>(std::min<std::int64_t>(drop, 36))];
    return {n / unit, n % unit, unit};
  }

  // Towards minus infinity, or plus infinity, when something is cut off.
  static Decimal to_integer(const Decimal& d, bool away_when_negative) {
    if (d.is_integer())
      return d;
    const Split parts = split(d, 0);
    const bool away = d.is_negative() == away_when_negative && parts.rest != 0U;
    return make(d.is_negative(), parts.whole + (away ? 1U : 0U), 0);
  }
};

namespace {

using Maker = DecimalMaker;

// a + b where a has the larger exponent and neither is zero; a is brought down towards b's exponent
// as far as 76 digits go, and what of b lies below only says that the sum is inexact.
Result<Decimal> add_wide(WideDecimal a, WideDecimal b) {
  constexpr int room = 76;
  const std::int64_t gap = a.exponent - b.exponent;
  const auto shift = static_cast<int>(std::min<std::int64_t>(gap, room - digits_of(a.magnitude)));
  a.magnitude *= wide_ten(shift);
  a.exponent -= shift;
  if (const std::int64_t below = a.exponent - b.exponent; below > 0) {
    const Wide unit = wide_ten(static_cast<int>(std::min<std::int64_t>(below, precision)));
    b.inexact = b.magnitude % unit != 0U;
    b.magnitude /= unit;
  }
  if (a.negative == b.negative) {
    a.magnitude += b.magnitude;
  } else if (a.magnitude >= b.magnitude) {
    a.magnitude -= b.magnitude;
    if (b.inexact)
      a.magnitude -= 1U; // the part of b that was cut off is taken away too
  } else {
    a.magnitude = b.magnitude - a.magnitude;
    a.negative = b.negative;
  }
  a.inexact = b.inexact;
  return Maker::rounded(std::move(a));
}

// n / d of 64 bits each by long division, up to 18 digits a step, until more than 34 are there.
Result<Decimal> divide_small(bool negative, std::uint64_t n, std::uint64_t d,
                             std::int64_t exponent) {
  UInt128 whole = n / d;
  std::uint64_t rest = n % d;
  for (int digits = digits_of(whole); rest != 0U && digits <= precision;
       digits = digits_of(whole)) {
    const int step = digits <= 20 ? 18 : precision + 1 - digits;
    const UInt128 scale = tens[static_cast<std::size_t>(step)];
    const UInt128 next = rest * scale;
    whole = whole * scale + next / d;
    rest = static_cast<std::uint64_t>(next % d);
    exponent -= step;
  }
  return Maker::rounded(negative, whole, exponent, rest != 0U);
}

} // namespace

Decimal::Decimal(std::int64_t n) : Decimal(DecimalMaker::make(n < 0, magnitude_of(n), 0)) {}

Decimal Decimal::scaled(std::int64_t n, int scale) {
  return DecimalMaker::make(n < 0, magnitude_of(n), -std::int64_t{scale});
}

Result<std::int64_t> Decimal::to_scaled(int scale) const {
  const std::int64_t up = std::int64_t{exponent_} + scale;
  const UInt128 n = magnitude_of(coefficient_);
  if (coefficient_ != 0 && up < 0)
    return Error{Code::evaluation,
                 text() + " has more than " + std::to_string(scale) + " digits after the point",
                 ""};
  const bool fits = coefficient_ == 0 || (up <= 19 && digits_of(n) + up <= 19);
  const UInt128 whole = coefficient_ == 0 || !fits ? 0U : n * tens[static_cast<std::size_t>(up)];
  const UInt128 most = (UInt128{1} << 63U) - (is_negative() ? 0U : 1U);
  if (!fits || whole > most)
    return Error{Code::evaluation, "the number is too large", ""};
  return static_cast<std::int64_t>(is_negative() ? -static_cast<Int128>(whole)
                                                 : static_cast<Int128>(whole));
}

Result<Decimal> add(const Decimal& a, const Decimal& b) {
  if (a.is_zero())
    return b;
  if (b.is_zero())
    return a;
  const bool a_is_high = a.exponent() >= b.exponent();
  const Decimal& high = a_is_high ? a : b;
  const Decimal& low = a_is_high ? b : a;
  const int gap = high.exponent() - low.exponent();
  if (gap == 0)
    return Maker::rounded(high.coefficient_ + low.coefficient_, low.exponent());
  if (gap <= 18 && Maker::is_small(high)) {
    const auto scale = static_cast<Int128>(tens[static_cast<std::size_t>(gap)]);
    return Maker::rounded(high.coefficient_ * scale + low.coefficient_, low.exponent());
  }
  return add_wide(Maker::wide(high), Maker::wide(low));
}

Result<Decimal> subtract(const Decimal& a, const Decimal& b) { return add(a, b.negated()); }

Result<Decimal> multiply(const Decimal& a, const Decimal& b) {
  if (Maker::is_small(a) && Maker::is_small(b))
    return Maker::rounded(a.coefficient_ * b.coefficient_, std::int64_t{a.exponent_} + b.exponent_);
  return Maker::rounded(product(Maker::wide(a), Maker::wide(b)));
}

Result<Decimal> divide(const Decimal& a, const Decimal& b) {
  if (b.is_zero())
    return Error{Code::evaluation, "division by zero", ""};
  if (Maker::is_small(a) && Maker::is_small(b))
    return divide_small(a.is_negative() != b.is_negative(),
                        static_cast<std::uint64_t>(magnitude_of(a.coefficient_)),
                        static_cast<std::uint64_t>(magnitude_of(b.coefficient_)),
                        std::int64_t{a.exponent_} - b.exponent_);
  // One digit more than is kept, so that what is cut off can decide the rounding.
  return Maker::rounded(quotient(Maker::wide(a), Maker::wide(b), precision + 1));
}

Result<Decimal> power(const Decimal& a, const Decimal& b) {
  if (!b.is_integer())
    return Error{Code::evaluation, "the exponent " + b.text() + " is not a whole number", ""};
  if (a.is_zero() && b.is_negative())
    return Error{Code::evaluation, "zero to the power " + b.text() + " divides by zero", ""};
  if (b.is_zero() || a == Decimal(1))
    return Decimal(1);
  if (a.is_zero())
    return a;
  const bool odd = b.exponent() == 0 && b.coefficient_ % 2 != 0;
  if (a == Decimal(-1))
    return odd ? a : Decimal(1);

  constexpr int working_digits = 70;
  constexpr std::int64_t farthest = 20'000; // beyond it no result comes back into range
  const auto out_of_range = [] {
    return Error{Code::evaluation, "the result is too large or too small for a decimal", ""};
  };
  const Result<std::int64_t> exponent = b.to_scaled(0);
  if (!exponent)
    return out_of_range();
  WideDecimal base = Maker::wide(a);
  WideDecimal result{false, Wide(1), 0, false};
  for (UInt128 n = magnitude_of(*exponent); n != 0U; n >>= 1U) {
    const std::int64_t size = base.exponent + digits_of(base.magnitude);
    if (std::abs(size) > farthest)
      return out_of_range();
    if ((n & 1U) != 0U)
      result = cut(product(result, base), working_digits);
    base = cut(product(base, base), working_digits);
  }
  if (b.is_negative())
    result = quotient({false, Wide(1), 0, false}, result, precision + 2);
  return Maker::rounded(std::move(result));
}

Decimal Decimal::negated() const {
  Decimal d = *this;
  d.coefficient_ = -d.coefficient_;
  return d;
}

Decimal Decimal::floor() const { return DecimalMaker::to_integer(*this, true); }
Decimal Decimal::ceiling() const { return DecimalMaker::to_integer(*this, false); }

Decimal Decimal::rounded(int scale, Half half) const {
  if (exponent_ >= -std::int64_t{scale})
    return *this;
  const auto [whole, rest, unit] = DecimalMaker::split(*this, -scale);
  const UInt128 middle = unit / 2U;
  const bool tie_goes_away = half == Half::up || (half == Half::even && whole % 2U != 0U);
  const bool away = rest > middle || (rest == middle && tie_goes_away);
  return DecimalMaker::make(is_negative(), whole + (away ? 1U : 0U), -std::int64_t{scale});
}

std::strong_ordering Decimal::operator<=>(const Decimal& other) const {
  const auto sign = [](const Decimal& d) { return d.is_zero() ? 0 : d.is_negative() ? -1 : 1; };
  if (sign(*this) != sign(other) || is_zero())
    return sign(*this) <=> sign(other);
  if (exponent_ == other.exponent_)
    return coefficient_ <=> other.coefficient_;
  const UInt128 a = magnitude_of(coefficient_);
  const UInt128 b = magnitude_of(other.coefficient_);
  const int a_size = digits_of(a) + exponent_;
  const int b_size = digits_of(b) + other.exponent_;
  std::strong_ordering by_size = a_size <=> b_size;
  if (a_size == b_size) {
    // Equally long from the first digit, so the longer coefficient's 34 digits hold both.
    const int gap = exponent_ - other.exponent_;
    const UInt128 scale = tens[static_cast<std::size_t>(std::abs(gap))];
    by_size = gap > 0 ? a * scale <=> b : a <=> b * scale;
  }
  if (!is_negative() || std::is_eq(by_size))
    return by_size;
  return std::is_lt(by_size) ? std::strong_ordering::greater : std::strong_ordering::less;
}

} // namespace amends
