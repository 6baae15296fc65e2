#include "text/misreading.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace amends {
namespace {

// The bytes E4..E9, 80..BF begin nearly every Chinese character in UTF-8; read as GBK each such
// pair is one of 384 characters. These are they, without those that are written in traditional text
// (their simplified form stands in a normal text); first the ones that nobody writes, in GBK only
// for completeness, then those of names and of rare words. Sorted.
constexpr std::u32string_view never_written =
    U"鋫鋬鋲鋳鋴鋵鋷鋺鋻鋽鋾鋿錃錅錉鍌鍎鍏鍐鍑鍓鍕鍖鍗鍙鍜鍝鍞鍟鍡鍢鍣鍦鍧鍨鍫鎱鎴鎹鎺鎻鎼鎽鎾"
    U"鏀鏁鏂鏄鏅鏋鐑鐕鐖鐗鐚鐛鐜鐞鐟鐡鐢鐣鐤鐬鐭鑳鑵鑶鑸鑺鑻钀钃钄钑钖钘铇铏铓铔铚铦铻锜锠閮閯"
    U"閰閳閴閷閸閺闀闁闂闄闅";
constexpr std::u32string_view rarely_written =
    U"妗妞妤妫妯妲妾姊姒姗姘姝姣姹娅娆娈娉娌娑娓娣娲娴娼婀婊婕婢婧婵宀宄宓宕宥宸寤寮寰搴杈杌杓"
    U"杞杩棣棰椁椋椐椤椴椹楂楗楝楠楣楦楫楱楸楹榀榄榇榈榉榛榧榫榭榻槌槎洄洇洌洎洙洚洧洫洮洳洵洹"
    U"浃浈浍浏浒浔浜浞浠浣浯浼涑涓涔涞涠淇渚澧澶澹濂濉濞濠濡濮濯瀚瀛瀣瀵瀹灏灞琚琛瑁瑕瑗瑙瑜瑭"
    U"瑷瑾璀璁璇璋璎璐璜璞璧璨璩璺瓒纭纰纾绀绁绂绉绋绌绐绔绗绛绠绡绨绫绮绯绱绲绶绺绻绾缁缂缃缇"
    U"缈缍褰蹇韪韫韬骞";
static_assert(std::is_sorted(never_written.begin(), never_written.end()));
static_assert(std::is_sorted(rarely_written.begin(), rarely_written.end()));

bool has(std::u32string_view set, char32_t c) {
  return std::binary_search(set.begin(), set.end(), c);
}

// What Windows-1252 has where Latin-1 has controls, by byte from 0x80 (0: nothing).
constexpr std::array<char32_t, 32> windows{
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

// The byte that Latin-1 or Windows-1252 shows as `c`; 0: none above 0x7f.
unsigned byte_of(char32_t c) {
  if (c >= 0x80 && c <= 0xff)
    return static_cast<unsigned>(c);
  const auto* found = c == 0 ? windows.end() : std::find(windows.begin(), windows.end(), c);
  return found == windows.end() ? 0U : 0x80U + static_cast<unsigned>(found - windows.begin());
}

// Signs that stand behind an accented letter in good French or German as well.
bool is_punctuation(char32_t c) {
  return c == 0xa0 || c == 0xab || c == 0xbb || (c >= 0x2013 && c <= 0x203a && c != 0x2030);
}

} // namespace

void LatinReading::see(char32_t c) {
  const unsigned byte = byte_of(c);
  gbk_run_ = byte >= 0xa1 && c <= 0xff ? gbk_run_ + 1 : 0;
  longest_gbk_run_ = std::max(longest_gbk_run_, gbk_run_);
  if (tails_ > 0 && byte >= 0x80 && byte <= 0xbf) {
    good_ = good_ && !is_punctuation(c);
    if (--tails_ == 0 && good_)
      found_ += length_ > 2 ? 2 : 1;
    return;
  }
  length_ = byte >= 0xc2 && byte <= 0xf4 ? (byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4) : 0;
  tails_ = std::max(length_ - 1, 0);
  good_ = true;
}

bool was_read_as_gbk(std::u32string_view text) {
  const auto in_range = [](char32_t c) {
    return c >= never_written.front() && c <= never_written.back();
  };
  if (std::none_of(text.begin(), text.end(),
                   [&](char32_t c) { return in_range(c) && has(never_written, c); }))
    return false;
  std::size_t han = 0;
  std::size_t odd = 0;
  for (const char32_t c : text) {
    const bool is_han = c >= 0x3400 && c <= 0x9fff;
    han += is_han ? 1U : 0U;
    odd += is_han && (has(never_written, c) || has(rarely_written, c)) ? 1U : 0U;
  }
  return odd >= 2 && odd * 10 >= han;
}

} // namespace amends
