// Orders, inputs and packs that the tests of this room share.
#pragma once

#include "amends/compensation.hpp"

#include <gtest/gtest.h>

namespace amends::test {

inline Currency cny() { return parse_currency("CNY").value(); }
inline Money yuan(std::int64_t minor) { return {minor, cny()}; }
inline Instant at(std::string_view text) { return parse_instant(text).value(); }

// Two lines in two parcels: 70 + 30 for goods, 12 + 8 postage.
inline Order order() {
  Order o;
  o.id = "o-1";
  o.placed_at = at("2026-09-01T10:00:00+08:00");
  o.buyer = Buyer::consumer;
  o.currency = "CNY";
  o.paid = yuan(12000);
  OrderLine a;
  a.id = "l-1";
  a.quantity = 2;
  a.unit_price = yuan(4000);
  a.paid = yuan(7000);
  a.category = "book";
  OrderLine b;
  b.id = "l-2";
  b.quantity = 1;
  b.unit_price = yuan(3000);
  b.paid = yuan(3000);
  b.category = "book";
  o.lines = {a, b};
  Delivery d;
  d.id = "d-1";
  d.lines = {"l-1"};
  d.carrier = "SF";
  d.promised_at = at("2026-09-05T12:00:00+08:00");
  d.delivered_at = at("2026-09-09T13:00:00+08:00");
  d.insured = false;
  d.declared_value = yuan(7000);
  d.postage = yuan(1200);
  Delivery e = d;
  e.id = "d-2";
  e.lines = {"l-2"};
  e.delivered_at = at("2026-09-05T11:00:00+08:00");
  e.declared_value = yuan(3000);
  e.postage = yuan(800);
  o.deliveries = {d, e};
  Payment p;
  p.id = "p-1";
  p.method = "card";
  p.amount = yuan(12000);
  p.refundable = true;
  o.payments = {p};
  return o;
}

inline AssessInput input(std::string category = "delivery.delay") {
  AssessInput in;
  in.at = at("2026-09-20T10:00:00+08:00");
  in.order = order();
  in.customer.emplace();
  in.customer->id = "c-1";
  in.case_id = "case-1";
  in.category = std::move(category);
  in.severity = "medium";
  in.priority = "P3";
  in.channel = "web";
  return in;
}

inline AssessInput about_line(AssessInput in, const std::string& line,
                              std::optional<std::int64_t> quantity = std::nullopt) {
  in.about.push_back({line, quantity, std::nullopt});
  return in;
}

inline Json json(std::string_view text) {
  auto parsed = parse_json(text);
  EXPECT_TRUE(parsed) << parsed.error().message;
  return parsed ? *parsed : Json();
}

inline Result<std::shared_ptr<const Compensation>> compile(std::string_view text) {
  return Compensation::compile(json(text), *HolidayTables::builtin());
}

// A pack of `rows` over category, days_late -> give, amount, with roles and the given caps.
inline std::string pack(std::string_view rows, std::string_view caps = "") {
  return std::string(R"({"currency":"CNY","roles":{
      "agent":{"may":["handle"],"up_to":"30 CNY"},
      "lead":{"may":["handle","approve"],"up_to":"200 CNY"},
      "boss":{"may":["approve","manage"]},
      "finance":{"may":["pay"]}},
    "tables":{"compensation":{"hit":"first","when":["category","days_late"],
      "then":["give","amount"],"rows":[)") +
         std::string(rows) + R"(],"caps":[)" + std::string(caps) + "]}}}";
}

inline std::shared_ptr<const Compensation> compensation(std::string_view text) {
  auto compiled = compile(text);
  EXPECT_TRUE(compiled) << compiled.error().where << ": " << compiled.error().message;
  return compiled ? *compiled : nullptr;
}

inline constexpr std::string_view bookshop_rows = R"rows(
  ["delivery.delay",  "< 1",    "letter",           "-"],
  ["delivery.delay",  "[1..3)", "coupon",           "5 CNY"],
  ["delivery.delay",  "[3..7)", "coupon",           "0.10 * paid"],
  ["delivery.delay",  ">= 7",   "refund or resend", "paid"],
  ["delivery.damage", "-",      "resend or refund", "paid"],
  ["delivery.lost",   "-",      "resend + coupon",  "5 CNY"],
  ["-",               "-",      "ask lead",         "-"])rows";

inline Plan plan_of(const Compensation& compensation, const AssessInput& in) {
  auto plan = compensation.assess(in);
  EXPECT_TRUE(plan) << plan.error().where << ": " << plan.error().message;
  return plan ? std::move(*plan) : Plan{};
}

} // namespace amends::test
