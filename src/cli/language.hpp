// The language of help and tables: English, or Chinese with `--lang zh`.
#pragma once

#include <optional>
#include <string_view>

namespace amends::cli {

enum class Language { en, zh };

[[nodiscard]] std::optional<Language> language_named(std::string_view word);
// The one that the command line asks for, else that of the terminal, else English.
[[nodiscard]] Language language_of(int argc, const char* const* argv);

// The language that the command complains in; set once, before a verb works.
void speak(Language language);
[[nodiscard]] Language spoken();

// The words of one thing in both languages.
struct Say {
  const char* zh;
  const char* en;
  [[nodiscard]] const char* in(Language language) const {
    return language == Language::zh ? zh : en;
  }
};

[[nodiscard]] inline std::string_view word_of(Language language) {
  return language == Language::zh ? "zh" : "en";
}

} // namespace amends::cli
