// The journal out, and whether it still says what was written.
#include "work.hpp"

#include "base/digest.hpp"
#include "journal/journal.hpp"

namespace amends {

using namespace engine;

namespace {

constexpr std::size_t page = 256;

Result<void> for_each_case(StoreSession& session,
                           const std::function<Result<void>(const CaseRow&)>& visit) {
  std::string after;
  do {
    AMENDS_TRY_ASSIGN(const CasePage cases, session.find_cases({}, CaseSort::id, page, after));
    for (const CaseRow& row : cases.rows)
      AMENDS_CHECK(visit(row));
    after = cases.next;
  } while (!after.empty());
  return {};
}

Result<void> put(const LineSink& sink, const Json& line) { return sink(print_json(line)); }

Result<void> export_policies(StoreSession& session, const LineSink& sink) {
  AMENDS_TRY_ASSIGN(const auto policies, session.scan_policies());
  for (const PolicyRow& row : policies) {
    AMENDS_TRY_ASSIGN(Json body, parse_json(row.body, {.bytes = 64U << 20U, .depth = 64}));
    Json line = Json::object();
    line.set("policy", Json::string(row.digest));
    line.set("body", std::move(body));
    AMENDS_CHECK(put(sink, line));
  }
  return {};
}

Result<void> export_world(StoreSession& session, const LineSink& sink) {
  AMENDS_TRY_ASSIGN(const auto rows, session.load_world(0));
  for (const WorldRow& row : rows) {
    Json line = Json::object();
    line.set("world", Json::number(row.seq));
    line.set("at", Json::string(print_instant(row.at)));
    line.set("kind", Json::string(row.kind));
    line.set("digest", Json::string(row.digest));
    line.set("body", Json::string(row.body));
    AMENDS_CHECK(put(sink, line));
  }
  return {};
}

Result<void> export_records(StoreSession& session, const CaseRow& row, const LineSink& sink) {
  AMENDS_TRY_ASSIGN(const auto events, session.load_events(row.case_id, 0));
  for (const EventRow& event : events) {
    Json line = Json::object();
    line.set("case", Json::string(event.case_id));
    line.set("seq", Json::number(event.seq));
    line.set("hash", Json::string(event.hash));
    line.set("record", Json::string(event.record));
    AMENDS_CHECK(put(sink, line));
  }
  return {};
}

Result<void> export_sealed(StoreSession& session, const LineSink& sink) {
  std::string after;
  for (;;) {
    AMENDS_TRY_ASSIGN(const auto rows, session.scan_sealed(after, page));
    if (rows.empty())
      return {};
    for (const SealedRow& row : rows) {
      Json line = Json::object();
      line.set("sealed", Json::string(row.ref));
      line.set("algorithm", Json::string(row.algorithm));
      line.set("data", Json::string(to_base64(row.data)));
      AMENDS_CHECK(put(sink, line));
    }
    after = rows.back().ref;
  }
}

Error broken(const CaseRow& row, const std::string& how) {
  return {Code::corrupt, "case " + row.case_id + ": " + how, ""};
}

// Chain, replay, and the row's snapshot against the replayed case at that record.
Result<std::int64_t> verify_case(StoreSession& session, const std::string& tenant,
                                 const CaseRow& row) {
  AMENDS_TRY_ASSIGN(const auto events, session.load_events(row.case_id, 0));
  std::string head = journal::genesis(tenant, row.case_id);
  Case state;
  std::int64_t seq = 0;
  AMENDS_TRY_ASSIGN(const Case snapshot, read_snapshot(row));
  bool snapshot_fits = row.state.empty();
  for (const EventRow& event : events) {
    head = journal::chain(head, event.record);
    if (event.seq != ++seq)
      return broken(row, "record " + std::to_string(seq) + " is missing");
    if (head != event.hash)
      return broken(row, "record " + std::to_string(seq) + " does not fit the chain");
    auto record = journal::from_bytes(event.record);
    if (!record)
      return broken(row, record.error().message);
    if (record->case_id != row.case_id || record->seq != seq || record->at != event.at)
      return broken(row, "record " + std::to_string(seq) + " belongs elsewhere");
    state = evolve(std::move(state), *record);
    if (seq == snapshot.version)
      snapshot_fits = print_snapshot(state) == row.state;
  }
  if (row.version != seq || row.head != head)
    return broken(row, "the case is not at its journal's end");
  if (!snapshot_fits)
    return broken(row, "the stored case differs from its journal");
  return seq;
}

} // namespace

Result<void> Engine::export_lines(const LineSink& sink, bool with_personal) {
  AMENDS_TRY_ASSIGN(const auto session,
                    state_->setup.store->begin(state_->setup.tenant, SessionMode::read));
  Json first = Json::object();
  first.set("amends_export", Json::number(1));
  first.set("tenant", Json::string(state_->setup.tenant));
  AMENDS_CHECK(put(sink, first));
  AMENDS_CHECK(export_policies(*session, sink));
  AMENDS_CHECK(export_world(*session, sink));
  AMENDS_CHECK(for_each_case(
      *session, [&](const CaseRow& row) { return export_records(*session, row, sink); }));
  if (with_personal)
    return export_sealed(*session, sink);
  return {};
}

Result<Json> Engine::verify() {
  AMENDS_TRY_ASSIGN(const auto session,
                    state_->setup.store->begin(state_->setup.tenant, SessionMode::read));
  std::int64_t cases = 0;
  std::int64_t records = 0;
  std::vector<std::string> failures;
  Json heads = Json::object();
  AMENDS_CHECK(for_each_case(*session, [&](const CaseRow& row) -> Result<void> {
    ++cases;
    auto verified = verify_case(*session, state_->setup.tenant, row);
    if (!verified && verified.error().code != Code::corrupt)
      return verified.error();
    if (!verified)
      failures.push_back(verified.error().message);
    else
      records += *verified;
    heads.members.emplace_back(row.case_id, Json::string(row.head));
    return {};
  }));
  if (!failures.empty()) {
    std::string message =
        std::to_string(failures.size()) + " of " + std::to_string(cases) + " cases do not verify";
    for (std::size_t i = 0; i < failures.size() && i < 5; ++i)
      message += "; " + failures[i];
    return Error{Code::corrupt, std::move(message), ""};
  }
  Json out = Json::object();
  out.set("cases", Json::number(cases));
  out.set("records", Json::number(records));
  out.set("heads", std::move(heads));
  return out;
}

} // namespace amends
