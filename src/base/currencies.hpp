// The letters of a currency in, its minor digits out.
#pragma once

#include <optional>
#include <string_view>

namespace amends {

// Digits after the point; no value when `letters` is no currency of ISO 4217 in use.
[[nodiscard]] std::optional<int> currency_digits(std::string_view letters);

} // namespace amends
