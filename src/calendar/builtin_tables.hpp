#pragma once

#include <span>
#include <string_view>

namespace amends::calendar {

// The texts of src/calendar/data/*.json, compiled in, in file-name order.
[[nodiscard]] std::span<const std::string_view> builtin_tables();

} // namespace amends::calendar
