// exp and log in decimals: 34 digits are carried, the last two of an answer may be off.
#include "rules/builtin_help.hpp"

namespace amends::rules {
namespace {

// ln 10 to 34 digits (OEIS A002392).
const Decimal& ln_ten() {
  static const Decimal value = Decimal::parse("2.302585092994045684017991454684364").value();
  return value;
}

Result<Decimal> ten_to(std::int64_t n) {
  AMENDS_TRY_ASSIGN(const Decimal big, power(Decimal(10), Decimal(n < 0 ? -n : n)));
  return n < 0 ? divide(Decimal(1), big) : Result<Decimal>(big);
}

// A power series: `next(term, n)` is the term after the n-th; sums until nothing changes.
template <class Next> Result<Decimal> series(Decimal term, const Next& next) {
  Decimal sum = term;
  for (std::int64_t n = 1; n < 200; ++n) {
    AMENDS_TRY_ASSIGN(term, next(term, n));
    AMENDS_TRY_ASSIGN(const Decimal longer, add(sum, term));
    if (longer == sum)
      break;
    sum = longer;
  }
  return sum;
}

// e^x = 10^n * e^r with r between -1.2 and 1.2.
Result<Decimal> exponential(const Decimal& x) {
  AMENDS_TRY_ASSIGN(const Decimal tens, divide(x, ln_ten()));
  AMENDS_TRY_ASSIGN(const std::int64_t n, tens.rounded(0, Decimal::Half::up).to_scaled(0));
  AMENDS_TRY_ASSIGN(const Decimal whole, multiply(ln_ten(), Decimal(n)));
  AMENDS_TRY_ASSIGN(const Decimal rest, subtract(x, whole));
  AMENDS_TRY_ASSIGN(const Decimal power_of_rest,
                    series(Decimal(1), [&](const Decimal& term, std::int64_t k) -> Result<Decimal> {
                      AMENDS_TRY_ASSIGN(const Decimal above, multiply(term, rest));
                      return divide(above, Decimal(k));
                    }));
  AMENDS_TRY_ASSIGN(const Decimal scale, ten_to(n));
  return multiply(power_of_rest, scale);
}

// ln x = n ln 10 + 2 artanh((m - 1) / (m + 1)) for x = m * 10^n with m between 0.3 and 3.
Result<Decimal> logarithm(const Decimal& x) {
  std::int64_t n = 0;
  Decimal m = x;
  const Decimal high = Decimal::scaled(316, 2);
  const Decimal low = Decimal::scaled(316, 3);
  while (m > high) {
    AMENDS_TRY_ASSIGN(m, divide(m, Decimal(10)));
    ++n;
  }
  while (m < low) {
    AMENDS_TRY_ASSIGN(m, multiply(m, Decimal(10)));
    --n;
  }
  AMENDS_TRY_ASSIGN(const Decimal below, add(m, Decimal(1)));
  AMENDS_TRY_ASSIGN(const Decimal above, subtract(m, Decimal(1)));
  AMENDS_TRY_ASSIGN(const Decimal z, divide(above, below));
  AMENDS_TRY_ASSIGN(const Decimal square, multiply(z, z));
  Decimal odd = z; // z^(2k+1)
  AMENDS_TRY_ASSIGN(const Decimal artanh,
                    series(z, [&](const Decimal&, std::int64_t k) -> Result<Decimal> {
                      AMENDS_TRY_ASSIGN(odd, multiply(odd, square));
                      return divide(odd, Decimal(2 * k + 1));
                    }));
  AMENDS_TRY_ASSIGN(const Decimal twice, multiply(artanh, Decimal(2)));
  AMENDS_TRY_ASSIGN(const Decimal tens, multiply(ln_ten(), Decimal(n)));
  return add(tens, twice);
}

Datum answer(const Result<Decimal>& value, std::string_view function, Env& env) {
  return value ? Datum(*value)
               : env.complain(std::string(function) + "(): " + value.error().message);
}

Datum exp(Arguments a, Env& env) {
  const auto* x = take<Decimal>(a, 0, env, "exp");
  if (x == nullptr)
    return {};
  if (*x > Decimal(14'000) || *x < Decimal(-14'000))
    return env.complain("exp() takes a number from -14000 to 14000");
  return answer(exponential(*x), "exp", env);
}

Datum log(Arguments a, Env& env) {
  const auto* x = take<Decimal>(a, 0, env, "log");
  if (x == nullptr)
    return {};
  if (x->is_negative() || x->is_zero())
    return env.complain("log() takes a number above 0");
  return answer(logarithm(*x), "log", env);
}

constexpr Builtin table[] = {
    {"exp", "number", 1, 1, exp},
    {"log", "number", 1, 1, log},
};

} // namespace

std::span<const Builtin> exponent_builtins() { return table; }

} // namespace amends::rules
