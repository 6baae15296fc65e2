#include "rules/formula.hpp"

#include "rules/builtins.hpp"
#include "rules/column.hpp"

#include <array>

namespace amends::rules {
namespace {

constexpr int most_scale = 18;
constexpr std::array<std::int64_t, 19> powers = [] {
  std::array<std::int64_t, 19> p{};
  p[0] = 1;
  for (std::size_t i = 1; i < p.size(); ++i)
    p[i] = p[i - 1] * 10;
  return p;
}();

std::int64_t ten_to(int n) { return powers[static_cast<std::size_t>(n)]; }

bool rescale(std::int64_t& n, int from, int to) {
  return !__builtin_mul_overflow(n, ten_to(to - from), &n);
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
  if (!formula.take(node, formula.root_))
    return std::nullopt;
  return formula;
}

bool Formula::take(const Node& node, std::uint32_t& index) {
  Step step;
  std::vector<std::uint32_t> operands;
  const auto operand = [&](const Node& kid) { return take(kid, operands.emplace_back()); };
  switch (node.op) {
  case Op::constant: {
    const Slot slot = slot_of(node.constant, Words());
    if (slot.kind != Slot::Kind::number && slot.kind != Slot::Kind::money)
      return false;
    step.n = slot.n;
    step.scale = slot.scale;
    step.currency = slot.currency;
    break;
  }
  case Op::slot:
    step.what = Do::slot;
    step.n = node.index;
    break;
  case Op::negate:
    step.what = Do::negate;
    if (!operand(node.kids[0]))
      return false;
    break;
  case Op::add:
  case Op::subtract:
  case Op::multiply:
    step.what = node.op == Op::add        ? Do::add
                : node.op == Op::subtract ? Do::subtract
                                          : Do::multiply;
    if (!operand(node.kids[0]) || !operand(node.kids[1]))
      return false;
    break;
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
    step.what = Do::multiply;
    if (!operand(node.kids[0]) || !operand(constant_node(*inverse)))
      return false;
    break;
  }
  case Op::call: {
    const std::string_view name = builtin(node.index).name;
    std::size_t count = node.kids.size();
    if (name == "min" || name == "max") {
      step.what = name == "min" ? Do::least : Do::greatest;
    } else if (count == 1 && (name == "floor" || name == "ceiling" || name == "abs")) {
      step.what = name == "floor" ? Do::floor : name == "ceiling" ? Do::ceiling : Do::absolute;
    } else if (count == 2 && name == "round half up" && node.kids[1].op == Op::constant) {
      const auto* scale = node.kids[1].constant.get<Decimal>();
      const auto whole = scale != nullptr ? scale->to_scaled(0) : Result<std::int64_t>(-1);
      if (!whole || *whole < 0 || *whole > most_scale)
        return false;
      step.what = Do::half_up;
      step.scale = static_cast<std::int8_t>(*whole);
      count = 1;
    } else {
      return false;
    }
    for (std::size_t i = 0; i < count; ++i)
      if (!operand(node.kids[i]))
        return false;
    break;
  }
  default: return false;
  }
  step.first = static_cast<std::uint32_t>(kids_.size());
  step.count = static_cast<std::uint32_t>(operands.size());
  kids_.insert(kids_.end(), operands.begin(), operands.end());
  index = static_cast<std::uint32_t>(steps_.size());
  steps_.push_back(step);
  return true;
}

bool Formula::value(std::uint32_t index, std::span<const Slot> slots, Exact& out) const {
  const Step& step = steps_[index];
  if (step.what == Do::constant) {
    out = {step.n, step.scale, step.currency};
    return true;
  }
  if (step.what == Do::slot) {
    const Slot& slot = slots[static_cast<std::size_t>(step.n)];
    if (slot.kind != Slot::Kind::number && slot.kind != Slot::Kind::money)
      return false;
    out = {slot.n, slot.scale, slot.currency};
    return true;
  }
  if (!value(kids_[step.first], slots, out))
    return false;
  switch (step.what) {
  case Do::negate: return !__builtin_sub_overflow(std::int64_t{0}, out.n, &out.n);
  case Do::absolute: return out.n >= 0 || !__builtin_sub_overflow(std::int64_t{0}, out.n, &out.n);
  case Do::floor:
    out.n = floor_divide(out.n, ten_to(out.scale));
    out.scale = 0;
    return true;
  case Do::ceiling:
    if (__builtin_sub_overflow(std::int64_t{0}, out.n, &out.n))
      return false;
    out.n = -floor_divide(out.n, ten_to(out.scale));
    out.scale = 0;
    return true;
  case Do::half_up:
    if (out.scale > step.scale) {
      out.n = half_up_divide(out.n, ten_to(out.scale - step.scale));
      out.scale = step.scale;
    }
    return true;
  default: break;
  }
  for (std::uint32_t i = 1; i < step.count; ++i) {
    Exact other;
    if (!value(kids_[step.first + i], slots, other))
      return false;
    if (step.what == Do::multiply) {
      const bool money = out.currency.letters[0] != 0;
      if (money && other.currency.letters[0] != 0)
        return false;
      if (!money)
        out.currency = other.currency;
      out.scale += other.scale;
      if (out.scale > most_scale || __builtin_mul_overflow(out.n, other.n, &out.n))
        return false;
      continue;
    }
    if (out.currency != other.currency)
      return false;
    const int scale = out.scale > other.scale ? out.scale : other.scale;
    if (!rescale(out.n, out.scale, scale) || !rescale(other.n, other.scale, scale))
      return false;
    out.scale = scale;
    switch (step.what) {
    case Do::add:
      if (__builtin_add_overflow(out.n, other.n, &out.n))
        return false;
      break;
    case Do::subtract:
      if (__builtin_sub_overflow(out.n, other.n, &out.n))
        return false;
      break;
    case Do::least: out.n = other.n < out.n ? other.n : out.n; break;
    default: out.n = other.n > out.n ? other.n : out.n; break;
    }
  }
  return true;
}

bool Formula::run(std::span<const Slot> slots, Slot& result) const {
  Exact exact;
  if (!value(root_, slots, exact))
    return false;
  result = Slot{};
  result.kind = Slot::Kind::number;
  if (exact.currency.letters[0] != 0) {
    result.kind = Slot::Kind::money;
    result.currency = exact.currency;
    // Whole minor units wherever it is some.
    const int minor = minor_digits(exact.currency);
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
