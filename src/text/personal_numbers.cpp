#include "text/personal.hpp"

#include <algorithm>
#include <string>

namespace amends::personal {
namespace {

// Digits with single separators between them: "+86 138-0013-8000", "(010) 6225 1234".
struct DigitRun {
  std::string digits;
  std::vector<std::size_t> at; // place of each digit
  bool plus = false;
  std::size_t from = 0;
  std::size_t to = 0;
};

bool is_separator(char32_t c) {
  return c == U'-' || c == U' ' || c == U'.' || c == U'(' || c == U')';
}

DigitRun read_run(std::u32string_view text, std::size_t from) {
  DigitRun run;
  run.from = from;
  std::size_t at = from;
  if (text[at] == U'+') {
    run.plus = true;
    ++at;
  }
  while (at < text.size()) {
    if (is_digit(text[at])) {
      run.digits.push_back(static_cast<char>(text[at]));
      run.at.push_back(at);
      run.to = ++at;
      continue;
    }
    // One or two separators, then a digit again: "(010) 62", "138 0013".
    std::size_t next = at;
    while (next < text.size() && next < at + 2 && is_separator(text[next]))
      ++next;
    if (next == at || next == text.size() || !is_digit(text[next]) || run.digits.empty())
      break;
    at = next;
  }
  return run;
}

bool is_birth_date(std::string_view yyyymmdd) {
  const auto number = [&](std::size_t at, std::size_t size) {
    return std::stoi(std::string(yyyymmdd.substr(at, size)));
  };
  const int year = number(0, 4);
  const int month = number(4, 2);
  const int day = number(6, 2);
  return year >= 1900 && year <= 2099 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

// A resident identity number (GB 11643): 17 digits with a birth date, then a digit or x. The check
// digit is not asked for: a mistyped number is personal too.
bool is_id_number(std::string_view digits, bool x_follows) {
  if (digits.size() != (x_follows ? 17U : 18U) || digits[0] == '0' || digits[0] == '9')
    return false;
  return is_birth_date(digits.substr(6, 8));
}

bool passes_luhn(std::string_view digits) {
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    int d = digits[digits.size() - 1 - i] - '0';
    if (i % 2 == 1)
      d = d > 4 ? 2 * d - 9 : 2 * d;
    sum += d;
  }
  return sum % 10 == 0;
}

bool is_mobile(std::string_view d) { return d.size() == 11 && d[0] == '1' && d[1] >= '3'; }

bool is_phone(const DigitRun& run) {
  std::string_view d = run.digits;
  if (run.plus)
    return d.size() >= 8 && d.size() <= 15;
  for (const std::string_view prefix : {"0086", "86"})
    if (d.starts_with(prefix) && is_mobile(d.substr(prefix.size())))
      return true;
  if (is_mobile(d))
    return true;
  if ((d.starts_with("400") || d.starts_with("800")) && d.size() == 10)
    return true;
  // A trunk prefix and the number: 010-62251234, 0571 8765 4321, 07700 900123.
  if (d[0] == '0' && d.size() >= 10 && d.size() <= 12)
    return true;
  // 212-555-0142, written in groups.
  return d.size() == 10 && run.to - run.from > d.size() && d[0] >= '2';
}

bool follows_telephone_word(std::u32string_view text, std::size_t from) {
  const std::u32string_view before =
      text.substr(from > 8 ? from - 8 : 0, std::min<std::size_t>(from, 8));
  for (const std::u32string_view word :
       {U"电话", U"手机", U"tel", U"phone", U"座机", U"热线", U"mobile"})
    if (before.find(word) != before.npos)
      return true;
  return false;
}

} // namespace

void find_numbers(std::u32string_view text, Stretches& out) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool plus = text[i] == U'+' && i + 1 < text.size() && is_digit(text[i + 1]);
    if (!plus && !is_digit(text[i]))
      continue;
    if (i > 0 && (is_letter(text[i - 1]) || is_digit(text[i - 1])))
      continue;
    const DigitRun run = read_run(text, i);
    const std::string_view digits = run.digits;
    const bool x_follows = run.to < text.size() && text[run.to] == U'x';
    if (is_id_number(digits, x_follows))
      out.push_back({"id_number", run.from, run.to + (x_follows ? 1 : 0)});
    else if (digits.size() >= 15 && digits.size() <= 19 && passes_luhn(digits))
      out.push_back({"bank_card", run.from, run.to});
    else if (is_phone(run))
      out.push_back({"phone", run.from, run.to});
    else if (digits.size() >= 7 && digits.size() <= 8 && follows_telephone_word(text, i))
      out.push_back({"phone", run.from, run.to});
    else if (digits.size() > 11)
      // Several numbers with blanks between them: each by itself.
      for (std::size_t k = 0; k < run.at.size();) {
        std::size_t end = k;
        while (end + 1 < run.at.size() && run.at[end + 1] == run.at[end] + 1)
          ++end;
        if (is_mobile(digits.substr(k, end + 1 - k)))
          out.push_back({"phone", run.at[k], run.at[end] + 1});
        k = end + 1;
      }
    i = std::max(i, run.to - 1);
  }
}

} // namespace amends::personal
