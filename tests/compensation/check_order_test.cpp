#include "compensation/make.hpp"

#include <limits>

namespace amends::test {
namespace {

// What is wrong with the order after `change`, as "pointer: message".
template <class Change> std::string fault(Change change) {
  Order o = order();
  change(o);
  const auto checked = check_order(o, "/order");
  if (checked)
    return "none";
  EXPECT_TRUE(checked.error().code == Code::parse || checked.error().code == Code::limit);
  return checked.error().where + ": " + checked.error().message;
}

bool says(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST(CheckOrder, AcceptsWhatAgrees) {
  EXPECT_EQ(fault([](Order&) {}), "none");
  EXPECT_EQ(fault([](Order& o) {
              o = Order{};
              o.id = "only-an-id";
            }),
            "none");
}

TEST(CheckOrder, SumsMustAgreeToTheCent) {
  const auto little = fault([](Order& o) {
    o.paid = yuan(12001);
    o.payments.clear();
  });
  EXPECT_TRUE(says(little, "/order/paid:")) << little;
  EXPECT_TRUE(says(little, "0.01 CNY too little")) << little;
  const auto much = fault([](Order& o) {
    o.paid = yuan(11000);
    o.payments.clear();
  });
  EXPECT_TRUE(says(much, "10.00 CNY too much")) << much;
  const auto payments = fault([](Order& o) { o.payments[0].amount = yuan(11999); });
  EXPECT_TRUE(says(payments, "/order/payments:")) << payments;
  EXPECT_TRUE(says(payments, "0.01 CNY too little")) << payments;
}

TEST(CheckOrder, WithoutThePaidSumThePaymentsStandForIt) {
  const auto said = fault([](Order& o) {
    o.paid.reset();
    o.payments[0].amount = yuan(12500);
  });
  EXPECT_TRUE(says(said, "5.00 CNY too little")) << said;
}

TEST(CheckOrder, AbsentPartsAreNotHeldAgainstTheSum) {
  EXPECT_EQ(fault([](Order& o) { o.lines[1].paid.reset(); }), "none");
  EXPECT_EQ(fault([](Order& o) { o.deliveries[0].postage.reset(); }), "none");
  // But what is known may not already exceed it.
  const auto over = fault([](Order& o) {
    o.lines[1].paid.reset();
    o.paid = yuan(8000);
    o.payments.clear();
  });
  EXPECT_TRUE(says(over, "10.00 CNY too much")) << over;
}

TEST(CheckOrder, ALinesPaidIsAtMostQuantityTimesPrice) {
  const auto said = fault([](Order& o) { o.lines[0].paid = yuan(8005); });
  EXPECT_TRUE(says(said, "/order/lines/0/paid:")) << said;
  EXPECT_TRUE(says(said, "0.05 CNY more than")) << said;
}

TEST(CheckOrder, Quantities) {
  EXPECT_TRUE(says(fault([](Order& o) { o.lines[1].quantity = 0; }), "/order/lines/1/quantity:"));
  EXPECT_TRUE(says(fault([](Order& o) { o.lines[1].quantity = -3; }), "-3"));
}

TEST(CheckOrder, OverflowIsFoundBeforeItHappens) {
  const auto product =
      fault([](Order& o) { o.lines[0].quantity = std::numeric_limits<std::int64_t>::max(); });
  EXPECT_TRUE(says(product, "/order/lines/0/unit_price:")) << product;
  const auto sum = fault([](Order& o) {
    for (auto& line : o.lines) {
      line.unit_price.reset();
      line.paid = yuan(std::numeric_limits<std::int64_t>::max() - 1);
    }
  });
  EXPECT_TRUE(says(sum, "/order/lines:")) << sum;
}

TEST(CheckOrder, OneCurrency) {
  const auto mixed =
      fault([](Order& o) { o.lines[1].unit_price->currency = parse_currency("USD").value(); });
  EXPECT_TRUE(says(mixed, "/order/lines/1/unit_price:") && says(mixed, "USD") && says(mixed, "CNY"))
      << mixed;
  EXPECT_TRUE(says(fault([](Order& o) { o.currency = "XXQ"; }), "/order/currency:"));
  // Without the order's word the first money sets it.
  EXPECT_TRUE(says(fault([](Order& o) {
                     o.currency.reset();
                     o.payments[0].amount->currency = parse_currency("EUR").value();
                   }),
                   "/order/payments/0/amount:"));
}

TEST(CheckOrder, NoMoneyBelowZero) {
  EXPECT_TRUE(says(fault([](Order& o) { o.deliveries[1].postage = yuan(-1); }),
                   "/order/deliveries/1/postage:"));
}

TEST(CheckOrder, ReferencesAndIds) {
  const auto line = fault([](Order& o) { o.deliveries[1].lines = {"l-3"}; });
  EXPECT_TRUE(says(line, "/order/deliveries/1/lines/0:") && says(line, "l-2")) << line;
  EXPECT_TRUE(says(fault([](Order& o) {
                     o.deliveries[0].lines = {"l-1", "l-1"};
                   }),
                   "/order/deliveries/0/lines/1:"));
  EXPECT_TRUE(says(fault([](Order& o) { o.lines[1].id = "l-1"; }), "/order/lines/1/id:"));
  EXPECT_TRUE(says(fault([](Order& o) { o.deliveries[1].id = "d-1"; }), "/order/deliveries/1/id:"));
  EXPECT_TRUE(
      says(fault([](Order& o) { o.payments.push_back(o.payments[0]); }), "/order/payments/1/id:"));
  EXPECT_TRUE(says(fault([](Order& o) { o.id = ""; }), "/order/id:"));
  EXPECT_TRUE(says(fault([](Order& o) { o.lines[0].sku = "a\nb"; }), "/order/lines/0/sku:"));
}

TEST(CheckOrder, TooManyLines) {
  const auto said = fault([](Order& o) {
    o.deliveries.clear();
    o.paid.reset();
    o.payments.clear();
    o.lines.clear();
    for (int i = 0; i < 1001; ++i) {
      OrderLine l;
      l.id = std::to_string(i);
      o.lines.push_back(l);
    }
  });
  EXPECT_TRUE(says(said, "/order/lines:") && says(said, "1000")) << said;
}

} // namespace
} // namespace amends::test
