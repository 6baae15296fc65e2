// In: a normal text. Out: its n-grams as 64-bit hashes, each with the place it came from.
#pragma once

#include "classification/layout.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
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

// Changes whenever the same text would give other hashes: a model of another version is refused.
inline constexpr std::uint32_t feature_version = 1;
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

} // namespace feature

// Calls put(hash, from, to) for every n-gram, in order of its end. Linear in the text.
template <class Put>
void scan_features(std::u32string_view text, const FeatureOptions& options, Put&& put) {
  constexpr std::size_t longest_word = 64;
  std::array<char32_t, longest_word + 2> word{};
  std::size_t run_from = 0;   // where the run of other characters began that reaches to `i`
  std::uint64_t previous = 0; // hash of the word before, 0 when there is none
  std::size_t previous_from = 0;
  std::size_t i = 0;
  while (i < text.size()) {
    const char32_t c = text[i];
    if (is_word_letter(c)) {
      const std::size_t from = i;
      std::size_t size = 0;
      std::size_t digits = 0;
      std::uint64_t h = feature::word_seed;
      word[size++] = U'_';
      for (; i < text.size() && is_word_letter(text[i]); ++i) {
        h = feature::step(h, text[i]);
        digits += text[i] <= U'9' && text[i] >= U'0';
        if (size <= longest_word)
          word[size++] = text[i];
      }
      const std::size_t length = i - from;
      if (digits == length && length > 2) {
        // A long number says how long it is; which one it is says nothing.
        h = feature::step(feature::word_seed, 0x110000 + std::min<std::size_t>(length, 12));
        put(feature::finish(h), from, i);
      } else {
        put(feature::finish(h), from, i);
        word[size++] = U'_';
        for (std::size_t a = 0; a + 3 <= size; ++a) {
          std::uint64_t g = feature::letters_seed;
          const std::size_t end = std::min<std::size_t>(size, a + options.most_letters);
          for (std::size_t b = a; b < end; ++b) {
            g = feature::step(g, word[b]);
            // The whole "_word_" is there already.
            if (b >= a + 2 && !(a == 0 && b + 1 == size))
              put(feature::finish(g + (b - a)), from + (a > 0 ? a - 1 : 0), std::min(i, from + b));
          }
        }
      }
      run_from = i;
      if (previous != 0)
        put(feature::finish(previous * 31 + h * feature::prime + 7), previous_from, i);
      previous = h;
      previous_from = from;
      continue;
    }
    if (feature::is_sign(c)) {
      run_from = i + 1;
      if (c > U' ') {
        previous = 0;
        put(feature::finish(c * feature::prime + 3), i, i + 1);
      }
      ++i;
      continue;
    }
    previous = 0;
    ++i;
    const std::size_t oldest = i - std::min<std::size_t>(i - run_from, options.most_characters);
    std::uint64_t g = feature::characters_seed;
    for (std::size_t k = i; k-- > oldest;) {
      g = feature::step(g, text[k]);
      put(feature::finish(g + (i - k)), k, i);
    }
  }
}

// No text has more n-grams than this.
[[nodiscard]] constexpr std::size_t most_features(std::size_t characters,
                                                  const FeatureOptions& options) {
  return characters * std::max<std::size_t>(options.most_letters, options.most_characters) + 1;
}

// The hashes alone.
inline void collect_hashes(std::u32string_view text, const FeatureOptions& options,
                           std::vector<std::uint64_t>& out) {
  out.resize(std::max(out.size(), most_features(text.size(), options)));
  std::uint64_t* end = out.data();
  scan_features(text, options, [&](std::uint64_t h, std::size_t, std::size_t) { *end++ = h; });
  out.resize(static_cast<std::size_t>(end - out.data()));
}

} // namespace amends
