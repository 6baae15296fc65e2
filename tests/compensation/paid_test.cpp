#include "compensation/make.hpp"

#include <rapidcheck/gtest.h>

namespace amends::test {
namespace {

std::vector<std::int64_t> minors(const Order& o) {
  std::vector<std::int64_t> out;
  for (const auto& paid : paid_per_line(o).value())
    out.push_back(paid ? paid->minor : -1);
  return out;
}

TEST(PaidPerLine, GivenSumsStand) {
  EXPECT_EQ(minors(order()), (std::vector<std::int64_t>{7000, 3000}));
}

TEST(PaidPerLine, TheRestIsSplitByPriceTimesQuantity) {
  Order o = order();
  for (auto& line : o.lines)
    line.paid.reset();
  // 100.00 over 80.00 and 30.00: 72.7272.. and 27.2727..
  EXPECT_EQ(minors(o), (std::vector<std::int64_t>{7273, 2727}));
}

TEST(PaidPerLine, OneOpenLineTakesTheRestWithoutPrices) {
  Order o = order();
  o.lines[0].paid.reset();
  o.lines[0].unit_price.reset();
  EXPECT_EQ(minors(o), (std::vector<std::int64_t>{7000, 3000}));
}

TEST(PaidPerLine, UnknownStaysUnknown) {
  Order o = order();
  for (auto& line : o.lines)
    line.paid.reset();
  o.lines[1].unit_price.reset();
  EXPECT_EQ(minors(o), (std::vector<std::int64_t>{-1, -1}));
  o = order();
  o.lines[0].paid.reset();
  o.deliveries[1].postage.reset(); // how much of the sum is postage cannot be known
  EXPECT_EQ(minors(o), (std::vector<std::int64_t>{-1, 3000}));
  o = order();
  o.lines[0].paid.reset();
  o.paid.reset();
  EXPECT_EQ(minors(o), (std::vector<std::int64_t>{-1, 3000}));
}

TEST(PaidPerLine, TiesGoToTheEarlierLine) {
  Order o;
  o.id = "o";
  o.paid = yuan(100);
  for (const auto* id : {"a", "b", "c"}) {
    OrderLine l;
    l.id = id;
    l.quantity = 1;
    l.unit_price = yuan(50);
    o.lines.push_back(l);
  }
  EXPECT_EQ(minors(o), (std::vector<std::int64_t>{34, 33, 33}));
}

// The parts sum to the whole, none is a cent or more away from its exact share, and a line of more
// weight never gets less.
RC_GTEST_PROP(PaidPerLine, LargestRemainder, ()) {
  Order o;
  o.id = "o";
  const auto n = *rc::gen::inRange(1, 12);
  std::int64_t full = 0;
  for (int i = 0; i < n; ++i) {
    OrderLine l;
    l.id = std::to_string(i);
    l.quantity = *rc::gen::inRange<std::int64_t>(1, 20);
    l.unit_price = yuan(*rc::gen::inRange<std::int64_t>(0, 100'000));
    full += *l.quantity * l.unit_price->minor;
    o.lines.push_back(l);
  }
  o.paid = yuan(*rc::gen::inRange<std::int64_t>(0, full + 1));
  const auto parts = minors(o);
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    sum += parts[i];
    if (full == 0)
      continue;
    const std::int64_t weight = *o.lines[i].quantity * o.lines[i].unit_price->minor;
    const auto exact_times_full =
        static_cast<long double>(o.paid->minor) * static_cast<long double>(weight);
    const auto gap =
        static_cast<long double>(parts[i]) * static_cast<long double>(full) - exact_times_full;
    RC_ASSERT(gap > -static_cast<long double>(full) && gap < static_cast<long double>(full));
    for (std::size_t j = 0; j < parts.size(); ++j) {
      const std::int64_t other = *o.lines[j].quantity * o.lines[j].unit_price->minor;
      if (weight > other)
        RC_ASSERT(parts[i] >= parts[j]);
    }
  }
  RC_ASSERT(sum == o.paid->minor);
}

} // namespace
} // namespace amends::test
