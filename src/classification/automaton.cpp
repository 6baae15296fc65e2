#include "classification/automaton.hpp"

namespace amends {

void Automaton::add(std::u32string_view word, std::uint32_t payload) {
  std::uint32_t state = 0;
  for (const char32_t c : word) {
    if (const Edge* found = edge(state, c)) {
      state = found->to;
      continue;
    }
    const auto fresh = static_cast<std::uint32_t>(nodes_.size());
    nodes_.emplace_back();
    auto& edges = nodes_[state].edges;
    const auto at = std::lower_bound(edges.begin(), edges.end(), c,
                                     [](const Edge& e, char32_t key) { return e.c < key; });
    edges.insert(at, Edge{c, fresh});
    state = fresh;
  }
  const auto index = static_cast<std::uint32_t>(payloads_.size());
  payloads_.push_back({payload, none});
  Node& node = nodes_[state];
  (node.payloads == none ? node.payloads : payloads_[node.last_payload].next) = index;
  node.last_payload = index;
}

void Automaton::build() {
  std::vector<std::uint32_t> queue; // breadth first: a node's fail is done before the node
  queue.reserve(nodes_.size());
  for (const Edge& e : nodes_[0].edges)
    queue.push_back(e.to);
  for (std::size_t i = 0; i < queue.size(); ++i) {
    const std::uint32_t state = queue[i];
    for (const Edge& e : nodes_[state].edges) {
      Node& child = nodes_[e.to];
      child.fail = next(nodes_[state].fail, e.c);
      child.shorter = nodes_[child.fail].payloads != none ? child.fail : nodes_[child.fail].shorter;
      queue.push_back(e.to);
    }
  }
}

} // namespace amends
