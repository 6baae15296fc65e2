// What was paid for what. In: an order. Out: the money of each line, of part of a line, and of the
// order without postage.
#pragma once

#include "amends/order.hpp"

#include <optional>
#include <vector>

namespace amends::compensation {

// Postage of all deliveries; zero where no delivery is listed; empty where one does not say.
[[nodiscard]] Result<std::optional<Money>> postage_of(const Order& order);
// What was paid for the goods: the order less postage; empty where it cannot be known.
[[nodiscard]] Result<std::optional<Money>> goods_paid(const Order& order);
// `quantity` pieces' share of what was paid for `of` pieces, half up.
[[nodiscard]] Result<Money> share(const Money& paid, std::int64_t quantity, std::int64_t of);
// `total` split by weight: each gets its floor, what is left goes to the greatest remainders, the
// earlier line first. The parts always sum to `total`. All weights zero: equal ones.
[[nodiscard]] std::vector<std::int64_t> largest_remainder(std::int64_t total,
                                                          const std::vector<std::int64_t>& weights);

} // namespace amends::compensation
