// What the command says on stderr when it cannot go on. Its own words are in the language that was
// asked for; messages of the library are English, beside a code that programs read.
#pragma once

#include "amends/result.hpp"
#include "verb.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace amends::cli {

// "amends: TEXT"
void complain(const std::string& text);
// "amends: parse: ... (at /policy/0)"
void complain(const Error& error);
// Says it; answers `not_usable`, or `wrong_usage` for mistakes of the command line.
[[nodiscard]] int give_up(const Error& error);
// Says it; answers `some_failed`, or `not_usable` where the store is at fault.
[[nodiscard]] int failed(const Error& error);
// "; near: a, b", to stand behind an unknown name; empty when nothing is near.
[[nodiscard]] std::string near_words(std::string_view name,
                                     std::span<const std::string_view> known);
[[nodiscard]] std::string near_words(std::string_view name, const std::vector<std::string>& known);

} // namespace amends::cli
