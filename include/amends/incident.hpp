// Incidents: what befalls many cases alike (a typhoon, a strike, a recalled batch). In: what the
// shop declares. Out: which cases it hits, from when to when, and what it does to them.
#pragma once

#include "amends/described.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace amends {

// Which cases an incident hits. A list is any of its words, lists are joined by AND, a list that is
// empty says nothing; with all of them empty it hits every case.
struct IncidentHits {
  std::vector<std::string> region;   // of the customer: "CN-GD"; "CN" is all that lies in it
  std::vector<std::string> category; // of any label; "delivery.*" is the family
  std::vector<std::string> channel;  // where the case came in
  std::vector<std::string> carrier;  // of a delivery that the case concerns
  std::vector<std::string> seller, warehouse, batch; // of a line that the case concerns
  std::vector<std::string> order;                    // ids of orders
  bool operator==(const IncidentHits&) const = default;
};
BOOST_DESCRIBE_STRUCT(IncidentHits, (),
                      (region, category, channel, carrier, seller, warehouse, batch, order))

// What it does to clocks: nothing, halt them while it lasts, or give each of them more time once.
enum class IncidentEffect { none, pause, extend };
BOOST_DESCRIBE_ENUM(IncidentEffect, none, pause, extend)

struct Incident {
  std::string incident;                      // its id
  std::optional<std::string> nature;         // the shop's word: "weather", "epidemic", "recall"
  std::map<std::string, std::string> title;  // by language; what a moved deadline is explained by
  std::map<std::string, std::string> notice; // told to the customers it hits; empty: they are not
  std::optional<IncidentHits> hits;          // absent: every case
  std::optional<Instant> from;               // when it begins; absent: when it is declared
  std::optional<Instant> until;              // when it is over unless that is said before
  std::optional<IncidentEffect> effect;      // absent: none
  std::optional<std::string> extend;         // with effect `extend`: "2 open d", "48h"
  std::vector<std::string> clocks;     // targets it may move; empty: all. Never those of law, of
                                       // promises, or of `promise_never_later`
  std::optional<std::string> priority; // cases it hits are at least as urgent
  bool operator==(const Incident&) const = default;
};
BOOST_DESCRIBE_STRUCT(Incident, (),
                      (incident, nature, title, notice, hits, from, until, effect, extend, clocks,
                       priority))

// `lifted`: it hits the case no longer, because the case or the incident has changed.
enum class IncidentState { ahead, in_force, over, lifted };
BOOST_DESCRIBE_ENUM(IncidentState, ahead, in_force, over, lifted)

// An incident as one case has it.
struct CaseIncident : Incident {
  IncidentState state = IncidentState::ahead;
  Instant hit_at;        // when the case came under it
  bool in_draft = false; // the draft plan knows of it
  bool operator==(const CaseIncident&) const = default;
};
BOOST_DESCRIBE_STRUCT(CaseIncident, (Incident), (state, hit_at, in_draft))

AMENDS_DECLARE_TYPE(CaseIncident)

} // namespace amends
