// How values of the library look in a failed test's message.
#pragma once

#include "amends/decimal.hpp"
#include "amends/instant.hpp"
#include "amends/json.hpp"
#include "amends/money.hpp"
#include "amends/result.hpp"

#include <ostream>

namespace amends {

inline std::ostream& operator<<(std::ostream& out, const Error& error) {
  return out << code_name(error.code) << ": " << error.message << " at \"" << error.where << '"';
}
inline std::ostream& operator<<(std::ostream& out, const Decimal& d) { return out << d.text(); }
inline std::ostream& operator<<(std::ostream& out, Instant t) { return out << print_instant(t); }
inline std::ostream& operator<<(std::ostream& out, Date date) { return out << print_date(date); }
inline std::ostream& operator<<(std::ostream& out, Duration d) { return out << print_duration(d); }
inline std::ostream& operator<<(std::ostream& out, const Money& money) {
  return out << print_money(money);
}
inline std::ostream& operator<<(std::ostream& out, const Json& json) {
  return out << print_json(json);
}

} // namespace amends
