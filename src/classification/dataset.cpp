#include "classification/dataset.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace amends {
namespace {

class DatasetReader {
public:
  DatasetReader(bool multi, const FeatureOptions& features, const PolicyWords& policy)
      : multi_(multi), features_(features), policy_(policy), ids_(data_) {
    ids_.begin_with(policy.prior);
  }

  Result<Dataset> run(std::span<const TrainRow> rows) {
    AMENDS_CHECK(read_categories(rows));
    for (std::size_t i = 0; i < rows.size(); ++i) {
      auto done = read_row(rows, i);
      if (!done)
        return std::move(done).error().inside(place_of(rows[i], i));
    }
    return std::move(data_);
  }

private:
  Result<void> read_categories(std::span<const TrainRow> rows) {
    std::set<std::string> taught;
    for (const TrainRow& row : rows)
      taught.insert(row.labels.begin(), row.labels.end());
    if (policy_.taxonomy == nullptr)
      data_.categories.assign(taught.begin(), taught.end());
    else
      read_categories(*policy_.taxonomy, taught);
    if (data_.categories.size() < 2)
      return Error{Code::arg, "a model needs rows of at least two categories", ""};
    if (data_.categories.size() > 1000)
      return Error{Code::limit, "a model has at most 1000 categories", ""};
    for (std::size_t i = 0; i < data_.categories.size(); ++i)
      category_ids_.emplace(data_.categories[i], static_cast<std::uint32_t>(i));
    return {};
  }

  // A category that no row and no prior speaks of is left to the policy's words: a model would only
  // learn never to give it.
  void read_categories(const Taxonomy& taxonomy, std::set<std::string>& taught) {
    if (policy_.prior != nullptr)
      taught.insert(policy_.prior->categories.begin(), policy_.prior->categories.end());
    for (std::size_t i = 0; i < taxonomy.categories.size(); ++i)
      if (i == taxonomy.other || taught.contains(taxonomy.categories[i].name))
        data_.categories.push_back(taxonomy.categories[i].name);
  }

  Result<void> read_row(std::span<const TrainRow> rows, std::size_t at) {
    const TrainRow& row = rows[at];
    if (row.labels.empty() || (!multi_ && row.labels.size() > 1))
      return Error{Code::arg, multi_ ? "a row has at least one label" : "a row has one label",
                   "/labels"};
    std::vector<std::uint32_t> labels;
    for (const std::string& label : row.labels) {
      const auto found = category_ids_.find(label);
      if (found == category_ids_.end())
        return Error{Code::arg, "\"" + label + "\" is no category of the policy", "/labels"};
      if (std::find(labels.begin(), labels.end(), found->second) == labels.end())
        labels.push_back(found->second);
    }
    AMENDS_TRY_ASSIGN(std::vector<FeatureUse> uses, read_features(row.text));
    const auto [place, fresh] = seen_.try_emplace(to_utf8(text_), data_.texts.size());
    if (fresh) {
      data_.texts.push_back(std::move(uses));
      data_.labels.push_back(std::move(labels));
      data_.rows.push_back(at);
      return {};
    }
    std::size_t& of_text = data_.rows[place->second];
    if (rows[of_text].severity.empty() && !row.severity.empty())
      of_text = at;
    if (multi_) {
      auto& known = data_.labels[place->second];
      for (const std::uint32_t label : labels)
        if (std::find(known.begin(), known.end(), label) == known.end())
          known.push_back(label);
    }
    return {};
  }

  // Leaves the normal text in `text_`, and in `said_` what of it counts.
  Result<std::vector<FeatureUse>> read_features(std::string_view text) {
    std::vector<Extra> extras;
    if (policy_.taxonomy != nullptr) {
      auto reading = read_text(*policy_.taxonomy, *policy_.lexicon, text);
      if (!reading)
        return std::move(reading).error().inside("/text");
      add_extras(*policy_.taxonomy, reading->words, extras);
      text_ = std::move(reading->normal.text);
      said_ = std::move(reading->said);
    } else {
      auto normal = normalise(text);
      if (!normal)
        return std::move(normal).error().inside("/text");
      text_ = std::move(normal->text);
      said_ = text_;
    }
    return ids_.uses(said_, features_, extras);
  }

  bool multi_;
  const FeatureOptions& features_;
  const PolicyWords& policy_;
  Dataset data_;
  FeatureIds ids_;
  std::unordered_map<std::string, std::uint32_t> category_ids_;
  std::unordered_map<std::string, std::size_t> seen_; // looked up only
  std::u32string text_;                               // of the last row
  std::u32string said_;
};

} // namespace

std::string place_of(const TrainRow& row, std::size_t index) {
  return row.at.empty() ? pointer_step(index) : row.at;
}

Result<void> check_severities(std::span<const TrainRow> rows,
                              const std::vector<std::string>& known) {
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (const std::string& said = rows[i].severity;
        !said.empty() && std::find(known.begin(), known.end(), said) == known.end())
      return Error{Code::arg, "\"" + said + "\" is no severity of the policy",
                   place_of(rows[i], i) + "/severity"};
  return {};
}

void FeatureIds::begin_with(const Model* prior) {
  data_.prior = prior;
  for (std::size_t row = 0; prior != nullptr && row < prior->keys.size(); ++row)
    id(prior->keys[row], prior->idf_squared(row) == 0);
}

std::uint32_t FeatureIds::id(std::uint64_t key, bool is_extra) {
  const auto [at, fresh] = ids_.try_emplace(key, static_cast<std::uint32_t>(data_.keys.size()));
  if (fresh) {
    data_.keys.push_back(key);
    data_.is_extra.push_back(is_extra);
  }
  return at->second;
}

std::vector<FeatureUse> FeatureIds::uses(std::u32string_view text, const FeatureOptions& options,
                                         std::span<const Extra> extras) {
  std::vector<FeatureUse> uses;
  scan_features(text, options, [&](std::uint64_t key, std::size_t, std::size_t) {
    uses.push_back({id(key, false), 1});
  });
  std::sort(uses.begin(), uses.end(),
            [](const FeatureUse& a, const FeatureUse& b) { return a.id < b.id; });
  std::vector<FeatureUse> merged;
  for (const FeatureUse& use : uses)
    if (!merged.empty() && merged.back().id == use.id)
      ++merged.back().value;
    else
      merged.push_back(use);
  for (const Extra& extra : extras)
    merged.push_back({id(extra.key, true), extra.value_milli});
  return merged;
}

Result<Dataset> read_dataset(std::span<const TrainRow> rows, bool multi,
                             const FeatureOptions& features, const PolicyWords& policy) {
  return DatasetReader(multi, features, policy).run(rows);
}

double exact_log(double x) {
  int halvings = 0;
  while (x > 1.5) {
    x /= 2;
    ++halvings;
  }
  // ln x = 2 artanh((x - 1) / (x + 1)), |argument| <= 1/3 here: 20 terms are exact to the last bit.
  const double z = (x - 1) / (x + 1);
  double power = z;
  double sum = 0;
  for (int k = 1; k < 40; k += 2) {
    sum += power / k;
    power *= z * z;
  }
  constexpr double ln_2 = 0.69314718055994530942;
  return 2 * sum + halvings * ln_2;
}

namespace {

// The square of a feature's inverse document frequency in `units`, rounded as the model will keep
// it, so that learning and answering see the same vectors.
std::int16_t idf_squared(std::size_t texts, std::size_t texts_with) {
  const double exact =
      exact_log((static_cast<double>(texts) + 1) / (static_cast<double>(texts_with) + 1)) + 1;
  const double units = std::floor(exact * exact * Model::idf_units + 0.5);
  return static_cast<std::int16_t>(std::min<double>(units, Model::most_weight));
}

double root_of(std::int16_t squared) {
  return std::sqrt(static_cast<double>(squared) / Model::idf_units);
}

} // namespace

Vectors vectorise(const Dataset& data, std::span<const std::uint32_t> members,
                  std::uint32_t least) {
  Vectors out;
  std::vector<std::uint32_t> texts_with(data.keys.size(), 0);
  for (const std::uint32_t member : members)
    for (const FeatureUse& use : data.texts[member])
      ++texts_with[use.id];
  out.idf_squared.assign(data.keys.size(), 0);
  const std::size_t of_prior = data.prior != nullptr ? data.prior->keys.size() : 0;
  for (std::size_t id = 0; id < data.keys.size(); ++id)
    if (data.is_extra[id] != 0)
      out.idf_squared[id] = id < of_prior || texts_with[id] > 0 ? Model::idf_units : 0;
    else if (id < of_prior)
      out.idf_squared[id] = data.prior->idf_squared(id);
    else if (texts_with[id] >= least && texts_with[id] > 0)
      out.idf_squared[id] = idf_squared(members.size(), texts_with[id]);
  for (const std::uint32_t member : members) {
    double squares = 0;
    for (const FeatureUse& use : data.texts[member])
      if (data.is_extra[use.id] == 0)
        squares += out.idf_squared[use.id] * use.value;
    const double scale = squares > 0 ? 1 / std::sqrt(squares / Model::idf_units) : 0;
    for (const FeatureUse& use : data.texts[member]) {
      const double value = data.is_extra[use.id] != 0
                               ? use.value / 1000.0
                               : root_of(out.idf_squared[use.id]) * use.value * scale;
      if (out.idf_squared[use.id] > 0)
        out.rows.values.push_back({use.id, static_cast<float>(value)});
    }
    out.rows.begins.push_back(out.rows.values.size());
  }
  return out;
}

} // namespace amends
