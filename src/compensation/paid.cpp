#include "compensation/paid.hpp"

#include "amends/compensation.hpp"

#include <algorithm>
#include <numeric>

namespace amends::compensation {

namespace {
__extension__ using Wide = __int128;
} // namespace

Result<std::optional<Money>> postage_of(const Order& order) {
  std::optional<Money> sum;
  for (const auto& delivery : order.deliveries) {
    if (!delivery.postage)
      return std::optional<Money>();
    if (!sum) {
      sum = delivery.postage;
    } else {
      AMENDS_TRY_ASSIGN(sum, add(*sum, *delivery.postage));
    }
  }
  if (!sum && order.deliveries.empty() && order.paid)
    sum = Money{0, order.paid->currency};
  return sum;
}

Result<std::optional<Money>> goods_paid(const Order& order) {
  AMENDS_TRY_ASSIGN(const auto postage, postage_of(order));
  if (order.paid && postage) {
    AMENDS_TRY_ASSIGN(const auto rest, subtract(*order.paid, *postage));
    return std::optional<Money>(rest);
  }
  std::optional<Money> sum;
  for (const auto& line : order.lines) {
    if (!line.paid)
      return std::optional<Money>();
    if (!sum) {
      sum = line.paid;
    } else {
      AMENDS_TRY_ASSIGN(sum, add(*sum, *line.paid));
    }
  }
  return sum;
}

Result<Money> share(const Money& paid, std::int64_t quantity, std::int64_t of) {
  if (quantity == of)
    return paid;
  if (of <= 0 || quantity < 0 || quantity > of)
    return Error{Code::arg, "a share needs 0 <= quantity <= of", ""};
  const Wide twice = Wide{paid.minor} * quantity * 2 + of;
  return Money{static_cast<std::int64_t>(twice / (Wide{of} * 2)), paid.currency};
}

std::vector<std::int64_t> largest_remainder(std::int64_t total,
                                            const std::vector<std::int64_t>& weights) {
  std::vector<std::int64_t> equal;
  const std::vector<std::int64_t>* used = &weights;
  Wide sum = 0;
  for (const auto w : weights)
    sum += w;
  if (sum == 0) {
    equal.assign(weights.size(), 1);
    sum = static_cast<Wide>(weights.size());
    used = &equal;
  }
  std::vector<std::int64_t> out(weights.size());
  std::vector<Wide> rest(weights.size());
  std::int64_t left = total;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const Wide product = Wide{total} * (*used)[i];
    out[i] = static_cast<std::int64_t>(product / sum);
    rest[i] = product % sum;
    left -= out[i];
  }
  std::vector<std::size_t> order(out.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return rest[a] > rest[b]; });
  for (std::size_t i = 0; left > 0; ++i, --left)
    ++out[order[i]];
  return out;
}

namespace {

// price x quantity of each listed line; empty where one does not say or int64 would overflow.
std::optional<std::vector<std::int64_t>> weights_of(const Order& order,
                                                    const std::vector<std::size_t>& lines) {
  std::vector<std::int64_t> weights;
  for (const auto i : lines) {
    const auto& line = order.lines[i];
    if (!line.unit_price || !line.quantity || line.unit_price->minor < 0)
      return std::nullopt;
    const auto full = multiply(*line.unit_price, *line.quantity);
    if (!full || full->minor < 0)
      return std::nullopt;
    weights.push_back(full->minor);
  }
  return weights;
}

} // namespace
} // namespace amends::compensation

namespace amends {

std::optional<Currency> order_currency(const Order& order) {
  std::optional<Currency> out;
  if (order.currency)
    if (const auto said = parse_currency(*order.currency))
      return *said;
  const auto look = [&](const std::optional<Money>& money) {
    if (money && !out)
      out = money->currency;
  };
  look(order.paid);
  for (const auto& line : order.lines) {
    look(line.paid);
    look(line.unit_price);
  }
  for (const auto& payment : order.payments)
    look(payment.amount);
  for (const auto& delivery : order.deliveries)
    look(delivery.postage);
  return out;
}

Result<std::vector<std::optional<Money>>> paid_per_line(const Order& order) {
  std::vector<std::optional<Money>> out;
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < order.lines.size(); ++i) {
    out.push_back(order.lines[i].paid);
    if (!out.back())
      open.push_back(i);
  }
  if (open.empty() || !order.paid)
    return out;
  AMENDS_TRY_ASSIGN(const auto postage, compensation::postage_of(order));
  if (!postage)
    return out;
  AMENDS_TRY_ASSIGN(auto rest, subtract(*order.paid, *postage));
  for (const auto& line : order.lines)
    if (line.paid) {
      AMENDS_TRY_ASSIGN(rest, subtract(rest, *line.paid));
    }
  if (rest.minor < 0)
    return out;
  std::vector<std::int64_t> parts{rest.minor};
  if (open.size() > 1) {
    const auto weights = compensation::weights_of(order, open);
    if (!weights)
      return out;
    parts = compensation::largest_remainder(rest.minor, *weights);
  }
  for (std::size_t i = 0; i < open.size(); ++i)
    out[open[i]] = Money{parts[i], rest.currency};
  return out;
}

} // namespace amends
