// What the ledger's accounts are called.
#include "amends/compensation.hpp"

namespace amends {

namespace {

std::string of_two(std::string_view kind, std::string_view first, std::string_view second) {
  return std::string(kind) + ":" + pointer_step(first).substr(1) + pointer_step(second);
}

} // namespace

std::string line_scope(std::string_view order, std::string_view line) {
  return of_two("line", order, line);
}
std::string order_scope(std::string_view order) { return "order:" + std::string(order); }
std::string customer_scope(std::string_view customer) {
  return "customer:" + std::string(customer);
}
std::string incident_scope(std::string_view incident, std::string_view order) {
  return of_two("incident", incident, order);
}

} // namespace amends
