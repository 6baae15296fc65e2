#include "store/sql_schema.hpp"

#include <array>

namespace amends {
namespace {

using std::string_view;

// Ids of text stand once, in amends_case and amends_subject; elsewhere case_no and subject_no do.
// Rows that may be long (a page holds few of them) are in rowid tables, short ones in their key's
// order. Instants are microseconds since 1970 in UTC; 9223372036854775807 is "never".
constexpr std::array tables{
    R"(CREATE TABLE amends_case(
  tenant TEXT NOT NULL, case_no INTEGER NOT NULL, case_id TEXT NOT NULL,
  version INTEGER NOT NULL, head BLOB NOT NULL, state_format INTEGER NOT NULL,
  world INTEGER NOT NULL, last_at INTEGER NOT NULL, next_due INTEGER NOT NULL,
  opened_at INTEGER NOT NULL, open INTEGER NOT NULL, kind TEXT NOT NULL, channel TEXT NOT NULL,
  stage TEXT NOT NULL, category TEXT NOT NULL, priority TEXT NOT NULL,
  priority_rank INTEGER NOT NULL, owner TEXT NOT NULL, team TEXT NOT NULL,
  waiting_for TEXT NOT NULL, order_id TEXT NOT NULL, customer_id TEXT NOT NULL,
  title TEXT NOT NULL, clock_due INTEGER NOT NULL, late INTEGER NOT NULL, state TEXT NOT NULL,
  PRIMARY KEY(tenant, case_no), UNIQUE(tenant, case_id)))",
    R"(CREATE INDEX amends_case_due ON amends_case(tenant, next_due) WHERE open = 1)",
    R"(CREATE INDEX amends_case_list ON amends_case(tenant, clock_due) WHERE open = 1)",
    R"(CREATE INDEX amends_case_opened ON amends_case(tenant, opened_at))",
    R"(CREATE INDEX amends_case_changed ON amends_case(tenant, last_at))",
    R"(CREATE INDEX amends_case_customer ON amends_case(tenant, customer_id)
  WHERE customer_id <> '')",
    R"(CREATE INDEX amends_case_order ON amends_case(tenant, order_id) WHERE order_id <> '')",
    R"(CREATE TABLE amends_event(
  event_no INTEGER PRIMARY KEY, tenant TEXT NOT NULL, case_no INTEGER NOT NULL,
  seq INTEGER NOT NULL, at INTEGER NOT NULL, hash BLOB NOT NULL, record TEXT NOT NULL,
  UNIQUE(tenant, case_no, seq)))",
    R"(CREATE TABLE amends_task(
  tenant TEXT NOT NULL, case_no INTEGER NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL,
  kind TEXT NOT NULL, owner TEXT NOT NULL, state TEXT NOT NULL, due INTEGER NOT NULL,
  PRIMARY KEY(tenant, case_no, seq, n)) WITHOUT ROWID)",
    R"(CREATE INDEX amends_task_open ON amends_task(tenant, due) WHERE state = 'open')",
    R"(CREATE TABLE amends_action(
  action_no INTEGER PRIMARY KEY, tenant TEXT NOT NULL, case_no INTEGER NOT NULL,
  seq INTEGER NOT NULL, n INTEGER NOT NULL, kind TEXT NOT NULL, state TEXT NOT NULL,
  due INTEGER NOT NULL, valid_until INTEGER, after_ids TEXT NOT NULL, collapse TEXT NOT NULL,
  attempt INTEGER NOT NULL DEFAULT 0, lease_until INTEGER NOT NULL DEFAULT (-1 << 63),
  body TEXT NOT NULL,
  UNIQUE(tenant, case_no, seq, n)))",
    R"(CREATE INDEX amends_action_due ON amends_action(tenant, due) WHERE state = 'raised')",
    R"(CREATE INDEX amends_action_collapse ON amends_action(tenant, collapse)
  WHERE collapse <> '')",
    R"(CREATE TABLE amends_clock(
  tenant TEXT NOT NULL, case_no INTEGER NOT NULL, clock TEXT NOT NULL, target TEXT NOT NULL,
  state TEXT NOT NULL, due INTEGER NOT NULL,
  PRIMARY KEY(tenant, case_no, clock)) WITHOUT ROWID)",
    R"(CREATE TABLE amends_receipt(
  tenant TEXT NOT NULL, command_id TEXT NOT NULL, content_hash BLOB NOT NULL,
  case_no INTEGER NOT NULL, seqs TEXT NOT NULL,
  PRIMARY KEY(tenant, command_id)) WITHOUT ROWID)",
    R"(CREATE TABLE amends_ledger(
  tenant TEXT NOT NULL, scope TEXT NOT NULL, case_no INTEGER NOT NULL, entry TEXT NOT NULL,
  head TEXT NOT NULL, plan TEXT NOT NULL, minor INTEGER NOT NULL, currency TEXT NOT NULL,
  side TEXT NOT NULL, state TEXT NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY(tenant, scope, case_no, entry)) WITHOUT ROWID)",
    R"(CREATE TABLE amends_world(
  tenant TEXT NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL,
  digest TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY(tenant, seq)))",
    R"(CREATE TABLE amends_policy(
  tenant TEXT NOT NULL, digest TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY(tenant, digest)))",
    R"(CREATE TABLE amends_sealed(
  tenant TEXT NOT NULL, case_no INTEGER NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL,
  subject_no INTEGER NOT NULL, algorithm TEXT NOT NULL, data BLOB NOT NULL,
  PRIMARY KEY(tenant, case_no, seq, n)) WITHOUT ROWID)",
    R"(CREATE INDEX amends_sealed_subject ON amends_sealed(tenant, subject_no))",
    R"(CREATE TABLE amends_subject(
  tenant TEXT NOT NULL, subject_no INTEGER NOT NULL, subject TEXT NOT NULL, algorithm TEXT,
  key_id TEXT, data BLOB, PRIMARY KEY(tenant, subject_no), UNIQUE(tenant, subject)))",
    R"(CREATE TABLE amends_lookup(
  tenant TEXT NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL, case_no INTEGER NOT NULL,
  PRIMARY KEY(tenant, kind, value, case_no)) WITHOUT ROWID)",
    R"(CREATE TABLE amends_staff(
  tenant TEXT NOT NULL, staff_id TEXT NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY(tenant, staff_id)))",
};

// For reports: stable names, ids as people see them, instants as text in UTC, "never" as NULL.
constexpr std::array views{
    R"(CREATE VIEW amends_v_case AS SELECT tenant, case_no AS number, case_id, version, kind,
  channel, stage, category, priority, priority_rank, owner, team, waiting_for, order_id,
  customer_id, title, open, late, datetime(opened_at / 1000000, 'unixepoch') AS opened_at,
  datetime(last_at / 1000000, 'unixepoch') AS last_at,
  datetime(nullif(clock_due, 9223372036854775807) / 1000000, 'unixepoch') AS clock_due
FROM amends_case)",
    R"(CREATE VIEW amends_v_event AS SELECT c.tenant, c.case_id, e.seq,
  datetime(e.at / 1000000, 'unixepoch') AS at, lower(hex(e.hash)) AS hash, e.record
FROM amends_event e JOIN amends_case c ON c.tenant = e.tenant AND c.case_no = e.case_no)",
    R"(CREATE VIEW amends_v_task AS SELECT c.tenant, c.case_id,
  c.case_id || '.' || t.seq || '.' || t.n AS task_id, t.kind, t.owner, t.state,
  datetime(nullif(t.due, 9223372036854775807) / 1000000, 'unixepoch') AS due
FROM amends_task t JOIN amends_case c ON c.tenant = t.tenant AND c.case_no = t.case_no)",
    R"(CREATE VIEW amends_v_action AS SELECT c.tenant, c.case_id,
  c.case_id || '.' || a.seq || '.' || a.n AS action_id, a.kind, a.state, a.attempt,
  a.state = 'pending' AS pending,
  datetime(nullif(a.due, 9223372036854775807) / 1000000, 'unixepoch') AS due
FROM amends_action a JOIN amends_case c ON c.tenant = a.tenant AND c.case_no = a.case_no)",
    R"(CREATE VIEW amends_v_clock AS SELECT c.tenant, c.case_id,
  CASE WHEN substr(k.clock, 1, 1) = '.' THEN c.case_id || k.clock ELSE substr(k.clock, 2) END
    AS clock_id, k.target, k.state,
  datetime(nullif(k.due, 9223372036854775807) / 1000000, 'unixepoch') AS due
FROM amends_clock k JOIN amends_case c ON c.tenant = k.tenant AND c.case_no = k.case_no)",
    R"(CREATE VIEW amends_v_ledger AS SELECT c.tenant, c.case_id, l.scope, l.head,
  CASE WHEN substr(l.entry, 1, 1) = '.' THEN c.case_id || l.entry ELSE substr(l.entry, 2) END
    AS entry, l.minor, l.currency, l.side, l.state,
  datetime(l.at / 1000000, 'unixepoch') AS at
FROM amends_ledger l JOIN amends_case c ON c.tenant = l.tenant AND c.case_no = l.case_no)",
};

Result<bool> schema_is_there(SqlDriver& driver) {
  bool there = false;
  AMENDS_CHECK(
      driver.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'amends_schema'", {},
                  [&](const SqlRow&) { there = true; }));
  return there;
}

Result<void> check_version(SqlDriver& driver) {
  std::int64_t version = 0;
  AMENDS_CHECK(driver.exec("SELECT version FROM amends_schema", {},
                           [&](const SqlRow& row) { version = row.integer(0); }));
  if (version > schema_version) {
    return Error{Code::unsupported,
                 "the store has schema version " + std::to_string(version) +
                     ", this build knows versions up to " + std::to_string(schema_version) +
                     "; use the amends that wrote it, or a newer one",
                 {}};
  }
  if (version < 1) {
    return Error{Code::corrupt, "the store's schema version is missing", {}};
  }
  return {};
}

Result<void> create(SqlDriver& driver) {
  AMENDS_CHECK(driver.exec("CREATE TABLE amends_schema(version INTEGER NOT NULL)", {}, nullptr));
  for (const char* sql : tables) {
    AMENDS_CHECK(driver.exec(sql, {}, nullptr));
  }
  for (const char* sql : views) {
    AMENDS_CHECK(driver.exec(sql, {}, nullptr));
  }
  const std::array params{SqlValue(schema_version)};
  AMENDS_CHECK(driver.exec("INSERT INTO amends_schema(version) VALUES(?)", params, nullptr));
  return {};
}

} // namespace

Result<void> prepare_sqlite_schema(SqlDriver& driver) {
  AMENDS_TRY_ASSIGN(bool there, schema_is_there(driver));
  if (!there) {
    AMENDS_CHECK(driver.begin(SessionMode::write));
    Result<void> made;
    const auto now_there = schema_is_there(driver); // another process may have been faster
    if (!now_there) {
      made = now_there.error();
    } else if (!*now_there) {
      made = create(driver);
    }
    if (made) {
      made = driver.commit();
    }
    if (!made) {
      driver.rollback();
      return made;
    }
  }
  return check_version(driver);
}

Result<void> check_sqlite_schema(SqlDriver& driver, string_view file) {
  AMENDS_TRY_ASSIGN(const bool there, schema_is_there(driver));
  if (!there) {
    return Error{Code::corrupt, "the file " + std::string(file) + " holds no store", {}};
  }
  return check_version(driver);
}

} // namespace amends
