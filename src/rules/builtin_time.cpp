// Functions that make dates, times and durations, and look into them.
#include "rules/builtin_help.hpp"
#include "rules/temporal.hpp"

#include <array>

namespace amends::rules {
namespace {

Datum date(Arguments a, Env& env) {
  if (a.size() == 1) {
    if (a[0].get<Date>() != nullptr || a[0].is_null())
      return a[0];
    if (const auto* t = a[0].get<DateTime>())
      return t->date;
    const auto* text = take<std::string>(a, 0, env, "date");
    if (text == nullptr)
      return {};
    const auto value = read_date(*text);
    return value ? Datum(*value) : env.complain("\"" + *text + "\" is no date");
  }
  const auto year = take_whole(a, 0, env, "date");
  const auto month = take_whole(a, 1, env, "date");
  const auto day = a.size() > 2 ? take_whole(a, 2, env, "date") : std::nullopt;
  if (!year || !month || !day)
    return {};
  const auto value = make_date(*year, *month, *day);
  return value ? Datum(*value) : env.complain("date(): there is no such day");
}

Datum time(Arguments a, Env& env) {
  if (a.size() == 1) {
    if (a[0].get<TimeOfDay>() != nullptr || a[0].is_null())
      return a[0];
    if (const auto* t = a[0].get<DateTime>())
      return TimeOfDay{t->us, t->zone};
    if (a[0].get<Date>() != nullptr)
      return TimeOfDay{0, Zone{Zone::Kind::offset, 0, {}}};
    const auto* text = take<std::string>(a, 0, env, "time");
    if (text == nullptr)
      return {};
    auto value = read_time(text->starts_with('T') ? std::string_view(*text).substr(1) : *text);
    return value ? Datum(std::move(*value)) : env.complain("\"" + *text + "\" is no time");
  }
  const auto hour = take_whole(a, 0, env, "time");
  const auto minute = take_whole(a, 1, env, "time");
  const auto* second = take<Decimal>(a, 2, env, "time");
  if (!hour || !minute || second == nullptr)
    return {};
  const auto us = multiply(*second, Decimal(us_per_second));
  const auto whole = us ? us->floor().to_scaled(0) : Result<std::int64_t>(us.error());
  if (*hour < 0 || *hour > 23 || *minute < 0 || *minute > 59 || !whole || *whole < 0 ||
      *whole >= 60 * us_per_second)
    return env.complain("time(): there is no such time of day");
  TimeOfDay value{(*hour * 60 + *minute) * 60 * us_per_second + *whole, {}};
  if (const auto* offset = take<Duration>(a, 3, env, "time"))
    value.zone = {Zone::Kind::offset, static_cast<std::int32_t>(offset->us / us_per_second), {}};
  return value;
}

Datum date_and_time(Arguments a, Env& env) {
  if (a.size() == 1 || a[1].get<std::string>() != nullptr) {
    if (a.size() == 1 && a[0].get<DateTime>() != nullptr)
      return a[0];
    if (a.size() == 2 && a[0].get<DateTime>() != nullptr) {
      DateTime moved = *a[0].get<DateTime>();
      auto zoned = read_time("00:00:00@" + *a[1].get<std::string>());
      if (!zoned)
        return env.complain("date and time(): no such time zone");
      moved.zone = std::move(zoned->zone);
      return moved;
    }
    if (a.size() == 1 && a[0].get<Date>() != nullptr)
      return DateTime{*a[0].get<Date>(), 0, Zone{Zone::Kind::offset, 0, {}}};
    const auto* text = take<std::string>(a, 0, env, "date and time");
    if (text == nullptr)
      return {};
    auto value = read_date_time(*text);
    return value ? Datum(std::move(*value)) : env.complain("\"" + *text + "\" is no date and time");
  }
  if (a[0].is_null() || a[1].is_null())
    return {};
  const auto* t = take<TimeOfDay>(a, 1, env, "date and time");
  if (t == nullptr)
    return {};
  if (const auto* whole = a[0].get<DateTime>())
    return DateTime{whole->date, t->us, t->zone};
  const auto* day = take<Date>(a, 0, env, "date and time");
  return day != nullptr ? Datum(DateTime{*day, t->us, t->zone}) : Datum();
}

Datum duration(Arguments a, Env& env) {
  if (a[0].get<Duration>() != nullptr || a[0].get<Months>() != nullptr)
    return a[0];
  const auto* text = take<std::string>(a, 0, env, "duration");
  if (text == nullptr)
    return {};
  if (const auto days = read_days_duration(*text))
    return *days;
  if (const auto months = read_months_duration(*text))
    return *months;
  return env.complain("\"" + *text + "\" is no duration");
}

std::optional<Date> day_of(const Datum& value) {
  if (const auto* date = value.get<Date>())
    return *date;
  if (const auto* t = value.get<DateTime>())
    return t->date;
  return std::nullopt;
}

// Whole months from the first to the second.
Datum months_between(Arguments a, Env& env) {
  if (a[0].is_null() || a[1].is_null())
    return {};
  const auto from = day_of(a[0]);
  const auto to = day_of(a[1]);
  if (!from || !to)
    return env.complain("years and months duration() takes two dates");
  const CivilDate f = civil(*from);
  const CivilDate t = civil(*to);
  std::int64_t months = (std::int64_t{t.year} - f.year) * 12 + t.month - f.month;
  if (months > 0 && t.day < f.day)
    --months;
  if (months < 0 && t.day > f.day)
    ++months;
  return Months{months};
}

template <class Look> Datum look(Arguments a, Env& env, std::string_view name, const Look& at) {
  if (a[0].is_null())
    return {};
  const auto day = day_of(a[0]);
  return day ? at(*day) : env.complain(std::string(name) + "() takes a date");
}

Datum day_of_week(Arguments a, Env& env) {
  static constexpr std::array<std::string_view, 7> names{
      "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
  return look(a, env, "day of week", [](Date d) {
    return Datum(std::string(names[static_cast<std::size_t>(weekday(d))]));
  });
}

Datum month_of_year(Arguments a, Env& env) {
  static constexpr std::array<std::string_view, 12> names{
      "January", "February", "March",     "April",   "May",      "June",
      "July",    "August",   "September", "October", "November", "December"};
  return look(a, env, "month of year",
              [](Date d) { return Datum(std::string(names[civil(d).month - 1])); });
}

Datum day_of_year(Arguments a, Env& env) {
  return look(a, env, "day of year", [](Date d) {
    return Datum(Decimal(d.days - make_date(civil(d).year, 1, 1)->days + 1));
  });
}

// ISO 8601: the week of a day is that of its Thursday.
Datum week_of_year(Arguments a, Env& env) {
  return look(a, env, "week of year", [](Date d) {
    const Date thursday{d.days - weekday(d) + 3};
    return Datum(Decimal((thursday.days - make_date(civil(thursday).year, 1, 1)->days) / 7 + 1));
  });
}

constexpr Builtin table[] = {
    {"date", "from|year, month, day", 1, 3, date},
    {"time", "from|hour, minute, second, offset", 1, 4, time},
    {"date and time", "from|date, time|from, timezone", 1, 2, date_and_time},
    {"duration", "from", 1, 1, duration},
    {"years and months duration", "from, to", 2, 2, months_between},
    {"day of week", "date", 1, 1, day_of_week},
    {"month of year", "date", 1, 1, month_of_year},
    {"day of year", "date", 1, 1, day_of_year},
    {"week of year", "date", 1, 1, week_of_year},
};

} // namespace

std::span<const Builtin> time_builtins() { return table; }

} // namespace amends::rules
