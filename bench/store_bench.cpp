// What the SQLite store makes of SQLite: commands a second, beside bare SQLite doing the least that
// a command needs (one 300 byte record in, one 400 byte case row changed), in one run, in turns.
// Usage: bench_store_bench FOLDER [SECONDS a measurement]
#include "amends/store.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <string>
#include <vector>

namespace {

using namespace amends;

constexpr int case_count = 10'000;

double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

struct Random {
  std::uint32_t x = 12345;
  int below(int n) {
    x = x * 1664525U + 1013904223U;
    return static_cast<int>((x >> 8U) % static_cast<std::uint32_t>(n));
  }
};

std::string text_of(std::size_t size) {
  std::string text(size, ' ');
  for (std::size_t i = 0; i < size; ++i) {
    text[i] = static_cast<char>('a' + i * 7 % 26);
  }
  return text;
}

void remove_files(const std::string& file) {
  for (const char* end : {"", "-wal", "-shm"}) {
    std::filesystem::remove(file + end);
  }
}

[[noreturn]] void fail(const std::string& words) {
  std::fprintf(stderr, "%s\n", words.c_str());
  std::exit(1);
}

template <class T> T need(Result<T> result) {
  if (!result) {
    fail(result.error().message);
  }
  return std::move(*result);
}

// --- bare SQLite

class Bare {
public:
  explicit Bare(const std::string& file) {
    check(sqlite3_open(file.c_str(), &connection_));
    run("PRAGMA journal_mode=WAL");
    run("PRAGMA synchronous=FULL");
    run("PRAGMA cache_size=-65536");
    run("CREATE TABLE ev(seq INTEGER PRIMARY KEY, case_id INTEGER, body BLOB)");
    run("CREATE TABLE cs(id INTEGER PRIMARY KEY, ver INTEGER, due INTEGER, body BLOB)");
    run("BEGIN");
    sqlite3_stmt* fill = prepare("INSERT INTO cs VALUES(?, 0, ?, ?)");
    for (int i = 0; i < case_count; ++i) {
      sqlite3_bind_int(fill, 1, i);
      sqlite3_bind_int(fill, 2, i);
      sqlite3_bind_blob(fill, 3, state_.data(), 400, SQLITE_STATIC);
      step(fill);
    }
    sqlite3_finalize(fill);
    run("COMMIT");
    run("PRAGMA wal_checkpoint(TRUNCATE)");
    begin_ = prepare("BEGIN IMMEDIATE");
    commit_ = prepare("COMMIT");
    insert_ = prepare("INSERT INTO ev(case_id, body) VALUES(?, ?)");
    update_ = prepare("UPDATE cs SET ver = ver + 1, due = ?, body = ? WHERE id = ?");
  }
  ~Bare() {
    for (sqlite3_stmt* statement : {begin_, commit_, insert_, update_}) {
      sqlite3_finalize(statement);
    }
    sqlite3_close(connection_);
  }
  Bare(const Bare&) = delete;
  Bare& operator=(const Bare&) = delete;

  void transaction(int commands) {
    step(begin_);
    for (int i = 0; i < commands; ++i) {
      const int id = random_.below(case_count);
      sqlite3_bind_int(insert_, 1, id);
      sqlite3_bind_blob(insert_, 2, record_.data(), 300, SQLITE_STATIC);
      step(insert_);
      sqlite3_bind_int64(update_, 1, ++clock_);
      sqlite3_bind_blob(update_, 2, state_.data(), 400, SQLITE_STATIC);
      sqlite3_bind_int(update_, 3, id);
      step(update_);
    }
    step(commit_);
  }

private:
  void check(int status) {
    if (status != SQLITE_OK) {
      fail(sqlite3_errmsg(connection_));
    }
  }
  void run(const char* sql) { check(sqlite3_exec(connection_, sql, nullptr, nullptr, nullptr)); }
  sqlite3_stmt* prepare(const char* sql) {
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v2(connection_, sql, -1, &statement, nullptr));
    return statement;
  }
  void step(sqlite3_stmt* statement) {
    if (sqlite3_step(statement) != SQLITE_DONE) {
      fail(sqlite3_errmsg(connection_));
    }
    sqlite3_reset(statement);
  }

  sqlite3* connection_ = nullptr;
  sqlite3_stmt *begin_ = nullptr, *commit_ = nullptr, *insert_ = nullptr, *update_ = nullptr;
  std::string record_ = text_of(300), state_ = text_of(400);
  Random random_;
  std::int64_t clock_ = 0;
};

// --- the store

class Stored {
public:
  // `whole`: what the engine writes with most commands: receipt, an action, a clock, two due
  // changes.
  Stored(const std::string& file, bool whole) : whole_(whole) {
    store_ = need(open_store("sqlite:" + file));
    Batch batch;
    for (int i = 0; i < case_count; ++i) {
      CaseWrite write;
      CaseRow& row = write.row;
      row.case_id = id_of(i);
      row.version = 1;
      row.head = hash_;
      row.state = text_of(400);
      row.next_due = Instant{i};
      row.clock_due = Instant{i};
      row.kind = "complaint";
      row.stage = "new";
      row.category = "delivery.damage";
      row.priority = "P2";
      row.owner = "agent";
      row.customer_id = "c-" + std::to_string(i);
      row.order_id = "BK2026" + std::to_string(100000 + i);
      write.events = {event(1)};
      batch.cases.push_back(write);
    }
    need(need(store_->begin("", SessionMode::write))->commit(batch));
  }

  void transaction(int commands) {
    auto session = need(store_->begin("", SessionMode::write));
    Batch batch;
    std::vector<int> chosen;
    ++transaction_;
    while (static_cast<int>(chosen.size()) < commands) {
      const int i = random_.below(case_count);
      int& last = last_in_[static_cast<std::size_t>(i)];
      if (last != transaction_) { // a case stands once in a batch
        last = transaction_;
        chosen.push_back(i);
      }
    }
    for (const int i : chosen) {
      batch.cases.push_back(write_of(*need(session->load_case(id_of(i)))));
      if (whole_) {
        batch.receipts.push_back(
            {"k-" + std::to_string(clock_), hash_, id_of(i), {batch.cases.back().row.version}});
      }
    }
    need(session->commit(batch));
  }

private:
  static std::string id_of(int i) { return "C-" + std::to_string(100'000 + i); }
  EventRow event(std::int64_t seq) { return {"", seq, Instant{clock_}, hash_, text_of(300)}; }

  CaseWrite write_of(const CaseRow& stored) {
    ++clock_;
    CaseWrite write;
    write.expected_version = stored.version;
    write.row = stored;
    write.row.version = stored.version + 1;
    write.row.next_due = Instant{clock_};
    write.events = {event(write.row.version)};
    if (whole_) {
      const std::string prefix = stored.case_id + "." + std::to_string(write.row.version) + ".";
      write.row.last_at = Instant{clock_};
      write.row.clock_due = Instant{clock_};
      ActionRow action;
      action.id = prefix + "1";
      action.kind = "notify";
      action.state = "raised";
      action.due = Instant{clock_};
      action.body = text_of(200);
      write.actions = {action};
      write.clocks = {{stored.case_id + ".1.2", "", "reply", "running", Instant{clock_}}};
    }
    return write;
  }

  bool whole_;
  std::shared_ptr<Store> store_;
  std::string hash_ = std::string(64, '7');
  Random random_;
  std::int64_t clock_ = 1'000'000;
  std::vector<int> last_in_ = std::vector<int>(case_count);
  int transaction_ = 0;
};

struct Speed {
  double a_second = 0;
  double cpu_us = 0; // of this process, for one command
};

double cpu_seconds() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

template <class Subject> Speed measure(Subject& subject, int per_transaction, double seconds) {
  double done = 0;
  const double start = now();
  const double cpu_start = cpu_seconds();
  while (now() - start < seconds) {
    subject.transaction(per_transaction);
    done += per_transaction;
  }
  return {done / (now() - start), (cpu_seconds() - cpu_start) * 1e6 / done};
}

// The round of median speed.
Speed median(std::vector<Speed> rounds) {
  std::sort(rounds.begin(), rounds.end(),
            [](const Speed& a, const Speed& b) { return a.a_second < b.a_second; });
  return rounds[rounds.size() / 2];
}

void print(const char* name, const Speed& speed, const Speed& bare) {
  std::printf("  %-34s %8.0f/s  %4.0f %% of bare  %7.1f us CPU each, %4.1f times bare\n", name,
              speed.a_second, 100 * speed.a_second / bare.a_second, speed.cpu_us,
              speed.cpu_us / bare.cpu_us);
}

void footprint(const std::string& folder) {
  const std::string file = folder + "/footprint.db";
  remove_files(file);
  constexpr int count = 2000;
  std::size_t texts = 0; // what the host handed over, without any structure
  {
    const auto store = need(open_store("sqlite:" + file));
    for (int i = 0; i < count; ++i) {
      const std::string id = "C-" + std::to_string(100'000 + i);
      CaseWrite write;
      CaseRow& row = write.row;
      row.case_id = id;
      row.version = 1;
      row.head = std::string(64, '7');
      row.state = text_of(700);
      row.last_at = row.opened_at = row.next_due = row.clock_due =
          Instant{1'790'000'000'000'000 + i};
      row.kind = "complaint";
      row.channel = "web";
      row.stage = "new";
      row.category = "delivery.damage";
      row.priority = "P2";
      row.owner = "agent";
      row.order_id = "BK2026" + std::to_string(100000 + i);
      row.customer_id = "c-" + std::to_string(i);
      EventRow event;
      event.seq = 1;
      event.at = row.last_at;
      event.hash = row.head;
      event.record = text_of(700);
      write.events = {event};
      for (int n = 1; n <= 3; ++n) {
        write.clocks.push_back(
            {id + ".1." + std::to_string(n), "", "first_reply", "running", row.clock_due});
      }
      for (int n = 4; n <= 5; ++n) {
        ActionRow action;
        action.id = id + ".1." + std::to_string(n);
        action.kind = "notify";
        action.state = "raised";
        action.due = row.last_at;
        action.body = text_of(200);
        write.actions.push_back(action);
      }
      write.tasks = {{id + ".1.6", "", "contact", "agent", "open", row.clock_due}};
      write.sealed = {{id + ".1.7", "", "customer:c-" + std::to_string(i), "clear", text_of(150)}};
      texts += row.state.size() + event.record.size() + 2 * 200 + 150;
      Batch batch;
      batch.cases = {write};
      batch.receipts = {{"k-" + std::to_string(i), row.head, id, {1}}};
      need(need(store->begin("", SessionMode::write))->commit(batch));
    }
  }
  const auto size = std::filesystem::file_size(file);
  std::printf("a fresh case with 3 clocks, 2 actions, a task, a text: %zu bytes on disk, of which "
              "%zu are the texts handed over\n",
              static_cast<std::size_t>(size) / count, texts / count);
  const double start = now();
  need(open_store("sqlite:" + file));
  std::printf("opening and closing it (%.1f MB): %.2f ms\n", static_cast<double>(size) / 1e6,
              (now() - start) * 1e3);
  remove_files(file);
}

} // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    fail("usage: bench_store_bench FOLDER [SECONDS]");
  }
  const std::string folder = argv[1];
  const double seconds = argc > 2 ? std::atof(argv[2]) : 1.0;
  footprint(folder);
  for (const int per_transaction : {1, 10, 100, 1000}) {
    std::vector<Speed> bare_rates, least_rates, whole_rates;
    for (int round = 0; round < 3; ++round) {
      const std::string file = folder + "/bench.db";
      const auto fresh = [&] { remove_files(file); };
      fresh();
      {
        Bare bare(file);
        bare_rates.push_back(measure(bare, per_transaction, seconds));
      }
      fresh();
      {
        Stored least(file, false);
        least_rates.push_back(measure(least, per_transaction, seconds));
      }
      fresh();
      {
        Stored whole(file, true);
        whole_rates.push_back(measure(whole, per_transaction, seconds));
      }
      fresh();
    }
    const Speed bare = median(bare_rates);
    std::printf("%d commands a transaction\n", per_transaction);
    print("bare SQLite", bare, bare);
    print("store: record and case", median(least_rates), bare);
    print("store: receipt, action, clock too", median(whole_rates), bare);
    std::fflush(stdout);
  }
}
