#include "text/personal.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace amends::personal {
namespace {

constexpr std::size_t longest_email = 254; // RFC 5321
constexpr std::size_t longest_code = 64;

bool is_local(char32_t c) {
  return is_letter(c) || is_digit(c) || c == U'.' || c == U'_' || c == U'%' || c == U'+' ||
         c == U'-';
}
bool is_domain(char32_t c) { return is_letter(c) || is_digit(c) || c == U'.' || c == U'-'; }
bool is_code(char32_t c) { return is_letter(c) || is_digit(c) || c == U'-' || c == U'_'; }

// Passes what may stand between a word and its value: "：", " 是 ", "no. ", "号".
std::size_t skip_link(std::u32string_view text, std::size_t at) {
  constexpr auto links = std::to_array<std::u32string_view>(
      {U"编号", U"号码", U"号", U"是", U"为", U"叫", U"number", U"no.", U"no", U"id", U"is", U"#",
       U":", U" ", U"加", U"\""});
  for (bool more = true; more;) {
    more = false;
    for (const auto link : links)
      if (text.substr(at).starts_with(link)) {
        at += link.size();
        more = true;
        break;
      }
  }
  return at;
}

// A code of at least `least` characters with at least `digits` digits behind any of `words`.
void find_behind(std::u32string_view text, std::span<const std::u32string_view> words,
                 std::string_view kind, std::size_t least, std::size_t digits, Stretches& out) {
  for (const auto word : words)
    for (std::size_t at = text.find(word); at != text.npos;
         at = text.find(word, at + word.size())) {
      if (at > 0 && is_letter(word[0]) && is_letter(text[at - 1]))
        continue;
      const std::size_t from = skip_link(text, at + word.size());
      std::size_t to = from;
      std::size_t seen = 0;
      while (to < text.size() && to - from < longest_code && is_code(text[to]))
        seen += is_digit(text[to++]);
      if (to - from >= least && seen >= digits)
        out.push_back({kind, from, to});
    }
}

// SF1234567890123, YT9876543210987: letters of a carrier and ten digits or more.
void find_tracking(std::u32string_view text, Stretches& out) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_letter(text[i]) || (i > 0 && is_code(text[i - 1])))
      continue;
    std::size_t letters = i;
    while (letters < text.size() && is_letter(text[letters]))
      ++letters;
    std::size_t to = letters;
    while (to < text.size() && is_digit(text[to]))
      ++to;
    if (letters - i <= 4 && to - letters >= 10)
      out.push_back({"order_number", i, to});
    i = std::max(i, to - 1);
  }
}

// 京A12345, 沪AD12345: a province, a letter, five or six letters or digits.
void find_plates(std::u32string_view text, Stretches& out) {
  constexpr std::u32string_view provinces =
      U"京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
  for (std::size_t i = 0; i + 7 <= text.size(); ++i) {
    if (provinces.find(text[i]) == provinces.npos || !is_letter(text[i + 1]))
      continue;
    std::size_t from = i + 2;
    if (text[from] == 0xb7 || text[from] == U' ')
      ++from;
    std::size_t to = from;
    std::size_t digits = 0;
    while (to < text.size() && (is_letter(text[to]) || is_digit(text[to])))
      digits += is_digit(text[to++]);
    if ((to - from == 5 || to - from == 6) && digits >= 3)
      out.push_back({"plate", i, to});
  }
}

} // namespace

void find_emails(std::u32string_view text, Stretches& out) {
  for (std::size_t at = text.find(U'@'); at != text.npos; at = text.find(U'@', at + 1)) {
    std::size_t from = at;
    while (from > 0 && at - from < longest_email && is_local(text[from - 1]))
      --from;
    std::size_t to = at + 1;
    std::size_t dot = at;
    while (to < text.size() && to - at < longest_email && is_domain(text[to])) {
      if (text[to] == U'.' && to + 2 < text.size() && is_letter(text[to + 1]) &&
          is_letter(text[to + 2]))
        dot = to;
      ++to;
    }
    while (to > at && !is_letter(text[to - 1]) && !is_digit(text[to - 1]))
      --to;
    if (from < at && dot > at + 1 && dot < to)
      out.push_back({"email", from, to});
  }
}

void find_codes(std::u32string_view text, Stretches& out) {
  constexpr auto orders =
      std::to_array<std::u32string_view>({U"订单", U"单号", U"运单", U"快递单", U"物流单", U"order",
                                          U"tracking", U"reference", U"ref"});
  constexpr auto accounts =
      std::to_array<std::u32string_view>({U"微信", U"wechat", U"weixin", U"vx", U"qq", U"支付宝",
                                          U"旺旺", U"whatsapp", U"telegram", U"line id", U"skype"});
  find_behind(text, orders, "order_number", 6, 4, out);
  find_behind(text, accounts, "account", 5, 0, out);
  find_tracking(text, out);
  find_plates(text, out);
}

} // namespace amends::personal
