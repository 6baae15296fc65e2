#include "classification/host.hpp"

#include <algorithm>

namespace amends {
namespace {

const Label* find(const std::vector<Label>& labels, const std::string& category) {
  const auto at = std::find_if(labels.begin(), labels.end(),
                               [&](const Label& one) { return one.category == category; });
  return at == labels.end() ? nullptr : &*at;
}

Error bad(const std::string& what) {
  return Error{Code::policy, "the host's classification " + what, ""};
}

// The host's labels as indices.
Result<std::vector<Chosen>> read_labels(const Taxonomy& taxonomy,
                                        const std::vector<Label>& labels) {
  std::vector<Chosen> out;
  for (const Label& label : labels) {
    const std::size_t at = taxonomy.find(label.category);
    if (at == taxonomy.categories.size())
      return bad("names \"" + label.category + "\", which is no category of this policy");
    if (std::any_of(out.begin(), out.end(), [&](const Chosen& c) { return c.category == at; }))
      return bad("names \"" + label.category + "\" twice");
    if (label.score_ppm < 0 || label.score_ppm > 1'000'000)
      return bad("gives \"" + label.category + "\" a score beyond 0 to 1 000 000");
    out.push_back({at, label.score_ppm, false});
  }
  if (out.empty())
    return bad("leaves no label; \"other\" is one");
  return out;
}

} // namespace

Result<void> ask_host(const Taxonomy& taxonomy, const ClassifyHost& host, std::string_view text,
                      Opinion& opinion, Classification& found) {
  const std::vector<Label> before = found.labels;
  AMENDS_CHECK(host(text, found.labels));
  AMENDS_TRY_ASSIGN(opinion.labels, read_labels(taxonomy, found.labels));
  bool changed = false;
  for (std::size_t i = 0; i < found.labels.size(); ++i) {
    Label& label = found.labels[i];
    const Label* known = find(before, label.category);
    const bool own = known == nullptr || known->score_ppm != label.score_ppm;
    label.by = own ? std::optional<std::string>("host") : std::nullopt;
    changed = changed || own || i >= before.size() || before[i].category != label.category;
  }
  for (const Label& label : before)
    if (find(found.labels, label.category) == nullptr)
      found.overruled.push_back(label);
  if (changed || !found.overruled.empty())
    opinion.abstained = false;
  return {};
}

} // namespace amends
