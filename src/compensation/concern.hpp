// What a complaint is about. In: an order and `about`. Out: one concern a line, with the deliveries
// that carried it; the table runs once a concern.
#pragma once

#include "amends/compensation.hpp"

#include <optional>
#include <vector>

namespace amends::compensation {

// A line and how many pieces of it; absent: all of them.
struct Part {
  std::size_t line = 0;
  std::optional<std::int64_t> quantity;
};

// Indices into the order, ascending. No parts: the order as a whole (or no order at all).
struct Concern {
  std::vector<Part> parts;
  std::vector<std::size_t> deliveries;
};

// Errors (`parse`, pointer below "/about"): a line or delivery the order does not have, a quantity
// that is not positive or more than the line's.
[[nodiscard]] Result<std::vector<Concern>> concerns_of(const AssessInput& input);
// The concerns of one entry of `about`; without it, of the whole order.
[[nodiscard]] Result<std::vector<Concern>>
concerns_of(const std::optional<Order>& order, const About& about, const std::string& where);
// Several concerns seen as one: what an extra that answers the complaint is computed from.
[[nodiscard]] Concern united(const std::vector<Concern>& concerns);

} // namespace amends::compensation
