// The rule at the end of a zone file, for years behind the file's last transition (RFC 8536 section
// 3.3.1): "EST5EDT,M3.2.0,M11.1.0", times of day from -167 to 167 hours.
#pragma once

#include <date/date.h>

#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <string>

namespace posix_rule {

class Reader {
public:
  explicit Reader(const std::string& text) : text_(text) {}

  [[nodiscard]] bool done() const { return at_ == text_.size(); }
  [[nodiscard]] char peek() const { return done() ? '\0' : text_[at_]; }
  bool take(char c) {
    const bool there = peek() == c;
    at_ += there ? 1 : 0;
    return there;
  }
  void need(char c) {
    if (!take(c))
      throw std::runtime_error("cannot read the zone rule " + text_);
  }
  int number() {
    int n = 0;
    const std::size_t start = at_;
    for (; peek() >= '0' && peek() <= '9'; ++at_)
      n = n * 10 + (peek() - '0');
    if (at_ == start)
      throw std::runtime_error("cannot read the zone rule " + text_);
    return n;
  }
  void name() {
    if (take('<')) {
      while (!take('>'))
        need(peek());
      return;
    }
    while ((peek() >= 'A' && peek() <= 'Z') || (peek() >= 'a' && peek() <= 'z'))
      ++at_;
  }
  // [+-]hh[:mm[:ss]] in seconds.
  std::int64_t time() {
    const bool minus = take('-');
    if (!minus)
      take('+');
    std::int64_t s = number() * 3600;
    if (take(':'))
      s += number() * 60;
    if (take(':'))
      s += number();
    return minus ? -s : s;
  }

private:
  const std::string& text_;
  std::size_t at_ = 0;
};

// "M3.2.0/2": the second Sunday of March, 02:00.
struct Change {
  unsigned month = 1, week = 1, day = 0;
  std::int64_t at_s = 7200;

  void read(Reader& in) {
    in.need(',');
    in.need('M');
    month = static_cast<unsigned>(in.number());
    in.need('.');
    week = static_cast<unsigned>(in.number());
    in.need('.');
    day = static_cast<unsigned>(in.number());
    if (in.take('/'))
      at_s = in.time();
  }
  // Seconds of local time since 1970.
  [[nodiscard]] std::int64_t local_s(int year) const {
    const auto y = date::year{year} / date::month{month};
    const date::weekday wd{day};
    const date::sys_days date =
        week == 5 ? date::sys_days{y / wd[date::last]} : date::sys_days{y / wd[week]};
    return date.time_since_epoch().count() * std::int64_t{86'400} + at_s;
  }
};

struct Rule {
  std::int64_t standard_s = 0; // offsets from UTC
  std::int64_t summer_s = 0;
  Change to_summer, to_standard;

  explicit Rule(const std::string& text) {
    Reader in(text);
    in.name();
    standard_s = -in.time();
    in.name();
    summer_s = in.peek() == ',' ? standard_s + 3600 : -in.time();
    to_summer.read(in);
    to_standard.read(in);
    if (!in.done())
      throw std::runtime_error("cannot read the zone rule " + text);
  }
  [[nodiscard]] std::int64_t summer_from(int year) const {
    return to_summer.local_s(year) - standard_s;
  }
  [[nodiscard]] std::int64_t standard_from(int year) const {
    return to_standard.local_s(year) - summer_s;
  }
};

} // namespace posix_rule
