#include "language.hpp"

#include <cstdlib>

namespace amends::cli {
namespace {

Language the_language = Language::en;

} // namespace

void speak(Language language) { the_language = language; }
Language spoken() { return the_language; }

std::optional<Language> language_named(std::string_view word) {
  if (word == "zh")
    return Language::zh;
  if (word == "en")
    return Language::en;
  return std::nullopt;
}

Language language_of(int argc, const char* const* argv) {
  constexpr std::string_view option = "--lang";
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == option && i + 1 < argc)
      return language_named(argv[i + 1]).value_or(Language::en);
    if (word.starts_with(option) && word.substr(option.size()).starts_with('='))
      return language_named(word.substr(option.size() + 1)).value_or(Language::en);
  }
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
    if (const char* value = std::getenv(name); value != nullptr && *value != '\0')
      return std::string_view(value).starts_with("zh") ? Language::zh : Language::en;
  return Language::en;
}

} // namespace amends::cli
