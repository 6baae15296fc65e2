#include "text/personal.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace amends::personal {
namespace {

using Word = std::u32string_view;

constexpr std::size_t longest_address = 48; // characters left of its last number

bool is_numeral(char32_t c) {
  return is_digit(c) || Word(U"一二三四五六七八九十百").find(c) != Word::npos;
}
bool is_address(char32_t c) {
  return is_han(c) || is_digit(c) || is_letter(c) || c == U'-' || c == U'#' || c == U'·' ||
         c == U' ' || c == U'(' || c == U')';
}

constexpr auto roads =
    std::to_array<Word>({U"路",   U"街",   U"巷",   U"大道", U"胡同",   U"弄",   U"里",
                         U"村",   U"小区", U"花园", U"苑",   U"大厦",   U"公寓", U"广场",
                         U"新城", U"家园", U"庄园", U"园区", U"工业园", U"学校", U"大学"});
constexpr auto areas =
    std::to_array<Word>({U"省", U"市", U"区", U"县", U"镇", U"乡", U"旗", U"街道"});
constexpr auto doors =
    std::to_array<Word>({U"单元", U"栋", U"幢", U"室", U"号楼", U"号院", U"座", U"弄"});
constexpr auto weak_doors = std::to_array<Word>({U"号", U"楼", U"层", U"户", U"组", U"排"});
// What people write before an address, which is none of it.
constexpr auto leads = std::to_array<Word>(
    {U"地址是", U"地址为", U"地址", U"住在", U"家在", U"送到", U"寄到", U"发到", U"家住", U"我住",
     U"位于", U"改成", U"改到", U"寄往", U"寄给", U"送往", U"在", U"是"});

std::size_t ends_with_any(Word text, std::span<const Word> words) {
  for (const Word word : words)
    if (text.ends_with(word))
      return word.size();
  return 0;
}
bool has_any(Word text, std::span<const Word> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](Word word) { return text.find(word) != Word::npos; });
}

// Where a number with a door word behind it ends; 0 when there is none at `at`.
std::size_t door_end(Word text, std::size_t at, bool& strong) {
  if (!is_numeral(text[at]) && !is_letter(text[at]))
    return 0;
  std::size_t end = at;
  while (end < text.size() && end - at < 8 &&
         (is_numeral(text[end]) || is_letter(text[end]) || text[end] == U'-'))
    ++end;
  for (const Word door : doors)
    if (text.substr(end).starts_with(door)) {
      strong = true;
      return end + door.size();
    }
  for (const Word door : weak_doors)
    if (text.substr(end).starts_with(door))
      return end + door.size();
  return 0;
}

std::size_t address_begin(Word text, std::size_t first_door) {
  std::size_t from = first_door;
  while (from > 0 && first_door - from < longest_address && is_address(text[from - 1]))
    --from;
  // Behind the last lead word.
  Word before = text.substr(from, first_door - from);
  std::size_t cut = 0;
  for (const Word lead : leads) {
    const std::size_t at = before.rfind(lead);
    if (at != Word::npos)
      cut = std::max(cut, at + lead.size());
  }
  from += cut;
  while (from < first_door && (text[from] == U' ' || text[from] == U')'))
    ++from;
  return from;
}

void find_chinese(Word text, Stretches& out) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i > 0 && is_numeral(text[i]) && is_numeral(text[i - 1]))
      continue;
    bool strong = false;
    const std::size_t end = door_end(text, i, strong);
    if (end == 0)
      continue;
    const std::size_t from = address_begin(text, i);
    const Word place = text.substr(from, i - from);
    const bool on_a_road = ends_with_any(place, roads) != 0;
    if (!on_a_road && !(strong && (has_any(place, roads) || has_any(place, areas))))
      continue;
    // More doors behind it: "3号楼2单元501室", and a number alone at the end ("2-501").
    std::size_t to = end;
    while (to < text.size() && to - end < longest_address) {
      std::size_t next = to;
      while (next < text.size() && text[next] == U' ')
        ++next;
      bool more_strong = false;
      const std::size_t door = next < text.size() ? door_end(text, next, more_strong) : 0;
      if (door != 0) {
        to = door;
        continue;
      }
      while (next < text.size() && is_digit(text[next]))
        ++next;
      if (next == to || !is_digit(text[next - 1]) || next - to > 5)
        break;
      to = next;
    }
    out.push_back({"address", from, to});
    i = to - 1;
  }
}

// "42 Elm Street": a number, up to three words, a kind of road.
void find_english(Word text, Stretches& out) {
  constexpr auto kinds = std::to_array<Word>(
      {U"street", U"st", U"road", U"rd", U"avenue", U"ave", U"lane", U"drive", U"close", U"court",
       U"boulevard", U"blvd", U"square", U"terrace", U"crescent", U"gardens"});
  const auto word_end = [&](std::size_t at) {
    while (at < text.size() && (is_letter(text[at]) || text[at] == U'\''))
      ++at;
    return at;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_digit(text[i]) || (i > 0 && (is_digit(text[i - 1]) || is_letter(text[i - 1]))))
      continue;
    std::size_t at = i;
    while (at < text.size() && at - i < 5 && is_digit(text[at]))
      ++at;
    if (at < text.size() && is_letter(text[at]))
      ++at; // 12a
    for (int words = 0; words < 4 && at + 1 < text.size() && text[at] == U' '; ++words) {
      const std::size_t end = word_end(at + 1);
      const Word word = text.substr(at + 1, end - at - 1);
      if (word.empty())
        break;
      if (words > 0 && std::find(kinds.begin(), kinds.end(), word) != kinds.end()) {
        out.push_back({"address", i, end});
        break;
      }
      at = end;
    }
  }
}

} // namespace

void find_addresses(std::u32string_view text, Stretches& out) {
  find_chinese(text, out);
  find_english(text, out);
}

} // namespace amends::personal
