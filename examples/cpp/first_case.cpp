// The first case from C++: open a shop, take a complaint in, see what is due and what must be done.
#include "amends/engine.hpp"
#include "amends/policy.hpp"

#include <iostream>

constexpr auto complaint = R"({"op":"open","id":"web-1","kind":"complaint","customer":{"id":"c-77"},
  "order":{"id":"o-9","paid":"80.00 CNY"},"text":"书收到了，封面撕裂，请处理"})";

int main() {
  const auto policy = amends::Policy::builtin("book-delivery");
  if (!policy)
    return std::cerr << policy.error().message << '\n', 1;
  amends::Engine shop({*policy, amends::make_memory_store(), ""});
  const auto now = *amends::parse_instant("2026-09-21T08:45:12+08:00");

  const auto receipt = shop.call_text(now, "customer:c-77", complaint);
  if (!receipt)
    return std::cerr << receipt.error().message << '\n', 1;
  std::cout << amends::print_json_pretty(*receipt) << '\n'; // number, who is next, by when

  const auto due = shop.call_text(now + amends::minutes(1), "system", R"({"op":"tick"})");
  for (const amends::Json& action : due->find("actions")->items)
    std::cout << "to do: " << amends::print_json(action) << '\n';
}
