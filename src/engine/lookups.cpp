// What a case can be found by, besides the columns of its row. In: a case. Out: look-up rows.
#include "work.hpp"

#include "privacy/seal.hpp"

#include <algorithm>

namespace amends::engine {

bool moves_lookups(const Record& record) {
  return std::any_of(record.events.begin(), record.events.end(), [](const Event& event) {
    const auto* amended = std::get_if<events::FactsAmended>(&event);
    return std::holds_alternative<events::Opened>(event) ||
           std::holds_alternative<events::CampaignProgressed>(event) ||
           (amended != nullptr && amended->order.has_value());
  });
}

namespace {

// What the case as it stands goes by.
std::vector<LookupRow> lookups_of(const Case& state, const std::string& tenant,
                                  const Opener& open) {
  std::vector<LookupRow> out;
  const auto add = [&](const char* kind, const std::optional<std::string>& value) {
    if (value && !value->empty())
      out.push_back({kind, *value, state.id});
  };
  const auto add_hashed = [&](const char* kind, const std::optional<Personal>& personal) {
    const auto text = personal ? open(*personal) : std::nullopt;
    if (text)
      out.push_back({kind, privacy::lookup_hash(tenant, kind, *text), state.id});
  };
  if (state.order) {
    for (const Delivery& delivery : state.order->deliveries) {
      add("tracking", delivery.tracking);
      add("carrier", delivery.carrier);
    }
    for (const OrderLine& line : state.order->lines) {
      add("seller", line.seller);
      add("warehouse", line.warehouse);
      add("batch", line.batch);
    }
  }
  for (const CaseIncident& incident : state.incidents)
    if (incident.state != IncidentState::lifted)
      add("incident", incident.incident);
  if (state.customer) {
    add_hashed("phone", state.customer->phone);
    add_hashed("email", state.customer->email);
    add_hashed("name", state.customer->name);
  }
  return out;
}

} // namespace

std::vector<LookupRow> dropped_lookups_of(const Case& state) {
  std::vector<LookupRow> out;
  for (const CaseIncident& incident : state.incidents)
    if (incident.state == IncidentState::lifted)
      out.push_back({"incident", incident.incident, state.id});
  return out;
}

void move_lookups(std::set<LookupRow>& lookups, const Case& state, const std::string& tenant,
                  const Opener& open) {
  for (const LookupRow& row : dropped_lookups_of(state))
    lookups.erase(row);
  for (LookupRow& row : lookups_of(state, tenant, open))
    lookups.insert(std::move(row));
}

} // namespace amends::engine
