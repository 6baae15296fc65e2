// Part 7: classification by a policy's words.
#include "facts.hpp"
#include "guard.hpp"

#include "amends/described.hpp"

#include <algorithm>

namespace amends::capi {
namespace {

std::int32_t place_in(const std::vector<std::string>& names, const std::string& name) {
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? -1 : static_cast<std::int32_t>(found - names.begin());
}

amends_label label_out(const Label& label) {
  amends_label out{};
  out.struct_size = sizeof out;
  out.score_ppm = label.score_ppm;
  out.category = {label.category.data(), label.category.size()};
  return out;
}

std::string thousandths(std::int64_t milli) { return Decimal::scaled(milli, 3).text(); }

Json why_out(const LabelWhy& why) {
  Json out = Json::object();
  out.set("category", Json::string(why.category));
  out.set("term", Json::string(why.term));
  out.set("from", Json::string(why.from));
  out.set("weight", Json::number_text(thousandths(why.weight_milli)));
  Json at = Json::array();
  for (const std::int64_t offset : why.at)
    at.items.push_back(Json::number(offset));
  out.set("at", std::move(at));
  if (why.negated)
    out.set("negated", Json::boolean(true));
  return out;
}

} // namespace
} // namespace amends::capi

using namespace amends;
using namespace amends::capi;

amends_status amends_classifier_new(const amends_policy* policy, const uint8_t* model, size_t size,
                                    amends_classifier** out, amends_error** err) {
  return guard(err, nullptr, [&]() -> Result<void> {
    AMENDS_CHECK(need(out, "out"));
    if (model != nullptr || size != 0)
      return Error{Code::unsupported, "trained models are not built yet: pass (NULL, 0)", ""};
    AMENDS_CHECK(need(policy, "policy"));
    *out = new amends_classifier{policy->policy};
    return {};
  });
}

void amends_classifier_free(amends_classifier* c) { delete c; }

amends_status amends_classify(const amends_classifier* c, const char* text, size_t size,
                              const amends_fact* facts, size_t count, amends_labels** out,
                              amends_error** err) {
  return guard(err, nullptr, [&]() -> Result<void> {
    AMENDS_CHECK(need(c, "c"));
    AMENDS_CHECK(need(out, "out"));
    AMENDS_TRY_ASSIGN(const std::string_view words, text_in(text, size, "text"));
    AMENDS_TRY_ASSIGN(const Facts given, facts_in(facts, count));
    auto labels = std::make_unique<amends_labels>();
    AMENDS_TRY_ASSIGN(labels->found, c->policy->classifier().classify(words, given));
    for (const Label& label : labels->found.labels)
      labels->labels.push_back(label_out(label));
    labels->severity = place_in(c->policy->severities(), labels->found.severity);
    labels->priority = place_in(c->policy->priorities(), labels->found.priority);
    *out = labels.release();
    return {};
  });
}

size_t amends_labels_count(const amends_labels* l) { return l == nullptr ? 0 : l->labels.size(); }

const amends_label* amends_labels_at(const amends_labels* l, size_t index) {
  return l == nullptr || index >= l->labels.size() ? nullptr : &l->labels[index];
}

int32_t amends_labels_severity(const amends_labels* l) { return l == nullptr ? -1 : l->severity; }

int32_t amends_labels_priority(const amends_labels* l) { return l == nullptr ? -1 : l->priority; }

int32_t amends_labels_abstained(const amends_labels* l) {
  return l != nullptr && l->found.abstained ? 1 : 0;
}

amends_status amends_labels_why(const amends_labels* l, amends_buf* out, amends_error** err) {
  return guard(err, out, [&]() -> Result<void> {
    AMENDS_CHECK(need(l, "l"));
    AMENDS_CHECK(need(out, "out"));
    Json list = Json::array();
    for (const LabelWhy& why : l->found.why)
      list.items.push_back(why_out(why));
    out->text = print_json(list);
    return {};
  });
}

void amends_labels_free(amends_labels* l) { delete l; }
