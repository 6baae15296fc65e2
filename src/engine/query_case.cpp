// One case whole: for staff with what can be done next, for its customer the public view.
#include "query.hpp"

#include "amends/ids.hpp"

#include <algorithm>

namespace amends::engine {
namespace {

Json words_json(const Words& words) {
  Json out = Json::object();
  for (const auto& [language, text] : words)
    out.set(language, Json::string(text));
  return out;
}

const Words* shown(const CaseWork& work) {
  const Workflow* flow = work.policy->workflow(work.state.kind);
  const Stage* stage = flow == nullptr ? nullptr : flow->stage(work.state.stage);
  return stage == nullptr ? nullptr : &stage->shown;
}

Json label_of(const CommandInfo& info) {
  Json out = Json::object();
  out.set("zh", Json::string(std::string(info.title_zh)));
  out.set("en", Json::string(std::string(info.title_en)));
  return out;
}

Json form_of(std::string_view op) {
  for (const Alternative& alternative : type_of<Command>().alternatives)
    if (alternative.tag == op)
      return schema_of(alternative.type());
  return Json::object();
}

bool opens_a_case(std::string_view op) { return op == "open" || op == "intake"; }

void add_can(const CaseWork& work, const Query& query, const std::set<std::string>& handed_out,
             Json& out) {
  Json can = Json::array();
  Json cannot = Json::array();
  for (const CommandInfo& info : command_catalogue()) {
    if (opens_a_case(info.op))
      continue;
    Json row = Json::object();
    row.set("op", Json::string(std::string(info.op)));
    if (auto may = permit(*work.policy, work.state, query.viewer, info.op, query.at, handed_out)) {
      row.set("label", label_of(info));
      row.set("form", form_of(info.op));
      can.items.push_back(std::move(row));
    } else {
      Json because = Json::object();
      because.set("code", Json::string(std::string(code_name(may.error().code))));
      because.set("zh", Json::string(std::string(info.title_zh) + "：现在不可以"));
      because.set("en", Json::string(may.error().message));
      row.set("because", std::move(because));
      cannot.items.push_back(std::move(row));
    }
  }
  out.set("can", std::move(can));
  out.set("cannot", std::move(cannot));
}

Json staff_view(Work& work, const CaseWork& found, const Query& query,
                const std::set<std::string>& handed_out) {
  EncodeOptions options;
  options.open = [&](const Personal& personal) { return work.open(personal); };
  Json out = encode(found.state, options);
  if (const Words* words = shown(found))
    out.set("shown", words_json(*words));
  add_can(found, query, handed_out, out);
  return out;
}

// What the customer was shown last.
const Plan* last_offer(const Case& state) {
  const auto found = std::find_if(state.plans.rbegin(), state.plans.rend(),
                                  [](const Plan& plan) { return plan.offered_at.has_value(); });
  return found == state.plans.rend() ? nullptr : &*found;
}

// Earliest instant we owe the customer something by.
std::optional<Instant> promised_by(const Case& state) {
  std::optional<Instant> best;
  for (const ClockRow& clock : state.clocks)
    if (clock.state == ClockState::running && clock.due && (!best || *clock.due < *best))
      best = clock.due;
  return best;
}

Json customer_view(Work& work, const CaseWork& found, const Query& query,
                   const std::set<std::string>& handed_out) {
  const Case& state = found.state;
  Json out = Json::object();
  out.set("case_id", Json::string(state.id));
  out.set("number", Json::string(state.number_text));
  out.set("version", Json::number(state.version));
  if (const Words* words = shown(found))
    out.set("shown", words_json(*words));
  out.set("what_next", Json::string(state.waiting_for == "customer" ? "you" : "us"));
  if (const auto due = promised_by(state))
    out.set("promised_by", Json::string(print_instant(*due)));
  Json need = Json::array();
  for (const std::string& field : state.information_asked)
    need.items.push_back(Json::string(field));
  out.set("need_from_you", std::move(need));
  Json messages = Json::array();
  for (const MessageRow& message : state.messages) {
    Json row = Json::object();
    row.set("at", Json::string(print_instant(message.at)));
    row.set("from", Json::string(message.by.starts_with("customer:") ? "you" : "us"));
    row.set("text", Json::string(work.open(message.text).value_or("")));
    messages.items.push_back(std::move(row));
  }
  out.set("messages", std::move(messages));
  Json plan;
  Json choices = Json::array();
  if (const Plan* offer = last_offer(state)) {
    const Plan& latest = *offer;
    plan = Json::object();
    plan.set("id", Json::string(latest.id));
    plan.set("state", encode(latest.state));
    plan.set("zh", Json::string(plan_words(latest, "zh")));
    plan.set("en", Json::string(plan_words(latest, "en")));
    if (latest.answer_by)
      plan.set("answer_by", Json::string(print_instant(*latest.answer_by)));
    for (const PlanLine& line : latest.lines)
      choices.items.push_back(
          Json::number(static_cast<std::int64_t>(line.alternatives.size()) + 1));
  }
  out.set("plan", std::move(plan));
  out.set("choices", std::move(choices));
  add_can(found, query, handed_out, out);
  return out;
}

} // namespace

Result<Json> query_case(Work& work, const Query& query) {
  AMENDS_TRY_ASSIGN(CaseWork * found, case_in(work, query));
  AMENDS_TRY_ASSIGN(const auto handed_out, work.handed_out(found->state.id));
  if (is_customer(query))
    return page_json({customer_view(work, *found, query, handed_out)}, "");
  return page_json({staff_view(work, *found, query, handed_out)}, "");
}

} // namespace amends::engine
