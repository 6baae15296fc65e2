// What the machine allows: the least that a linear model over n-grams has to do for a text. One
// pass over the bytes gives a hash an n-gram, a table its row, and the rows are added up. No check
// of UTF-8, no folding but the case of ASCII, no n-gram told from another by more than its hash, no
// probability, no answer but the best class. The weights are made up.
#pragma once

#include "classification/sum_rows.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

class TextLimit {
public:
  // Rows for as many n-grams of these texts as `most`, the frequent ones first.
  TextLimit(const std::vector<std::string_view>& texts, std::size_t classes, std::size_t characters,
            std::size_t most)
      : columns_(amends::padded_columns(classes)), characters_(characters) {
    std::unordered_map<std::uint64_t, std::pair<std::size_t, std::size_t>> counts; // n, last text
    for (std::size_t i = 0; i < texts.size(); ++i) {
      read(texts[i]);
      for (const std::uint64_t hash : hashes_) {
        auto& [count, last] = counts[hash];
        count += last != i + 1;
        last = i + 1;
      }
    }
    std::vector<std::pair<std::size_t, std::uint64_t>> ranked;
    for (const auto& [hash, count] : counts)
      ranked.emplace_back(count.first, hash);
    std::sort(ranked.rbegin(), ranked.rend());
    ranked.resize(std::min(ranked.size(), most));
    std::size_t size = 16;
    while (size < ranked.size() * 2)
      size *= 2;
    totals_.resize(columns_);
    slots_.assign(size, {});
    rows_.assign((ranked.size() + 1) * columns_, 0);
    for (std::size_t i = 0; i < ranked.size(); ++i) {
      std::size_t at = ranked[i].second & (size - 1);
      while (slots_[at].row != 0)
        at = (at + 1) & (size - 1);
      slots_[at] = {tag_of(ranked[i].second), static_cast<std::uint32_t>(i + 1)};
      for (std::size_t c = 0; c < columns_; ++c)
        rows_[(i + 1) * columns_ + c] =
            static_cast<std::int16_t>(static_cast<int>((i * 31 + c) * 7919 % 127) - 63);
    }
  }

  std::size_t best_class(std::string_view text) {
    read(text);
    const std::size_t mask = slots_.size() - 1;
    for (const std::uint64_t hash : hashes_)
      __builtin_prefetch(&slots_[hash & mask]);
    found_.clear();
    for (const std::uint64_t hash : hashes_) {
      std::size_t at = hash & mask;
      while (slots_[at].row != 0 && slots_[at].tag != tag_of(hash))
        at = (at + 1) & mask;
      if (slots_[at].row == 0)
        continue;
      found_.push_back(&rows_[slots_[at].row * columns_]);
      __builtin_prefetch(found_.back());
    }
    sum_(found_.data(), found_.size(), columns_, totals_.data());
    return static_cast<std::size_t>(std::max_element(totals_.begin(), totals_.end()) -
                                    totals_.begin());
  }

private:
  struct Slot {
    std::uint32_t tag = 0;
    std::uint32_t row = 0;
  };

  static std::uint32_t tag_of(std::uint64_t hash) {
    return static_cast<std::uint32_t>(hash >> 32U);
  }
  static constexpr std::uint64_t mix(std::uint64_t h) {
    h *= 0x9e3779b97f4a7c15ULL;
    return h ^ (h >> 32U);
  }

  // ASCII letters and digits: words, pairs of words, three and four letters with the blanks around.
  // Bytes of others: one to `characters_` characters of three bytes.
  void read(std::string_view text) {
    static constexpr auto folded = [] {
      std::array<unsigned char, 256> out{};
      for (unsigned c = 0; c < 128; ++c)
        out[c] = static_cast<unsigned char>((c >= 'A' && c <= 'Z') ? c + 32 : 0) |
                 static_cast<unsigned char>(
                     (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '\'' ? c : 0);
      return out;
    }();
    hashes_.clear();
    std::uint64_t before = 0;
    std::uint64_t others = 0;
    std::size_t run = 0;
    for (std::size_t i = 0; i < text.size();) {
      const auto c = static_cast<unsigned char>(text[i]);
      if (folded[c] != 0) {
        std::uint64_t word = 0;
        std::uint64_t last = '_';
        std::size_t size = 1;
        for (; i < text.size() && folded[static_cast<unsigned char>(text[i])] != 0; ++i) {
          last = (last << 8U) | folded[static_cast<unsigned char>(text[i])];
          word = word * 0x9e3779b97f4a7c15ULL + (last & 0xffU);
          if (++size >= 3)
            hashes_.push_back(mix(last & 0xffffffU));
          if (size >= 4)
            hashes_.push_back(mix(last & 0xffffffffU));
        }
        hashes_.push_back(mix(word));
        if (before != 0)
          hashes_.push_back(mix(before * 31 + word));
        before = word;
        run = 0;
      } else if (c < 0x80 || text.size() - i < 3) {
        if (c > ' ')
          hashes_.push_back(mix(c));
        ++i;
        run = 0;
      } else {
        std::uint32_t three = 0;
        std::memcpy(&three, text.data() + i, 3);
        others = (others << 21U) | (three * 0x9e3779b9U >> 11U);
        run = std::min(run + 1, characters_);
        for (std::size_t n = 1; n <= run; ++n)
          hashes_.push_back(mix(others & ((std::uint64_t{1} << (21 * n)) - 1)));
        i += 3;
        before = 0;
      }
    }
  }

  std::size_t columns_;
  std::size_t characters_;
  std::vector<Slot> slots_;
  amends::Rows rows_;
  std::vector<std::int32_t> totals_;
  amends::SumRows sum_ = amends::best_sum_rows();
  std::vector<std::uint64_t> hashes_;
  std::vector<const std::int16_t*> found_;
};
