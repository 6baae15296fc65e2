// Part 4: policies.
#include "guard.hpp"

#include "amends/value.hpp"

namespace amends::capi {
namespace {

Result<std::vector<PackText>> packs_in(const amends_text* packs, std::size_t count) {
  if (packs == nullptr && count != 0)
    return Error{Code::arg, "`packs` is NULL but its count is not 0", ""};
  std::vector<PackText> out;
  for (std::size_t i = 0; i < count; ++i) {
    AMENDS_TRY_ASSIGN(const std::string_view text, text_in(packs[i].data, packs[i].size, "packs"));
    out.push_back({"pack " + std::to_string(i + 1), std::string(text)});
  }
  return out;
}

Json finding_json(const Finding& finding) {
  Json out = Json::object();
  out.set("level", Json::string(finding.level));
  out.set("rule", Json::string(finding.rule));
  out.set("where", Json::string(finding.where));
  out.set("text", Json::string(finding.text));
  out.set("mend", Json::string(finding.mend));
  if (!finding.example.empty()) {
    Json example = Json::object();
    for (const auto& [name, value] : finding.example)
      example.set(name, value_to_json(value));
    out.set("example", std::move(example));
  }
  return out;
}

amends_policy* handle_of(std::shared_ptr<const Policy> policy) {
  auto handle = std::make_unique<amends_policy>();
  handle->policy = std::move(policy);
  return handle.release();
}

const char* name_at(const std::vector<std::string>& names, std::int32_t i, std::size_t* size) {
  if (i < 0 || static_cast<std::size_t>(i) >= names.size())
    return nothing(nullptr, size);
  return text_out(names[static_cast<std::size_t>(i)], size);
}

std::uint8_t nibble(char hex) {
  return static_cast<std::uint8_t>(hex <= '9' ? hex - '0' : hex - 'a' + 10);
}

} // namespace
} // namespace amends::capi

using namespace amends;
using namespace amends::capi;

amends_status amends_policy_load(const amends_text* packs, size_t count, amends_policy** out,
                                 amends_error** err) {
  return guard(err, nullptr, [&]() -> Result<void> {
    AMENDS_CHECK(need(out, "out"));
    AMENDS_TRY_ASSIGN(const auto texts, packs_in(packs, count));
    AMENDS_TRY_ASSIGN(auto policy, Policy::load(texts));
    *out = handle_of(std::move(policy));
    return {};
  });
}

amends_status amends_policy_builtin(const char* name, size_t size, amends_policy** out,
                                    amends_error** err) {
  return guard(err, nullptr, [&]() -> Result<void> {
    AMENDS_CHECK(need(out, "out"));
    AMENDS_CHECK(need(name, "name"));
    AMENDS_TRY_ASSIGN(auto policy, Policy::builtin({name, size}));
    *out = handle_of(std::move(policy));
    return {};
  });
}

amends_status amends_policy_lint(const amends_text* packs, size_t count, amends_buf* findings,
                                 amends_error** err) {
  return guard(err, findings, [&]() -> Result<void> {
    AMENDS_CHECK(need(findings, "findings"));
    AMENDS_TRY_ASSIGN(const auto texts, packs_in(packs, count));
    Json list = Json::array();
    for (const Finding& finding : Policy::lint(texts))
      list.items.push_back(finding_json(finding));
    findings->text = print_json(list);
    return {};
  });
}

void amends_policy_digest(const amends_policy* p, uint8_t out[32]) {
  if (out == nullptr)
    return;
  const std::string_view hex = p == nullptr ? std::string_view() : p->policy->digest();
  for (std::size_t i = 0; i < 32; ++i)
    out[i] = hex.size() == 64
                 ? static_cast<std::uint8_t>(nibble(hex[2 * i]) << 4U | nibble(hex[2 * i + 1]))
                 : std::uint8_t{0};
}

const char* amends_policy_severity(const amends_policy* p, int32_t i, size_t* size) {
  return p == nullptr ? nothing(nullptr, size) : name_at(p->policy->severities(), i, size);
}

const char* amends_policy_priority(const amends_policy* p, int32_t i, size_t* size) {
  return p == nullptr ? nothing(nullptr, size) : name_at(p->policy->priorities(), i, size);
}

void amends_policy_retain(amends_policy* p) {
  if (p != nullptr)
    p->users.fetch_add(1, std::memory_order_relaxed);
}

void amends_policy_free(amends_policy* p) {
  if (p != nullptr && p->users.fetch_sub(1, std::memory_order_acq_rel) == 1)
    delete p;
}
