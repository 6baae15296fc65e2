#include "text/personal.hpp"

#include <array>
#include <span>

namespace amends::personal {
namespace {

// The hundred family names that some 85 of 100 people in China bear, and the common double ones.
constexpr std::u32string_view family_names = U"王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐"
                                             U"冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶"
                                             U"阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康"
                                             U"毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖"
                                             U"龚文欧葛岳詹安关柳向齐鲁严";
constexpr auto double_names = std::to_array<std::u32string_view>(
    {U"欧阳", U"上官", U"司马", U"诸葛", U"司徒", U"皇甫", U"东方", U"慕容", U"令狐", U"夏侯"});

constexpr auto name_words = std::to_array<std::u32string_view>(
    {U"收件人姓名", U"收货人姓名", U"收件人", U"收货人", U"联系人", U"寄件人", U"姓名", U"户名",
     U"我叫", U"本人叫", U"我的名字是", U"我的名字叫", U"名字是", U"名字叫"});
constexpr auto english_name_words = std::to_array<std::u32string_view>(
    {U"my name is ", U"my name's ", U"name: ", U"recipient: ", U"mr ", U"mr. ", U"mrs ", U"mrs. ",
     U"ms ", U"ms. ", U"signed by "});
constexpr auto titles =
    std::to_array<std::u32string_view>({U"先生", U"女士", U"小姐", U"太太", U"老师", U"师傅"});

// How many characters of a family name begin at `at`.
std::size_t family_name(std::u32string_view text, std::size_t at) {
  for (const auto name : double_names)
    if (text.substr(at).starts_with(name))
      return 2;
  return at < text.size() && family_names.find(text[at]) != family_names.npos ? 1 : 0;
}

bool before_word(std::u32string_view text, std::size_t at) {
  return at == 0 || !is_letter(text[at - 1]);
}

void behind_chinese_words(std::u32string_view text, Stretches& out) {
  for (const auto word : name_words)
    for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
      std::size_t from = at + word.size();
      while (from < text.size() &&
             (text[from] == U':' || text[from] == U' ' || text[from] == U'是' ||
              text[from] == U'叫' || text[from] == U'为'))
        ++from;
      const std::size_t family = family_name(text, from);
      if (family == 0)
        continue;
      // The given name has one or two characters; more Han behind it means that it goes on as a
      // sentence, so the longest name is masked.
      std::size_t to = from + family;
      while (to < text.size() && to < from + family + 2 && is_han(text[to]))
        ++to;
      if (to > from + family)
        out.push_back({"name", from, to});
    }
}

void behind_english_words(std::u32string_view text, Stretches& out) {
  for (const auto word : english_name_words)
    for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
      if (!before_word(text, at))
        continue;
      const std::size_t from = at + word.size();
      std::size_t to = from;
      for (int words = 0; words < 2 && to < text.size(); ++words) {
        const std::size_t begin = words == 0 ? to : to + 1;
        std::size_t end = begin;
        while (end < text.size() &&
               (is_letter(text[end]) || text[end] == U'-' || text[end] == U'\'' ||
                (text[end] >= 0xdf && text[end] < 0x250)))
          ++end;
        if (end == begin || (words > 0 && text[to] != U' '))
          break;
        const auto next = text.substr(begin, end - begin);
        if (words > 0 && (next == U"and" || next == U"i" || next == U"the" || next == U"my"))
          break;
        to = end;
      }
      if (to > from)
        out.push_back({"name", from, to});
    }
}

// 张先生, 欧阳女士.
void before_titles(std::u32string_view text, Stretches& out) {
  for (const auto title : titles)
    for (std::size_t at = text.find(title); at != text.npos; at = text.find(title, at + 1)) {
      const std::size_t two = at >= 2 && family_name(text, at - 2) == 2 ? 2 : 0;
      const std::size_t one = at >= 1 && family_name(text, at - 1) == 1 ? 1 : 0;
      const std::size_t size = two != 0 ? two : one;
      // "快递师傅", "给个方先生": a Han character before a single family name may belong to a word.
      if (size != 0 && title != U"师傅")
        out.push_back({"name", at - size, at + title.size()});
    }
}

} // namespace

void find_names(std::u32string_view text, Stretches& out) {
  behind_chinese_words(text, out);
  behind_english_words(text, out);
  before_titles(text, out);
}

} // namespace amends::personal
