// Part 7: classification by a policy, a model, or both.
#include "facts.hpp"
#include "guard.hpp"
#include "host.hpp"
#include "judgement.hpp"

#include <algorithm>

namespace amends::capi {
namespace {

std::int32_t place_in(const std::vector<std::string>& names, const std::string& name) {
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? -1 : static_cast<std::int32_t>(found - names.begin());
}

// A policy's own classifier, shared; a model alone; or the policy with another model.
Result<std::shared_ptr<const Classifier>> classifier_of(const Policy* policy,
                                                        std::string_view model) {
  if (policy == nullptr && model.empty())
    return Error{Code::arg, "neither a policy nor a model is given: one of them is needed", ""};
  if (policy == nullptr)
    return Classifier::load(model);
  return model.empty() ? policy->classifier().with_host({})
                       : policy->classifier().with_model(model);
}

} // namespace
} // namespace amends::capi

using namespace amends;
using namespace amends::capi;

amends_status amends_classifier_new(const amends_policy* policy, const uint8_t* model, size_t size,
                                    amends_classifier** out, amends_error** err) {
  return guard(err, nullptr, [&]() -> Result<void> {
    AMENDS_CHECK(need(out, "out"));
    AMENDS_TRY_ASSIGN(const std::string_view bytes,
                      text_in(reinterpret_cast<const char*>(model), size, "model"));
    const auto known = policy == nullptr ? nullptr : policy->policy;
    AMENDS_TRY_ASSIGN(auto classifier, classifier_of(known.get(), bytes));
    *out = new amends_classifier{known, std::move(classifier)};
    return {};
  });
}

amends_status amends_classifier_with_host(const amends_classifier* c, const amends_host* host,
                                          amends_classifier** out, amends_error** err) {
  return guard(err, nullptr, [&]() -> Result<void> {
    AMENDS_CHECK(need(c, "c"));
    AMENDS_CHECK(need(host, "host"));
    AMENDS_CHECK(need(out, "out"));
    AMENDS_TRY_ASSIGN(const amends_host lent, host_of(host));
    *out = new amends_classifier{c->policy, c->classifier->with_host(classify_host(lent))};
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
    labels->text = words;
    AMENDS_TRY_ASSIGN(labels->found, c->classifier->classify(words, given));
    for (const Label& label : labels->found.labels)
      labels->labels.push_back(label_out(label));
    if (c->policy != nullptr) {
      labels->severity = place_in(c->policy->severities(), labels->found.severity);
      labels->priority = place_in(c->policy->priorities(), labels->found.priority);
    }
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

const char* amends_labels_host_failed(const amends_labels* l, size_t* size) {
  const std::string* why = l != nullptr && l->found.host_failed ? &*l->found.host_failed : nullptr;
  if (size != nullptr)
    *size = why == nullptr ? 0 : why->size();
  return why == nullptr ? "" : why->c_str();
}

amends_status amends_labels_why(const amends_labels* l, amends_buf* out, amends_error** err) {
  return guard(err, out, [&]() -> Result<void> {
    AMENDS_CHECK(need(l, "l"));
    AMENDS_CHECK(need(out, "out"));
    out->text = print_json(why_json(l->found.why));
    return {};
  });
}

amends_status amends_labels_personal(const amends_labels* l, amends_buf* out, amends_error** err) {
  return guard(err, out, [&]() -> Result<void> {
    AMENDS_CHECK(need(l, "l"));
    AMENDS_CHECK(need(out, "out"));
    AMENDS_TRY_ASSIGN(const Json found, personal_json(l->text));
    out->text = print_json(found);
    return {};
  });
}

void amends_labels_free(amends_labels* l) { delete l; }
