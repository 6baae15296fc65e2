#include "moves.hpp"

#include "query.hpp"

#include <algorithm>

namespace amends::engine {
namespace {

constexpr std::size_t cases_a_look = 64;

using Clocks = std::map<std::string, std::vector<ClockRow>>; // by case

Result<void> look_at(Work& work, const std::string& case_id, Instant t, Clocks& before) {
  AMENDS_TRY_ASSIGN(CaseWork * found, work.find(case_id));
  if (found == nullptr)
    return {};
  AMENDS_CHECK(work.catch_up(*found, t));
  if (!found->state.ended)
    before.emplace(case_id, found->state.clocks);
  return {};
}

Result<void> compare(Work& work, const std::vector<WorldRow>& rows, const Clocks& before,
                     Moves& moves) {
  for (const WorldRow& row : rows)
    AMENDS_CHECK(work.add_world(row));
  for (const auto& [case_id, clocks] : before) {
    AMENDS_TRY_ASSIGN(CaseWork * found, work.find(case_id));
    AMENDS_CHECK(work.catch_up(*found, rows.back().at));
    ++moves.cases;
    for (std::size_t i = 0; i < clocks.size() && i < found->state.clocks.size(); ++i)
      moves.add(*found, clocks[i], found->state.clocks[i]);
  }
  return {};
}

} // namespace

void Moves::add(const CaseWork& work, const ClockRow& before, const ClockRow& after) {
  const bool late = after.state == ClockState::breached && before.state != ClockState::breached;
  if (before.due == after.due && !late)
    return;
  ++clocks;
  breached += late ? 1 : 0;
  if (before.due && after.due)
    (*after.due > *before.due ? later : earlier) += 1;
  if (clocks > limit)
    return;
  const auto shown = [](const std::optional<Instant>& due) {
    return due && *due != Instant::never() ? Json::string(print_instant(*due)) : Json();
  };
  Json row = Json::object();
  row.set("case_id", Json::string(work.state.id));
  row.set("number", Json::string(work.state.number_text));
  row.set("clock", Json::string(before.id));
  row.set("target", Json::string(before.target));
  row.set("from", shown(before.due));
  row.set("to", shown(after.due));
  row.set("state", encode(after.state));
  row.set("why", clock_why(*work.policy, after));
  listed.push_back(std::move(row));
}

void Moves::put_into(Json& answer) && {
  answer.set("cases", Json::number(cases));
  answer.set("clocks", Json::number(clocks));
  answer.set("later", Json::number(later));
  answer.set("earlier", Json::number(earlier));
  answer.set("breached", Json::number(breached));
  answer.set("more", Json::boolean(clocks > limit));
  answer.set("moves", Json::array(std::move(listed)));
}

Result<Moves> moves_of(Engine::State& engine, StoreSession& session,
                       const std::vector<WorldRow>& rows, std::int64_t limit) {
  Moves moves;
  moves.limit = limit;
  CaseFilter filter;
  filter.open = true;
  std::string after;
  do {
    Work work(engine, session);
    AMENDS_TRY_ASSIGN(const CasePage page,
                      session.find_cases(filter, CaseSort::id, cases_a_look, after));
    Clocks before;
    for (const CaseRow& row : page.rows)
      AMENDS_CHECK(look_at(work, row.case_id, rows.back().at, before));
    AMENDS_CHECK(compare(work, rows, before, moves));
    after = page.next;
  } while (!after.empty());
  return moves;
}

Result<void> check_clock(StoreSession& session, const World& world, Instant now,
                         const std::string& what) {
  AMENDS_TRY_ASSIGN(Instant known, session.greatest_instant());
  if (!world.steps().empty())
    known = std::max(known, world.steps().back().at);
  if (now + clock_slack < known)
    return Error{Code::clock,
                 "the store has recorded " + print_instant(known) +
                     " already, more than 10 minutes after this; " + what +
                     " cannot lie in the past",
                 "/at"};
  return {};
}

} // namespace amends::engine
