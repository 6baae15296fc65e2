#include "classification/host.hpp"

#include <algorithm>

namespace amends {
namespace {

const Label* find(const std::vector<Label>& labels, const std::string& category) {
  const auto at = std::find_if(labels.begin(), labels.end(),
                               [&](const Label& one) { return one.category == category; });
  return at == labels.end() ? nullptr : &*at;
}

bool same(const Label& a, const Label& b) {
  return a.category == b.category && a.score_ppm == b.score_ppm;
}

} // namespace

Result<Opinion> opinion_of(const Taxonomy& taxonomy, const std::vector<Label>& labels) {
  Opinion out;
  for (const Label& label : labels) {
    const auto bad = [&](const char* what) {
      return Error{Code::arg, "the label \"" + label.category + "\" " + what, ""};
    };
    const std::size_t at = taxonomy.find(label.category);
    if (at == taxonomy.categories.size())
      return bad("is no category of this policy");
    if (is_label(out, at))
      return bad("stands there twice");
    if (label.score_ppm < 0 || label.score_ppm > 1'000'000)
      return bad("has a score beyond 0 to 1 000 000");
    out.labels.push_back({at, label.score_ppm, false});
  }
  if (out.labels.empty() && taxonomy.other == taxonomy.categories.size())
    return Error{Code::arg, "no label is left, and the model has no \"other\" to give", ""};
  if (out.labels.empty())
    out.labels.push_back({taxonomy.other, 1'000'000, false});
  return out;
}

void ask_host(const Taxonomy& taxonomy, const ClassifyHost& host, std::string_view text,
              Opinion& opinion, Classification& found) {
  std::vector<Label> labels = found.labels;
  auto judged = host(text, labels);
  auto read = judged ? opinion_of(taxonomy, labels) : Result<Opinion>(judged.error());
  if (!read) {
    found.host_failed = read.error().message;
    return;
  }
  if (labels.empty())
    labels.push_back({taxonomy.categories[taxonomy.other].name, 1'000'000});
  if (std::equal(labels.begin(), labels.end(), found.labels.begin(), found.labels.end(), same))
    return;
  for (Label& label : labels) {
    const Label* known = find(found.labels, label.category);
    label.by =
        known != nullptr && same(*known, label) ? std::nullopt : std::optional<std::string>("host");
  }
  found.overruled = std::move(found.labels);
  found.labels = std::move(labels);
  opinion.labels = std::move(read->labels);
  opinion.abstained = false;
}

} // namespace amends
