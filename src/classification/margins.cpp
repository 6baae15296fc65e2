#include "classification/margins.hpp"

#include <algorithm>

namespace amends {
namespace {

constexpr std::uint32_t long_units = 120; // Han characters and words from which a text is long
constexpr std::uint32_t group_units = 40; // a group of sentences ends at the first end behind

void add_margins(const Classifier::Compiled& compiled, const Reading& reading, TextSpan part,
                 Margins& room) {
  const Model& model = *compiled.model;
  const std::u32string_view text = reading.said;
  collect(model, text.substr(part.from, part.to - part.from), room);
  room.extras.clear();
  if (model.lexicon_features)
    add_extras(compiled.taxonomy,
               score_words(compiled.taxonomy, compiled.lexicon, reading.hits, part), room.extras);
  add_up(model, room);
}

} // namespace

ModelView margins_of(const Classifier::Compiled& compiled, const Reading& reading) {
  const auto size = static_cast<std::uint32_t>(reading.said.size());
  Margins room;
  add_margins(compiled, reading, {0, size}, room);
  ModelView out{room.milli, room.known_permille()};
  const Layout& layout = reading.layout;
  if (compiled.model->task == Task::single || layout.units.back() < long_units)
    return out;
  TextSpan part;
  for (std::uint32_t at = 1; at <= size; ++at) {
    const bool ends = at == size || layout.clause[at] != layout.clause[at - 1];
    if (!ends || (at < size && layout.units[at] - layout.units[part.from] < group_units))
      continue;
    part.to = at;
    add_margins(compiled, reading, part, room);
    for (std::size_t c = 0; c < out.milli.size(); ++c)
      out.milli[c] = std::max(out.milli[c], room.milli[c]);
    part.from = at;
  }
  return out;
}

} // namespace amends
