#include "base/described_words.hpp"

#include "amends/ids.hpp"

namespace amends {

std::string_view shape_words(Shape shape) {
  switch (shape) {
  case Shape::boolean: return "true or false";
  case Shape::integer: return "a whole number";
  case Shape::decimal: return "a number";
  case Shape::text:
  case Shape::personal:
  case Shape::choice: return "a text";
  case Shape::instant: return "a point in time as text";
  case Shape::date: return "a date as text";
  case Shape::duration: return "a span of time as text";
  case Shape::money: return "an amount such as {\"minor\": 1250, \"currency\": \"CNY\"}";
  case Shape::list: return "a list";
  case Shape::object:
  case Shape::map:
  case Shape::variant: return "an object";
  case Shape::json:
  case Shape::optional: break;
  }
  return "a value";
}

std::string quoted(std::string_view text) {
  constexpr std::size_t longest = 64;
  std::string out;
  if (text.size() <= longest) {
    append_json_string(out, text);
    return out;
  }
  std::size_t end = longest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
    --end;
  append_json_string(out, text.substr(0, end));
  return out + "...";
}

std::string mend_words(std::string_view word, const std::vector<std::string_view>& names) {
  constexpr std::size_t few = 16;
  std::string out;
  if (const auto near = nearest_names(word, names, 1); !near.empty())
    return "; did you mean " + quoted(near[0]) + "?";
  if (names.empty() || names.size() > few)
    return out;
  for (const std::string_view name : names)
    out.append(out.empty() ? "; known are " : ", ").append(name);
  return out;
}

} // namespace amends
