#include "amends/ids.hpp"

#include "amends/limits.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <string>

namespace amends {

namespace {

bool is_id_byte(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '_' || c == ':' || c == '-';
}

bool is_control(std::uint32_t code_point) {
  return code_point < 0x20U || (code_point >= 0x7FU && code_point <= 0x9FU);
}

// Levenshtein distance where swapping two neighbours counts once; capital letters count as small.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  const auto small = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j)
    last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = small(a[i - 1]) == small(b[j - 1]);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0U : 1U)});
      const bool swapped = i > 1 && j > 1 && small(a[i - 1]) == small(b[j - 2]) &&
                           small(a[i - 2]) == small(b[j - 1]);
      if (swapped)
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

} // namespace

Result<void> check_id(std::string_view id) {
  if (id.empty())
    return Error{Code::parse, "an id must not be empty", ""};
  if (id.size() > limits::id_bytes)
    return Error{Code::limit,
                 "an id has at most " + std::to_string(limits::id_bytes) +
                     " characters, this has " + std::to_string(id.size()),
                 ""};
  if (!std::all_of(id.begin(), id.end(), is_id_byte))
    return Error{Code::parse,
                 "an id is made of the letters A-Z and a-z, digits and the characters . _ : - only",
                 ""};
  return {};
}

Result<void> check_shop_key(std::string_view key) {
  if (key.empty())
    return Error{Code::parse, "a key must not be empty", ""};
  if (key.size() > limits::shop_key_bytes)
    return Error{Code::limit,
                 "a key has at most " + std::to_string(limits::shop_key_bytes) +
                     " bytes, this has " + std::to_string(key.size()),
                 ""};
  for (std::size_t i = 0; i < key.size();) {
    const CodePoint point = first_code_point(key.substr(i));
    if (point.bytes == 0)
      return Error{Code::parse, "a key must be UTF-8", ""};
    if (is_control(point.value))
      return Error{Code::parse, "a key must not hold control characters", ""};
    i += point.bytes;
  }
  return {};
}

std::vector<std::string_view>
nearest_names(std::string_view word, std::span<const std::string_view> names, std::size_t most) {
  // Longer words are not typing errors of a name; the bound keeps hostile input cheap.
  constexpr std::size_t longest_word = 64;
  if (word.empty() || word.size() > longest_word)
    return {};
  const std::size_t farthest = std::max<std::size_t>(1, word.size() / 3);
  std::vector<std::pair<std::size_t, std::string_view>> near;
  for (const std::string_view name : names) {
    if (name.size() > word.size() + farthest || word.size() > name.size() + farthest)
      continue;
    const std::size_t distance = edit_distance(word, name);
    if (distance <= farthest)
      near.emplace_back(distance, name);
  }
  std::stable_sort(near.begin(), near.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string_view> out;
  for (std::size_t i = 0; i < near.size() && i < most; ++i)
    out.push_back(near[i].second);
  return out;
}

} // namespace amends
