// The dictionary of the order's facts: one definition each. An absent input gives an absent fact.
#include "compensation/facts.hpp"
#include "compensation/give.hpp"
#include "compensation/paid.hpp"

#include <algorithm>

namespace amends::compensation {

namespace {

using Missing = std::vector<std::string>;
constexpr std::int64_t day_us = 86'400'000'000;

Value none(Missing& missing, std::string pointer) {
  missing.push_back(std::move(pointer));
  return {};
}
Value word(const std::string& text, Missing& missing, const char* pointer) {
  return text.empty() ? none(missing, pointer) : Value(text);
}
template <class T> Value plain(const T& value) {
  if constexpr (std::is_same_v<T, std::int64_t> || std::is_same_v<T, std::int32_t>)
    return Value(Decimal(value));
  else
    return Value(value);
}

// A member of the order.
template <class T>
Value of_order(const Look& look, Missing& missing, std::optional<T> Order::*member,
               const char* pointer) {
  if (!look.input.order)
    return none(missing, "/order");
  const auto& value = (*look.input.order).*member;
  return value ? plain(*value) : none(missing, pointer);
}
// A member of the customer.
template <class T>
Value of_customer(const Look& look, Missing& missing, std::optional<T> Customer::*member,
                  const char* pointer) {
  if (!look.input.customer)
    return none(missing, "/customer");
  const auto& value = (*look.input.customer).*member;
  return value ? plain(*value) : none(missing, pointer);
}

// Calls `each(line, pointer of it)` for every line concerned; false where there is none.
template <class Each> bool each_line(const Look& look, Missing& missing, Each each) {
  if (!look.input.order)
    return missing.emplace_back("/order"), false;
  if (look.concern.parts.empty())
    return missing.emplace_back("/lines"), false;
  for (const auto& part : look.concern.parts)
    each(part, look.input.order->lines[part.line], "/lines" + pointer_step(part.line));
  return true;
}
template <class Each> bool each_delivery(const Look& look, Missing& missing, Each each) {
  if (!look.input.order)
    return missing.emplace_back("/order"), false;
  if (look.concern.deliveries.empty())
    return missing.emplace_back("/deliveries"), false;
  for (const auto d : look.concern.deliveries)
    each(look.input.order->deliveries[d], "/deliveries" + pointer_step(d));
  return true;
}

// The value that all lines (deliveries) concerned share; null without pointer where they differ.
template <class T>
Value of_lines(const Look& look, Missing& missing, std::optional<T> OrderLine::*member,
               const char* name) {
  Missing absent;
  std::vector<T> seen;
  if (!each_line(look, missing, [&](const Part&, const OrderLine& line, const std::string& at) {
        if (!(line.*member))
          absent.push_back(at + "/" + name);
        else if (std::find(seen.begin(), seen.end(), *(line.*member)) == seen.end())
          seen.push_back(*(line.*member));
      }))
    return {};
  missing.insert(missing.end(), absent.begin(), absent.end());
  return absent.empty() && seen.size() == 1 ? plain(seen[0]) : Value();
}
template <class T>
Value of_deliveries(const Look& look, Missing& missing, std::optional<T> Delivery::*member,
                    const char* name) {
  Missing absent;
  std::vector<T> seen;
  if (!each_delivery(look, missing, [&](const Delivery& delivery, const std::string& at) {
        if (!(delivery.*member))
          absent.push_back(at + "/" + name);
        else if (std::find(seen.begin(), seen.end(), *(delivery.*member)) == seen.end())
          seen.push_back(*(delivery.*member));
      }))
    return {};
  missing.insert(missing.end(), absent.begin(), absent.end());
  return absent.empty() && seen.size() == 1 ? plain(seen[0]) : Value();
}

// A running sum of money; null once a part is absent or the sum cannot be made.
struct Sum {
  std::optional<Money> total;
  bool failed = false;
  void take(const Money& part) {
    if (!total) {
      total = part;
    } else if (const auto next = add(*total, part)) {
      total = *next;
    } else {
      failed = true;
    }
  }
  [[nodiscard]] Value value() const { return total && !failed ? Value(*total) : Value(); }
};

Value sum_of_deliveries(const Look& look, Missing& missing, std::optional<Money> Delivery::*member,
                        const char* name) {
  Sum sum;
  Missing absent;
  if (look.input.order && look.input.order->deliveries.empty())
    return none(missing, std::string("/deliveries/0/") + name);
  if (!each_delivery(look, missing, [&](const Delivery& delivery, const std::string& at) {
        if (delivery.*member)
          sum.take(*(delivery.*member));
        else
          absent.push_back(at + "/" + name);
      }))
    return {};
  missing.insert(missing.end(), absent.begin(), absent.end());
  return absent.empty() ? sum.value() : Value();
}

Value paid(const Look& look, Missing& missing) {
  if (look.input.order && look.input.order->lines.empty()) {
    const auto whole = goods_paid(*look.input.order);
    if (whole && *whole)
      return Value(**whole);
    return look.input.order->paid ? sum_of_deliveries(look, missing, &Delivery::postage, "postage")
                                  : none(missing, "/paid");
  }
  Sum sum;
  Missing absent;
  if (!each_line(look, missing,
                 [&](const Part& part, const OrderLine& line, const std::string& at) {
                   const auto& all = look.paid[part.line];
                   if (!all) {
                     absent.push_back(at + "/paid");
                   } else if (!part.quantity) {
                     sum.take(*all);
                   } else if (!line.quantity) {
                     absent.push_back(at + "/quantity");
                   } else if (const auto some = share(*all, *part.quantity, *line.quantity)) {
                     sum.take(*some);
                   }
                 }))
    return {};
  missing.insert(missing.end(), absent.begin(), absent.end());
  return absent.empty() ? sum.value() : Value();
}

Value quantity(const Look& look, Missing& missing) {
  std::int64_t pieces = 0;
  bool overflow = false;
  Missing absent;
  if (!each_line(look, missing,
                 [&](const Part& part, const OrderLine& line, const std::string& at) {
                   const auto n = part.quantity ? part.quantity : line.quantity;
                   if (!n)
                     absent.push_back(at + "/quantity");
                   else if (__builtin_add_overflow(pieces, *n, &pieces))
                     overflow = true;
                 }))
    return {};
  missing.insert(missing.end(), absent.begin(), absent.end());
  return absent.empty() && !overflow ? Value(Decimal(pieces)) : Value();
}

// The greatest lateness over the deliveries concerned, in whole units of `unit_us`.
Value lateness(const Look& look, Missing& missing, std::int64_t unit_us) {
  std::int64_t most = 0;
  Missing absent;
  if (!each_delivery(look, missing, [&](const Delivery& delivery, const std::string& at) {
        if (!delivery.promised_at) {
          absent.push_back(at + "/promised_at");
          return;
        }
        const auto end = delivery.delivered_at.value_or(look.input.at);
        most = std::max(most, (end - *delivery.promised_at).us / unit_us);
      }))
    return {};
  missing.insert(missing.end(), absent.begin(), absent.end());
  return absent.empty() ? Value(Decimal(most)) : Value();
}
Value days_late(const Look& look, Missing& missing) { return lateness(look, missing, day_us); }
Value hours_late(const Look& look, Missing& missing) {
  return lateness(look, missing, day_us / 24);
}

Value delivered(const Look& look, Missing& missing) {
  bool all = true;
  if (!each_delivery(look, missing, [&](const Delivery& delivery, const std::string&) {
        all = all && delivery.delivered_at;
      }))
    return {};
  return all;
}

Value days_since(const Look& look, std::optional<Instant> from) {
  if (!from)
    return {};
  return Value(Decimal(std::max<std::int64_t>(0, (look.input.at - *from).us / day_us)));
}

Value days_since_delivery(const Look& look, Missing& missing) {
  std::optional<Instant> last;
  Missing absent;
  if (!each_delivery(look, missing, [&](const Delivery& delivery, const std::string& at) {
        if (!delivery.delivered_at)
          absent.push_back(at + "/delivered_at");
        else if (!last || *last < *delivery.delivered_at)
          last = delivery.delivered_at;
      }))
    return {};
  missing.insert(missing.end(), absent.begin(), absent.end());
  return absent.empty() ? days_since(look, last) : Value();
}

Value buyer(const Look& look, Missing& missing) {
  if (!look.input.order)
    return none(missing, "/order");
  if (!look.input.order->buyer)
    return none(missing, "/buyer");
  return std::string(*look.input.order->buyer == Buyer::consumer ? "consumer" : "business");
}

// What the ledger says was already promised for the lines concerned.
bool about_these(const Look& look, const LedgerBalance& entry) {
  if (!look.input.order)
    return false;
  if (look.concern.parts.empty())
    return entry.scope == order_scope(look.input.order->id);
  return std::any_of(look.concern.parts.begin(), look.concern.parts.end(), [&](const Part& part) {
    return entry.scope == line_scope(look.input.order->id, look.input.order->lines[part.line].id);
  });
}
Value resends(const Look& look, Missing& missing) {
  if (!look.input.order)
    return none(missing, "/order");
  std::int64_t n = 0;
  for (const auto& entry : look.input.ledger)
    if (entry.give == Give::resend && about_these(look, entry))
      ++n;
  return Value(Decimal(n));
}

Value given_90d(const Look& look, Missing& missing) {
  if (!look.input.customer)
    return none(missing, "/customer");
  Sum sum;
  for (const auto& entry : look.input.ledger)
    if (entry.scope == customer_scope(look.input.customer->id) &&
        entry.case_id != look.input.case_id && entry.at > look.input.at - hours(90 * 24))
      sum.take(entry.amount);
  if (sum.total || !look.input.order)
    return sum.value();
  const auto& order = *look.input.order;
  return order.paid ? Value(Money{0, order.paid->currency}) : Value();
}

Value payment_method(const Look& look, Missing& missing) {
  if (!look.input.order)
    return none(missing, "/order");
  const auto& payments = look.input.order->payments;
  if (payments.empty())
    return none(missing, "/payments");
  for (std::size_t i = 0; i < payments.size(); ++i) {
    if (!payments[i].method)
      return none(missing, "/payments" + pointer_step(i) + "/method");
    if (payments[i].method != payments[0].method)
      return {};
  }
  return *payments[0].method;
}
Value refundable(const Look& look, Missing& missing) {
  if (!look.input.order)
    return none(missing, "/order");
  const auto& payments = look.input.order->payments;
  if (payments.empty())
    return none(missing, "/payments");
  bool all = true;
  for (std::size_t i = 0; i < payments.size(); ++i) {
    if (!payments[i].refundable)
      return none(missing, "/payments" + pointer_step(i) + "/refundable");
    all = all && *payments[i].refundable;
  }
  return all;
}

} // namespace

const std::vector<FactDefinition>& fact_definitions() {
  // name, type, unit, zh, en, meaning, example, who supplies it.
  static const std::vector<FactDefinition> all = [] {
    std::vector<FactDefinition> d{
#include "compensation/dictionary.inc"
    };
    std::sort(d.begin(), d.end(), [](const FactDefinition& a, const FactDefinition& b) {
      return a.info.name < b.info.name;
    });
    return d;
  }();
  return all;
}

} // namespace amends::compensation
