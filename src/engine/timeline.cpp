// A case's story: each event with its instant, who caused it and what it says.
#include "event_words.hpp"
#include "query.hpp"

#include "journal/journal.hpp"

namespace amends::engine {
namespace {

Result<std::vector<Record>> records_of(Work& work, const CaseWork& found) {
  AMENDS_TRY_ASSIGN(const auto rows, work.session().load_events(found.state.id, 0));
  std::vector<Record> out;
  for (const EventRow& row : rows) {
    AMENDS_TRY_ASSIGN(Record record, journal::from_bytes(row.record));
    out.push_back(std::move(record));
  }
  // What catching up added in memory.
  out.insert(out.end(), found.records.begin(), found.records.end());
  return out;
}

// The clock that an event works out a due instant for, else nullptr.
const ClockRow* timed_by(const Event& event) {
  return std::visit(
      [](const auto& e) -> const ClockRow* {
        using E = std::decay_t<decltype(e)>;
        constexpr bool times = std::is_same_v<E, events::ClockStarted> ||
                               std::is_same_v<E, events::ClockResumed> ||
                               std::is_same_v<E, events::ClockRetargeted> ||
                               std::is_same_v<E, events::ClockRecalculated>;
        if constexpr (times)
          return &e.clock;
        else
          return nullptr;
      },
      event);
}

std::string said_by(const Record& record) {
  if (record.cause.by)
    return *record.cause.by;
  return record.cause.kind == CauseKind::world ? "world" : "clock";
}

Json row_of(const Policy& policy, const Case& state, const Record& record, const Event& event) {
  Json row = Json::object();
  row.set("seq", Json::number(record.seq));
  row.set("at", Json::string(print_instant(record.at)));
  row.set("by", Json::string(said_by(record)));
  row.set("event", Json::string(std::string(word_of(event))));
  Json text = Json::object();
  text.set("zh", Json::string(event_words(policy, state, event, "zh")));
  text.set("en", Json::string(event_words(policy, state, event, "en")));
  row.set("text", std::move(text));
  if (const ClockRow* clock = timed_by(event))
    row.set("why", clock_why(policy, *clock));
  return row;
}

} // namespace

// A due instant is explained on the tables that were in force when it was worked out.
Result<Json> query_timeline(Work& work, const Query& query) {
  AMENDS_TRY_ASSIGN(CaseWork * found, case_in(work, query));
  AMENDS_TRY_ASSIGN(const auto records, records_of(work, *found));
  AMENDS_TRY_ASSIGN(const World* world, work.world());
  std::shared_ptr<const Policy> policy = found->policy;
  std::vector<Json> rows;
  for (const Record& record : records) {
    for (const Event& event : record.events) {
      std::optional<std::int64_t> seq;
      if (const auto* opened = std::get_if<events::Opened>(&event))
        seq = opened->world;
      else if (const auto* applied = std::get_if<events::WorldApplied>(&event))
        seq = applied->seq;
      if (seq) {
        AMENDS_TRY_ASSIGN(policy, work.engine().policy(work.session(), found->state.policy,
                                                       world->tables_at(*seq)));
      }
      rows.push_back(row_of(*policy, found->state, record, event));
    }
  }
  return page_json(std::move(rows), "");
}

Result<Json> query_events(Work& work, const Query& query) {
  AMENDS_TRY_ASSIGN(CaseWork * found, case_in(work, query));
  AMENDS_TRY_ASSIGN(const auto records, records_of(work, *found));
  std::vector<Json> rows;
  for (const Record& record : records)
    rows.push_back(encode(record));
  return page_json(std::move(rows), "");
}

} // namespace amends::engine
