// check_order: an order that contradicts itself is refused before anything is decided on it.
#include "amends/compensation.hpp"
#include "amends/ids.hpp"
#include "amends/limits.hpp"

#include <set>

namespace amends {

namespace {

Error bad(std::string message, std::string where) {
  return {Code::parse, std::move(message), std::move(where)};
}

// Walks an order, keeping the currency that all its money must have.
class Checker {
public:
  Checker(const Order& order, std::string where) : order_(order), where_(std::move(where)) {}

  Result<void> run() {
    AMENDS_CHECK(key(order_.id, "/id"));
    if (order_.lines.size() > limits::lines_per_order)
      return Error{Code::limit,
                   "an order may have " + std::to_string(limits::lines_per_order) +
                       " lines, this one has " + std::to_string(order_.lines.size()),
                   where_ + "/lines"};
    if (order_.revision && *order_.revision < 0)
      return bad("a revision counts up from 0", where_ + "/revision");
    if (order_.currency) {
      auto currency = parse_currency(*order_.currency);
      if (!currency)
        return std::move(currency).error().inside(where_ + "/currency");
      currency_ = *currency;
      currency_from_ = "the order's currency";
    }
    AMENDS_CHECK(money(order_.paid, "/paid"));
    for (std::size_t i = 0; i < order_.lines.size(); ++i)
      AMENDS_CHECK(line(order_.lines[i], "/lines" + pointer_step(i)));
    for (std::size_t i = 0; i < order_.deliveries.size(); ++i)
      AMENDS_CHECK(delivery(order_.deliveries[i], "/deliveries" + pointer_step(i)));
    for (std::size_t i = 0; i < order_.payments.size(); ++i) {
      const auto at = "/payments" + pointer_step(i);
      AMENDS_CHECK(unique(payment_ids_, order_.payments[i].id, at, "payment"));
      AMENDS_CHECK(money(order_.payments[i].amount, at + "/amount"));
    }
    return sums();
  }

private:
  Result<void> key(std::string_view text, const std::string& at) const {
    auto checked = check_shop_key(text);
    if (!checked)
      return std::move(checked).error().inside(where_ + at);
    return {};
  }
  Result<void> some_key(const std::optional<std::string>& text, const std::string& at) const {
    return text ? key(std::string_view(*text), at) : Result<void>();
  }

  Result<void> unique(std::set<std::string, std::less<>>& seen, const std::string& id,
                      const std::string& at, std::string_view what) const {
    AMENDS_CHECK(key(id, at + "/id"));
    if (!seen.insert(id).second)
      return bad("two of the order's " + std::string(what) + " entries have the id \"" + id +
                     "\"; ids must differ",
                 where_ + at + "/id");
    return {};
  }

  Result<void> money(const std::optional<Money>& amount, const std::string& at) {
    if (!amount)
      return {};
    if (!currency_) {
      currency_ = amount->currency;
      currency_from_ = "money before it";
    }
    if (amount->currency != *currency_)
      return bad("this is " + std::string(amount->currency.text()) + ", but " + currency_from_ +
                     " is " + std::string(currency_->text()) + "; one order has one currency",
                 where_ + at);
    if (amount->minor < 0)
      return bad(print_money(*amount) + " is below zero; money given back is not part of an order",
                 where_ + at);
    return {};
  }

  Result<void> line(const OrderLine& line, const std::string& at) {
    AMENDS_CHECK(unique(line_ids_, line.id, at, "line"));
    AMENDS_CHECK(some_key(line.sku, at + "/sku"));
    AMENDS_CHECK(some_key(line.batch, at + "/batch"));
    AMENDS_CHECK(some_key(line.seller, at + "/seller"));
    AMENDS_CHECK(some_key(line.warehouse, at + "/warehouse"));
    if (line.quantity && *line.quantity <= 0)
      return bad("the quantity is " + std::to_string(*line.quantity) + "; it must be 1 or more",
                 where_ + at + "/quantity");
    AMENDS_CHECK(money(line.unit_price, at + "/unit_price"));
    AMENDS_CHECK(money(line.paid, at + "/paid"));
    if (!line.unit_price || !line.quantity)
      return {};
    const auto full = multiply(*line.unit_price, *line.quantity);
    if (!full)
      return bad(std::to_string(*line.quantity) + " x " + print_money(*line.unit_price) +
                     " is more money than can be counted",
                 where_ + at + "/unit_price");
    if (line.paid && line.paid->minor > full->minor)
      return bad("paid " + print_money(*line.paid) + " is " +
                     print_money({line.paid->minor - full->minor, *currency_}) +
                     " more than quantity x unit_price = " + print_money(*full),
                 where_ + at + "/paid");
    return {};
  }

  Result<void> delivery(const Delivery& delivery, const std::string& at) {
    AMENDS_CHECK(unique(delivery_ids_, delivery.id, at, "delivery"));
    AMENDS_CHECK(some_key(delivery.carrier, at + "/carrier"));
    AMENDS_CHECK(some_key(delivery.tracking, at + "/tracking"));
    AMENDS_CHECK(money(delivery.declared_value, at + "/declared_value"));
    AMENDS_CHECK(money(delivery.postage, at + "/postage"));
    std::set<std::string_view> here;
    for (std::size_t i = 0; i < delivery.lines.size(); ++i) {
      const auto& id = delivery.lines[i];
      const auto place = at + "/lines" + pointer_step(i);
      if (!line_ids_.contains(id))
        return unknown_line(id, place);
      if (!here.insert(id).second)
        return bad("the line \"" + id + "\" stands twice in this delivery", where_ + place);
    }
    return {};
  }

  [[nodiscard]] Error unknown_line(const std::string& id, const std::string& place) const {
    std::vector<std::string_view> names(line_ids_.begin(), line_ids_.end());
    std::string message = "the order has no line \"" + id + "\"";
    const auto near = nearest_names(id, names);
    for (std::size_t i = 0; i < near.size(); ++i)
      message += (i == 0 ? "; did you mean \"" : "\", \"") + std::string(near[i]);
    if (!near.empty())
      message += "\"";
    return bad(message, where_ + place);
  }

  // A sum of parts of which some may be absent.
  struct Sum {
    Money total;
    bool whole = true; // every part is known
    bool any = false;  // at least one part is known
  };
  template <class Parts, class Get>
  Result<Sum> sum(const Parts& parts, Get get, const std::string& at) const {
    Sum out;
    out.total.currency = currency_.value_or(Currency{});
    for (const auto& part : parts) {
      const std::optional<Money>& amount = get(part);
      if (!amount) {
        out.whole = false;
        continue;
      }
      out.any = true;
      const auto next = add(out.total, *amount);
      if (!next)
        return bad("together this is more money than can be counted", where_ + at);
      out.total = *next;
    }
    return out;
  }

  // `whole`: the parts must meet `paid`; else they may not exceed it.
  Result<void> agree(const Money& parts, bool whole, const std::string& words, const Money& paid,
                     const std::string& at) const {
    if (parts.minor == paid.minor || (!whole && parts.minor < paid.minor))
      return {};
    const bool over = parts.minor > paid.minor;
    const Money gap{over ? parts.minor - paid.minor : paid.minor - parts.minor, paid.currency};
    return bad(words + " = " + print_money(parts) + ", but the order says " + print_money(paid) +
                   " was paid: " + print_money(gap) + (over ? " too much" : " too little"),
               where_ + at);
  }

  Result<void> sums() {
    if (!currency_)
      return {}; // no money in it
    AMENDS_TRY_ASSIGN(
        const Sum lines,
        sum(
            order_.lines, [](const OrderLine& l) -> const auto& { return l.paid; }, "/lines"));
    AMENDS_TRY_ASSIGN(const Sum postage,
                      sum(
                          order_.deliveries,
                          [](const Delivery& d) -> const auto& { return d.postage; },
                          "/deliveries"));
    AMENDS_TRY_ASSIGN(const Sum payments,
                      sum(
                          order_.payments, [](const Payment& p) -> const auto& { return p.amount; },
                          "/payments"));
    const auto both = add(lines.total, postage.total);
    if (!both)
      return bad("together this is more money than can be counted", where_ + "/lines");
    const bool all_lines = !order_.lines.empty() && lines.whole && postage.whole;
    const bool all_payments = !order_.payments.empty() && payments.whole;
    if (order_.paid) {
      if (lines.any || postage.any)
        AMENDS_CHECK(
            agree(*both, all_lines,
                  "lines " + print_money(lines.total) + " + postage " + print_money(postage.total),
                  *order_.paid, "/paid"));
      if (payments.any)
        AMENDS_CHECK(agree(payments.total, all_payments, "payments", *order_.paid, "/payments"));
    } else if (all_payments && lines.any) {
      AMENDS_CHECK(
          agree(*both, all_lines,
                "lines " + print_money(lines.total) + " + postage " + print_money(postage.total),
                payments.total, "/lines"));
    }
    return {};
  }

  const Order& order_;
  std::string where_;
  std::optional<Currency> currency_;
  std::string currency_from_;
  std::set<std::string, std::less<>> line_ids_;
  std::set<std::string, std::less<>> delivery_ids_;
  std::set<std::string, std::less<>> payment_ids_;
};

} // namespace

Result<void> check_order(const Order& order, const std::string& where) {
  return Checker(order, where).run();
}

} // namespace amends
