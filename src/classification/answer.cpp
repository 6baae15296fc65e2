#include "amends/classification.hpp"
#include "amends/ids.hpp"
#include "classification/weight.hpp"

#include <algorithm>
#include <array>

namespace amends {
namespace {

Result<void> check_fields(const Json& question) {
  static constexpr auto known = std::to_array<std::string_view>({"id", "text", "facts", "x"});
  for (const auto& [key, value] : question.members) {
    if (std::find(known.begin(), known.end(), key) != known.end())
      continue;
    const auto near = nearest_names(key, known, 1);
    return Error{Code::parse,
                 "unknown field \"" + key + "\"" +
                     (near.empty() ? "" : "; is it \"" + std::string(near.front()) + "\"?"),
                 pointer_step(key)};
  }
  return {};
}

// {"order": {"paid": 5}} gives the fact "order.paid"; money stays whole.
Result<void> add_facts(const Json& json, const std::string& name, const std::string& where,
                       Facts& out) {
  const bool money = json.find("minor") != nullptr && json.find("currency") != nullptr;
  if (json.is(Json::Kind::object) && !money) {
    for (const auto& [key, value] : json.members)
      AMENDS_CHECK(
          add_facts(value, name.empty() ? key : name + "." + key, where + pointer_step(key), out));
    return {};
  }
  auto value = value_from_json(json);
  if (!value)
    return std::move(value).error().inside(where);
  out[name] = std::move(*value);
  return {};
}

Json why_json(const LabelWhy& why) {
  Json out = Json::object();
  if (!why.category.empty())
    out.set("category", Json::string(why.category));
  out.set("term", Json::string(why.term));
  out.set("from", Json::string(why.from));
  out.set("weight", scaled_number(why.weight_milli, 3));
  std::vector<Json> at;
  for (const std::int64_t offset : why.at)
    at.push_back(Json::number(offset));
  out.set("at", Json::array(std::move(at)));
  if (why.negated)
    out.set("negated", Json::boolean(true));
  return out;
}

} // namespace

Result<Json> answer_classify(const Classifier& classifier, const Json& question) {
  if (!question.is(Json::Kind::object))
    return Error{Code::parse, "a line is an object: {\"text\": \"...\"}", ""};
  AMENDS_CHECK(check_fields(question));
  const Json* text = question.find("text");
  if (text == nullptr || !text->is(Json::Kind::text))
    return Error{Code::parse, "\"text\" is missing: the customer's words", "/text"};
  Facts facts;
  if (const Json* given = question.find("facts"); given != nullptr && !given->is_null()) {
    if (!given->is(Json::Kind::object))
      return Error{Code::parse, "\"facts\" is an object of facts by name", "/facts"};
    AMENDS_CHECK(add_facts(*given, "", "/facts", facts));
  }
  auto found = classifier.classify(text->text, facts);
  if (!found)
    return std::move(found).error().inside("/text");

  Json out = Json::object();
  if (const Json* id = question.find("id"))
    out.set("id", *id);
  std::vector<Json> labels;
  for (const Label& label : found->labels) {
    Json one = Json::object();
    one.set("category", Json::string(label.category));
    // Two decimals are what a person can use; they are cut, so that nothing is shown as certain.
    one.set("score", scaled_number(label.score_ppm / 10'000, 2));
    labels.push_back(std::move(one));
  }
  out.set("labels", Json::array(std::move(labels)));
  if (!found->severity.empty())
    out.set("severity", Json::string(found->severity));
  if (!found->priority.empty())
    out.set("priority", Json::string(found->priority));
  out.set("abstained", Json::boolean(found->abstained));
  std::vector<Json> why;
  for (const LabelWhy& one : found->why)
    why.push_back(why_json(one));
  out.set("why", Json::array(std::move(why)));
  if (const Json* x = question.find("x"))
    out.set("x", *x);
  return out;
}

} // namespace amends
