// The words a pack may use: commands, roles, languages, what a guard and a notice may name.
#pragma once

#include "amends/compensation.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace amends::packs {

// Commands of the closed set, in the order of the catalogue.
[[nodiscard]] const std::vector<std::string_view>& command_words();
[[nodiscard]] bool is_command(std::string_view word);
// Commands that only move a case: without a transition they are refused.
[[nodiscard]] bool only_moves(std::string_view command);

[[nodiscard]] const std::vector<std::string_view>& builtin_roles();
[[nodiscard]] const std::vector<std::string_view>& may_words();
// What `needs` may ask for beside kinds of evidence.
[[nodiscard]] const std::vector<std::string_view>& need_words();
[[nodiscard]] const std::vector<std::string_view>& evidence_words();

// Kinds of actions, in order; "settle:KIND" is said when the host has done one.
[[nodiscard]] const std::vector<std::string_view>& action_words();

// "delivery.delay": small letters, digits, underscores, dots for families.
[[nodiscard]] bool is_name(std::string_view text);
// "zh", "zh-Hant", "en".
[[nodiscard]] bool is_language(std::string_view text);
[[nodiscard]] bool contains(const std::vector<std::string_view>& words, std::string_view word);

} // namespace amends::packs
