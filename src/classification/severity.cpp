#include "classification/severity.hpp"

#include <algorithm>

namespace amends {
namespace {

constexpr std::int32_t least_word_milli = 500; // a severity word in doubt counts, one denied not
constexpr std::int32_t extra_milli = 1000;
constexpr std::int32_t grave = 2; // "high": to be called milder takes words

bool counts(const LexiconHit& hit, const LexiconEntry& entry) {
  return entry.level >= 0 && hit.weight_milli(entry) >= least_word_milli;
}

// The gravest severity that the words name, for one of the labels or in general.
std::int32_t said_in(const Classifier::Compiled& compiled, const Reading& reading,
                     const Opinion& opinion) {
  std::int32_t said = -1;
  for (const LexiconHit& hit : reading.hits) {
    const LexiconEntry& entry = compiled.lexicon.entries()[hit.entry];
    if (counts(hit, entry) &&
        (entry.category < 0 || is_label(opinion, static_cast<std::size_t>(entry.category))))
      said = std::max(said, entry.level);
  }
  return said;
}

std::int32_t said_in_general(const Classifier::Compiled& compiled, const Reading& reading) {
  std::int32_t said = -1;
  for (const LexiconHit& hit : reading.hits) {
    const LexiconEntry& entry = compiled.lexicon.entries()[hit.entry];
    if (counts(hit, entry) && entry.category < 0)
      said = std::max(said, entry.level);
  }
  return said;
}

} // namespace

Severities severities_by_policy(const Classifier::Compiled& compiled, const Reading& reading,
                                const Opinion& opinion) {
  std::vector<std::int32_t> own;
  for (const Chosen& label : opinion.labels)
    own.push_back(compiled.taxonomy.categories[label.category].severity);
  Severities out{usual_of(own), said_in(compiled, reading, opinion), -1};
  if (out.said == 0 && own.size() > 1 && out.usual > 0)
    out.said = -1; // one of several grievances is mild, the whole is not
  return out;
}

void add_severity_extras(const Taxonomy& taxonomy, const Reading& reading, const Severities& known,
                         std::vector<Extra>& out) {
  add_extras(taxonomy, reading.words, out);
  const auto add = [&](const char* what, std::int32_t level) {
    const std::string& name = taxonomy.severities[static_cast<std::size_t>(std::max(level, 0))];
    out.push_back({feature::named(what + (level < 0 ? "" : name)), extra_milli});
  };
  add("usual/", known.usual);
  add("said/", known.said);
}

Severities with_modelled(const Classifier::Compiled& compiled, const Reading& reading,
                         Severities by_policy, std::span<const std::int32_t> milli) {
  const auto above =
      std::count_if(milli.begin(), milli.end(), [](std::int32_t one) { return one > 0; });
  by_policy.modelled =
      std::max(static_cast<std::int32_t>(above), said_in_general(compiled, reading));
  if (by_policy.said < 0 && by_policy.usual >= grave)
    by_policy.modelled = std::max(by_policy.modelled, by_policy.usual);
  return by_policy;
}

Severities severities_of(const Classifier::Compiled& compiled, const Reading& reading,
                         const Opinion& opinion) {
  Severities out = severities_by_policy(compiled, reading, opinion);
  // Of a category that only this policy has, the model has seen nothing.
  if (!compiled.severity_model || compiled.column[opinion.labels.front().category] < 0)
    return out;
  const Model& model = *compiled.severity_model;
  Margins room;
  collect(model, reading.said, room);
  add_severity_extras(compiled.taxonomy, reading, out, room.extras);
  add_up(model, room);
  return with_modelled(compiled, reading, out, room.milli);
}

} // namespace amends
