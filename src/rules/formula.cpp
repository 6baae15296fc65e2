#include "rules/formula.hpp"

#include "rules/builtins.hpp"
#include "rules/column.hpp"
#include "rules/scale.hpp"

#include <array>

namespace amends::rules {
namespace {

std::uint32_t packed(Currency currency) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(currency.letters[i]); };
  return byte(0) << 16U | byte(1) << 8U | byte(2);
}
Currency unpacked(std::uint32_t currency) {
  return {{static_cast<char>(currency >> 16U), static_cast<char>(currency >> 8U),
           static_cast<char>(currency)}};
}

bool rescale(std::int64_t& n, int from, int to) {
  return from == to || !__builtin_mul_overflow(n, ten_to(to - from), &n);
}

std::int64_t floor_divide(std::int64_t n, std::int64_t unit) {
  const std::int64_t q = n / unit;
  return n % unit < 0 ? q - 1 : q;
}

// n / unit, half away from zero.
std::int64_t half_up_divide(std::int64_t n, std::int64_t unit) {
  const std::int64_t q = n / unit;
  const std::int64_t rest = n % unit;
  const std::int64_t distance = rest < 0 ? -rest : rest;
  if (distance < unit - distance)
    return q;
  return n < 0 ? q - 1 : q + 1;
}

} // namespace

std::optional<Formula> Formula::compile(const Node& node) {
  Formula formula;
  if (!formula.take(node, 1))
    return std::nullopt;
  return formula;
}

void Formula::push(Do what, std::int8_t scale) {
  Step step;
  step.what = what;
  step.scale = scale;
  steps_.push_back(step);
}

bool Formula::take_constant(const Datum& value) {
  const Slot slot = slot_of(value, Words());
  if (slot.kind != Slot::Kind::number && slot.kind != Slot::Kind::money)
    return false;
  push(Do::constant, slot.scale);
  steps_.back().n = slot.n;
  steps_.back().currency = packed(slot.currency);
  return true;
}

bool Formula::take(const Node& node, std::size_t depth) {
  if (depth > deepest)
    return false;
  switch (node.op) {
  case Op::constant: return take_constant(node.constant);
  case Op::slot:
    push(Do::slot);
    steps_.back().n = node.index;
    return true;
  case Op::negate:
    if (!take(node.kids[0], depth))
      return false;
    push(Do::negate);
    return true;
  case Op::add:
  case Op::subtract:
  case Op::multiply:
    if (!take(node.kids[0], depth) || !take(node.kids[1], depth + 1))
      return false;
    push(node.op == Op::add ? Do::add : node.op == Op::subtract ? Do::subtract : Do::multiply);
    return true;
  case Op::divide: {
    // Division by 100 is multiplication by 0.01, exactly.
    const auto* divisor =
        node.kids[1].op == Op::constant ? node.kids[1].constant.get<Decimal>() : nullptr;
    if (divisor == nullptr)
      return false;
    const auto inverse = amends::divide(Decimal(1), *divisor);
    const auto back = inverse ? amends::multiply(*inverse, *divisor) : inverse;
    if (!back || inverse->exponent() < -most_scale || !(*back == Decimal(1)))
      return false;
    // x * 80 / 100 is x * 0.8: one step for both constants.
    const Node& product = node.kids[0];
    if (product.op == Op::multiply && product.kids[1].op == Op::constant &&
        product.kids[1].constant.get<Decimal>() != nullptr) {
      const auto factor = amends::multiply(*product.kids[1].constant.get<Decimal>(), *inverse);
      if (!factor || !take(product.kids[0], depth) || !take_constant(*factor))
        return false;
    } else if (!take(product, depth) || !take_constant(*inverse)) {
      return false;
    }
    push(Do::multiply);
    return true;
  }
  case Op::call: return take_call(node, depth);
  default: return false;
  }
}

bool Formula::take_call(const Node& node, std::size_t depth) {
  const std::string_view name = builtin(node.index).name;
  const std::size_t count = node.kids.size();
  if (name == "min" || name == "max") {
    for (std::size_t i = 0; i < count; ++i) {
      if (!take(node.kids[i], depth + (i == 0 ? 0 : 1)))
        return false;
      if (i > 0)
        push(name == "min" ? Do::least : Do::greatest);
    }
    return true;
  }
  if (!take(node.kids[0], depth))
    return false;
  if (count == 1 && (name == "floor" || name == "ceiling" || name == "abs")) {
    push(name == "floor" ? Do::floor : name == "ceiling" ? Do::ceiling : Do::absolute);
    return true;
  }
  if (count != 2 || name != "round half up" || node.kids[1].op != Op::constant)
    return false;
  const auto* scale = node.kids[1].constant.get<Decimal>();
  const auto whole = scale != nullptr ? scale->to_scaled(0) : Result<std::int64_t>(-1);
  if (!whole || *whole < 0 || *whole > most_scale)
    return false;
  push(Do::half_up, static_cast<std::int8_t>(*whole));
  return true;
}

bool Formula::turn(const Step& step, Exact& a) {
  switch (step.what) {
  case Do::negate: return !__builtin_sub_overflow(std::int64_t{0}, a.n, &a.n);
  case Do::absolute: return a.n >= 0 || !__builtin_sub_overflow(std::int64_t{0}, a.n, &a.n);
  case Do::floor:
    if (a.scale > 0)
      a.n = floor_divide(a.n, ten_to(a.scale));
    a.scale = 0;
    return true;
  case Do::ceiling:
    if (__builtin_sub_overflow(std::int64_t{0}, a.n, &a.n))
      return false;
    a.n = -floor_divide(a.n, ten_to(a.scale));
    a.scale = 0;
    return true;
  default: // half_up
    if (a.scale > step.scale) {
      a.n = half_up_divide(a.n, ten_to(a.scale - step.scale));
      a.scale = step.scale;
    }
    return true;
  }
}

bool Formula::combine(Do what, Exact& a, Exact b) {
  if (what == Do::multiply) {
    if (a.currency != 0 && b.currency != 0)
      return false;
    a.currency |= b.currency;
    a.scale += b.scale;
    return a.scale <= most_scale && !__builtin_mul_overflow(a.n, b.n, &a.n);
  }
  if (a.currency != b.currency)
    return false;
  const int scale = a.scale > b.scale ? a.scale : b.scale;
  if (!rescale(a.n, a.scale, scale) || !rescale(b.n, b.scale, scale))
    return false;
  a.scale = scale;
  switch (what) {
  case Do::add: return !__builtin_add_overflow(a.n, b.n, &a.n);
  case Do::subtract: return !__builtin_sub_overflow(a.n, b.n, &a.n);
  case Do::least: a.n = b.n < a.n ? b.n : a.n; return true;
  default: a.n = b.n > a.n ? b.n : a.n; return true;
  }
}

bool Formula::run(std::span<const Slot> slots, Slot& result) const {
  std::array<Exact, deepest + 1> stack;
  std::size_t top = 0; // the next free place
  for (const Step& step : steps_) {
    switch (step.what) {
    case Do::constant: stack[top++] = {step.n, step.scale, step.currency}; break;
    case Do::slot: {
      const Slot& slot = slots[static_cast<std::size_t>(step.n)];
      if (slot.kind == Slot::Kind::number)
        stack[top++] = {slot.n, slot.scale, 0};
      else if (slot.kind == Slot::Kind::money)
        stack[top++] = {slot.n, slot.scale, packed(slot.currency)};
      else
        return false;
      break;
    }
    case Do::add:
    case Do::subtract:
    case Do::multiply:
    case Do::least:
    case Do::greatest:
      --top;
      if (!combine(step.what, stack[top - 1], stack[top]))
        return false;
      break;
    default:
      if (!turn(step, stack[top - 1]))
        return false;
      break;
    }
  }
  Exact& exact = stack[0];
  result = Slot{};
  result.kind = Slot::Kind::number;
  if (exact.currency != 0) {
    result.kind = Slot::Kind::money;
    result.currency = unpacked(exact.currency);
    // Whole minor units wherever it is some.
    const int minor = minor_digits(result.currency);
    while (exact.scale > minor && exact.n % 10 == 0) {
      exact.n /= 10;
      --exact.scale;
    }
    if (exact.scale < minor) {
      if (!rescale(exact.n, exact.scale, minor))
        return false;
      exact.scale = minor;
    }
  }
  result.n = exact.n;
  result.scale = static_cast<std::int8_t>(exact.scale);
  return true;
}

} // namespace amends::rules
