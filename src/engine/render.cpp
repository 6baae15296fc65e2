// What a leased action says: parameters opened, notices in the reader's words and zone.
#include "event_words.hpp"
#include "verbs.hpp"

#include "base/digest.hpp"

#include "amends/ids.hpp"
#include "amends/titles.hpp"

#include <algorithm>

namespace amends::engine {
namespace {

// All placeholders of `text` filled from `values`.
std::string fill_in(const std::string& text, const std::map<std::string, std::string>& values) {
  std::string out;
  std::size_t from = 0;
  while (from < text.size()) {
    const auto open = text.find('{', from);
    const auto close = open == std::string::npos ? open : text.find('}', open);
    if (close == std::string::npos) {
      out += text.substr(from);
      break;
    }
    out += text.substr(from, open - from);
    const auto found = values.find(text.substr(open + 1, close - open - 1));
    out += found == values.end() ? std::string() : found->second;
    from = close + 1;
  }
  return out;
}

Result<std::map<std::string, std::string>> values_of(Work& work, const Policy& policy,
                                                     const ActionParams& params) {
  std::map<std::string, std::string> values = params.plain;
  for (const auto& [name, at] : params.times) {
    AMENDS_TRY_ASSIGN(values[name], wall_time(policy, at));
  }
  for (const auto& [name, personal] : params.personal)
    values[name] = work.open(personal).value_or("");
  return values;
}

std::string in_language(const Words& words, const std::string& language) {
  if (const auto found = words.find(language); found != words.end())
    return found->second;
  return words.empty() ? std::string() : words.begin()->second;
}

Json recipient(Work& work, const CaseWork& owner, const CaseAction& action) {
  Json out = Json::object();
  out.set("to", Json::string(action.to.value_or("customer")));
  if (action.to && *action.to != "customer")
    return out;
  if (!owner.state.customer)
    return out;
  const Customer& customer = *owner.state.customer;
  out.set("customer_id", Json::string(customer.id));
  const auto add = [&](const char* name, const std::optional<Personal>& personal) {
    const auto text = personal ? work.open(*personal) : std::nullopt;
    if (text)
      out.set(name, Json::string(*text));
  };
  add("name", customer.name);
  add("phone", customer.phone);
  add("email", customer.email);
  if (action.kind == "reship" || action.kind == "exchange" || action.kind == "pickup")
    add("address", customer.address);
  return out;
}

Json for_person(const CaseWork& owner, const CaseAction& action) {
  Plan one;
  PlanLine line;
  line.give = action.give.value_or(Give::none);
  line.amount = action.amount;
  one.lines.push_back(std::move(line));
  Json out = Json::object();
  for (const char* language : {"zh", "en"}) {
    const std::string what = action.give ? plan_words(one, language)
                                         : Titles(owner.policy.get(), language).action(action.kind);
    out.set(language, Json::string(owner.state.number_text + ": " + what));
  }
  return out;
}

Result<void> add_notice(Work& work, const CaseWork& owner, const CaseAction& action, Json& body) {
  AMENDS_TRY_ASSIGN(const auto values, values_of(work, *owner.policy, action.params));
  Json params = Json::object();
  for (const auto& [name, value] : values)
    params.set(name, Json::string(value));
  body.set("params", std::move(params));
  const auto found = owner.policy->notices().find(action.reason_code);
  if (found == owner.policy->notices().end())
    return {};
  const Notice& notice = found->second;
  const std::string language = action.language.value_or("zh");
  if (!notice.subject.empty())
    body.set("subject", Json::string(fill_in(in_language(notice.subject, language), values)));
  body.set("text", Json::string(fill_in(in_language(notice.text, language), values)));
  if (!notice.provider_template.empty()) {
    Json codes = Json::object();
    for (const auto& [provider, code] : notice.provider_template)
      codes.set(provider, Json::string(code));
    body.set("provider_template", std::move(codes));
  }
  return {};
}

} // namespace

Result<Json> action_body(Work& work, CaseWork& owner, const CaseAction& action) {
  Json body = Json::object();
  body.set("idempotency_key",
           Json::string(short_digest_hex({work.engine().setup.tenant, action.id})));
  body.set("reason_code", Json::string(action.reason_code));
  body.set("for_person", for_person(owner, action));
  body.set("recipient", recipient(work, owner, action));
  const Json whole = encode(action);
  for (const char* name : {"plan", "plan_line", "order_id", "line", "quantity", "head", "paid_by",
                           "give", "amount", "points", "channel", "language"})
    if (const Json* member = whole.find(name))
      body.set(name, *member);
  if (action.kind == "notify" || action.kind == "survey")
    AMENDS_CHECK(add_notice(work, owner, action, body));
  if (action.kind == "survey") {
    const auto found = owner.policy->surveys().find(action.reason_code);
    if (found != owner.policy->surveys().end())
      body.set("questions", found->second.questions);
  }
  return body;
}

} // namespace amends::engine
