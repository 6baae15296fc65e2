#include "fuzz/targets.hpp"

#include "amends/limits.hpp"
#include "amends/text.hpp"
#include "base/digest.hpp"
#include "base/utf8.hpp"
#include "classification/model_file.hpp"
#include "places.hpp"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

namespace amends::fuzz {
namespace {

void must(bool holds, const char* promise) {
  if (holds)
    return;
  std::fprintf(stderr, "broken promise: %s\n", promise);
  std::abort();
}

std::size_t offset(std::int64_t at) { return static_cast<std::size_t>(at); }

// Of [from, to) in `text`: whole characters, something, inside.
void check_span(std::string_view text, std::int64_t from, std::int64_t to) {
  must(0 <= from && from < to && offset(to) <= text.size(), "a span lies in the text");
  must(find_bad_utf8(text.substr(offset(from), offset(to - from))) == std::string_view::npos,
       "a span is whole characters");
}

void check_offsets(std::string_view text, const NormalText& normal) {
  must(normal.from.size() == normal.text.size() && normal.to.size() == normal.text.size(),
       "each character has its place");
  for (std::size_t i = 0; i < normal.text.size(); ++i) {
    check_span(text, normal.from[i], normal.to[i]);
    must(i == 0 || (normal.from[i - 1] <= normal.from[i] && normal.to[i - 1] <= normal.to[i]),
         "places never go back");
  }
}

const Classifier& words_alone() {
  static const auto classifier = builtin().with_model({}).value();
  return *classifier;
}

void check_classification(std::string_view text, const Classification& found) {
  must(!found.labels.empty(), "there is a label");
  must(!found.severity.empty() && !found.priority.empty(), "there are severity and priority");
  std::set<std::string> once;
  for (const Label& label : found.labels) {
    must(once.insert(label.category).second, "a category stands once");
    must(label.score_ppm >= 0 && label.score_ppm <= 1'000'000, "a score is a probability");
  }
  must(!once.contains("other") || once.size() == 1, "other stands alone");
  for (const LabelWhy& why : found.why) {
    must(why.at.size() == 2, "why is somewhere");
    check_span(text, why.at[0], why.at[1]);
    must(text.substr(offset(why.at[0]), offset(why.at[1] - why.at[0])) == why.term,
         "why points at its term");
  }
}

// Little-endian numbers of the body, as model_file.hpp lays it out; past the end they are 0.
struct Body {
  std::string_view bytes;
  std::size_t at = 0;
  std::uint32_t number(std::size_t size) {
    std::uint32_t out = 0;
    for (std::size_t i = 0; i < size; ++i, ++at)
      out |= (at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0U) << (8U * i);
    return out;
  }
  std::string text() {
    const std::size_t size = number(4);
    if (at >= bytes.size() || size > bytes.size() - at)
      return {};
    at += size;
    return std::string(bytes.substr(at - size, size));
  }
};

std::string little_endian(std::uint64_t value, std::size_t size) {
  std::string out;
  for (std::size_t i = 0; i < size; ++i)
    out += static_cast<char>(value >> (8U * i) & 0xffU);
  return out;
}

std::string seal(std::string_view bytes) {
  Body body{bytes};
  body.number(1); // the task
  FeatureOptions features;
  features.most_letters = static_cast<std::uint8_t>(body.number(1));
  features.most_characters = static_cast<std::uint8_t>(body.number(1));
  const bool known = features.most_letters >= 3 && features.most_letters <= most_letters_limit &&
                     features.most_characters >= 1 &&
                     features.most_characters <= most_characters_limit;
  body.at += 1 + 4 * 4; // the lexicon, four numbers
  std::vector<std::string> categories;
  for (std::size_t left = std::min(body.number(4), 1000U); left > 0; --left) {
    categories.push_back(body.text());
    body.number(4); // its threshold
  }
  const std::string head =
      "AMENDSMD" + little_endian(2, 4) + little_endian(bytes.size(), 8) +
      std::string(bytes_of(taxonomy_digest(categories))) +
      std::string(bytes_of(feature_digest(known ? features : FeatureOptions{})));
  return head + std::string(bytes_of(blake2b_of({head, bytes}))) + std::string(bytes);
}

} // namespace

const Classifier& builtin() {
  static const auto classifier = [] {
    std::ifstream in(test::in_checkout("src/policy/packs/base.categories.json"));
    const std::string pack{std::istreambuf_iterator<char>(in), {}};
    return Classifier::compile(parse_json(pack, {limits::pack_bytes, 32}).value()).value();
  }();
  return *classifier;
}

void normalise_any(std::string_view bytes) {
  const std::string_view text = bytes.substr(0, limits::message_bytes);
  const auto normal = normalise(text);
  NormalText bare;
  const auto without = normalise_into(text, bare, Offsets::none);
  const bool good = find_bad_utf8(text) == std::string_view::npos;
  must(bool(normal) == good && bool(without) == good, "all UTF-8 is taken and nothing else");
  must(bool(find_personal(text)) == good, "the same holds for personal data");
  if (!good)
    return;
  check_offsets(text, *normal);
  must(bare.text == normal->text, "offsets change nothing");
  const std::string spelt = to_utf8(normal->text);
  must(to_utf8(normalise(spelt).value().text) == spelt, "normal text is normal");
  std::int64_t end = 0;
  for (const PersonalFound& found : find_personal(text).value()) {
    check_span(text, found.from, found.to);
    must(found.from >= end, "personal data never overlaps");
    end = found.to;
  }
}

void classify_any(std::string_view bytes) {
  const std::string_view text = bytes.substr(0, limits::message_bytes);
  const auto found = builtin().classify(text, {});
  const auto by_words = words_alone().classify(text, {});
  const bool good = find_bad_utf8(text) == std::string_view::npos;
  must(bool(found) == good && bool(by_words) == good, "all UTF-8 is classified");
  if (!good)
    return;
  check_classification(text, *found);
  check_classification(text, *by_words);
  const Gravity gravity = builtin().gravity(text, found->labels, {}).value();
  must(gravity.severity == found->severity && gravity.priority == found->priority,
       "labels that are known weigh the same");
  Json line = Json::object();
  line.set("text", Json::string(std::string(text)));
  must(bool(answer_classify(builtin(), line)), "the line is answered");
}

void load_any(std::string_view bytes) {
  const std::string sealed = bytes.starts_with('=') ? seal(bytes.substr(1)) : std::string(bytes);
  const auto classifier = Classifier::load(sealed);
  if (!classifier) {
    must(!classifier.error().message.empty(), "a refusal says why");
    return;
  }
  static const std::string text = [] {
    std::string out;
    while (out.size() < 2000) // long enough to be read clause by clause
      out += "书没到，客服不理人。 The box was broken, again! rain, cold, bus, tram; ";
    return out;
  }();
  const auto found = (*classifier)->classify(text, {});
  must(found && !found->labels.empty(), "whatever loads classifies");
  must(write_models(read_models(sealed).value()) == sealed, "a model is written as it was read");
  auto labeller = Labeller::make(*classifier);
  must(labeller && labeller->label(text), "whatever loads labels");
}

} // namespace amends::fuzz
