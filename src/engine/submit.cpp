// Commands. One write session for all of them: either every one is recorded or none.
#include "spoken.hpp"

#include "journal/journal.hpp"

#include "amends/limits.hpp"

#include <algorithm>

namespace amends::engine {
namespace {

// The case a command is about: made, joined or found.
struct Aim {
  CaseWork* work = nullptr;
  bool joined = false;
};

Result<Aim> aim_new(Work& work, const Spoken& spoken) {
  const commands::Head& head = head_of(spoken.command);
  const std::string id = head.case_id.value_or(head.id);
  AMENDS_TRY_ASSIGN(CaseWork * taken, work.find(id));
  if (taken != nullptr)
    return Error{Code::state, "the case " + id + " exists already", "/case_id"};
  AMENDS_TRY_ASSIGN(CaseWork * made, work.create(id, spoken.now));
  return Aim{made, false};
}

Result<Aim> aim(Work& work, const Spoken& spoken) {
  const commands::Head& head = head_of(spoken.command);
  const bool intake = std::holds_alternative<commands::Intake>(spoken.command);
  if (intake) {
    const auto& customer = *customer_of(spoken.command);
    const auto& order = *order_of(spoken.command);
    AMENDS_TRY_ASSIGN(const auto join, work.case_to_join(customer ? customer->id : "",
                                                         order ? order->id : "", spoken.now));
    if (join) {
      AMENDS_TRY_ASSIGN(CaseWork * found, work.find(*join));
      return Aim{found, true};
    }
  }
  if (intake || std::holds_alternative<commands::Open>(spoken.command))
    return aim_new(work, spoken);
  if (!head.case_id)
    return Error{Code::parse, "name the case", "/case_id"};
  AMENDS_TRY_ASSIGN(CaseWork * found, work.find(*head.case_id));
  if (found == nullptr)
    return Error{Code::not_found, "there is no case " + *head.case_id, "/case_id"};
  return Aim{found, false};
}

} // namespace

Result<Instant> effective(const CaseWork& work, Instant now) {
  if (work.state.version == 0)
    return now;
  if (now < work.state.last_at - clock_slack)
    return Error{Code::clock,
                 "the case has already recorded " + print_instant(work.state.last_at) +
                     ", more than 10 minutes after this",
                 "/at"};
  return std::max(now, work.state.last_at);
}

namespace {

constexpr std::int64_t changes_told = 5;

// "contact by agent:li (2026-09-21T11:00:00Z)", for staff.
std::string told(const Record& record) {
  const std::string what = record.cause.op.value_or(record.cause.id);
  return what + (record.cause.by ? " by " + *record.cause.by : "") + " (" +
         print_instant(record.at) + ")";
}

// What has changed since the version that somebody saw.
Result<std::string> changes_since(Work& work, const CaseWork& found, std::int64_t version) {
  AMENDS_TRY_ASSIGN(const auto rows, work.session().load_events(found.state.id, version));
  std::vector<std::string> changes;
  for (const EventRow& row : rows) {
    AMENDS_TRY_ASSIGN(const Record record, journal::from_bytes(row.record));
    changes.push_back(told(record));
  }
  for (const Record& record : found.records)
    if (record.seq > version)
      changes.push_back(told(record));
  std::string out;
  const auto all = static_cast<std::int64_t>(changes.size());
  for (std::int64_t i = std::max<std::int64_t>(0, all - changes_told); i < all; ++i)
    out += (out.empty() ? "" : ", ") + changes[static_cast<std::size_t>(i)];
  return all > changes_told ? std::to_string(all - changes_told) + " records, then " + out : out;
}

Result<void> check_version(const Said& said, Work& work, const CaseWork& found,
                           const commands::Head& head) {
  if (!head.expect_version || *head.expect_version == found.state.version)
    return {};
  std::string message = "the case is at version " + std::to_string(found.state.version) + ", not " +
                        std::to_string(*head.expect_version);
  const bool staff = said.trusted || is_staff(*found.policy, said.by.role);
  if (staff && *head.expect_version >= 0 && *head.expect_version < found.state.version) {
    AMENDS_TRY_ASSIGN(const std::string changes, changes_since(work, found, *head.expect_version));
    message += "; since then: " + changes;
  }
  return Error{Code::conflict, message + "; read it again", "/expect_version"};
}

// Accounts of the case as it is and as the command makes it.
Result<std::vector<std::string>> scopes_for(Work& all, const CaseWork& work,
                                            const Command& command) {
  std::vector<std::string> scopes;
  const auto add = [&](const std::vector<std::string>& more) {
    for (const std::string& scope : more)
      if (std::find(scopes.begin(), scopes.end(), scope) == scopes.end())
        scopes.push_back(scope);
  };
  if (work.state.version > 0)
    add(ledger_scopes(work.state));
  else
    add(ledger_scopes(*order_of(command), *customer_of(command)));
  if (const auto* changed = std::get_if<commands::OrderChanged>(&command))
    add(ledger_scopes(changed->order, std::nullopt));
  // What it says may bring the case under an incident.
  const std::optional<Order>* given = order_of(command);
  const std::optional<Order>& order =
      work.state.version > 0 || given == nullptr ? work.state.order : *given;
  if (order) {
    AMENDS_TRY_ASSIGN(const World* world, all.world());
    add(incident_scopes(world->incidents_at(work.state.world), *order));
  }
  return scopes;
}

std::string customer_id(const CaseWork& work, const Command& command) {
  if (work.state.customer)
    return work.state.customer->id;
  const auto* given = customer_of(command);
  return given != nullptr && *given ? (*given)->id : std::string();
}

// Commands after which a case may be about something else.
bool may_classify(const Command& command) {
  return order_of(command) != nullptr || std::holds_alternative<commands::Message>(command) ||
         std::holds_alternative<commands::Classify>(command);
}

// What else came in about the order.
Result<std::vector<OtherCase>> order_cases(Work& work, const CaseWork& target,
                                           const Command& command, Instant t) {
  if (!may_classify(command))
    return std::vector<OtherCase>{};
  const bool fresh = target.state.version == 0;
  const auto& order = fresh ? *order_of(command) : target.state.order;
  const Instant opened_at = fresh ? t : target.state.opened_at;
  return work.order_cases(order ? order->id : "", target.state.id,
                          opened_at - target.policy->repeat_within());
}

// What one call has answered so far: receipts to write, and the answers by command id.
struct Answers {
  bool alone = false; // one command, answered by its receipt itself and not by a list
  std::vector<ReceiptRow> receipts;
  std::vector<Json> lines;
  std::map<std::string, std::pair<std::string, std::size_t>> by_id; // content, place in `lines`
  std::optional<Error> refused; // the answer of a command though a record was made of it
};

Result<Json> run_one(const Said& said, Work& work, Spoken spoken, Answers& answers) {
  const std::string id = head_of(spoken.command).id;
  AMENDS_CHECK(name_customer(spoken));
  AMENDS_TRY_ASSIGN(const Aim found, aim(work, spoken));
  CaseWork& target = *found.work;
  AMENDS_TRY_ASSIGN(const Instant t, effective(target, spoken.now));
  AMENDS_CHECK(work.catch_up(target, t, true));
  AMENDS_CHECK(check_version(said, work, target, head_of(spoken.command)));
  AMENDS_TRY_ASSIGN(const std::vector<std::string> scopes,
                    scopes_for(work, target, spoken.command));
  AMENDS_CHECK(work.catch_up_scopes(scopes, target.state.id, t));

  const std::string customer = customer_id(target, spoken.command);
  work.seal(target, &spoken.command, type_of<Command>(), spoken.texts, customer);
  AMENDS_TRY_ASSIGN(Context context, work.context(target, t, spoken.by, scopes));
  if (std::holds_alternative<commands::Revoke>(spoken.command)) {
    AMENDS_TRY_ASSIGN(context.handed_out, work.handed_out(target.state.id));
  }
  if (target.state.version == 0) {
    AMENDS_TRY_ASSIGN(context.number, work.next_number());
    AMENDS_TRY_ASSIGN(context.complaints_90d, work.recent_cases(customer, t));
  }
  AMENDS_TRY_ASSIGN(context.order_cases, order_cases(work, target, spoken.command, t));
  context.alone = answers.alone;
  AMENDS_TRY_ASSIGN(Decided decided,
                    decide(*target.policy, context, std::move(target.state), spoken.command));
  Cause cause;
  cause.id = id;
  cause.op = std::string(op_of(spoken.command));
  cause.by = spoken.by.text();
  cause.content = spoken.content;
  AMENDS_CHECK(work.append(target, t, std::move(cause), std::move(decided)));
  answers.receipts.push_back({id, spoken.content, target.state.id, {target.state.version}});
  answers.refused = refusal_in(target.records.back());
  return receipt(said, id, *target.policy, target.state, {target.records.back()});
}

// A known id: the first answer again, or `duplicate`. No value: the id is new.
Result<std::optional<Json>> known(const Said& said, Work& work, const Spoken& spoken,
                                  const Answers& before) {
  std::optional<Json> none;
  const std::string& id = head_of(spoken.command).id;
  const Error used{Code::duplicate, "the id " + id + " was used before for something else", "/id"};
  if (const auto same = before.by_id.find(id); same != before.by_id.end()) {
    const auto& [content, place] = same->second;
    return content == spoken.content ? Result<std::optional<Json>>(before.lines[place]) : used;
  }
  AMENDS_TRY_ASSIGN(const World* world, work.world());
  if (world->written_by(id) != nullptr)
    return used;
  AMENDS_TRY_ASSIGN(const auto row, work.session().load_receipt(id));
  if (!row)
    return none;
  if (row->content_hash != spoken.content)
    return used;
  AMENDS_TRY_ASSIGN(Json again, receipt_again(said, work, *row, id));
  return std::optional(std::move(again));
}

Result<void> answer_incident(Work& work, const Said& said, const Json& line, Answers& answers) {
  AMENDS_TRY_ASSIGN(WorldAnswer said_so, say_incident(work, said, line));
  const auto same = answers.by_id.find(said_so.command);
  if (same != answers.by_id.end() && same->second.first != said_so.content)
    return Error{Code::duplicate,
                 "the id " + said_so.command + " was used before for something else", "/id"};
  give_back_x(line, said_so.answer);
  answers.by_id.try_emplace(said_so.command, said_so.content, answers.lines.size());
  answers.lines.push_back(std::move(said_so.answer));
  return {};
}

Result<void> answer_one(Work& work, const Said& said, const Json& line, Answers& answers) {
  if (is_incident_line(line))
    return answer_incident(work, said, line, answers);
  AMENDS_TRY_ASSIGN(Spoken spoken, read_command(said, line));
  AMENDS_TRY_ASSIGN(auto before, known(said, work, spoken, answers));
  const std::string id = head_of(spoken.command).id;
  const std::string content = spoken.content;
  if (!before) {
    AMENDS_TRY_ASSIGN(before, run_one(said, work, std::move(spoken), answers));
  }
  give_back_x(line, *before);
  answers.by_id.try_emplace(id, content, answers.lines.size());
  answers.lines.push_back(std::move(*before));
  return {};
}

Result<Json> commit_all(Engine::State& engine, const Said& said, const std::vector<Json>& lines,
                        bool alone) {
  AMENDS_TRY_ASSIGN(const auto session,
                    engine.setup.store->begin(engine.setup.tenant, SessionMode::write));
  Work work(engine, *session);
  Answers answers;
  answers.alone = alone;
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (auto answered = answer_one(work, said, lines[i], answers); !answered)
      return alone ? std::move(answered).error()
                   : std::move(answered).error().inside("/" + std::to_string(i));
  Json out = alone ? std::move(answers.lines.front()) : Json::object();
  if (!alone)
    out.set("receipts", Json::array(std::move(answers.lines)));
  if (!answers.receipts.empty() || work.adds_world()) {
    Batch batch = work.batch();
    batch.receipts = std::move(answers.receipts);
    said.ready(out);
    AMENDS_CHECK(session->commit(batch));
  }
  if (answers.refused)
    return std::move(*answers.refused);
  return out;
}

} // namespace

Result<Json> submit_all(Engine::State& engine, const Said& said, const std::vector<Json>& lines) {
  if (lines.size() > limits::commands_per_submit)
    return Error{Code::limit,
                 "a list may hold " + std::to_string(limits::commands_per_submit) + " commands",
                 ""};
  return commit_all(engine, said, lines, false);
}

Result<Json> submit(Engine::State& engine, const Said& said, const Json& command) {
  return commit_all(engine, said, {command}, true);
}

} // namespace amends::engine
