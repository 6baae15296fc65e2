#include "calendar/fields.hpp"

#include "amends/ids.hpp"

#include <algorithm>
#include <charconv>

namespace amends::calendar {
namespace {

Error bad(std::string message, const std::string& where) {
  return {Code::parse, std::move(message), where};
}

} // namespace

Result<void> check_fields(const Json& json, std::span<const std::string_view> known,
                          const std::string& where) {
  if (!json.is(Json::Kind::object))
    return bad("must be an object, not " + std::string(kind_words(json.kind)), where);
  for (const auto& [name, value] : json.members) {
    if (std::ranges::find(known, std::string_view(name)) != known.end())
      continue;
    const auto near = nearest_names(name, known, 1);
    std::string message = "unknown field \"" + name + "\"";
    if (!near.empty())
      message += "; did you mean \"" + std::string(near.front()) + "\"?";
    return bad(std::move(message), where + pointer_step(name));
  }
  return {};
}

Result<std::string> text_member(const Json& json, std::string_view name, const std::string& where) {
  const Json* value = json.find(name);
  if (value == nullptr || value->is_null())
    return std::string();
  if (!value->is(Json::Kind::text))
    return bad("must be a text, not " + std::string(kind_words(value->kind)) + "; put it in quotes",
               where + pointer_step(name));
  return value->text;
}

Result<Date> read_date(std::string_view text, const std::string& where) {
  auto date = parse_date(text);
  if (!date)
    return bad("\"" + std::string(text) + "\" is no date; write YYYY-MM-DD, such as 2026-10-01",
               where);
  return *date;
}

Result<std::int64_t> read_whole(const Json& json, std::string_view what, const std::string& where) {
  std::int64_t n = 0;
  const char* end = json.text.data() + json.text.size();
  if (json.is(Json::Kind::number)) {
    const auto [stop, problem] = std::from_chars(json.text.data(), end, n);
    if (problem == std::errc() && stop == end)
      return n;
  }
  return bad(std::string(what) + " must be a whole number", where);
}

Result<std::size_t> word_member(const Json& json, std::string_view name,
                                std::span<const std::string_view> words,
                                std::optional<std::size_t> fallback, const std::string& where) {
  AMENDS_TRY_ASSIGN(const std::string word, text_member(json, name, where));
  if (word.empty() && fallback)
    return *fallback;
  const auto place = std::ranges::find(words, std::string_view(word));
  if (place != words.end())
    return static_cast<std::size_t>(place - words.begin());
  std::string known;
  for (const std::string_view w : words)
    known += (known.empty() ? "" : ", ") + std::string(w);
  return bad((word.empty() ? "\"" + std::string(name) + "\" is missing"
                           : "\"" + word + "\" is no \"" + std::string(name) + "\"") +
                 "; choose among " + known,
             where + pointer_step(name));
}

Result<bool> flag_member(const Json& json, std::string_view name, const std::string& where) {
  const Json* value = json.find(name);
  if (value == nullptr || value->is_null())
    return false;
  if (!value->is(Json::Kind::boolean))
    return bad("must be true or false", where + pointer_step(name));
  return value->flag;
}

} // namespace amends::calendar
