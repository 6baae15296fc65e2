// In: a normal text. Out: its n-grams as 64-bit hashes, each with the place it came from.
#pragma once

#include "classification/layout.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <vector>

namespace amends {

// Which n-grams a model looks at; part of the model file. English: words and pairs of words, and
// sequences of 3 to `most_letters` letters inside "_word_". Other scripts, Chinese first: sequences
// of 1 to `most_characters` characters, without segmentation. Signs alone. Numbers by their length.
struct FeatureOptions {
  std::uint8_t most_letters = 4;
  std::uint8_t most_characters = 2;
  bool operator==(const FeatureOptions&) const = default;
};

inline constexpr std::size_t most_letters_limit = 6;
inline constexpr std::size_t most_characters_limit = 4;

namespace feature {

inline constexpr std::uint64_t prime = 0x9e3779b97f4a7c15ULL;
inline constexpr std::uint64_t word_seed = 11;
inline constexpr std::uint64_t letters_seed = 77;
inline constexpr std::uint64_t characters_seed = 5;

constexpr std::uint64_t step(std::uint64_t h, std::uint64_t c) {
  h = (h ^ c) * prime;
  return h ^ (h >> 31U);
}
constexpr std::uint64_t finish(std::uint64_t h) {
  h ^= h >> 32U;
  h *= 0xd6e8feb86659fd93ULL;
  return h ^ (h >> 29U);
}

// Features that are no n-gram: the constant, and what the lexicon found.
constexpr std::uint64_t named(std::string_view name) {
  std::uint64_t h = 1;
  for (const char c : name)
    h = step(h, static_cast<unsigned char>(c));
  return finish(h);
}
inline constexpr std::uint64_t constant = named("constant");

constexpr bool is_sign(char32_t c) {
  return c < 0x80 || (c >= 0x3000 && c < 0x3040) || (c >= 0x2000 && c < 0x2070);
}

// Short n-grams are written side by side into one number, which no other n-gram gives: six letters
// of ten bits, or three characters of 21.
inline constexpr unsigned letter_bits = 10;
inline constexpr unsigned character_bits = 21;
static_assert(most_letters_limit * letter_bits <= 64);
constexpr std::uint64_t hash_letters(std::uint64_t side_by_side) {
  return side_by_side * prime + letters_seed;
}
constexpr std::uint64_t hash_characters(std::uint64_t side_by_side) {
  return side_by_side * prime + characters_seed;
}

} // namespace feature

// Calls put(hash, from, to) for every n-gram: of words, of signs, of runs of other characters.
// All in one piece, so that its counters and those of `put` stay in registers.
template <class Put> class FeatureScan {
public:
  FeatureScan(std::u32string_view text, const FeatureOptions& options, Put& put)
      : text_(text), options_(options), put_(put) {}

  [[gnu::always_inline]] void run() {
    while (i_ < text_.size()) {
      const char32_t c = text_[i_];
      if (c < first_other && is_word_letter(c))
        word();
      else if (c < first_other && feature::is_sign(c))
        sign(c);
      else
        run_of_others();
    }
  }

private:
  static constexpr std::size_t longest_word = 64; // of a longer one the first letters
  static constexpr char32_t first_other = 0x3040; // from here on no letters and no signs

  [[gnu::always_inline]] void word() {
    std::array<char32_t, longest_word + 2> letters;
    const std::size_t from = i_;
    std::size_t size = 0;
    std::size_t digits = 0;
    std::uint64_t h = feature::word_seed;
    letters[size++] = U'_';
    for (; i_ < text_.size() && is_word_letter(text_[i_]); ++i_) {
      const char32_t c = text_[i_];
      h = h * feature::prime + c;
      digits += c <= U'9' && c >= U'0';
      if (size <= longest_word)
        letters[size++] = c;
    }
    const std::size_t length = i_ - from;
    if (digits == length && length > 2) {
      // A long number says how long it is; which one it is says nothing.
      h = feature::step(feature::word_seed, 0x110000 + std::min<std::size_t>(length, 12));
      put_(feature::finish(h), from, i_);
    } else {
      put_(feature::finish(h), from, i_);
      letters[size++] = U'_';
      inside_word(letters.data(), size, from);
    }
    if (previous_ != 0)
      put_(feature::finish(previous_ * 31 + h * feature::prime + 7), previous_from_, i_);
    previous_ = h;
    previous_from_ = from;
  }

  // Sequences of letters, but the whole "_word_", which is there already.
  [[gnu::always_inline]] void inside_word(const char32_t* letters, std::size_t size,
                                          std::size_t from) {
    const std::size_t most = std::min<std::size_t>(options_.most_letters, size - 1);
    for (std::size_t a = 0; a + 3 <= size && most >= 3; ++a) {
      std::uint64_t side_by_side =
          (std::uint64_t{letters[a]} << feature::letter_bits) | letters[a + 1];
      const std::size_t end = std::min(size, a + most);
      for (std::size_t b = a + 2; b < end; ++b) {
        side_by_side = (side_by_side << feature::letter_bits) | letters[b];
        put_(feature::hash_letters(side_by_side), from + (a > 0 ? a - 1 : 0),
             std::min(i_, from + b));
      }
    }
  }

  [[gnu::always_inline]] void sign(char32_t c) {
    if (c > U' ') {
      previous_ = 0;
      put_(feature::finish(c * feature::prime + 3), i_, i_ + 1);
    }
    ++i_;
  }

  [[gnu::always_inline]] void run_of_others() {
    constexpr auto low = [](unsigned characters) {
      return (std::uint64_t{1} << (characters * feature::character_bits)) - 1;
    };
    previous_ = 0;
    std::uint64_t last = 0; // three characters side by side
    for (const std::size_t from = i_; i_ < text_.size(); ++i_) {
      const char32_t c = text_[i_];
      if (c < first_other && (is_word_letter(c) || feature::is_sign(c)))
        break;
      last = ((last << feature::character_bits) | c) & low(3);
      put_(feature::hash_characters(last & low(1)), i_, i_ + 1);
      const std::size_t most = std::min<std::size_t>(i_ + 1 - from, options_.most_characters);
      if (most >= 2)
        put_(feature::hash_characters(last & low(2)), i_ - 1, i_ + 1);
      if (most >= 3)
        put_(feature::hash_characters(last), i_ - 2, i_ + 1);
      if (most >= 4)
        put_(feature::finish(feature::step(last, text_[i_ - 3])), i_ - 3, i_ + 1);
    }
  }

  std::u32string_view text_;
  const FeatureOptions& options_;
  Put& put_;
  std::size_t i_ = 0;
  std::uint64_t previous_ = 0; // hash of the word before, 0 when there is none
  std::size_t previous_from_ = 0;
};

template <class Put>
void scan_features(std::u32string_view text, const FeatureOptions& options, Put&& put) {
  FeatureScan<std::remove_reference_t<Put>>(text, options, put).run();
}

// No text has more n-grams than this.
[[nodiscard]] constexpr std::size_t most_features(std::size_t characters,
                                                  const FeatureOptions& options) {
  return characters * std::max<std::size_t>(options.most_letters, options.most_characters) + 1;
}

// The hashes alone. `touch` is told each one as early as can be.
template <class Touch>
void collect_hashes(std::u32string_view text, const FeatureOptions& options,
                    std::vector<std::uint64_t>& out, Touch touch) {
  out.resize(std::max(out.size(), most_features(text.size(), options)));
  std::uint64_t* end = out.data();
  scan_features(text, options, [&](std::uint64_t h, std::size_t, std::size_t) {
    touch(h);
    *end++ = h;
  });
  out.resize(static_cast<std::size_t>(end - out.data()));
}

inline void collect_hashes(std::u32string_view text, const FeatureOptions& options,
                           std::vector<std::uint64_t>& out) {
  collect_hashes(text, options, out, [](std::uint64_t) {});
}

} // namespace amends
