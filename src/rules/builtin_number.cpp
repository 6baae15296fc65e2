// Functions on numbers, money and truth values.
#include "rules/builtin_help.hpp"

#include <array>

namespace amends::rules {
namespace {

// Applies `turn` to a number or to the number of an amount.
template <class Turn>
Datum on_number(Arguments arguments, Env& env, std::string_view name, const Turn& turn) {
  if (arguments[0].is_null())
    return {};
  if (const auto* money = arguments[0].get<Amount>())
    return Amount{turn(money->value), money->currency};
  const auto* number = take<Decimal>(arguments, 0, env, name);
  return number != nullptr ? Datum(turn(*number)) : Datum();
}

// The scale argument; no value when it is null or out of range.
std::optional<int> scale_of(Arguments arguments, Env& env, std::string_view name) {
  if (arguments.size() < 2)
    return 0;
  const auto scale = take_whole(arguments, 1, env, name);
  if (!scale)
    return std::nullopt;
  if (*scale < -6111 || *scale > 6176) {
    env.complain(std::string(name) + "() takes a scale from -6111 to 6176");
    return std::nullopt;
  }
  return static_cast<int>(*scale);
}

// Numbers have 34 digits: beyond these scales rounding changes nothing, or leaves zero.
Decimal rounded(const Decimal& n, int scale, Decimal::Half half) {
  if (scale >= -n.exponent())
    return n;
  return n.rounded(scale, half);
}

Decimal shifted(const Decimal& n, int digits) {
  const auto factor = power(Decimal(10), Decimal(digits < 0 ? -digits : digits));
  if (!factor)
    return n;
  const auto result = digits < 0 ? divide(n, *factor) : multiply(n, *factor);
  return result ? *result : n;
}

enum class Way : std::uint8_t { floor, ceiling, away, toward };

Decimal cut(const Decimal& n, int scale, Way way) {
  if (scale >= -n.exponent())
    return n;
  const Decimal moved = shifted(n, scale);
  const bool up = way == Way::ceiling || (way == Way::away && !n.is_negative()) ||
                  (way == Way::toward && n.is_negative());
  return shifted(up ? moved.ceiling() : moved.floor(), -scale);
}

template <Way way> Datum cutting(Arguments arguments, Env& env) {
  static constexpr std::string_view names[] = {"floor", "ceiling", "round up", "round down"};
  const std::string_view name = names[static_cast<std::size_t>(way)];
  const auto scale = scale_of(arguments, env, name);
  if (!scale)
    return {};
  return on_number(arguments, env, name, [&](const Decimal& n) { return cut(n, *scale, way); });
}

template <Decimal::Half half> Datum rounding(Arguments arguments, Env& env) {
  static constexpr std::string_view names[] = {"round half up", "round half down", "decimal"};
  const std::string_view name = names[static_cast<std::size_t>(half)];
  const auto scale = scale_of(arguments, env, name);
  if (!scale)
    return {};
  return on_number(arguments, env, name,
                   [&](const Decimal& n) { return rounded(n, *scale, half); });
}

Datum absolute(Arguments arguments, Env& env) {
  if (const auto* d = arguments[0].get<Duration>())
    return Duration{d->us < 0 ? -d->us : d->us};
  if (const auto* m = arguments[0].get<Months>())
    return Months{m->n < 0 ? -m->n : m->n};
  return on_number(arguments, env, "abs",
                   [](const Decimal& n) { return n.is_negative() ? n.negated() : n; });
}

Datum modulo(Arguments arguments, Env& env) {
  const auto* a = take<Decimal>(arguments, 0, env, "modulo");
  const auto* b = take<Decimal>(arguments, 1, env, "modulo");
  if (a == nullptr || b == nullptr || b->is_zero())
    return {};
  const auto quotient = divide(*a, *b);
  if (!quotient)
    return env.complain(quotient.error().message);
  const auto product = multiply(*b, quotient->floor());
  if (!product)
    return env.complain(product.error().message);
  const auto rest = subtract(*a, *product);
  return rest ? Datum(*rest) : env.complain(rest.error().message);
}

// Newton's method from above; 34 digits are reached long before the bound on the rounds.
Datum square_root(Arguments arguments, Env& env) {
  const auto* n = take<Decimal>(arguments, 0, env, "sqrt");
  if (n == nullptr || n->is_negative())
    return {};
  if (n->is_zero())
    return Decimal(0);
  const int digits = n->exponent() + 34;
  Decimal guess = shifted(Decimal(1), digits / 2 + 1);
  for (int round = 0; round < 300; ++round) {
    const auto quotient = divide(*n, guess);
    if (!quotient)
      return {};
    const auto sum = add(guess, *quotient);
    const auto half = sum ? divide(*sum, Decimal(2)) : sum;
    if (!half)
      return {};
    if (*half >= guess)
      break;
    guess = *half;
  }
  return guess;
}

Datum is_odd(Arguments arguments, Env& env) {
  const auto* n = take<Decimal>(arguments, 0, env, "odd");
  if (n == nullptr || !n->is_integer())
    return {};
  const Datum rest = modulo(std::array<Datum, 2>{Datum(*n), Datum(Decimal(2))}, env);
  return rest.is_null() ? Datum() : Datum(!rest.get<Decimal>()->is_zero());
}

Datum is_even(Arguments arguments, Env& env) {
  const Datum odd = is_odd(arguments, env);
  return odd.is_null() ? Datum() : Datum(!*odd.get<bool>());
}

Datum negation(Arguments arguments, Env& env) {
  const auto* b = take<bool>(arguments, 0, env, "not");
  return b != nullptr ? Datum(!*b) : Datum();
}

// "1 000,5" with its grouping and decimal separators, or a plain number.
Datum number(Arguments arguments, Env& env) {
  if (arguments[0].get<Decimal>() != nullptr && arguments.size() == 1)
    return arguments[0];
  const auto* text = take<std::string>(arguments, 0, env, "number");
  if (text == nullptr)
    return {};
  std::string plain = *text;
  const auto separator = [&](std::size_t index) -> std::optional<std::string> {
    if (index >= arguments.size() || arguments[index].is_null())
      return std::string();
    const auto* s = arguments[index].get<std::string>();
    return s != nullptr && s->size() == 1 &&
                   std::string_view(" ,.").find((*s)[0]) != std::string_view::npos
               ? std::optional(*s)
               : std::nullopt;
  };
  const auto grouping = separator(1);
  const auto point = separator(2);
  if (!grouping || !point || (!grouping->empty() && *grouping == *point) || *point == " ")
    return env.complain("number() takes separators \" \", \",\" or \".\", not the same twice");
  if (!grouping->empty())
    std::erase(plain, (*grouping)[0]);
  if (!point->empty())
    for (char& c : plain)
      if (c == (*point)[0])
        c = '.';
  if (plain.starts_with('.'))
    plain.insert(0, 1, '0');
  const auto value = Decimal::parse(plain);
  return value ? Datum(*value) : env.complain("\"" + *text + "\" is no number");
}

constexpr Builtin table[] = {
    {"floor", "n, scale", 1, 2, cutting<Way::floor>},
    {"ceiling", "n, scale", 1, 2, cutting<Way::ceiling>},
    {"round up", "n, scale", 1, 2, cutting<Way::away>},
    {"round down", "n, scale", 1, 2, cutting<Way::toward>},
    {"round half up", "n, scale", 1, 2, rounding<Decimal::Half::up>},
    {"round half down", "n, scale", 1, 2, rounding<Decimal::Half::down>},
    {"decimal", "n, scale", 2, 2, rounding<Decimal::Half::even>},
    {"abs", "n|number", 1, 1, absolute},
    {"modulo", "dividend, divisor", 2, 2, modulo},
    {"sqrt", "number", 1, 1, square_root},
    {"odd", "number", 1, 1, is_odd},
    {"even", "number", 1, 1, is_even},
    {"not", "negand", 1, 1, negation},
    {"number", "from, grouping separator, decimal separator", 1, 3, number},
};

} // namespace

std::span<const Builtin> number_builtins() { return table; }

} // namespace amends::rules
