// The journal out, line by line.
#include "work.hpp"

#include "base/digest.hpp"

namespace amends {

using namespace engine;

namespace {

constexpr std::size_t page = 256;

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

} // namespace

Result<void> engine::for_each_case(StoreSession& session,
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

} // namespace amends
