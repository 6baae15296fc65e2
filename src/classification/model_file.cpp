#include "classification/model_file.hpp"

#include <algorithm>
#include <tuple>
#include <type_traits>

namespace amends {
namespace {

constexpr std::string_view magic = "AMENDSMD";
constexpr std::uint32_t format_version = 2;
constexpr std::size_t digest_bytes = std::tuple_size_v<Digest>;
constexpr std::size_t before_checksum = 8 + 4 + 8 + 2 * digest_bytes;
constexpr std::size_t head_bytes = before_checksum + digest_bytes;
constexpr std::size_t most_categories = 1000;
constexpr std::int32_t most_margin_milli = 1'000'000; // those of texts are a few thousand

class Writer {
public:
  template <class Number> void number(Number value) {
    auto bits = static_cast<std::make_unsigned_t<Number>>(value);
    for (std::size_t i = 0; i < sizeof(Number); ++i) {
      out_.push_back(static_cast<char>(bits & 0xffU));
      if constexpr (sizeof(Number) > 1)
        bits = static_cast<decltype(bits)>(bits >> 8U);
    }
  }
  void text(std::string_view value) {
    number(static_cast<std::uint32_t>(value.size()));
    out_.append(value);
  }
  void bytes(std::string_view value) { out_.append(value); }
  [[nodiscard]] std::string& out() { return out_; }

private:
  std::string out_;
};

// Reads past the end give zeros and are remembered.
class Reader {
public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}
  template <class Number> Number number() {
    std::make_unsigned_t<Number> value = 0;
    if (!has(sizeof(Number)))
      return 0;
    for (std::size_t i = 0; i < sizeof(Number); ++i)
      value = static_cast<decltype(value)>(
          value | static_cast<decltype(value)>(
                      static_cast<decltype(value)>(static_cast<unsigned char>(bytes_[at_ + i]))
                      << (8U * i)));
    at_ += sizeof(Number);
    return static_cast<Number>(value);
  }
  std::string_view bytes(std::size_t size) {
    if (!has(size))
      return {};
    at_ += size;
    return bytes_.substr(at_ - size, size);
  }
  std::string_view text() { return bytes(number<std::uint32_t>()); }
  [[nodiscard]] std::size_t left() const { return bytes_.size() - at_; }
  [[nodiscard]] bool good() const { return good_; }

private:
  bool has(std::size_t size) {
    good_ = good_ && size <= left();
    return good_;
  }
  std::string_view bytes_;
  std::size_t at_ = 0;
  bool good_ = true;
};

Error damaged(std::string_view how) {
  return Error{Code::corrupt, "the model file " + std::string(how) + "; copy or train it again",
               ""};
}

void write_model(Writer& out, const Model& model) {
  out.number(static_cast<std::uint8_t>(model.task));
  out.number(model.features.most_letters);
  out.number(model.features.most_characters);
  out.number(static_cast<std::uint8_t>(model.lexicon_features));
  out.number(model.units_per_one);
  out.number(model.temperature_milli);
  out.number(model.centre_milli);
  out.number(model.doubt_milli);
  out.number(static_cast<std::uint32_t>(model.size()));
  for (std::size_t c = 0; c < model.size(); ++c) {
    out.text(model.categories[c]);
    out.number(model.threshold_milli[c]);
  }
  out.number(static_cast<std::uint32_t>(model.keys.size()));
  for (const std::uint64_t key : model.keys)
    out.number(key);
  for (std::size_t row = 0; row < model.keys.size(); ++row)
    for (std::size_t c = 0; c <= model.size(); ++c)
      out.number(model.rows[row * model.stride + c]);
}

// What `add_up` relies on.
bool is_sound(const Model& model) {
  for (const std::int16_t weight : model.rows)
    if (weight > Model::most_weight || weight < -Model::most_weight)
      return false;
  for (std::size_t row = 0; row < model.keys.size(); ++row)
    if (model.rows[row * model.stride + model.size()] < 0)
      return false;
  const auto is_margin = [](std::int32_t milli) {
    return milli >= -most_margin_milli && milli <= most_margin_milli;
  };
  return std::all_of(model.threshold_milli.begin(), model.threshold_milli.end(), is_margin) &&
         is_margin(model.centre_milli) && is_margin(model.doubt_milli) &&
         model.units_per_one >= 1 && model.units_per_one <= 1'048'576 &&
         model.temperature_milli >= 1 && model.temperature_milli <= 10'000 &&
         (model.task == Task::single || model.task == Task::multi) &&
         model.features.most_letters >= 3 && model.features.most_letters <= most_letters_limit &&
         model.features.most_characters >= 1 &&
         model.features.most_characters <= most_characters_limit;
}

Result<Model> read_model(Reader& in, std::size_t least_categories) {
  Model out;
  out.task = static_cast<Task>(in.number<std::uint8_t>());
  out.features.most_letters = in.number<std::uint8_t>();
  out.features.most_characters = in.number<std::uint8_t>();
  out.lexicon_features = in.number<std::uint8_t>() != 0;
  out.units_per_one = in.number<std::int32_t>();
  out.temperature_milli = in.number<std::int32_t>();
  out.centre_milli = in.number<std::int32_t>();
  out.doubt_milli = in.number<std::int32_t>();
  const std::size_t categories = in.number<std::uint32_t>();
  if (!in.good() || categories < least_categories || categories > most_categories)
    return damaged("is damaged");
  for (std::size_t c = 0; c < categories; ++c) {
    out.categories.emplace_back(in.text());
    out.threshold_milli.push_back(in.number<std::int32_t>());
  }
  const std::size_t rows = in.number<std::uint32_t>();
  const std::size_t row_bytes = 8 + (categories + 1) * 2;
  if (!in.good() || in.left() / row_bytes < rows)
    return damaged("is damaged");
  for (std::size_t row = 0; row < rows; ++row)
    out.keys.push_back(in.number<std::uint64_t>());
  const std::size_t stride = Model::stride_of(categories);
  out.rows.assign(rows * stride, 0);
  for (std::size_t row = 0; row < rows; ++row)
    for (std::size_t c = 0; c <= categories; ++c)
      out.rows[row * stride + c] = in.number<std::int16_t>();
  out.stride = stride;
  if (!in.good() || !is_sound(out))
    return damaged("is damaged");
  out.index();
  return out;
}

std::string write_body(const Models& models) {
  Writer out;
  write_model(out, models.labels);
  out.number(static_cast<std::uint8_t>(models.severity.has_value()));
  if (models.severity)
    write_model(out, *models.severity);
  return std::move(out.out());
}

Result<Models> read_body(std::string_view bytes) {
  Reader in(bytes);
  AMENDS_TRY_ASSIGN(Model labels, read_model(in, 2));
  Models out{std::move(labels), {}};
  const auto more = in.number<std::uint8_t>();
  if (more == 1) {
    AMENDS_TRY_ASSIGN(out.severity, read_model(in, 1)); // all but the mildest of its list
  }
  if (!in.good() || more > 1 || in.left() != 0 ||
      (out.severity && out.severity->features != out.labels.features))
    return damaged("is damaged");
  return out;
}

} // namespace

std::string write_models(const Models& models) {
  const std::string body = write_body(models);
  Writer out;
  out.bytes(magic);
  out.number(format_version);
  out.number(static_cast<std::uint64_t>(body.size()));
  out.bytes(bytes_of(taxonomy_digest(models.labels.categories)));
  out.bytes(bytes_of(feature_digest(models.labels.features)));
  out.bytes(bytes_of(blake2b_of({out.out(), body})));
  out.bytes(body);
  return std::move(out.out());
}

Result<Models> read_models(std::string_view bytes) {
  Reader in(bytes);
  if (in.bytes(magic.size()) != magic)
    return damaged("does not begin like one");
  const auto format = in.number<std::uint32_t>();
  if (in.good() && format != format_version)
    return Error{Code::unsupported,
                 "the model file is of format " + std::to_string(format) + ", this build reads " +
                     std::to_string(format_version) + "; train it again",
                 ""};
  const auto size = in.number<std::uint64_t>();
  const std::string_view taxonomy = in.bytes(digest_bytes);
  const std::string_view features = in.bytes(digest_bytes);
  const std::string_view checksum = in.bytes(digest_bytes);
  if (!in.good() || size != bytes.size() - head_bytes)
    return damaged("is cut off or has something behind it");
  const std::string_view body = bytes.substr(head_bytes);
  if (checksum != bytes_of(blake2b_of({bytes.substr(0, before_checksum), body})))
    return damaged("does not match its checksum");
  AMENDS_TRY_ASSIGN(Models models, read_body(body));
  if (taxonomy != bytes_of(taxonomy_digest(models.labels.categories)))
    return damaged("names other categories than it has");
  if (features != bytes_of(feature_digest(models.labels.features)))
    return Error{Code::unsupported,
                 "the model file was made by a version that reads texts in another way; train it "
                 "again",
                 ""};
  return models;
}

Digest taxonomy_digest(const std::vector<std::string>& categories) {
  std::string all;
  for (const std::string& category : categories)
    all += std::to_string(category.size()) + ":" + category;
  return blake2b(all);
}

Digest feature_digest(const FeatureOptions& options) {
  // Every way a character can go: case, width, script, runs, accents, signs, digits, spaces.
  static constexpr std::string_view probe =
      "Order №12345, ｆｕｌｌ width；退貨！！！！ 還沒收到 caf\u00e9 e\u0301 \u2460 don’t 3.5kg，"
      "\U0001f621\u200b第2本…\u3000ﬁne";
  const NormalText normal = normalise(probe).value();
  std::vector<std::uint64_t> hashes;
  collect_hashes(normal.text, options, hashes);
  Writer out;
  out.number(options.most_letters);
  out.number(options.most_characters);
  for (const std::uint64_t hash : hashes)
    out.number(hash);
  return blake2b(out.out());
}

} // namespace amends
