// Trees of numbers and money to the steps of a formula.
#include "rules/builtins.hpp"
#include "rules/column.hpp"
#include "rules/formula.hpp"
#include "rules/scale.hpp"

namespace amends::rules {

// Writes one program: the quick one knows division only by constants whose inverse ends, the exact
// one keeps the tree's order of operations, since each of them rounds.
class Formula::Compiler {
public:
  explicit Compiler(bool quick) : quick_(quick) {}

  bool take(const Node& node, std::size_t depth) {
    if (depth > deepest)
      return false;
    switch (node.op) {
    case Op::constant: return constant(node.constant);
    case Op::slot: push(Do::slot).index = node.index; return true;
    case Op::negate:
      if (!take(node.kids[0], depth))
        return false;
      push(Do::negate);
      return true;
    case Op::add: return two(Do::add, node.kids[0], node.kids[1], depth);
    case Op::subtract: return two(Do::subtract, node.kids[0], node.kids[1], depth);
    case Op::multiply: return product(node, depth);
    case Op::divide: return quotient(node, depth);
    case Op::power: return !quick_ && two(Do::power, node.kids[0], node.kids[1], depth);
    case Op::call: return call(node, depth);
    default: return false;
    }
  }

  std::vector<Step> steps;

private:
  Step& push(Do what) {
    steps.emplace_back();
    steps.back().what = what;
    return steps.back();
  }

  static bool set_constant(Step& step, const Datum& value) {
    const Slot slot = slot_of(value, Words());
    if (slot.kind != Slot::Kind::number && slot.kind != Slot::Kind::money)
      return false;
    step.n = slot.n;
    step.scale = slot.scale;
    if (slot.kind == Slot::Kind::money) {
      const auto& letters = slot.currency.letters;
      for (const char letter : letters)
        step.currency = step.currency << 8U | static_cast<std::uint32_t>(letter);
    }
    return true;
  }
  bool constant(const Datum& value) { return set_constant(push(Do::constant), value); }

  // The operator and its second operand; a constant one goes into the step.
  bool with(Do what, const Node& second, std::size_t depth) {
    if (second.op == Op::constant) {
      Step& step = push(what);
      step.own = true;
      return set_constant(step, second.constant);
    }
    if (!take(second, depth + 1))
      return false;
    push(what);
    return true;
  }
  bool two(Do what, const Node& first, const Node& second, std::size_t depth) {
    return take(first, depth) && with(what, second, depth);
  }

  // a / b * c is a * c / b, as in the tree.
  bool product(const Node& node, std::size_t depth) {
    const Node& first = node.kids[0];
    if (quick_ || first.op != Op::divide)
      return two(Do::multiply, first, node.kids[1], depth);
    return two(Do::multiply, first.kids[0], node.kids[1], depth) &&
           with(Do::divide, first.kids[1], depth);
  }

  bool quotient(const Node& node, std::size_t depth) {
    if (!quick_)
      return two(Do::divide, node.kids[0], node.kids[1], depth);
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
    const Node& dividend = node.kids[0];
    const auto* factor = dividend.op == Op::multiply && dividend.kids[1].op == Op::constant
                             ? dividend.kids[1].constant.get<Decimal>()
                             : nullptr;
    if (factor == nullptr)
      return two(Do::multiply, dividend, constant_node(*inverse), depth);
    const auto both = amends::multiply(*factor, *inverse);
    return both && two(Do::multiply, dividend.kids[0], constant_node(*both), depth);
  }

  bool call(const Node& node, std::size_t depth) {
    const std::string_view name = builtin(node.index).name;
    if (node.kids.empty() || !take(node.kids[0], depth))
      return false;
    if (name == "min" || name == "max") {
      for (std::size_t i = 1; i < node.kids.size(); ++i)
        if (!with(name == "min" ? Do::least : Do::greatest, node.kids[i], depth))
          return false;
      return true;
    }
    const std::size_t count = node.kids.size();
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
    push(Do::half_up).scale = static_cast<std::int8_t>(*whole);
    return true;
  }

  bool quick_;
};

std::optional<Formula> Formula::compile(const Node& node) {
  Compiler exact(false);
  if (!exact.take(node, 1))
    return std::nullopt;
  Formula formula;
  formula.exact_ = std::move(exact.steps);
  Compiler quick(true);
  if (quick.take(node, 1))
    formula.quick_ = std::move(quick.steps);
  return formula;
}

} // namespace amends::rules
