// A JSON document as it was written: numbers keep their text, objects their order.
#pragma once

#include "amends/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace amends {

// A plain value. Which members mean something depends on `kind` alone.
struct Json {
  enum class Kind : std::uint8_t { null, boolean, number, text, array, object };
  using Member = std::pair<std::string, Json>;

  Kind kind = Kind::null;
  bool flag = false;           // boolean
  std::string text;            // text: the characters; number: the literal, as written
  std::vector<Json> items;     // array
  std::vector<Member> members; // object, in file order, keys unique

  Json() = default;
  static Json boolean(bool value);
  static Json number(std::int64_t value);
  static Json number_text(std::string literal);
  static Json string(std::string value);
  static Json array(std::vector<Json> items = {});
  static Json object(std::vector<Member> members = {});

  [[nodiscard]] bool is(Kind k) const { return kind == k; }
  [[nodiscard]] bool is_null() const { return kind == Kind::null; }
  // The member of that name, or nullptr (also when this is no object).
  [[nodiscard]] const Json* find(std::string_view name) const;
  [[nodiscard]] Json* find(std::string_view name);
  // Sets or replaces a member; keeps its place when it was there.
  Json& set(std::string_view name, Json value);
  void remove(std::string_view name);

  bool operator==(const Json&) const = default;
};

// "a text", "an object": for messages.
[[nodiscard]] std::string_view kind_words(Json::Kind kind);

struct JsonLimits {
  std::size_t bytes = 1U << 20U;
  std::size_t depth = 32;
};

// Strict RFC 8259 and UTF-8. Errors: `parse` (with line and column in the message, and the pointer
// of the value being read), a duplicate key, NUL in a text; `limit` beyond bytes or depth.
[[nodiscard]] Result<Json> parse_json(std::string_view text, const JsonLimits& limits = {});

// One line, no spaces, members in their order, UTF-8 as it is, control characters escaped.
[[nodiscard]] std::string print_json(const Json& value);
// For people: two spaces a level.
[[nodiscard]] std::string print_json_pretty(const Json& value);
// Appends the text as a JSON string literal, quotes included.
void append_json_string(std::string& out, std::string_view text);

} // namespace amends
