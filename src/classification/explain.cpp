#include "classification/explain.hpp"

#include <algorithm>

namespace amends {
namespace {

constexpr std::size_t most_stretches = 3; // of the model, for one label
constexpr std::int64_t least_milli = 50;  // a margin below this explains nothing

// Of the model: a piece of a clause all of whose characters speak for the label.
struct Stretch {
  TextSpan place;
  std::int64_t milli = 0;
};

class Explainer {
public:
  Explainer(const Classifier::Compiled& compiled, const Reading& reading, const Opinion& opinion,
            std::string_view text)
      : compiled_(compiled), reading_(reading), opinion_(opinion), text_(text) {}

  std::vector<LabelWhy> run() {
    for (const LexiconHit& hit : reading_.hits)
      add_hit(hit);
    if (compiled_.model)
      for (const Chosen& label : opinion_.labels)
        if (!label.by_rule && compiled_.column[label.category] >= 0)
          add_stretches(label.category);
    return std::move(out_);
  }

  // Why the text is graver or milder than what is usual for its labels.
  std::vector<LabelWhy> run(const Severities& severities) {
    if (severities.modelled < 0 || severities.usual < 0 || severities.modelled == severities.usual)
      return {};
    // The boundary that it has, or has not, passed.
    const bool graver = severities.modelled > severities.usual;
    const auto column =
        static_cast<std::size_t>(graver ? severities.modelled : severities.usual) - 1;
    add_stretches(
        shares_of(*compiled_.severity_model,
                  [&](const std::int16_t* row) { return graver ? row[column] : -row[column]; }),
        "", "model");
    return std::move(out_);
  }

private:
  void add(TextSpan place, LabelWhy why) {
    const std::uint32_t from = reading_.normal.from[place.from];
    const std::uint32_t to = reading_.normal.to[place.to - 1];
    why.term = text_.substr(from, to - from);
    why.at = {from, to};
    out_.push_back(std::move(why));
  }

  void add_hit(const LexiconHit& hit) {
    const LexiconEntry& entry = compiled_.lexicon.entries()[hit.entry];
    const bool taken_back = hit.stance == Stance::denied && entry.level < 0;
    const auto place = static_cast<std::size_t>(entry.category);
    if (entry.weight_milli == 0 || !(taken_back || entry.category < 0 || is_label(opinion_, place)))
      return;
    LabelWhy why;
    const Category* category = entry.category < 0 ? nullptr : &compiled_.taxonomy.categories[place];
    why.category = category != nullptr ? category->name : "";
    why.from = entry.level >= 0                          ? "severity"
               : category != nullptr && category->always ? "rule"
                                                         : "lexicon";
    why.negated = hit.stance == Stance::denied;
    why.weight_milli = why.negated ? entry.weight_milli : hit.weight_milli(entry);
    add(hit.whole, std::move(why));
  }

  // What each character adds to the label's margin against that of the best category that is none.
  std::vector<double> shares_of(std::size_t column) {
    const Model& model = *compiled_.model;
    std::vector<std::int64_t> totals(model.size(), 0);
    each_row(model, [&](const std::int16_t* row, std::size_t, std::size_t) {
      for (std::size_t c = 0; c < model.size(); ++c)
        totals[c] += row[c];
    });
    std::size_t rival = model.size();
    for (std::size_t c = 0; c < model.size(); ++c)
      if (!is_label(opinion_, compiled_.category[c]) &&
          (rival == model.size() || totals[c] > totals[rival]))
        rival = c;
    return shares_of(model, [&](const std::int16_t* row) {
      return row[column] - (rival < model.size() ? row[rival] : 0);
    });
  }

  // An n-gram's part is shared evenly by its characters.
  template <class Weigh> std::vector<double> shares_of(const Model& model, Weigh weigh) {
    std::int64_t squares = 0;
    each_row(model, [&](const std::int16_t* row, std::size_t, std::size_t) {
      squares += row[model.size()];
    });
    const auto length = static_cast<double>(std::max<std::uint64_t>(
        1, whole_root((static_cast<std::uint64_t>(squares) << 20U) / Model::idf_units)));
    const double unit = 1000.0 * 1024 / (length * model.units_per_one);
    std::vector<double> out(reading_.normal.text.size(), 0);
    each_row(model, [&](const std::int16_t* row, std::size_t from, std::size_t to) {
      const double more = weigh(row);
      for (std::size_t i = from; i < to; ++i)
        out[i] += more * unit / static_cast<double>(to - from);
    });
    return out;
  }

  template <class Use> void each_row(const Model& model, Use use) {
    scan_features(reading_.said, model.features,
                  [&](std::uint64_t key, std::size_t from, std::size_t to) {
                    if (const std::uint32_t row = model.find(key); row != 0)
                      use(model.rows.data() + (row - 1) * model.stride, from, to);
                  });
  }

  // The stretches that speak most for the category, outside of the words that said so already.
  void add_stretches(std::size_t category) {
    std::vector<double> shares = shares_of(static_cast<std::size_t>(compiled_.column[category]));
    for (const LexiconHit& hit : reading_.hits)
      if (compiled_.lexicon.entries()[hit.entry].category == static_cast<std::int32_t>(category))
        std::fill(shares.begin() + hit.whole.from, shares.begin() + hit.whole.to, 0);
    add_stretches(shares, compiled_.taxonomy.categories[category].name, "model");
  }

  void add_stretches(const std::vector<double>& shares, const std::string& category,
                     const char* from) {
    std::vector<Stretch> found = runs_of(shares);
    std::stable_sort(found.begin(), found.end(),
                     [](const Stretch& a, const Stretch& b) { return a.milli > b.milli; });
    found.resize(std::min(found.size(), most_stretches));
    for (const Stretch& one : found)
      if (one.milli >= least_milli)
        add(one.place, {category, "", from, one.milli, {}, false});
  }

  [[nodiscard]] std::vector<Stretch> runs_of(const std::vector<double>& shares) const {
    std::vector<Stretch> out;
    const auto size = static_cast<std::uint32_t>(shares.size());
    for (std::uint32_t i = 0; i < size;) {
      std::uint32_t end = i;
      double sum = 0;
      for (; end < size && shares[end] > 0 &&
             reading_.layout.clause[end] == reading_.layout.clause[i];
           ++end)
        sum += shares[end];
      if (end > i)
        out.push_back({{i, end}, static_cast<std::int64_t>(sum)});
      i = std::max(end, i + 1);
    }
    return out;
  }

  const Classifier::Compiled& compiled_;
  const Reading& reading_;
  const Opinion& opinion_;
  std::string_view text_;
  std::vector<LabelWhy> out_;
};

} // namespace

std::vector<LabelWhy> explain(const Classifier::Compiled& compiled, const Reading& reading,
                              const Opinion& opinion, std::string_view text) {
  return Explainer(compiled, reading, opinion, text).run();
}

std::vector<LabelWhy> explain_severity(const Classifier::Compiled& compiled, const Reading& reading,
                                       const Severities& severities, std::string_view text) {
  return Explainer(compiled, reading, {}, text).run(severities);
}

} // namespace amends
