#include "store/batch_check.hpp"

#include "store/row_id.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace amends {
namespace {

using std::string;
using std::string_view;

Error bad(string message) { return Error{Code::arg, std::move(message), {}}; }

bool is_hash(string_view text) {
  return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

Result<void> check_hash(string_view text, string_view member) {
  if (!is_hash(text)) {
    return bad("`" + string(member) + "` must be 64 lower-case hex digits")
        .inside(pointer_step(member));
  }
  return {};
}

Result<void> check_named(const string& key, string_view member) {
  if (key.empty()) {
    return bad("`" + string(member) + "` must not be empty").inside(pointer_step(member));
  }
  return {};
}

// The rows within a CaseWrite name its case or none.
Result<void> check_owner(const string& named, const string& case_id) {
  if (!named.empty() && named != case_id) {
    return bad("this row of case " + case_id + " names case " + named).inside("/case_id");
  }
  return {};
}

Result<void> check_row_id(const string& id, const string& case_id, string_view member) {
  const auto parts = parse_row_id(id);
  if (!parts || parts->case_id != case_id) {
    return bad("`" + id + "` must be " + case_id + ".SEQ.N, two whole numbers behind the case's id")
        .inside(pointer_step(member));
  }
  return {};
}

// Runs `check` on each row and says which one failed; `key` must not repeat.
template <class Row, class Check, class Key>
Result<void> check_each(const std::vector<Row>& rows, string_view member, Check check, Key key) {
  std::set<decltype(key(rows.front()))> seen;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Result<void> result = check(rows[i]);
    if (result && !seen.insert(key(rows[i])).second) {
      result = bad("this row stands twice in the batch");
    }
    if (!result) {
      return std::move(result).error().inside(pointer_step(member) + pointer_step(i));
    }
  }
  return {};
}

Result<void> check_events(const CaseWrite& write) {
  std::int64_t seq = write.expected_version;
  for (std::size_t i = 0; i < write.events.size(); ++i) {
    const EventRow& event = write.events[i];
    const string where = "/events" + pointer_step(i);
    if (event.seq != ++seq) {
      return bad("record " + std::to_string(event.seq) + " stands where " + std::to_string(seq) +
                 " must follow")
          .inside(where + "/seq");
    }
    if (auto hash = check_hash(event.hash, "hash"); !hash) {
      return std::move(hash).error().inside(where);
    }
    if (auto owner = check_owner(event.case_id, write.row.case_id); !owner) {
      return std::move(owner).error().inside(where);
    }
  }
  if (write.row.version != seq || seq < 1) {
    return bad("version " + std::to_string(write.row.version) +
               " must be the seq of the last record")
        .inside("/row/version");
  }
  return {};
}

Result<void> check_task_or_action(const std::string& named_case, const std::string& id,
                                  const string& case_id, string_view member) {
  AMENDS_CHECK(check_owner(named_case, case_id));
  return check_row_id(id, case_id, member);
}

Result<void> check_clock(const ClockIndexRow& row, const string& case_id) {
  AMENDS_CHECK(check_owner(row.case_id, case_id));
  return check_named(row.id, "id");
}

Result<void> check_ledger(const LedgerRow& row, const string& case_id) {
  AMENDS_CHECK(check_owner(row.case_id, case_id));
  AMENDS_CHECK(check_named(row.scope, "scope"));
  return check_named(row.entry, "entry");
}

Result<void> check_lookup(const LookupRow& row, const string& case_id) {
  AMENDS_CHECK(check_owner(row.case_id, case_id));
  return check_named(row.kind, "kind");
}

Result<void> check_case_row(const CaseWrite& write) {
  if (write.row.case_id.empty()) {
    return bad("a case needs an id").inside("/row/case_id");
  }
  if (write.expected_version < 0) {
    return bad("an expected version is 0 (a new case) or more").inside("/expected_version");
  }
  if (write.row.number < 0) {
    return bad("case numbers begin at 1 (0: draw one)").inside("/row/number");
  }
  if (auto head = check_hash(write.row.head, "head"); !head) {
    return std::move(head).error().inside("/row");
  }
  return {};
}

Result<void> check_case(const CaseWrite& write) {
  const string& case_id = write.row.case_id;
  AMENDS_CHECK(check_case_row(write));
  AMENDS_CHECK(check_events(write));
  const auto owned = [&](const auto& row) {
    return check_task_or_action(row.case_id, row.id, case_id, "id");
  };
  const auto id = [](const auto& row) { return row.id; };
  AMENDS_CHECK(check_each(write.tasks, "tasks", owned, id));
  AMENDS_CHECK(check_each(write.actions, "actions", owned, id));
  AMENDS_CHECK(check_each(
      write.clocks, "clocks", [&](const auto& row) { return check_clock(row, case_id); }, id));
  AMENDS_CHECK(check_each(
      write.ledger, "ledger", [&](const auto& row) { return check_ledger(row, case_id); },
      [](const LedgerRow& row) {
        return std::pair{row.scope, row.entry};
      }));
  AMENDS_CHECK(check_each(
      write.sealed, "sealed",
      [&](const SealedRow& row) {
        return check_task_or_action(row.case_id, row.ref, case_id, "ref");
      },
      [](const SealedRow& row) { return row.ref; }));
  const auto lookup = [&](const auto& row) { return check_lookup(row, case_id); };
  const auto itself = [](const LookupRow& row) { return &row; }; // the same one twice is one
  AMENDS_CHECK(check_each(write.dropped_lookups, "dropped_lookups", lookup, itself));
  return check_each(write.lookups, "lookups", lookup, itself);
}

// A row that stands outside the case it names.
Result<void> check_lookup_of(const LookupRow& row) {
  AMENDS_CHECK(check_named(row.case_id, "case_id"));
  return check_named(row.kind, "kind");
}

Result<void> check_receipt(const ReceiptRow& row) {
  AMENDS_CHECK(check_named(row.command_id, "command_id"));
  return check_hash(row.content_hash, "content_hash");
}

Result<void> check_world(const WorldRow& row) {
  if (row.seq < 0) {
    return bad("world records begin at 1 (0: append)").inside("/seq");
  }
  return {};
}

// Appended records (seq 0) may be many; a given seq stands once.
std::pair<const WorldRow*, std::int64_t> world_key(const WorldRow& row) {
  return {row.seq == 0 ? &row : nullptr, row.seq};
}

} // namespace

Result<void> check_batch(const Batch& batch) {
  AMENDS_CHECK(check_each(batch.cases, "cases", check_case,
                          [](const CaseWrite& write) { return write.row.case_id; }));
  AMENDS_CHECK(check_each(batch.receipts, "receipts", check_receipt,
                          [](const ReceiptRow& row) { return row.command_id; }));
  AMENDS_CHECK(check_each(
      batch.policies, "policies", [](const auto& row) { return check_named(row.digest, "digest"); },
      [](const PolicyRow& row) { return row.digest; }));
  AMENDS_CHECK(check_each(batch.world, "world", check_world, world_key));
  AMENDS_CHECK(check_each(
      batch.subjects, "subjects",
      [](const auto& row) { return check_named(row.subject, "subject"); },
      [](const SubjectRow& row) { return row.subject; }));
  AMENDS_CHECK(check_each(batch.lookups, "lookups", check_lookup_of,
                          [](const LookupRow& row) { return &row; }));
  return check_each(
      batch.staff, "staff", [](const auto& row) { return check_named(row.id, "id"); },
      [](const StaffRow& row) { return row.id; });
}

} // namespace amends
