// Look-up rows written anew from the journals, a page at a time, so that others can write between.
#include "stray_lookups.hpp"

namespace amends {

using namespace engine;

namespace {

class Mender {
public:
  explicit Mender(Engine::State& engine) : engine_(engine), tenant_(engine.setup.tenant) {}

  Result<Json> run() {
    AMENDS_CHECK(in_pages([&](StoreSession& session, const World& world, std::string& after,
                              Batch& batch) { return add_missing(session, world, after, batch); }));
    AMENDS_CHECK(in_pages([&](StoreSession& session, const World& world, std::string& after,
                              Batch& batch) { return drop_stray(session, world, after, batch); }));
    Json out = Json::object();
    out.set("added", Json::number(added_));
    out.set("dropped", Json::number(dropped_));
    out.set("left_alone", Json::number(left_alone_));
    return out;
  }

private:
  // Each page in a write session of its own; `page` moves `after` on.
  Result<void> in_pages(
      const std::function<Result<void>(StoreSession&, const World&, std::string&, Batch&)>& page) {
    std::string after, before;
    do {
      before = after;
      AMENDS_TRY_ASSIGN(const auto session,
                        engine_.setup.store->begin(tenant_, SessionMode::write));
      AMENDS_TRY_ASSIGN(const auto world, engine_.world(*session));
      Batch batch;
      AMENDS_CHECK(page(*session, *world, after, batch));
      added_ += static_cast<std::int64_t>(batch.lookups.size());
      dropped_ += static_cast<std::int64_t>(batch.dropped_lookups.size());
      if (!batch.lookups.empty() || !batch.dropped_lookups.empty())
        AMENDS_CHECK(session->commit(batch));
    } while (!after.empty() && after != before);
    return {};
  }

  Result<void> add_missing(StoreSession& session, const World& world, std::string& after,
                           Batch& batch) {
    AMENDS_TRY_ASSIGN(const CasePage page,
                      session.find_cases({}, CaseSort::id, lookup_page, after));
    for (const CaseRow& row : page.rows) {
      AMENDS_TRY_ASSIGN(const Replayed replayed, replay(session, tenant_, world, row));
      if (!replayed.broken.empty() || !replayed.texts_hold) {
        ++left_alone_;
        continue;
      }
      AMENDS_TRY_ASSIGN(const auto missing, missing_lookups(session, replayed));
      batch.lookups.insert(batch.lookups.end(), missing.begin(), missing.end());
    }
    after = page.next;
    return {};
  }

  Result<void> drop_stray(StoreSession& session, const World& world, std::string& after,
                          Batch& batch) {
    AMENDS_TRY_ASSIGN(const LookupPage page, session.scan_lookups(lookup_page, after));
    AMENDS_TRY_ASSIGN(batch.dropped_lookups, stray_lookups(session, tenant_, world, page.rows));
    after = page.next;
    return {};
  }

  Engine::State& engine_;
  const std::string& tenant_;
  std::int64_t added_ = 0, dropped_ = 0, left_alone_ = 0;
};

} // namespace

Result<Json> Engine::mend_lookups() { return Mender(*state_).run(); }

} // namespace amends
