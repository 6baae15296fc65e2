// Products and quotients of two coefficients in, whole and exact up to 154 digits; what goes out is
// rounded to 34 by decimal.cpp.
#pragma once

#include "base/int128.hpp"

#include <boost/multiprecision/cpp_int.hpp>

namespace amends {

// 512 bits on the stack, no heap.
using Wide = boost::multiprecision::number<
    boost::multiprecision::cpp_int_backend<512, 512, boost::multiprecision::unsigned_magnitude,
                                           boost::multiprecision::unchecked, void>,
    boost::multiprecision::et_off>;

inline constexpr int wide_digits = 154; // 10^154 < 2^512

// 10^n, n up to wide_digits.
[[nodiscard]] const Wide& wide_ten(int n);
// How many decimal digits; 0 has none.
[[nodiscard]] int digits_of(const Wide& n);

// +-magnitude * 10^exponent; `inexact`: something below the last digit was cut off.
struct WideDecimal {
  bool negative = false;
  Wide magnitude;
  std::int64_t exponent = 0;
  bool inexact = false;
};

// At most `digits` digits, the rest cut off.
[[nodiscard]] WideDecimal cut(WideDecimal value, int digits);
[[nodiscard]] WideDecimal product(const WideDecimal& a, const WideDecimal& b);
// At least `digits` digits of a / b. Both magnitudes have at most 70 digits, b is not zero.
[[nodiscard]] WideDecimal quotient(const WideDecimal& a, const WideDecimal& b, int digits);
// At most `digits` digits, rounded half-even; an inexact value has more than that.
[[nodiscard]] WideDecimal round_half_even(WideDecimal value, int digits);

} // namespace amends
