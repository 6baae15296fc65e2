// Weights and probabilities as whole numbers, so that every machine answers the same.
#pragma once

#include "amends/json.hpp"

#include <cstdint>
#include <string>

namespace amends {

// A JSON number with at most three decimals, from -100 to 100, in thousandths. Error `policy`.
[[nodiscard]] Result<std::int32_t> read_weight(const Json& json, const std::string& where);

// 1 / (1 + e^-x) in parts per million; `x_milli` is x in thousandths. Whole numbers throughout.
[[nodiscard]] std::int32_t logistic_ppm(std::int64_t x_milli);
// Its inverse: the x in thousandths whose logistic is `ppm`, within a thousandth.
[[nodiscard]] std::int32_t logit_milli(std::int32_t ppm);

// e^-x in units of 2^-30 for x >= 0 in thousandths.
[[nodiscard]] std::int64_t exp_negative(std::int64_t x_milli);

// 2100 -> "2.1": a JSON number without trailing zeros; `digits` decimals are in the value.
[[nodiscard]] Json scaled_number(std::int64_t value, int digits);

} // namespace amends
