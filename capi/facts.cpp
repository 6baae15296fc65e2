#include "facts.hpp"

#include "guard.hpp"

#include <limits>

namespace amends::capi {
namespace {

Result<Value> date_in(const amends_fact& fact) {
  if (fact.number < std::numeric_limits<std::int32_t>::min() ||
      fact.number > std::numeric_limits<std::int32_t>::max())
    return Error{Code::arg, "a date is days since 1970-01-01", ""};
  return Value(Date{static_cast<std::int32_t>(fact.number)});
}

Result<Value> decimal_in(const amends_fact& fact) {
  if (fact.scale < 0 || fact.scale > 18)
    return Error{Code::arg, "the scale of a decimal is 0 to 18", ""};
  return Value(Decimal::scaled(fact.number, fact.scale));
}

Result<Value> value_in(const amends_fact& fact) {
  AMENDS_TRY_ASSIGN(const std::string_view text, text_in(fact.text.data, fact.text.size, "text"));
  switch (fact.kind) {
  case AMENDS_FACT_NULL: return Value();
  case AMENDS_FACT_INT: return Value(Decimal(fact.number));
  case AMENDS_FACT_DECIMAL: return decimal_in(fact);
  case AMENDS_FACT_TEXT: return Value(std::string(text));
  case AMENDS_FACT_BOOL: return Value(fact.number != 0);
  case AMENDS_FACT_MONEY: {
    AMENDS_TRY_ASSIGN(const Currency currency, parse_currency(text));
    return Value(Money{fact.number, currency});
  }
  case AMENDS_FACT_DATE: return date_in(fact);
  case AMENDS_FACT_INSTANT: return Value(Instant{fact.number});
  case AMENDS_FACT_DURATION: return Value(Duration{fact.number});
  default:
    return Error{Code::arg, "there is no kind " + std::to_string(fact.kind) + " of fact", ""};
  }
}

} // namespace

Result<Facts> facts_in(const amends_fact* facts, std::size_t count) {
  if (facts == nullptr && count != 0)
    return Error{Code::arg, "`facts` is NULL but its count is not 0", ""};
  Facts out;
  for (std::size_t i = 0; i < count; ++i) {
    AMENDS_TRY_ASSIGN(const std::string_view name,
                      text_in(facts[i].name.data, facts[i].name.size, "name"));
    auto value = value_in(facts[i]);
    if (!value)
      return std::move(value).error().inside(pointer_step(i));
    out.insert_or_assign(std::string(name), std::move(*value));
  }
  return out;
}

} // namespace amends::capi
