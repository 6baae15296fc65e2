// Decimals from text and to text.
#include "amends/decimal.hpp"

#include "base/int128.hpp"

#include <algorithm>

namespace amends {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The parts of a literal as they are read, first digit to last.
struct Literal {
  bool negative = false;
  UInt128 digits = 0; // the first `kept_digits` significant ones
  int kept = 0;
  bool more = false;         // something other than zero follows them
  std::int64_t exponent = 0; // of the last kept digit
  bool well_formed = false;
};
// Two more than are kept in the end; what follows can only decide a tie.
constexpr int kept_digits = 36;
constexpr std::int64_t huge_exponent = 1'000'000'000;

void take_digit(Literal& literal, char c, bool after_point) {
  const auto digit = static_cast<unsigned>(c - '0');
  if (literal.kept < kept_digits) {
    literal.digits = literal.digits * 10U + digit;
    literal.kept += literal.digits != 0U ? 1 : 0;
    literal.exponent -= after_point ? 1 : 0;
  } else {
    literal.more = literal.more || digit != 0U;
    literal.exponent += after_point ? 0 : 1;
  }
}

Literal read(std::string_view text) {
  Literal literal;
  std::size_t i = 0;
  const auto at = [&](std::size_t k) { return k < text.size() ? text[k] : '\0'; };
  literal.negative = at(0) == '-';
  i += literal.negative ? 1U : 0U;
  const std::size_t whole_begin = i;
  for (; is_digit(at(i)); ++i)
    take_digit(literal, at(i), false);
  bool any = i > whole_begin;
  if (at(i) == '.') {
    const std::size_t fraction_begin = ++i;
    for (; is_digit(at(i)); ++i)
      take_digit(literal, at(i), true);
    if (i == fraction_begin)
      return literal;
    any = true;
  }
  if (any && (at(i) == 'e' || at(i) == 'E')) {
    ++i;
    const bool down = at(i) == '-';
    i += down || at(i) == '+' ? 1U : 0U;
    const std::size_t exponent_begin = i;
    std::int64_t exponent = 0;
    for (; is_digit(at(i)); ++i)
      exponent = exponent < huge_exponent ? exponent * 10 + (at(i) - '0') : exponent;
    any = i > exponent_begin;
    literal.exponent += down ? -exponent : exponent;
  }
  literal.well_formed = any && i == text.size();
  return literal;
}

} // namespace

Result<Decimal> Decimal::parse(std::string_view text) {
  Literal literal = read(text);
  if (!literal.well_formed)
    return Error{Code::parse, "this is not a number; write digits as in 12.50 or -3", ""};
  if (literal.digits == 0U)
    return Decimal();
  // More than 34 digits: round half-even here, where it is known whether anything follows.
  constexpr int precision = 34;
  if (literal.kept > precision) {
    const UInt128 unit = tens[static_cast<std::size_t>(literal.kept - precision)];
    const UInt128 rest = literal.digits % unit;
    literal.digits /= unit;
    literal.exponent += literal.kept - precision;
    const UInt128 half = unit / 2U;
    const bool odd = literal.digits % 2U != 0U;
    if (rest > half || (rest == half && (literal.more || odd)))
      literal.digits += 1U;
  }
  while (literal.digits % 10U == 0U) {
    literal.digits /= 10U;
    ++literal.exponent;
  }
  if (literal.exponent < -6144 || literal.exponent > 6144)
    return Error{Code::limit,
                 "the number is too large or too small: its exponent must lie between "
                 "-6144 and 6144",
                 ""};
  Decimal d;
  const auto n = static_cast<Coefficient>(literal.digits);
  d.coefficient_ = literal.negative ? -n : n;
  d.exponent_ = static_cast<std::int32_t>(literal.exponent);
  return d;
}

std::string Decimal::text() const {
  std::string digits;
  for (UInt128 n = magnitude_of(coefficient_); n != 0U; n /= 10U)
    digits += static_cast<char>('0' + static_cast<int>(n % 10U));
  std::reverse(digits.begin(), digits.end());
  if (digits.empty())
    return "0";
  if (exponent_ >= 0) {
    digits.append(static_cast<std::size_t>(exponent_), '0');
  } else {
    const auto places = static_cast<std::size_t>(-exponent_);
    if (digits.size() <= places)
      digits.insert(0, places - digits.size() + 1, '0');
    digits.insert(digits.size() - places, 1, '.');
  }
  return is_negative() ? "-" + digits : digits;
}

} // namespace amends
