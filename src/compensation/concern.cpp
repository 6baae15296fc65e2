#include "compensation/concern.hpp"

#include "amends/ids.hpp"

#include <algorithm>

namespace amends::compensation {

namespace {

template <class Entries>
std::optional<std::size_t> index_of(const Entries& entries, const std::string& id) {
  for (std::size_t i = 0; i < entries.size(); ++i)
    if (entries[i].id == id)
      return i;
  return std::nullopt;
}

template <class Entries>
Error no_such(const Entries& entries, std::string_view what, const std::string& id,
              std::string where) {
  std::vector<std::string_view> names;
  for (const auto& entry : entries)
    names.push_back(entry.id);
  std::string message = "the order has no " + std::string(what) + " \"" + id + "\"";
  const auto near = nearest_names(id, names);
  for (std::size_t i = 0; i < near.size(); ++i)
    message += (i == 0 ? "; did you mean " : ", ") + std::string(near[i]);
  return {Code::parse, message, std::move(where)};
}

bool carries(const Delivery& delivery, const std::string& line) {
  return delivery.lines.empty() ||
         std::find(delivery.lines.begin(), delivery.lines.end(), line) != delivery.lines.end();
}

Concern of_line(const Order& order, std::size_t line, std::optional<std::size_t> delivery) {
  Concern out;
  out.parts.push_back({line, std::nullopt});
  for (std::size_t d = 0; d < order.deliveries.size(); ++d)
    if (delivery ? d == *delivery : carries(order.deliveries[d], order.lines[line].id))
      out.deliveries.push_back(d);
  return out;
}

template <class T> void merge(std::vector<T>& into, const std::vector<T>& from) {
  into.insert(into.end(), from.begin(), from.end());
  std::sort(into.begin(), into.end());
  into.erase(std::unique(into.begin(), into.end()), into.end());
}

} // namespace

Result<std::vector<Concern>> concerns_of(const std::optional<Order>& order, const About& about,
                                         const std::string& where) {
  if (about.quantity && *about.quantity <= 0)
    return Error{Code::parse, "a quantity must be 1 or more", where + "/quantity"};
  if (!order) {
    if (about.line || about.delivery)
      return Error{Code::parse, "there is no order that this could be a part of", where};
    return std::vector<Concern>{{}};
  }
  std::optional<std::size_t> delivery;
  if (about.delivery) {
    delivery = index_of(order->deliveries, *about.delivery);
    if (!delivery)
      return no_such(order->deliveries, "delivery", *about.delivery, where + "/delivery");
  }
  std::vector<Concern> out;
  if (about.line) {
    const auto line = index_of(order->lines, *about.line);
    if (!line)
      return no_such(order->lines, "line", *about.line, where + "/line");
    out.push_back(of_line(*order, *line, delivery));
  } else {
    for (std::size_t i = 0; i < order->lines.size(); ++i)
      if (!delivery || carries(order->deliveries[*delivery], order->lines[i].id))
        out.push_back(of_line(*order, i, delivery));
    if (order->lines.empty()) {
      Concern whole;
      for (std::size_t d = 0; d < order->deliveries.size(); ++d)
        if (!delivery || d == *delivery)
          whole.deliveries.push_back(d);
      out.push_back(whole);
    }
  }
  if (about.quantity) {
    if (out.size() != 1 || out[0].parts.empty())
      return Error{Code::parse, "a quantity needs a line: say of which one", where + "/quantity"};
    auto& part = out[0].parts[0];
    const auto& of = order->lines[part.line].quantity;
    if (of && *about.quantity > *of)
      return Error{Code::parse,
                   "the line has " + std::to_string(*of) + " pieces, not " +
                       std::to_string(*about.quantity),
                   where + "/quantity"};
    part.quantity = about.quantity;
  }
  return out;
}

namespace {

// More pieces of a line that is already concerned.
Result<void> add_pieces(const Order& order, Part& part, std::optional<std::int64_t> more,
                        const std::string& where) {
  if (!part.quantity || !more) {
    part.quantity.reset();
    return {};
  }
  const auto& of = order.lines[part.line].quantity;
  if (of && *more > *of - *part.quantity)
    return Error{Code::parse,
                 "together this is more than the line's " + std::to_string(*of) + " pieces",
                 where + "/quantity"};
  *part.quantity += *more;
  return {};
}

bool before(const Concern& a, const Concern& b) {
  if (a.parts.empty() || b.parts.empty())
    return a.parts.size() < b.parts.size();
  return a.parts[0].line < b.parts[0].line;
}

} // namespace

Result<std::vector<Concern>> concerns_of(const AssessInput& input) {
  if (input.about.empty())
    return concerns_of(input.order, About{}, "/about");
  std::vector<Concern> out;
  for (std::size_t i = 0; i < input.about.size(); ++i) {
    const auto where = "/about" + pointer_step(i);
    AMENDS_TRY_ASSIGN(auto found, concerns_of(input.order, input.about[i], where));
    for (auto& concern : found) {
      const auto same = std::find_if(out.begin(), out.end(), [&](const Concern& c) {
        return !before(c, concern) && !before(concern, c);
      });
      if (same == out.end()) {
        out.push_back(std::move(concern));
        continue;
      }
      merge(same->deliveries, concern.deliveries);
      if (!same->parts.empty())
        AMENDS_CHECK(add_pieces(*input.order, same->parts[0], concern.parts[0].quantity, where));
    }
  }
  std::sort(out.begin(), out.end(), before);
  return out;
}

Concern united(const std::vector<Concern>& concerns) {
  Concern out;
  for (const auto& concern : concerns) {
    out.parts.insert(out.parts.end(), concern.parts.begin(), concern.parts.end());
    merge(out.deliveries, concern.deliveries);
  }
  return out;
}

} // namespace amends::compensation
