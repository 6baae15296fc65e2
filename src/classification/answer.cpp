#include "amends/classification.hpp"
#include "amends/ids.hpp"
#include "amends/text.hpp"
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

Json at_json(std::int64_t from, std::int64_t to) {
  return Json::array({Json::number(from), Json::number(to)});
}

} // namespace

Json why_json(const std::vector<LabelWhy>& all) {
  std::vector<Json> out;
  for (const LabelWhy& why : all) {
    Json one = Json::object();
    if (!why.category.empty())
      one.set("category", Json::string(why.category));
    one.set("term", Json::string(why.term));
    one.set("from", Json::string(why.from));
    one.set("weight", scaled_number(why.weight_milli, 3));
    one.set("at", at_json(why.at.front(), why.at.back()));
    if (why.negated)
      one.set("negated", Json::boolean(true));
    out.push_back(std::move(one));
  }
  return Json::array(std::move(out));
}

Result<Json> personal_json(std::string_view text) {
  AMENDS_TRY_ASSIGN(const auto found, find_personal(text));
  std::vector<Json> out;
  for (const PersonalFound& personal : found) {
    Json one = Json::object();
    one.set("kind", Json::string(personal.kind));
    one.set("at", at_json(personal.from, personal.to));
    out.push_back(std::move(one));
  }
  return Json::array(std::move(out));
}

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
  out.set("why", why_json(found->why));
  AMENDS_TRY_ASSIGN(Json personal, personal_json(text->text));
  if (!personal.items.empty())
    out.set("personal", std::move(personal));
  if (const Json* x = question.find("x"))
    out.set("x", *x);
  return out;
}

} // namespace amends
