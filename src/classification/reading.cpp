#include "classification/reading.hpp"

#include <algorithm>

namespace amends {
namespace {

constexpr std::int32_t most_score_milli = 3000; // more words of one kind say nothing more
constexpr std::int32_t enough_milli = 1000;     // a label by the lexicon alone

constexpr std::int32_t constant_milli = 300; // lets a category be rare

} // namespace

Result<Reading> read_text(const Taxonomy& taxonomy, const Lexicon& lexicon, std::string_view text) {
  Reading out;
  AMENDS_CHECK(normalise_into(text, out.normal));
  const Layout layout = lay_out(out.normal.text);
  out.hits = lexicon.find(out.normal.text, layout);
  const std::size_t categories = taxonomy.categories.size();
  out.score_milli.assign(categories, 0);
  out.first_at.assign(categories, ~std::uint32_t{0});
  // A word said twice is one grievance: of each entry its weightiest occurrence counts.
  std::vector<std::int32_t> counted(lexicon.entries().size(), 0);
  for (const LexiconHit& hit : out.hits) {
    const LexiconEntry& entry = lexicon.entries()[hit.entry];
    const std::int32_t weight = hit.weight_milli(entry);
    if (entry.level >= 0 || weight == 0)
      continue;
    const auto category = static_cast<std::size_t>(entry.category);
    out.first_at[category] = std::min(out.first_at[category], hit.whole.from);
    std::int32_t& before = counted[hit.entry];
    const std::int32_t after = weight > 0 ? std::max(before, weight) : std::min(before, weight);
    out.score_milli[category] += after - before;
    before = after;
  }
  return out;
}

void add_extras(const Taxonomy& taxonomy, const Reading& reading, std::vector<Extra>& out) {
  out.push_back({feature::constant, constant_milli});
  for (std::size_t i = 0; i < taxonomy.categories.size(); ++i) {
    const std::int32_t score = std::min(reading.score_milli[i], most_score_milli);
    if (score <= 0)
      continue;
    const std::string& name = taxonomy.categories[i].name;
    out.push_back({feature::named("words/" + name), score / 2});
    if (score >= enough_milli)
      out.push_back({feature::named("label/" + name), 1000});
  }
}

} // namespace amends
