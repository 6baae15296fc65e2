#include "stray_lookups.hpp"

namespace amends::engine {
namespace {

// What the case is to be found by; no value: nobody can tell.
Result<std::optional<std::set<LookupRow>>> told_lookups(StoreSession& session,
                                                        const std::string& tenant,
                                                        const World& world,
                                                        const std::string& case_id) {
  std::optional<std::set<LookupRow>> none;
  AMENDS_TRY_ASSIGN(const auto row, session.load_case(case_id));
  if (!row)
    return none;
  AMENDS_TRY_ASSIGN(Replayed replayed, replay(session, tenant, world, *row));
  if (!replayed.broken.empty() || !replayed.texts_hold)
    return none;
  return std::optional(std::move(replayed.lookups));
}

} // namespace

Result<std::vector<LookupRow>> stray_lookups(StoreSession& session, const std::string& tenant,
                                             const World& world, std::span<const LookupRow> rows) {
  std::map<std::string, std::optional<std::set<LookupRow>>> told;
  std::vector<LookupRow> stray;
  for (const LookupRow& row : rows) {
    if (row.case_id.empty()) {
      stray.push_back(row);
      continue;
    }
    auto known = told.find(row.case_id);
    if (known == told.end()) {
      AMENDS_TRY_ASSIGN(auto lookups, told_lookups(session, tenant, world, row.case_id));
      known = told.emplace(row.case_id, std::move(lookups)).first;
    }
    if (known->second && !known->second->contains(row))
      stray.push_back(row);
  }
  return stray;
}

Result<std::vector<LookupRow>> missing_lookups(StoreSession& session, const Replayed& replayed) {
  std::vector<LookupRow> missing;
  for (const LookupRow& row : replayed.lookups) {
    AMENDS_TRY_ASSIGN(const bool there, session.has_lookup(row));
    if (!there)
      missing.push_back(row);
  }
  return missing;
}

} // namespace amends::engine
