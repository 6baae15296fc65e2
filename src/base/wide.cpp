#include "base/wide.hpp"

#include <algorithm>
#include <vector>

namespace amends {

const Wide& wide_ten(int n) {
  static const std::vector<Wide> all = [] {
    std::vector<Wide> powers{Wide(1)};
    for (int i = 1; i <= wide_digits; ++i)
      powers.push_back(powers.back() * 10U);
    return powers;
  }();
  return all[static_cast<std::size_t>(n)];
}

int digits_of(const Wide& n) {
  if (n == 0U)
    return 0;
  // 1233 / 4096 is a little less than log10(2), so this is right or one too few.
  const int least = static_cast<int>((boost::multiprecision::msb(n) + 1) * 1233U >> 12U);
  return n < wide_ten(least) ? least : least + 1;
}

WideDecimal cut(WideDecimal value, int digits) {
  const int drop = digits_of(value.magnitude) - digits;
  if (drop <= 0)
    return value;
  Wide rest;
  Wide kept;
  boost::multiprecision::divide_qr(value.magnitude, wide_ten(drop), kept, rest);
  return {value.negative, kept, value.exponent + drop, value.inexact || rest != 0U};
}

WideDecimal product(const WideDecimal& a, const WideDecimal& b) {
  return {a.negative != b.negative, a.magnitude * b.magnitude, a.exponent + b.exponent,
          a.inexact || b.inexact};
}

WideDecimal quotient(const WideDecimal& a, const WideDecimal& b, int digits) {
  const int shift = std::max(0, digits + digits_of(b.magnitude) - digits_of(a.magnitude));
  Wide rest;
  Wide whole;
  boost::multiprecision::divide_qr(Wide(a.magnitude * wide_ten(shift)), b.magnitude, whole, rest);
  return {a.negative != b.negative, whole, a.exponent - b.exponent - shift,
          a.inexact || b.inexact || rest != 0U};
}

WideDecimal round_half_even(WideDecimal value, int digits) {
  const int drop = digits_of(value.magnitude) - digits;
  if (drop <= 0)
    return value;
  Wide rest;
  Wide kept;
  boost::multiprecision::divide_qr(value.magnitude, wide_ten(drop), kept, rest);
  const Wide half = wide_ten(drop - 1) * 5U;
  const bool above = rest > half || (rest == half && value.inexact);
  const bool tie = rest == half && !value.inexact;
  if (above || (tie && (kept & 1U) != 0U))
    kept += 1U;
  return {value.negative, kept, value.exponent + drop, value.inexact || rest != 0U};
}

} // namespace amends
