// Numbers, texts, dates, money and spans as they are written.
#include "rules/parser.hpp"
#include "rules/temporal.hpp"

#include <algorithm>

namespace amends::rules {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

void append_utf8(std::string& out, std::uint32_t c) {
  const auto put = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0U | c >> 6U);
    put(0x80U | (c & 0x3FU));
  } else if (c < 0x10000) {
    put(0xE0U | c >> 12U);
    put(0x80U | (c >> 6U & 0x3FU));
    put(0x80U | (c & 0x3FU));
  } else {
    put(0xF0U | c >> 18U);
    put(0x80U | (c >> 12U & 0x3FU));
    put(0x80U | (c >> 6U & 0x3FU));
    put(0x80U | (c & 0x3FU));
  }
}

std::optional<std::uint32_t> hex(std::string_view digits) {
  std::uint32_t value = 0;
  for (const char c : digits) {
    value *= 16;
    if (digit(c))
      value += static_cast<std::uint32_t>(c - '0');
    else if (c >= 'a' && c <= 'f')
      value += static_cast<std::uint32_t>(c - 'a' + 10);
    else if (c >= 'A' && c <= 'F')
      value += static_cast<std::uint32_t>(c - 'A' + 10);
    else
      return std::nullopt;
  }
  return value;
}

// Units of the packs' clock-time spans.
std::optional<std::int64_t> unit_us(std::string_view unit) {
  if (unit == "s")
    return us_per_second;
  if (unit == "min")
    return 60 * us_per_second;
  if (unit == "h")
    return 3600 * us_per_second;
  if (unit == "d")
    return us_per_day;
  return std::nullopt;
}

std::size_t number_length(std::string_view text) {
  std::size_t n = 0;
  while (n < text.size() && digit(text[n]))
    ++n;
  if (n + 1 < text.size() && text[n] == '.' && digit(text[n + 1])) {
    ++n;
    while (n < text.size() && digit(text[n]))
      ++n;
  }
  return n;
}

} // namespace

// 2026-09-21, 5 CNY, 24h: only packs write these.
std::optional<Node> Parser::pack_literal() {
  const std::string_view text = rest();
  if (text.size() >= 10 && text[4] == '-' && text[7] == '-' &&
      (text.size() == 10 || !digit(text[10])))
    if (const auto date = read_date(text.substr(0, 10))) {
      at_ += 10;
      return constant_node(*date);
    }
  const std::size_t digits = number_length(text);
  const auto value = Decimal::parse(text.substr(0, digits));
  if (!value)
    return std::nullopt;
  std::size_t start = digits;
  while (start < text.size() && text[start] == ' ')
    ++start;
  std::size_t stop = start;
  while (const std::size_t n = name_char(text.substr(stop), stop == start))
    stop += n;
  const std::string_view unit = text.substr(start, stop - start);
  if (const auto currency = parse_currency(unit)) {
    if (!value->to_scaled(minor_digits(*currency)))
      return std::nullopt;
    at_ += stop;
    return constant_node(Amount{*value, *currency});
  }
  if (const auto us = start == digits ? unit_us(unit) : std::nullopt) {
    const auto total = multiply(*value, Decimal(*us));
    const auto whole = total ? total->to_scaled(0) : Result<std::int64_t>(total.error());
    if (!whole)
      return std::nullopt;
    at_ += stop;
    return constant_node(Duration{*whole});
  }
  return std::nullopt;
}

Result<Node> Parser::number() {
  if (scope_.pack_literals())
    if (auto literal = pack_literal())
      return std::move(*literal);
  const std::size_t length = number_length(rest());
  const std::string_view digits = rest().substr(0, length);
  auto value =
      digits.front() == '.' ? Decimal::parse("0" + std::string(digits)) : Decimal::parse(digits);
  if (!value)
    return std::move(value).error();
  // "5 XYZ", "5 cny", "24hours": a unit nobody knows.
  const std::size_t unit = std::min(rest().find_first_not_of(' ', length), rest().size());
  const auto capital = [&](std::size_t i) {
    return unit + i < rest().size() && rest()[unit + i] >= 'A' && rest()[unit + i] <= 'Z';
  };
  const bool currency = scope_.pack_literals() && capital(0) && capital(1) && capital(2) &&
                        name_char(rest().substr(unit + 3), false) == 0;
  if (currency || name_char(rest().substr(length), false) != 0) {
    at_ += length;
    return expected(scope_.pack_literals() ? "an operator (units are s, min, h, d and ISO 4217 "
                                             "currencies with their digits)"
                                           : "an operator");
  }
  at_ += length;
  return constant_node(*value);
}

Result<std::string> Parser::string_body() {
  std::string out;
  for (++at_; at_ < text_.size(); ++at_) {
    const char c = text_[at_];
    if (c == '"') {
      ++at_;
      return out;
    }
    if (c != '\\' || at_ + 1 >= text_.size()) {
      out += c;
      continue;
    }
    const char e = text_[++at_];
    if (e == 'n')
      out += '\n';
    else if (e == 't')
      out += '\t';
    else if (e == 'r')
      out += '\r';
    else if (e == '"' || e == '\'' || e == '\\')
      out += e;
    else if (e == 'u' || e == 'U') {
      const std::size_t width = e == 'u' ? 4 : 6;
      auto code = hex(text_.substr(at_ + 1, width));
      if (at_ + width >= text_.size() || !code)
        return expected("hexadecimal digits after \\u");
      at_ += width;
      if (*code >= 0xD800 && *code < 0xDC00 && text_.substr(at_ + 1).starts_with("\\u")) {
        const auto low = hex(text_.substr(at_ + 3, 4));
        if (low && *low >= 0xDC00 && *low < 0xE000) {
          code = 0x10000 + ((*code - 0xD800) << 10U) + (*low - 0xDC00);
          at_ += 6;
        }
      }
      if ((*code >= 0xD800 && *code < 0xE000) || *code > 0x10FFFF || *code == 0)
        return expected("a character's code");
      append_utf8(out, *code);
    } else {
      out += '\\';
      out += e;
    }
  }
  return expected("the closing quote");
}

Result<Node> Parser::temporal() {
  ++at_;
  if (at_ >= text_.size() || text_[at_] != '"')
    return expected("a quoted date, time or duration after @");
  AMENDS_TRY_ASSIGN(const std::string text, string_body());
  Datum value = read_temporal(text);
  if (value.is_null())
    return Error{Code::parse, "\"" + text + "\" is no date, time, date and time or duration", ""};
  return constant_node(std::move(value));
}

} // namespace amends::rules
