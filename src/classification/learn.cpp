#include "classification/learn.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace amends {
namespace {

void use_features(const Dataset& data, std::uint32_t text, Margins& room) {
  room.hashes.clear();
  room.extras.clear();
  for (const FeatureUse& use : data.texts[text])
    if (data.is_extra[use.id] != 0)
      room.extras.push_back({data.keys[use.id], use.value});
    else
      room.hashes.insert(room.hashes.end(), static_cast<std::size_t>(use.value), data.keys[use.id]);
}

double scale_of(const Vectors& vectors, std::size_t id) {
  return std::sqrt(static_cast<double>(vectors.idf_squared[id]) / Model::idf_units);
}

// By feature id.
std::vector<double> gains_of(const Dataset& data, double words_gain) {
  std::vector<std::uint64_t> words;
  for (const std::string& category : data.categories)
    words.push_back(words_feature(category));
  std::sort(words.begin(), words.end());
  std::vector<double> out(data.keys.size(), 1);
  for (std::size_t id = 0; id < out.size(); ++id)
    if (data.is_extra[id] != 0 && std::binary_search(words.begin(), words.end(), data.keys[id]))
      out[id] = words_gain;
  return out;
}

// The prior's weights for a category, as the vectors see them; empty where it has none.
std::vector<float> weights_of_prior(const Dataset& data, const Vectors& vectors,
                                    const std::string& category, double words_gain) {
  std::vector<float> out;
  if (data.prior == nullptr)
    return out;
  const Model& prior = *data.prior;
  const auto found = std::find(prior.categories.begin(), prior.categories.end(), category);
  if (found == prior.categories.end())
    return out;
  const auto column = static_cast<std::size_t>(found - prior.categories.begin());
  out.resize(data.keys.size(), 0);
  const std::vector<double> gains = gains_of(data, words_gain);
  for (std::size_t row = 0; row < prior.keys.size(); ++row)
    out[row] = static_cast<float>(prior.rows[row * prior.stride + column] /
                                  (prior.units_per_one * scale_of(vectors, row) * gains[row]));
  return out;
}

// Weights of n-grams times their inverse document frequency, as whole numbers.
class Quantiser {
public:
  Quantiser(const Dataset& data, const Vectors& vectors, const LearnOptions& options)
      : data_(data), vectors_(vectors), options_(options) {}

  Model run(const std::vector<std::vector<float>>& weights) {
    Model out;
    out.task = options_.task;
    out.features = options_.features;
    out.lexicon_features = options_.lexicon_features;
    out.categories = data_.categories;
    out.stride = Model::stride_of(out.size());
    scale_ids(weights);
    out.units_per_one = std::max(
        1, static_cast<std::int32_t>(Model::most_weight / std::max(greatest_, 1.0 / 1024)));
    std::sort(used_.begin(), used_.end(), [&](std::uint32_t a, std::uint32_t b) {
      const auto rarity = [&](std::uint32_t id) { return vectors_.idf_squared[id]; };
      return rarity(a) != rarity(b) ? rarity(a) < rarity(b) : data_.keys[a] < data_.keys[b];
    });
    for (const std::uint32_t id : used_)
      add_row(out, id, weights);
    out.index();
    return out;
  }

private:
  void scale_ids(const std::vector<std::vector<float>>& weights) {
    for (std::uint32_t id = 0; id < data_.keys.size(); ++id) {
      if (vectors_.idf_squared[id] == 0)
        continue;
      used_.push_back(id);
      for (const auto& of_category : weights)
        greatest_ = std::max(greatest_, std::fabs(static_cast<double>(of_category[id])) *
                                            scale_of(vectors_, id));
    }
  }

  void add_row(Model& out, std::uint32_t id, const std::vector<std::vector<float>>& weights) const {
    const std::size_t begin = out.rows.size();
    out.rows.resize(begin + out.stride, 0);
    for (std::size_t c = 0; c < out.size(); ++c) {
      const double exact =
          static_cast<double>(weights[c][id]) * scale_of(vectors_, id) * out.units_per_one;
      out.rows[begin + c] = static_cast<std::int16_t>(std::floor(exact + 0.5));
    }
    // A feature that says nothing still makes a text longer, so its row stays.
    if (data_.is_extra[id] == 0)
      out.rows[begin + out.size()] = vectors_.idf_squared[id];
    out.keys.push_back(data_.keys[id]);
  }

  const Dataset& data_;
  const Vectors& vectors_;
  const LearnOptions& options_;
  std::vector<std::uint32_t> used_;
  double greatest_ = 0;
};

} // namespace

Model learn(const Dataset& data, std::span<const std::uint32_t> members,
            const LearnOptions& options, const std::function<bool(std::size_t)>& done) {
  const Vectors vectors = vectorise(data, members, options.least_texts);
  std::vector<std::vector<float>> weights;
  std::vector<char> is_positive(members.size());
  for (std::size_t c = 0; c < data.categories.size(); ++c) {
    for (std::size_t i = 0; i < members.size(); ++i) {
      const auto& labels = data.labels[members[i]];
      is_positive[i] = std::find(labels.begin(), labels.end(), c) != labels.end();
    }
    weights.push_back(train_svm(
        vectors.rows, data.keys.size(), is_positive,
        weights_of_prior(data, vectors, data.categories[c], options.words_gain), options.svm));
    if (done && !done(c))
      return {};
  }
  const std::vector<double> gains = gains_of(data, options.words_gain);
  for (auto& of_category : weights)
    for (std::size_t id = 0; id < gains.size(); ++id)
      of_category[id] = static_cast<float>(of_category[id] * gains[id]);
  return Quantiser(data, vectors, options).run(weights);
}

std::vector<Judged> judge(const Model& model, const Dataset& data,
                          std::span<const std::uint32_t> members) {
  std::vector<Judged> out;
  out.reserve(members.size());
  Margins room;
  for (const std::uint32_t member : members) {
    use_features(data, member, room);
    add_up(model, room);
    out.push_back({room.milli, data.labels[member], room.known_permille()});
  }
  return out;
}

} // namespace amends
