// One case whole: for staff with what can be done next, for its customer the public view.
#include "query.hpp"

#include "amends/ids.hpp"

#include <algorithm>

namespace amends::engine {
namespace {

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

// The others open a case, or speak of all of them.
bool is_about_a_case(std::string_view op) {
  return op != "open" && op != "intake" && !op.ends_with("_incident");
}

void add_can(const CaseWork& work, const Query& query, const std::set<std::string>& handed_out,
             Json& out) {
  Json can = Json::array();
  Json cannot = Json::array();
  for (const CommandInfo& info : command_catalogue()) {
    if (!is_about_a_case(info.op))
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

Json labels_json(const std::vector<Label>& labels) {
  Json out = Json::array();
  for (const Label& label : labels)
    out.items.push_back(label_json(label));
  return out;
}

// The state as every other answer names it: `number` is the one for people, scores are from 0 to 1,
// weights those of `classify`.
void name_as_elsewhere(const Case& state, Json& out) {
  out.remove("number_text");
  out.set("number", Json::string(state.number_text));
  out.set("labels", labels_json(state.labels));
  out.set("overruled", labels_json(state.overruled));
  if (Json* terms = out.find("terms"))
    for (std::size_t i = 0; i < terms->items.size(); ++i) {
      terms->items[i].remove("weight_milli");
      terms->items[i].set(
          "weight", Json::number_text(Decimal::scaled(state.terms[i].weight_milli, 3).text()));
    }
}

Json staff_view(Work& work, const CaseWork& found, const Query& query,
                const std::set<std::string>& handed_out) {
  EncodeOptions options;
  options.open = [&](const Personal& personal) { return work.open(personal); };
  Json out = encode(found.state, options);
  if (Json* clocks = out.find("clocks"))
    for (std::size_t i = 0; i < clocks->items.size(); ++i)
      clocks->items[i].set("why", clock_why(*found.policy, found.state.clocks[i]));
  name_as_elsewhere(found.state, out);
  out.set("milestones", milestones_json(found.state));
  if (const Words* words = shown_words(*found.policy, found.state))
    out.set("shown", words_json(*words));
  add_can(found, query, handed_out, out);
  return out;
}

// Whether the customer sees it as said by us: staff and the host speak for the shop, carriers and
// sellers to the shop.
bool speaks_for_us(const CaseWork& work, const std::string& by) {
  const std::string role = by.substr(0, by.find(':'));
  return role == "system" || is_staff(*work.policy, role);
}

Json customer_view(Work& work, const CaseWork& found, const Query& query,
                   const std::set<std::string>& handed_out) {
  const Case& state = found.state;
  Json out = public_view(*found.policy, state, query.viewer);
  Json messages = Json::array();
  for (const MessageRow& message : state.messages) {
    const bool own = message.by.starts_with("customer:");
    if (!own && !speaks_for_us(found, message.by))
      continue;
    Json row = Json::object();
    row.set("at", Json::string(print_instant(message.at)));
    row.set("from", Json::string(own ? "you" : "us"));
    row.set("text", Json::string(work.open(message.text).value_or("")));
    messages.items.push_back(std::move(row));
  }
  out.set("messages", std::move(messages));
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
