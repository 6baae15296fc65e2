// Many words found in one pass (Aho-Corasick). In: words with a payload. Out: for a text, every
// place where one ends.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

namespace amends {

class Automaton {
public:
  // `payload` comes back at every occurrence; equal words may be added many times.
  void add(std::u32string_view word, std::uint32_t payload);
  // After the last `add`, before the first `scan`.
  void build();

  // Calls found(end, payload) for every occurrence, `end` being the place behind it; at one place
  // longer words first, equal ones in the order they were added.
  template <class Found> void scan(std::u32string_view text, Found&& found) const {
    std::uint32_t state = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      state = next(state, text[i]);
      for (std::uint32_t at = nodes_[state].payloads != none ? state : nodes_[state].shorter;
           at != 0; at = nodes_[at].shorter)
        for (std::uint32_t p = nodes_[at].payloads; p != none; p = payloads_[p].next)
          found(i + 1, payloads_[p].value);
    }
  }

private:
  static constexpr std::uint32_t none = ~std::uint32_t{0};
  struct Edge {
    char32_t c;
    std::uint32_t to;
  };
  struct Node {
    std::vector<Edge> edges; // sorted by c
    std::uint32_t fail = 0;
    std::uint32_t shorter = 0; // the nearest shorter word that also ends here; 0: none
    std::uint32_t payloads = none;
    std::uint32_t last_payload = none;
  };
  struct Payload {
    std::uint32_t value;
    std::uint32_t next;
  };

  [[nodiscard]] const Edge* edge(std::uint32_t state, char32_t c) const {
    const auto& edges = nodes_[state].edges;
    const auto at = std::lower_bound(edges.begin(), edges.end(), c,
                                     [](const Edge& e, char32_t key) { return e.c < key; });
    return at != edges.end() && at->c == c ? &*at : nullptr;
  }
  [[nodiscard]] std::uint32_t next(std::uint32_t state, char32_t c) const {
    while (true) {
      if (const Edge* found = edge(state, c))
        return found->to;
      if (state == 0)
        return 0;
      state = nodes_[state].fail;
    }
  }

  std::vector<Node> nodes_{1};
  std::vector<Payload> payloads_;
};

} // namespace amends
