#include "rules/formula.hpp"

#include "rules/scale.hpp"

#include <array>

namespace amends::rules {
namespace {

Currency unpacked(std::uint32_t currency) {
  return {{static_cast<char>(currency >> 16U), static_cast<char>(currency >> 8U),
           static_cast<char>(currency)}};
}

std::uint32_t packed(Currency currency) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(currency.letters[i]); };
  return byte(0) << 16U | byte(1) << 8U | byte(2);
}

bool rescale(std::int64_t& n, int from, int to) {
  return from == to || !__builtin_mul_overflow(n, ten_to(to - from), &n);
}

// n / 10^digits and what is left, by constants where they are small: a multiplication each.
struct Parts {
  std::int64_t quotient, rest;
};
Parts split(std::int64_t n, int digits) {
  switch (digits) {
  case 0: return {n, 0};
  case 1: return {n / 10, n % 10};
  case 2: return {n / 100, n % 100};
  case 3: return {n / 1000, n % 1000};
  case 4: return {n / 10'000, n % 10'000};
  default: return {n / ten_to(digits), n % ten_to(digits)};
  }
}

std::int64_t floor_of(std::int64_t n, int digits) {
  const Parts parts = split(n, digits);
  return parts.quotient - (parts.rest < 0 ? 1 : 0);
}

// Half away from zero.
std::int64_t half_up_of(std::int64_t n, int digits) {
  const Parts parts = split(n, digits);
  const std::int64_t distance = parts.rest < 0 ? -parts.rest : parts.rest;
  if (distance < ten_to(digits) - distance)
    return parts.quotient;
  return n < 0 ? parts.quotient - 1 : parts.quotient + 1;
}

} // namespace

inline bool Formula::turn(const Step& step, Exact& a) {
  switch (step.what) {
  case Do::negate: return !__builtin_sub_overflow(std::int64_t{0}, a.n, &a.n);
  case Do::absolute: return a.n >= 0 || !__builtin_sub_overflow(std::int64_t{0}, a.n, &a.n);
  case Do::floor:
    a.n = floor_of(a.n, a.scale);
    a.scale = 0;
    return true;
  case Do::ceiling:
    if (__builtin_sub_overflow(std::int64_t{0}, a.n, &a.n))
      return false;
    a.n = -floor_of(a.n, a.scale);
    a.scale = 0;
    return true;
  default: // half_up
    if (a.scale > step.scale) {
      a.n = half_up_of(a.n, a.scale - step.scale);
      a.scale = step.scale;
    }
    return true;
  }
}

inline bool Formula::combine(Do what, Exact& a, const Exact& b) {
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
  std::int64_t n = b.n;
  if (!rescale(a.n, a.scale, scale) || !rescale(n, b.scale, scale))
    return false;
  a.scale = scale;
  switch (what) {
  case Do::add: return !__builtin_add_overflow(a.n, n, &a.n);
  case Do::subtract: return !__builtin_sub_overflow(a.n, n, &a.n);
  case Do::least: a.n = n < a.n ? n : a.n; return true;
  default: a.n = n > a.n ? n : a.n; return true;
  }
}

bool Formula::run(std::span<const Slot> slots, Slot& result) const {
  if (quick_.empty())
    return false;
  std::array<Exact, deepest + 1> stack;
  std::size_t top = 0; // the next free place
  for (const Step& step : quick_) {
    switch (step.what) {
    case Do::constant: stack[top++] = {step.n, step.scale, step.currency}; break;
    case Do::slot: {
      const Slot& slot = slots[step.index];
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
      if (step.own) {
        if (!combine(step.what, stack[top - 1], {step.n, step.scale, step.currency}))
          return false;
        break;
      }
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

void Formula::turn(const Step& step, Wide& a) {
  switch (step.what) {
  case Do::negate: a.value = a.value.negated(); break;
  case Do::absolute: a.value = a.value.is_negative() ? a.value.negated() : a.value; break;
  case Do::floor: a.value = a.value.floor(); break;
  case Do::ceiling: a.value = a.value.ceiling(); break;
  default: a.value = a.value.rounded(step.scale, Decimal::Half::up); break;
  }
}

bool Formula::combine(Do what, Wide& a, const Wide& b) {
  const bool money = a.currency != 0 && b.currency != 0;
  if (money && a.currency != b.currency)
    return false;
  const auto take = [&](const Result<Decimal>& value) {
    if (value)
      a.value = *value;
    return value.has_value();
  };
  switch (what) {
  case Do::multiply: a.currency |= b.currency; return !money && take(multiply(a.value, b.value));
  case Do::divide: // money by money is a number
    if (b.value.is_zero() || (b.currency != 0 && !money))
      return false;
    a.currency = money ? 0 : a.currency;
    return take(divide(a.value, b.value));
  case Do::power: return a.currency == 0 && b.currency == 0 && take(power(a.value, b.value));
  default: break;
  }
  if (a.currency != b.currency)
    return false;
  switch (what) {
  case Do::add: return take(add(a.value, b.value));
  case Do::subtract: return take(subtract(a.value, b.value));
  case Do::least: a.value = b.value < a.value ? b.value : a.value; return true;
  default: a.value = b.value > a.value ? b.value : a.value; return true;
  }
}

Datum Formula::run_exact(std::span<const Slot> slots) const {
  std::array<Wide, deepest + 1> stack;
  std::size_t top = 0;
  for (const Step& step : exact_) {
    switch (step.what) {
    case Do::constant: stack[top++] = {Decimal::scaled(step.n, step.scale), step.currency}; break;
    case Do::slot: {
      const Datum value = datum_of(slots[step.index]);
      if (const auto* number = value.get<Decimal>())
        stack[top++] = {*number, 0};
      else if (const auto* money = value.get<Amount>())
        stack[top++] = {money->value, packed(money->currency)};
      else
        return {};
      break;
    }
    case Do::negate:
    case Do::floor:
    case Do::ceiling:
    case Do::absolute:
    case Do::half_up: turn(step, stack[top - 1]); break;
    default:
      if (step.own) {
        if (!combine(step.what, stack[top - 1],
                     {Decimal::scaled(step.n, step.scale), step.currency}))
          return {};
        break;
      }
      --top;
      if (!combine(step.what, stack[top - 1], stack[top]))
        return {};
      break;
    }
  }
  const Wide& result = stack[0];
  return result.currency == 0 ? Datum(result.value)
                              : Datum(Amount{result.value, unpacked(result.currency)});
}

} // namespace amends::rules
