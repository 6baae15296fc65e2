// The smallest program that uses amends: half of 0.09 yuan, paid to a customer.
#include <amends/json.hpp>
#include <amends/money.hpp>

#include <cstdio>

int main() {
  const auto price = amends::parse_money("0.09 CNY");
  const auto json = amends::parse_json(R"({"share": 0.5})");
  if (!price || !json)
    return 1;
  const auto share = amends::Decimal::parse(json->find("share")->text);
  const auto half = amends::multiply(amends::major_units(*price), *share);
  const auto refund = amends::round_money(*half, price->currency, amends::Rounding::half_up);
  std::puts(amends::print_money(*refund).c_str());
  return 0;
}
