#include "text/fold.hpp"

#include <algorithm>
#include <iterator>

namespace amends {
namespace {

#include "text/simplified.inc"

static_assert(std::size(traditional_characters) == std::size(simplified_characters));
constexpr std::size_t pair_count = std::size(traditional_characters) - 1; // without the final NUL

// Signs that people mix up, brought to one.
constexpr char32_t fold_sign(char32_t c) {
  switch (c) {
  case 0x2018:
  case 0x2019:
  case 0x02bc:
  case 0x00b4: return U'\'';
  case 0x201c:
  case 0x201d:
  case 0x300c:
  case 0x300d:
  case 0x300e:
  case 0x300f: return U'"';
  case 0x2010:
  case 0x2011:
  case 0x2012:
  case 0x2013:
  case 0x2014:
  case 0x2212: return U'-';
  case 0x2028:
  case 0x2029:
  case 0x0085: return U'\n';
  case 0x3000: return U' ';
  default: return c;
  }
}

struct Range {
  char32_t first;
  char32_t last;
};
constexpr Range han{0x3400, 0x9fff};
constexpr Range signs{0x3000, 0x3020};
constexpr Range hiragana{0x3041, 0x3094};
constexpr Range katakana{0x30a1, 0x30fa};
constexpr Range full_width{0xff01, 0xff5e};
constexpr char32_t full_width_distance = 0xfee0;
// The first of "锟斤拷", by which damaged text is known: never usual.
constexpr char32_t locked = 0x951f;

constexpr auto make_usual_folds() {
  std::array<std::uint16_t, last_usual - first_usual + 1> table{};
  const auto set = [&](char32_t c, char32_t to) {
    table[c - first_usual] = static_cast<std::uint16_t>(to);
  };
  for (const Range range : {han, hiragana, katakana})
    for (char32_t c = range.first; c <= range.last; ++c)
      set(c, c);
  for (char32_t c = signs.first; c <= signs.last; ++c)
    set(c, fold_sign(c));
  for (char32_t c = full_width.first; c <= full_width.last; ++c)
    set(c, folded_ascii[c - full_width_distance]);
  set(locked, 0);
  for (std::size_t i = 0; i < pair_count; ++i) {
    const char32_t from = traditional_characters[i];
    const char32_t to = simplified_characters[i];
    // Simplified forms outside the basic plane are left to `fold`.
    if (from >= han.first && from <= han.last)
      set(from, to > last_usual || to == locked ? 0 : to);
  }
  return table;
}

char32_t simplified(char32_t c) {
  const char32_t* end = traditional_characters + pair_count;
  const char32_t* found = std::lower_bound(traditional_characters, end, c);
  return found != end && *found == c ? simplified_characters[found - traditional_characters] : c;
}

} // namespace

constexpr std::array<std::uint16_t, last_usual - first_usual + 1> usual_folds = make_usual_folds();

char32_t fold(char32_t c) noexcept {
  const char32_t usual = usual_fold(c);
  return usual != 0 || c < 0x80 ? usual : fold_sign(simplified(c));
}

} // namespace amends
