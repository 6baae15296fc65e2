#include "amends/text.hpp"
#include "text/simplified.hpp"
#include "text/utf8.hpp"

#include <utf8proc.h>

#include <array>

namespace amends {
namespace {

// Characters that are their own NFKC form (full width apart) and never join a neighbour: with
// them alone, as in nearly every complaint, utf8proc is not asked.
bool is_simple(char32_t c) {
  return c < 0x80 || (c >= 0x3400 && c <= 0x9fff) || (c >= 0x3000 && c <= 0x3020) ||
         (c >= 0xff01 && c <= 0xff5e) || (c >= 0x3041 && c <= 0x3094) ||
         (c >= 0x30a1 && c <= 0x30fa);
}

char32_t fold_simple(char32_t c) {
  if (c >= 0xff01 && c <= 0xff5e)
    c -= 0xfee0;
  if (c >= U'A' && c <= U'Z')
    return c + 0x20;
  if (c == U'\r')
    return U'\n';
  return c != U'\n' && (c < 0x20 || c == 0x7f || c == 0x3000) ? U' ' : c;
}

// Signs that people mix up, brought to one.
char32_t fold_sign(char32_t c) {
  switch (c) {
  case 0x2018: case 0x2019: case 0x02bc: case U'`': case 0x00b4: return U'\'';
  case 0x201c: case 0x201d: case 0x300c: case 0x300d: case 0x300e: case 0x300f: return U'"';
  case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: case 0x2212: return U'-';
  case 0x2028: case 0x2029: case 0x0085: return U'\n';
  default: return c;
  }
}

constexpr std::size_t most_repeats = 3;
// A base and its marks; UAX #15 calls text with longer runs of marks not stream safe. A longer run
// is cut, which keeps hostile input linear.
constexpr std::size_t cluster_bytes = 128;
constexpr std::size_t cluster_characters = 32;

class Normaliser {
public:
  Normaliser(std::string_view text, NormalText& out) : text_(text), out_(out) {
    out_.text.clear();
    out_.from.clear();
    out_.to.clear();
    out_.mojibake = false;
    out_.text.reserve(text.size());
    out_.from.reserve(text.size());
    out_.to.reserve(text.size());
  }

  Result<void> run() {
    if (text_.empty())
      return {};
    std::size_t at = 0;
    AMENDS_TRY_ASSIGN(CodePoint here, step(0));
    while (here.bytes != 0) {
      AMENDS_TRY_ASSIGN(const CodePoint next, step(at + here.bytes));
      if (is_simple(here.value) && (next.bytes == 0 || is_simple(next.value))) {
        emit(simplified(fold_sign(fold_simple(here.value))), at, at + here.bytes);
        at += here.bytes;
        here = next;
      } else {
        AMENDS_TRY_ASSIGN(here, cluster(at, here, next));
      }
    }
    if (!out_.text.empty() && out_.text.back() == U' ')
      drop_last();
    out_.mojibake = damaged_pairs_ >= 3 || out_.text.find(U"\u951f\u65a4\u62f7") != out_.text.npos ||
                    out_.text.find(U'\ufffd') != out_.text.npos;
    return {};
  }

private:
  Result<CodePoint> step(std::size_t at) const {
    if (at == text_.size())
      return CodePoint{};
    const CodePoint next = code_point_at(text_, at);
    if (next.bytes == 0)
      return Error{Code::parse,
                   "the text is not UTF-8 at byte " + std::to_string(at) + "; send it as UTF-8", ""};
    return next;
  }

  // One character with what belongs to it (accents, Hangul letters), through utf8proc. Moves `at`
  // behind it and answers the character there.
  Result<CodePoint> cluster(std::size_t& at, CodePoint here, CodePoint next) {
    const std::size_t from = at;
    std::size_t count = 1;
    utf8proc_int32_t state = 0;
    at += here.bytes;
    while (next.bytes != 0 && at + next.bytes - from <= cluster_bytes &&
           count < cluster_characters &&
           belongs(here.value, next.value, state)) {
      at += next.bytes;
      ++count;
      if (!is_invisible(next.value))
        here = next;
      AMENDS_TRY_ASSIGN(next, step(at));
    }
    watch_for_mojibake(text_.substr(from, at - from));
    fold_cluster(from, at);
    return next;
  }

  static bool is_invisible(char32_t c) {
    return utf8proc_get_property(static_cast<utf8proc_int32_t>(c))->ignorable;
  }
  // Invisible characters vanish, so they must not part what then stands together.
  static bool belongs(char32_t here, char32_t next, utf8proc_int32_t& state) {
    return is_invisible(next) ||
           !utf8proc_grapheme_break_stateful(static_cast<utf8proc_int32_t>(here),
                                             static_cast<utf8proc_int32_t>(next), &state);
  }

  void fold_cluster(std::size_t from, std::size_t to) {
    constexpr auto options = static_cast<utf8proc_option_t>(
        UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_STABLE | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
    // One character becomes 18 at most (U+FDFA).
    std::array<utf8proc_int32_t, cluster_characters * 18> room{};
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text_.data() + from);
    const utf8proc_ssize_t size = utf8proc_decompose(
        bytes, static_cast<utf8proc_ssize_t>(to - from), room.data(), room.size(), options);
    if (size <= 0 || static_cast<std::size_t>(size) > room.size())
      return;
    const utf8proc_ssize_t left = utf8proc_normalize_utf32(room.data(), size, options);
    for (utf8proc_ssize_t i = 0; i < left; ++i) {
      const auto c = static_cast<char32_t>(room[static_cast<std::size_t>(i)]);
      emit(simplified(fold_sign(is_simple(c) ? fold_simple(c) : c)), from, to);
    }
  }

  // UTF-8 that was read as Latin-1 and written as UTF-8 again: leads in U+00C2..U+00F4 followed by
  // tails in U+0080..U+00BF.
  void watch_for_mojibake(std::string_view bytes) {
    if (bytes.size() != 2) {
      damaged_lead_ = false;
      return;
    }
    const char32_t c = code_point_at(bytes, 0).value;
    if (damaged_lead_ && c >= 0x80 && c <= 0xbf)
      ++damaged_pairs_;
    damaged_lead_ = c >= 0xc2 && c <= 0xf4;
  }

  void emit(char32_t c, std::size_t from, std::size_t to) {
    const bool blank = c == U' ' || c == U'\n';
    if (blank && (out_.text.empty() || out_.text.back() == U'\n'))
      return;
    if (blank && out_.text.back() == U' ') {
      out_.text.back() = c;
      return;
    }
    const bool same = !out_.text.empty() && out_.text.back() == c;
    repeats_ = same ? repeats_ + 1 : 1;
    if (same && repeats_ > most_repeats && !(c >= U'0' && c <= U'9')) {
      out_.to.back() = static_cast<std::uint32_t>(to);
      return;
    }
    out_.text.push_back(c);
    out_.from.push_back(static_cast<std::uint32_t>(from));
    out_.to.push_back(static_cast<std::uint32_t>(to));
  }

  void drop_last() {
    out_.text.pop_back();
    out_.from.pop_back();
    out_.to.pop_back();
  }

  std::string_view text_;
  NormalText& out_;
  std::size_t repeats_ = 0;
  bool damaged_lead_ = false;
  int damaged_pairs_ = 0;
};

} // namespace

Result<void> normalise_into(std::string_view text, NormalText& out) {
  return Normaliser(text, out).run();
}

Result<NormalText> normalise(std::string_view text) {
  NormalText out;
  AMENDS_CHECK(normalise_into(text, out));
  return out;
}

std::string to_utf8(std::u32string_view text) {
  std::string out;
  out.reserve(text.size() * 3);
  for (const char32_t c : text) {
    std::array<utf8proc_uint8_t, 4> room{};
    const auto size =
        utf8proc_encode_char(static_cast<utf8proc_int32_t>(c), room.data());
    out.append(reinterpret_cast<const char*>(room.data()), static_cast<std::size_t>(size));
  }
  return out;
}

} // namespace amends
