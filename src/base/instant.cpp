#include "amends/instant.hpp"

#include <array>

namespace amends {

namespace {

// Days before 1970-01-01 in the proleptic Gregorian calendar, counted in eras of 400 years that
// begin on a 1 March, so that the leap day is the last day of its year.
constexpr std::int64_t days_per_era = 146'097;
constexpr std::int64_t epoch_shift = 719'468; // 0000-03-01 to 1970-01-01

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

bool is_leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

unsigned days_in_month(int year, unsigned month) {
  constexpr std::array<unsigned, 12> days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29U : days[month - 1];
}

std::int64_t days_of(std::int64_t year, unsigned month, unsigned day) {
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = floor_div(year, 400);
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t month_from_march = (month + 9) % 12;
  const std::int64_t day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
  const std::int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * days_per_era + day_of_era - epoch_shift;
}

CivilDate civil_of(std::int64_t days) {
  days += epoch_shift;
  const std::int64_t era = floor_div(days, days_per_era);
  const std::int64_t day_of_era = days - era * days_per_era;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month_from_march = (5 * day_of_year + 2) / 153;
  const auto day = static_cast<unsigned>(day_of_year - (153 * month_from_march + 2) / 5 + 1);
  const auto month =
      static_cast<unsigned>(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
  const std::int64_t year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
  return {static_cast<int>(year), month, day};
}

// Reads a text from the left; every function says whether it found what it wanted.
class Reader {
public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool letter(char c) {
    if (rest_.empty() || rest_[0] != c)
      return false;
    rest_.remove_prefix(1);
    return true;
  }
  // Exactly `count` digits.
  bool number(std::size_t count, int& out) {
    if (rest_.size() < count)
      return false;
    int n = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (rest_[i] < '0' || rest_[i] > '9')
        return false;
      n = n * 10 + (rest_[i] - '0');
    }
    rest_.remove_prefix(count);
    out = n;
    return true;
  }
  // One to six digits after a point, in microseconds.
  bool fraction(int& us) {
    int digits = 0;
    us = 0;
    while (digits < 6 && !rest_.empty() && rest_[0] >= '0' && rest_[0] <= '9') {
      us = us * 10 + (rest_[0] - '0');
      rest_.remove_prefix(1);
      ++digits;
    }
    for (int i = digits; i < 6; ++i)
      us *= 10;
    return digits > 0;
  }
  [[nodiscard]] bool at_end() const { return rest_.empty(); }

private:
  std::string_view rest_;
};

bool read_date(Reader& in, int& year, int& month, int& day) {
  return in.number(4, year) && in.letter('-') && in.number(2, month) && in.letter('-') &&
         in.number(2, day);
}

void append_number(std::string& out, std::int64_t n, std::size_t width) {
  const std::string digits = std::to_string(n);
  if (digits.size() < width)
    out.append(width - digits.size(), '0');
  out += digits;
}

void append_date(std::string& out, const CivilDate& date) {
  if (date.year < 0)
    out += '-';
  append_number(out, date.year < 0 ? -std::int64_t{date.year} : date.year, 4);
  out += '-';
  append_number(out, date.month, 2);
  out += '-';
  append_number(out, date.day, 2);
}

// ".5" has no short form: no digits, three or six.
void append_fraction(std::string& out, std::int64_t us) {
  if (us == 0)
    return;
  out += '.';
  if (us % 1000 == 0)
    append_number(out, us / 1000, 3);
  else
    append_number(out, us, 6);
}

constexpr std::int64_t day_us = 86'400'000'000;

Error not_an_instant() {
  return {Code::parse,
          "not a point in time; write a date, a time and an offset of the years 1900 to 2200, such "
          "as 2026-09-21T08:45:12+08:00, with at most six digits of a second",
          ""};
}

} // namespace

CivilDate civil(Date date) { return civil_of(date.days); }

Result<Date> date_of(int year, unsigned month, unsigned day) {
  const bool exists = year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
                      day <= days_in_month(year, month);
  if (!exists)
    return Error{Code::parse, "there is no such day", ""};
  return Date{static_cast<std::int32_t>(days_of(year, month, day))};
}

Result<Instant> parse_instant(std::string_view text) {
  Reader in(text);
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, us = 0;
  const bool time_read = read_date(in, year, month, day) && (in.letter('T') || in.letter('t')) &&
                         in.number(2, hour) && in.letter(':') && in.number(2, minute) &&
                         in.letter(':') && in.number(2, second) &&
                         (!in.letter('.') || in.fraction(us));
  if (!time_read || year < 1900 || year > 2200 || hour > 23 || minute > 59 || second > 59)
    return not_an_instant();
  int sign = 0, offset_hours = 0, offset_minutes = 0;
  if (!in.letter('Z') && !in.letter('z')) {
    sign = in.letter('+') ? 1 : in.letter('-') ? -1 : 0;
    const bool offset_read =
        sign != 0 && in.number(2, offset_hours) && in.letter(':') && in.number(2, offset_minutes);
    if (!offset_read || offset_hours > 23 || offset_minutes > 59)
      return not_an_instant();
  }
  const Result<Date> date = date_of(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
  if (!in.at_end() || !date)
    return not_an_instant();
  const std::int64_t local_seconds =
      std::int64_t{date->days} * 86'400 + hour * 3'600 + minute * 60 + second;
  const std::int64_t offset_seconds = sign * (offset_hours * 3'600 + offset_minutes * 60);
  return Instant{(local_seconds - offset_seconds) * 1'000'000 + us};
}

std::string print_instant(Instant t) { return print_instant(t, {}); }

std::string print_instant(Instant t, Duration offset) {
  if (t == Instant::never())
    return "never";
  // Days and the rest apart, so that no sum leaves 64 bits.
  const std::int64_t rest = (t.us % day_us + day_us) % day_us;
  const std::int64_t shifted_rest = rest + offset.us;
  const std::int64_t days = floor_div(t.us, day_us) + floor_div(shifted_rest, day_us);
  const std::int64_t us = shifted_rest - floor_div(shifted_rest, day_us) * day_us;
  std::string out;
  append_date(out, civil_of(days));
  out += 'T';
  append_number(out, us / 3'600'000'000, 2);
  out += ':';
  append_number(out, us / 60'000'000 % 60, 2);
  out += ':';
  append_number(out, us / 1'000'000 % 60, 2);
  append_fraction(out, us % 1'000'000);
  if (offset.us == 0)
    return out + 'Z';
  out += offset.us < 0 ? '-' : '+';
  const std::int64_t minutes = (offset.us < 0 ? -offset.us : offset.us) / 60'000'000;
  append_number(out, minutes / 60, 2);
  out += ':';
  append_number(out, minutes % 60, 2);
  return out;
}

Result<Date> parse_date(std::string_view text) {
  Reader in(text);
  int year = 0, month = 0, day = 0;
  if (!read_date(in, year, month, day) || !in.at_end())
    return Error{Code::parse, "not a date; write it as 2026-09-21", ""};
  return date_of(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
}

std::string print_date(Date date) {
  std::string out;
  append_date(out, civil(date));
  return out;
}

} // namespace amends
