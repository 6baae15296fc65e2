// What somebody outside the shop sees of a case. In: a case. Out: the public view: its number, how
// it stands, who is next, by when; of plans only what the customer was offered.
#include "query.hpp"

#include <algorithm>
#include <array>

namespace amends::engine {
namespace {

// Earliest instant we owe the customer something by.
std::optional<Instant> promised_by(const Case& state) {
  std::optional<Instant> best;
  for (const ClockRow& clock : state.clocks)
    if (clock.state == ClockState::running && clock.due && (!best || *clock.due < *best))
      best = clock.due;
  return best;
}

// What the customer was shown last.
const Plan* last_offer(const Case& state) {
  const auto found = std::find_if(state.plans.rbegin(), state.plans.rend(),
                                  [](const Plan& plan) { return plan.offered_at.has_value(); });
  return found == state.plans.rend() ? nullptr : &*found;
}

void add_offer(const Case& state, Json& out) {
  Json plan;
  Json choices = Json::array();
  if (const Plan* offer = last_offer(state)) {
    plan = Json::object();
    plan.set("id", Json::string(offer->id));
    plan.set("state", encode(offer->state));
    plan.set("zh", Json::string(plan_words(*offer, "zh")));
    plan.set("en", Json::string(plan_words(*offer, "en")));
    if (offer->answer_by)
      plan.set("answer_by", Json::string(print_instant(*offer->answer_by)));
    for (const PlanLine& line : offer->lines)
      choices.items.push_back(
          Json::number(static_cast<std::int64_t>(line.alternatives.size()) + 1));
  }
  out.set("plan", std::move(plan));
  out.set("choices", std::move(choices));
}

} // namespace

bool is_staff(const Policy& policy, std::string_view role) {
  static constexpr std::array<std::string_view, 4> outside{"customer", "carrier", "seller",
                                                           "regulator"};
  return std::find(outside.begin(), outside.end(), role) == outside.end() &&
         policy.role(role) != nullptr;
}

Json words_json(const Words& words) {
  Json out = Json::object();
  for (const auto& [language, text] : words)
    out.set(language, Json::string(text));
  return out;
}

const Words* shown_words(const Policy& policy, const Case& state) {
  const Workflow* flow = policy.workflow(state.kind);
  const Stage* stage = flow == nullptr ? nullptr : flow->stage(state.stage);
  return stage == nullptr ? nullptr : &stage->shown;
}

Json public_view(const Policy& policy, const Case& state, const Party& reader) {
  Json out = Json::object();
  out.set("case_id", Json::string(state.id));
  out.set("number", Json::string(state.number_text));
  out.set("version", Json::number(state.version));
  if (const Words* words = shown_words(policy, state))
    out.set("shown", words_json(*words));
  if (reader.role != "customer")
    return out;
  const char* next = state.waiting_for == "customer" ? "you" : "us";
  out.set("what_next", Json::string(state.ended ? "nobody" : next));
  if (const auto due = promised_by(state))
    out.set("promised_by", Json::string(print_instant(*due)));
  Json need = Json::array();
  for (const std::string& field : state.information_asked)
    need.items.push_back(Json::string(field));
  out.set("need_from_you", std::move(need));
  add_offer(state, out);
  return out;
}

} // namespace amends::engine
