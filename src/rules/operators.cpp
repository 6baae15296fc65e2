// Arithmetic, comparison and members of values.
#include "rules/evaluate.hpp"
#include "rules/temporal.hpp"

namespace amends::rules {
namespace {

std::string_view sign_of(Op op) {
  switch (op) {
  case Op::add: return "+";
  case Op::subtract: return "-";
  case Op::multiply: return "*";
  case Op::divide: return "/";
  default: return "**";
  }
}

Datum misfit(Op op, const Datum& a, const Datum& b, Env& env) {
  std::string text = std::string(kind_words(a)) + " " + std::string(sign_of(op)) + " " +
                     std::string(kind_words(b)) + " is not possible";
  const bool money = a.get<Amount>() != nullptr || b.get<Amount>() != nullptr;
  const bool number = a.get<Decimal>() != nullptr || b.get<Decimal>() != nullptr;
  if (money && number && (op == Op::add || op == Op::subtract))
    text += ": write the number as money (\"5 CNY\")";
  return env.complain(text + " (" + print(a) + ", " + print(b) + ")");
}

Datum two_currencies(const Amount& a, const Amount& b, Env& env) {
  return env.complain(std::string(a.currency.text()) + " and " + std::string(b.currency.text()) +
                      " meet in one formula");
}

Result<Decimal> decimal(Op op, const Decimal& a, const Decimal& b) {
  switch (op) {
  case Op::add: return add(a, b);
  case Op::subtract: return subtract(a, b);
  case Op::multiply: return multiply(a, b);
  case Op::divide: return divide(a, b);
  default: return power(a, b);
  }
}

Datum numbers(Op op, const Decimal& a, const Decimal& b, Env& env) {
  if (op == Op::divide && b.is_zero())
    return {};
  if (op == Op::power && a.is_zero() && b.is_negative())
    return {};
  auto result = decimal(op, a, b);
  if (!result)
    return env.complain(result.error().message);
  return *result;
}

Datum amounts(Op op, const Datum& a, const Datum& b, Env& env) {
  const auto* x = a.get<Amount>();
  const auto* y = b.get<Amount>();
  if (x != nullptr && y != nullptr) {
    if (x->currency != y->currency)
      return two_currencies(*x, *y, env);
    if (op != Op::add && op != Op::subtract && op != Op::divide)
      return misfit(op, a, b, env);
    Datum result = numbers(op, x->value, y->value, env);
    if (op == Op::divide || result.is_null())
      return result;
    return Amount{*result.get<Decimal>(), x->currency};
  }
  const auto* n = x != nullptr ? b.get<Decimal>() : a.get<Decimal>();
  const Amount& money = x != nullptr ? *x : *y;
  if (n == nullptr || !(op == Op::multiply || (op == Op::divide && x != nullptr)))
    return misfit(op, a, b, env);
  Datum result =
      x != nullptr ? numbers(op, money.value, *n, env) : numbers(op, *n, money.value, env);
  if (result.is_null())
    return result;
  return Amount{*result.get<Decimal>(), money.currency};
}

template <class T> Datum checked(bool overflow, std::int64_t n, Env& env) {
  if (overflow)
    return env.complain("a duration grows beyond its range");
  return T{n};
}

// Two spans of one kind, or a span and a number.
template <class T>
std::optional<Datum> spans(Op op, const Datum& a, const Datum& b, std::int64_t T::*count,
                           Env& env) {
  const T* x = a.get<T>();
  const T* y = b.get<T>();
  if (x != nullptr && y != nullptr) {
    std::int64_t n = 0;
    if (op == Op::add)
      return checked<T>(__builtin_add_overflow(x->*count, y->*count, &n), n, env);
    if (op == Op::subtract)
      return checked<T>(__builtin_sub_overflow(x->*count, y->*count, &n), n, env);
    if (op == Op::divide)
      return numbers(op, Decimal(x->*count), Decimal(y->*count), env);
    return std::nullopt;
  }
  const auto* number = x != nullptr ? b.get<Decimal>() : a.get<Decimal>();
  if (number == nullptr || !(op == Op::multiply || (op == Op::divide && x != nullptr)))
    return std::nullopt;
  Datum product = numbers(op, Decimal(x != nullptr ? x->*count : y->*count), *number, env);
  if (product.is_null())
    return product;
  // Parts of a microsecond or month are cut off.
  const Decimal& exact = *product.get<Decimal>();
  const auto whole = (exact.is_negative() ? exact.ceiling() : exact.floor()).to_scaled(0);
  return checked<T>(!whole, whole ? *whole : 0, env);
}

Datum shift(const DateTime& t, std::int64_t us, Env& env) {
  std::int64_t moved = 0;
  if (__builtin_add_overflow(local_us(t), us, &moved) || moved / us_per_day > 1'800'000'000 ||
      moved / us_per_day < -1'800'000'000)
    return env.complain("the date leaves its range");
  return date_time_of(moved, t.zone);
}

std::optional<Datum> moments(Op op, const Datum& a, const Datum& b, Env& env) {
  if (op != Op::add && op != Op::subtract)
    return std::nullopt;
  const std::int64_t sign = op == Op::add ? 1 : -1;
  const auto* duration = b.get<Duration>();
  const auto* months = b.get<Months>();
  if (const auto* date = a.get<Date>()) {
    if (duration != nullptr) {
      Datum moved = shift(DateTime{*date, 0, {}}, sign * duration->us, env);
      const auto* t = moved.get<DateTime>();
      return t != nullptr ? Datum(t->date) : moved;
    }
    if (months != nullptr) {
      const auto moved = add_months(*date, sign * months->n);
      return moved ? Datum(*moved) : env.complain("the date leaves its range");
    }
    if (op == Op::subtract && b.get<Date>() != nullptr)
      return Duration{(std::int64_t{date->days} - b.get<Date>()->days) * us_per_day};
    if (op == Op::subtract && b.get<DateTime>() != nullptr) {
      Zone zone = b.get<DateTime>()->zone;
      if (zone.kind == Zone::Kind::offset)
        zone.offset_s = 0; // a date beside a date and time is its midnight in UTC
      const auto us = difference_us(DateTime{*date, 0, zone}, *b.get<DateTime>());
      return us ? Datum(Duration{*us}) : Datum();
    }
  }
  if (const auto* t = a.get<DateTime>()) {
    if (duration != nullptr)
      return shift(*t, sign * duration->us, env);
    if (months != nullptr) {
      const auto moved = add_months(t->date, sign * months->n);
      return moved ? Datum(DateTime{*moved, t->us, t->zone})
                   : env.complain("the date leaves its range");
    }
    DateTime other;
    if (const auto* date_time = b.get<DateTime>())
      other = *date_time;
    else if (const auto* date = b.get<Date>())
      other = {*date, 0,
               t->zone.kind == Zone::Kind::offset ? Zone{Zone::Kind::offset, 0, {}} : t->zone};
    else
      return std::nullopt;
    if (op == Op::add)
      return std::nullopt;
    const auto us = difference_us(*t, other);
    return us ? Datum(Duration{*us}) : Datum();
  }
  if (const auto* time = a.get<TimeOfDay>()) {
    if (duration != nullptr) {
      std::int64_t us = (time->us + sign * (duration->us % us_per_day)) % us_per_day;
      return TimeOfDay{us < 0 ? us + us_per_day : us, time->zone};
    }
    if (op == Op::subtract && b.get<TimeOfDay>() != nullptr) {
      const auto us = difference_us(*time, *b.get<TimeOfDay>());
      return us ? Datum(Duration{*us}) : Datum();
    }
  }
  return std::nullopt;
}

} // namespace

Datum arithmetic(Op op, const Datum& a, const Datum& b, Env& env) {
  if (a.is_null() || b.is_null())
    return {};
  if (a.get<Decimal>() != nullptr && b.get<Decimal>() != nullptr)
    return numbers(op, *a.get<Decimal>(), *b.get<Decimal>(), env);
  if (a.get<Amount>() != nullptr || b.get<Amount>() != nullptr)
    return amounts(op, a, b, env);
  if (op == Op::add && a.get<std::string>() != nullptr && b.get<std::string>() != nullptr) {
    const std::string& x = *a.get<std::string>();
    const std::string& y = *b.get<std::string>();
    if (!env.step((x.size() + y.size()) / 64))
      return {};
    return x + y;
  }
  if (auto moment = moments(op, a, b, env))
    return std::move(*moment);
  if (op == Op::add && a.get<Duration>() != nullptr)
    if (auto moment = moments(op, b, a, env))
      return std::move(*moment);
  if (op == Op::add && a.get<Months>() != nullptr)
    if (auto moment = moments(op, b, a, env))
      return std::move(*moment);
  if (a.get<Duration>() != nullptr || b.get<Duration>() != nullptr)
    if (auto span = spans<Duration>(op, a, b, &Duration::us, env))
      return std::move(*span);
  if (a.get<Months>() != nullptr || b.get<Months>() != nullptr)
    if (auto span = spans<Months>(op, a, b, &Months::n, env))
      return std::move(*span);
  return misfit(op, a, b, env);
}

Datum negate(const Datum& a, Env& env) {
  if (a.is_null())
    return {};
  if (const auto* n = a.get<Decimal>())
    return n->negated();
  if (const auto* money = a.get<Amount>())
    return Amount{money->value.negated(), money->currency};
  if (const auto* duration = a.get<Duration>())
    return Duration{-duration->us};
  if (const auto* months = a.get<Months>())
    return Months{-months->n};
  return env.complain("minus " + std::string(kind_words(a)) + " is not possible");
}

Tri compare(Compare how, const Datum& a, const Datum& b, Env& env) {
  if (!env.pay(a) || !env.pay(b))
    return std::nullopt;
  const auto* money_a = a.get<Amount>();
  const auto* money_b = b.get<Amount>();
  if (money_a != nullptr && money_b != nullptr && money_a->currency != money_b->currency) {
    two_currencies(*money_a, *money_b, env);
    return std::nullopt;
  }
  if (how == Compare::equal || how == Compare::not_equal) {
    const Tri same = equal(a, b);
    if (!same && a.data.index() != b.data.index()) {
      env.complain(std::string(kind_words(a)) + " cannot be compared with " +
                   std::string(kind_words(b)) + " (" + print(a) + ", " + print(b) + ")");
      return std::nullopt;
    }
    return same ? Tri(*same == (how == Compare::equal)) : std::nullopt;
  }
  if (a.is_null() || b.is_null())
    return std::nullopt;
  const auto o = order(a, b);
  if (!o) {
    const bool clocks = a.data.index() == b.data.index() &&
                        (a.get<DateTime>() != nullptr || a.get<TimeOfDay>() != nullptr);
    if (!clocks)
      env.complain(std::string(kind_words(a)) + " cannot be compared with " +
                   std::string(kind_words(b)) + " (" + print(a) + ", " + print(b) + ")");
    return std::nullopt;
  }
  switch (how) {
  case Compare::less: return *o < 0;
  case Compare::less_equal: return *o <= 0;
  case Compare::greater: return *o > 0;
  default: return *o >= 0;
  }
}

namespace {

Datum whole(std::int64_t n) { return Decimal(n); }

std::optional<Datum> date_member(Date date, std::string_view member) {
  const CivilDate c = civil(date);
  if (member == "year")
    return whole(c.year);
  if (member == "month")
    return whole(c.month);
  if (member == "day")
    return whole(c.day);
  if (member == "weekday")
    return whole(weekday(date) + 1);
  return std::nullopt;
}

std::optional<Datum> time_member(std::int64_t us, const Zone& zone, std::string_view member) {
  const std::int64_t s = us / us_per_second;
  if (member == "hour")
    return whole(s / 3600);
  if (member == "minute")
    return whole(s / 60 % 60);
  if (member == "second")
    return Datum(Decimal::scaled(us % (60 * us_per_second), 6));
  if (member == "time offset")
    return zone.kind == Zone::Kind::offset ? Datum(seconds(zone.offset_s)) : Datum();
  if (member == "timezone")
    return zone.kind == Zone::Kind::named ? Datum(zone.name) : Datum();
  return std::nullopt;
}

std::optional<Datum> member_of(const Datum& of, std::string_view member) {
  if (const auto* date = of.get<Date>())
    return date_member(*date, member);
  if (const auto* time = of.get<TimeOfDay>())
    return time_member(time->us, time->zone, member);
  if (const auto* t = of.get<DateTime>()) {
    auto found = date_member(t->date, member);
    return found ? found : time_member(t->us, t->zone, member);
  }
  if (const auto* d = of.get<Duration>()) {
    const std::int64_t s = d->us / us_per_second;
    if (member == "days")
      return whole(s / 86'400);
    if (member == "hours")
      return whole(s / 3600 % 24);
    if (member == "minutes")
      return whole(s / 60 % 60);
    if (member == "seconds")
      return Datum(Decimal::scaled(d->us % (60 * us_per_second), 6));
    if (member == "value")
      return Datum(Decimal::scaled(d->us, 6));
  }
  if (const auto* m = of.get<Months>()) {
    if (member == "years")
      return whole(m->n / 12);
    if (member == "months")
      return whole(m->n % 12);
    if (member == "value")
      return whole(m->n);
  }
  if (const Range* range = of.range()) {
    if (member == "start")
      return range->low;
    if (member == "end")
      return range->high;
    if (member == "start included")
      return Datum(range->low_included);
    if (member == "end included")
      return Datum(range->high_included);
  }
  if (const auto* money = of.get<Amount>()) {
    if (member == "amount")
      return Datum(money->value);
    if (member == "currency")
      return Datum(std::string(money->currency.text()));
  }
  return std::nullopt;
}

} // namespace

Datum path(const Datum& of, std::string_view member, Env& env) {
  if (of.is_null())
    return {};
  if (of.context() != nullptr) {
    const Datum* found = of.member(member);
    return found != nullptr ? *found : Datum();
  }
  if (const DatumList* list = of.list()) {
    if (!env.step(list->size()))
      return {};
    DatumList members;
    members.reserve(list->size());
    for (const Datum& item : *list)
      members.push_back(path(item, member, env));
    return make_list(std::move(members));
  }
  if (auto found = member_of(of, member))
    return std::move(*found);
  return env.complain(std::string(kind_words(of)) + " has no member \"" + std::string(member) +
                      "\"");
}

} // namespace amends::rules
