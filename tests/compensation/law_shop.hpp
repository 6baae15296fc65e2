// A shop under the law of China, and what was found about an order of one line.
#pragma once

#include "compensation/law_scenarios.hpp"

#include <utility>

namespace amends::test {

// A pack with the law of China and a table of its own.
inline std::shared_ptr<const Compensation> shop_with_law(std::string_view rows,
                                                         std::string_view caps = "") {
  Json policy = json(pack(rows, caps));
  const Json law = law_pack("CN");
  policy.set("laws", *law.find("laws"));
  const auto compiled = Compensation::compile(policy, *HolidayTables::builtin());
  EXPECT_TRUE(compiled) << compiled.error().where << ": " << compiled.error().message;
  return compiled ? *compiled : nullptr;
}

inline Order one_line(std::int64_t minor) {
  Order o;
  o.id = "o-1";
  o.currency = "CNY";
  o.paid = yuan(minor);
  OrderLine l;
  l.id = "l-1";
  l.quantity = 1;
  l.paid = yuan(minor);
  o.lines = {l};
  return o;
}
inline AssessInput found(std::int64_t paid,
                         std::initializer_list<std::pair<const char*, Value>> facts) {
  AssessInput in;
  in.at = at("2026-06-20T10:00:00+08:00");
  in.case_id = "case-1";
  in.category = "product.counterfeit";
  in.order = one_line(paid);
  in.facts["days_late"] = Decimal(0);
  for (const auto& [name, value] : facts)
    in.facts[name] = value;
  return in;
}
inline std::int64_t sum_under(const Plan& plan, Head head) {
  std::int64_t sum = 0;
  for (const auto& line : plan.lines)
    if (line.head == head && line.amount && line.give != Give::coupon)
      sum += line.amount->minor;
  return sum;
}
inline constexpr std::string_view letter_only = R"(["-", "-", "letter", "-"])";
inline const Value yes = true;
inline Value text(const char* value) { return std::string(value); }

} // namespace amends::test
