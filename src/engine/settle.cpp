// What a host says became of an action it was handed.
#include "amends/lines.hpp"
#include "verbs.hpp"

#include "base/digest.hpp"

namespace amends::engine {
namespace {

Settlement settlement_of(const SettleLine& line) {
  Settlement out;
  out.action = line.action;
  out.attempt = line.attempt.value_or(0);
  out.outcome = line.outcome;
  if (line.result) {
    out.amount = line.result->amount;
    out.ref = line.result->ref;
    out.at = line.result->at;
  }
  return out;
}

// Only an attempt that was handed out can be told of; without a number, whichever it was.
Result<void> check_attempt(const ActionRow& row, const SettleLine& line) {
  if (!line.attempt || (*line.attempt >= 1 && *line.attempt <= row.attempt))
    return {};
  return Error{Code::state,
               row.attempt == 0
                   ? std::string("the action was never handed out")
                   : "attempt " + std::to_string(*line.attempt) +
                         " was never handed out; the last is " + std::to_string(row.attempt),
               "/attempt"};
}

// Only the present lease can be handed back.
Result<void> check_lease(const ActionRow& row, const SettleLine& line, Instant now) {
  if (row.state != "raised")
    return Error{Code::state, "the action is final: " + row.state, "/action"};
  if (row.attempt == 0 || line.attempt.value_or(0) != row.attempt || row.lease_until <= now)
    return Error{Code::state, "only the present lease can be tried later", "/attempt"};
  return {};
}

} // namespace

Result<Json> settle(Engine::State& engine, const Said& said, const Json& request) {
  AMENDS_CHECK(check_host(said, request, "settle"));
  AMENDS_TRY_ASSIGN(const SettleLine line, decode<SettleLine>(request));
  AMENDS_TRY_ASSIGN(const Instant now, instant_of(said, request));
  const Settlement settlement = settlement_of(line);
  const std::string key =
      line.action + ":" + std::to_string(settlement.attempt) + ":" + request.find("outcome")->text;
  Cause cause;
  cause.kind = CauseKind::settle;
  cause.id = key;
  const std::string receipt_id = *receipt_key(cause);
  Json content = request;
  for (const char* name : {"at", "id", "x"})
    content.remove(name);
  const std::string hash = blake2b_hex(print_json(encode(*decode<SettleLine>(content))));

  AMENDS_TRY_ASSIGN(const auto session,
                    engine.setup.store->begin(engine.setup.tenant, SessionMode::write));
  Work work(engine, *session);
  AMENDS_TRY_ASSIGN(const auto before, session->load_receipt(receipt_id));
  if (before) {
    if (before->content_hash != hash)
      return Error{Code::duplicate, "this outcome was settled before with another result",
                   "/result"};
    return receipt_again(said, work, *before, line.id.value_or(key));
  }
  AMENDS_TRY_ASSIGN(const auto row, session->load_action(line.action));
  if (!row)
    return Error{Code::not_found, "there is no action " + line.action, "/action"};
  AMENDS_TRY_ASSIGN(CaseWork * owner, work.find(row->case_id));
  if (owner == nullptr)
    return Error{Code::corrupt, "the action's case is gone", "/action"};
  AMENDS_TRY_ASSIGN(const Instant t, effective(*owner, now));
  AMENDS_CHECK(check_attempt(*row, line));
  if (settlement.outcome == Outcome::retry_later)
    AMENDS_CHECK(check_lease(*row, line, now));
  AMENDS_CHECK(work.catch_up(*owner, t));
  const auto scopes = ledger_scopes(owner->state);
  AMENDS_CHECK(work.catch_up_scopes(scopes, owner->state.id, t));
  AMENDS_TRY_ASSIGN(const Context context, work.context(*owner, t, said.by, scopes));
  AMENDS_TRY_ASSIGN(Decided decided,
                    amends::settle(*owner->policy, context, owner->state, settlement));
  cause.by = said.by.text();
  cause.content = hash;
  AMENDS_CHECK(work.append(*owner, t, std::move(cause), std::move(decided)));
  Batch batch = work.batch();
  if (settlement.outcome == Outcome::retry_later)
    batch.ended_leases.push_back(row->id);
  batch.receipts.push_back({receipt_id, hash, row->case_id, {owner->state.version}});
  Json answer =
      receipt(said, line.id.value_or(key), *owner->policy, owner->state, {owner->records.back()});
  said.ready(answer);
  AMENDS_CHECK(session->commit(batch));
  return answer;
}

} // namespace amends::engine
