#include "store/dump.hpp"

#include <sstream>

namespace amends::test {
namespace {

template <class... Parts> void line(std::ostringstream& out, const Parts&... parts) {
  ((out << parts << '|'), ...);
  out << '\n';
}

void dump_case(std::ostringstream& out, StoreSession& session, const CaseRow& row) {
  line(out, "case", row.case_id, row.version, row.number, row.head, row.state_format, row.state,
       row.world, row.last_at.us, row.next_due.us, row.opened_at.us, row.open, row.kind,
       row.channel, row.stage, row.category, row.priority, row.owner, row.team, row.waiting_for,
       row.order_id, row.customer_id, row.title, row.priority_rank, row.clock_due.us, row.late);
  for (const EventRow& event : session.load_events(row.case_id, 0).value()) {
    line(out, "event", event.case_id, event.seq, event.at.us, event.hash, event.record);
  }
  for (const TaskRow& task : session.load_tasks(row.case_id).value()) {
    line(out, "task", task.id, task.case_id, task.kind, task.owner, task.state,
         task.due.value_or(Instant::never()).us);
  }
  for (const ActionRow& action : session.load_actions(row.case_id).value()) {
    std::string after;
    for (const std::string& id : action.after) {
      after += id + ",";
    }
    line(out, "action", action.id, action.case_id, action.kind, action.state, action.due.us,
         action.valid_until.value_or(Instant::never()).us, after, action.collapse, action.body,
         action.attempt, action.lease_until.us);
  }
  for (const ClockIndexRow& clock : session.load_clocks(row.case_id).value()) {
    line(out, "clock", clock.id, clock.case_id, clock.target, clock.state, clock.due.us);
  }
}

} // namespace

std::string dump(StoreSession& session) {
  std::ostringstream out;
  std::string after;
  do {
    const CasePage page = session.find_cases({}, CaseSort::id, 100, after).value();
    for (const CaseRow& row : page.rows) {
      dump_case(out, session, row);
    }
    after = page.next;
  } while (!after.empty());
  for (const LookupRow& row : session.scan_lookups(1'000'000, "").value().rows) {
    line(out, "lookup", row.kind, row.value, row.case_id);
  }
  for (const SealedRow& row : session.scan_sealed("", 1'000'000).value()) {
    line(out, "sealed", row.ref, row.case_id, row.subject, row.algorithm, row.data);
  }
  for (const PolicyRow& row : session.scan_policies().value()) {
    line(out, "policy", row.digest, row.body);
  }
  for (const WorldRow& row : session.load_world(0).value()) {
    line(out, "world", row.seq, row.at.us, row.kind, row.digest, row.body);
  }
  for (const StaffRow& row : session.scan_staff().value()) {
    line(out, "staff", row.id, row.body);
  }
  return out.str();
}

std::string dump(Store& store, const std::string& tenant) {
  return dump(*store.begin(tenant, SessionMode::read).value());
}

} // namespace amends::test
