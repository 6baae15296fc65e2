#include "amends/text.hpp"
#include "base/utf8.hpp"
#include "text/ascii.hpp"
#include "text/fold.hpp"
#include "text/misreading.hpp"
#include "text/utf8.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>

namespace amends {
namespace {

constexpr std::size_t most_repeats = 3;
// A base and its marks; UAX #15 calls text with longer runs of marks not stream safe. Of a longer
// run the rest is dropped, which keeps hostile input linear and normal text normal.
constexpr std::size_t cluster_bytes = 128;
constexpr std::size_t cluster_characters = 32;
constexpr std::size_t most_expansion = 18; // one character becomes 18 at most (U+FDFA)

template <bool with_offsets> class Normaliser {
public:
  Normaliser(std::string_view text, NormalText& out) : text_(text), out_(out) {
    make_room(text.size());
    out_.mojibake = false;
  }

  Result<void> run() {
    std::size_t at = 0;
    bool good = true;
    while (true) {
      at = usual(at);
      if (at == text_.size())
        break;
      const CodePoint here = code_point_at(text_, at);
      if (here.bytes != 0 && is_usual(here.value)) {
        before_ = {size_, at};
        emit(fold(here.value), at, at + here.bytes);
        at += here.bytes;
      } else {
        good = here.bytes != 0 && cluster(at);
        if (!good)
          break;
      }
    }
    if (!good)
      return Error{Code::parse,
                   "the text is not UTF-8 at byte " + std::to_string(bad_at(at)) + hint(), ""};
    if (size_ > 0 && out_.text[size_ - 1] == U' ')
      --size_;
    finish();
    return {};
  }

private:
  // What was before the last simple character, in case that a mark follows and joins it.
  struct Before {
    std::size_t size = 0;
    std::size_t at = 0;
  };

  // Usual characters as long as no blanks follow on each other and no run gets too long: what
  // nearly all text consists of, without the care that the rest needs. Answers where it ends; a
  // mark that joins the character before does not follow.
  std::size_t usual(std::size_t at) {
    // Kept here, not in the object, so that they stay in registers.
    const std::string_view text = text_;
    char32_t* const out = out_.text.data();
    std::size_t size = size_;
    const std::size_t begin = at;
    std::size_t no_step_before = at;
    char32_t last = size > 0 ? out[size - 1] : U'\n';
    std::size_t last_bytes = 0;
    while (at < text.size()) {
      std::size_t bytes = 1;
      const auto lead = static_cast<unsigned char>(text[at]);
      char32_t c = 0;
      if (lead < 0x80) {
        c = folded_ascii[lead];
        if (at >= no_step_before && text.size() - at >= ascii_look_ahead && c != last &&
            c != U' ') {
          if (fold_ascii(text.data() + at, out + size)) {
            note_bytes(size, ascii_step, at, 1);
            at += ascii_step;
            size += ascii_step;
            last_bytes = 1;
            last = out[size - 1];
            continue;
          }
          no_step_before = at + ascii_step;
        }
      } else {
        const CodePoint here = three_bytes_at(text, at);
        c = here.bytes != 0 ? usual_fold(here.value) : 0;
        bytes = here.bytes;
      }
      if (c == 0 || (c <= U' ' && last <= U' ') || (c == last && is_run(c, size)))
        break;
      out[size] = c;
      note_bytes(size, 1, at, bytes);
      ++size;
      at += bytes;
      last_bytes = bytes;
      last = c;
    }
    if (at < text.size() && static_cast<unsigned char>(text[at]) >= 0x80 && at > begin) {
      at -= last_bytes;
      --size;
    }
    if (size > size_)
      before_.at = at;
    size_ = size;
    return at;
  }

  // `count` characters from `place` on, each of so many bytes from `at` on.
  [[gnu::always_inline]] void note_bytes(std::size_t place, std::size_t count, std::size_t at,
                                         std::size_t bytes) {
    for (std::size_t i = 0; with_offsets && i < count; ++i) {
      out_.from[place + i] = static_cast<std::uint32_t>(at + i * bytes);
      out_.to[place + i] = static_cast<std::uint32_t>(at + (i + 1) * bytes);
    }
  }

  // Whether `c` behind `size` characters would be one more than a run may have.
  [[nodiscard]] bool is_run(char32_t c, std::size_t size) const {
    if (size < most_repeats || (c >= U'0' && c <= U'9'))
      return false;
    const char32_t* end = out_.text.data() + size;
    return std::all_of(end - most_repeats, end, [c](char32_t before) { return before == c; });
  }

  void make_room(std::size_t size) {
    if (out_.text.size() < size)
      out_.text.resize(size);
    if (with_offsets && out_.from.size() < size) {
      out_.from.resize(size);
      out_.to.resize(size);
    }
  }

  void finish() {
    out_.text.resize(size_);
    out_.from.resize(with_offsets ? size_ : 0);
    out_.to.resize(with_offsets ? size_ : 0);
    out_.mojibake =
        latin_.damaged() || (saw_unusual_ && out_.text.find(U'\ufffd') != out_.text.npos) ||
        (with_offsets &&
         (out_.text.find(U"\u951f\u65a4\u62f7") != out_.text.npos || was_read_as_gbk(out_.text)));
  }

  [[nodiscard]] std::string hint() const {
    const std::string_view found = encoding_hint(text_);
    return found.empty() ? "; send it as UTF-8" : std::string(found);
  }

  [[nodiscard]] std::size_t bad_at(std::size_t at) const {
    while (at < text_.size()) {
      const CodePoint here = code_point_at(text_, at);
      if (here.bytes == 0)
        break;
      at += here.bytes;
    }
    return at;
  }

  // One character with what belongs to it (accents, Hangul letters), through utf8proc; the simple
  // character before it may be its base. Moves `at` behind it; false: not UTF-8.
  bool cluster(std::size_t& at) {
    saw_unusual_ = true;
    std::size_t from = at;
    // Written or not: of a long run the last one may be the base.
    if (at > 0 && before_.at < at && fold(code_point_at(text_, before_.at).value) > U' ') {
      from = before_.at;
      size_ = before_.size;
    }
    before_ = {size_, text_.size()};
    CodePoint here = code_point_at(text_, from);
    std::size_t count = 1;
    utf8proc_int32_t state = 0;
    at = from + here.bytes;
    std::size_t to = at; // of what is kept
    while (at < text_.size()) {
      const CodePoint next = code_point_at(text_, at);
      if (next.bytes == 0)
        return false;
      if (!belongs(here.value, next.value, state))
        break;
      at += next.bytes;
      if (++count <= cluster_characters && at - from <= cluster_bytes)
        to = at;
      if (!is_invisible(next.value))
        here = next;
    }
    if (from > seen_to_)
      latin_.see(U' '); // simple characters stand between
    for (std::size_t i = from; i < at; i += here.bytes) {
      here = code_point_at(text_, i);
      latin_.see(here.value);
    }
    seen_to_ = at;
    fold_cluster(from, to);
    return true;
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
    std::array<utf8proc_int32_t, cluster_characters * most_expansion> room{};
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text_.data() + from);
    const utf8proc_ssize_t size = utf8proc_decompose(
        bytes, static_cast<utf8proc_ssize_t>(to - from), room.data(), room.size(), options);
    if (size <= 0 || static_cast<std::size_t>(size) > room.size())
      return;
    const utf8proc_ssize_t left = utf8proc_normalize_utf32(room.data(), size, options);
    make_room(size_ + static_cast<std::size_t>(left) + (text_.size() - to));
    for (utf8proc_ssize_t i = 0; i < left; ++i)
      emit(fold(static_cast<char32_t>(room[static_cast<std::size_t>(i)])), from, to);
  }

  void emit(char32_t c, std::size_t from, std::size_t to) {
    const char32_t last = size_ > 0 ? out_.text[size_ - 1] : U'\n';
    if (c <= U' ') {
      if (last == U'\n')
        return;
      if (last == U' ') {
        out_.text[size_ - 1] = c;
        return;
      }
    }
    if (c == last && is_run(c, size_)) {
      if (with_offsets)
        out_.to[size_ - 1] = static_cast<std::uint32_t>(to);
      return;
    }
    out_.text[size_] = c;
    if (with_offsets) {
      out_.from[size_] = static_cast<std::uint32_t>(from);
      out_.to[size_] = static_cast<std::uint32_t>(to);
    }
    ++size_;
  }

  std::string_view text_;
  NormalText& out_;
  std::size_t size_ = 0; // characters written
  Before before_;
  bool saw_unusual_ = false;
  LatinReading latin_;
  std::size_t seen_to_ = 0; // where what it was shown ends
};

} // namespace

Result<void> normalise_into(std::string_view text, NormalText& out, Offsets offsets) {
  if (offsets == Offsets::none)
    return Normaliser<false>(text, out).run();
  return Normaliser<true>(text, out).run();
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
    const auto size = utf8proc_encode_char(static_cast<utf8proc_int32_t>(c), room.data());
    out.append(reinterpret_cast<const char*>(room.data()), static_cast<std::size_t>(size));
  }
  return out;
}

} // namespace amends
