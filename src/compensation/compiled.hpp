// The compiled compensation part of a policy.
#pragma once

#include "compensation/give.hpp"
#include "compensation/law.hpp"

#include <optional>
#include <string>
#include <vector>

namespace amends::compensation {

// PACKS rule 11.
struct Cap {
  enum class Per : std::uint8_t { line, order, case_, customer, incident };
  std::string id;          // "compensation/caps/0"
  std::vector<Give> gives; // what it limits; empty: by head alone
  std::optional<Head> head;
  Per per = Per::case_;
  std::optional<Duration> in; // looks back this far; absent: for ever
  Money at_most;
};

// What a role may promise.
struct Authority {
  std::string role;
  std::optional<Money> up_to;
  bool handles = false;
  bool approves = false;
  bool manages = false;
};

// What the table's compiler does not read of a row.
struct RowTerms {
  Offer offer;
  std::optional<std::string> article;
  Rounding rounding = Rounding::half_up;
  std::optional<Duration> cooling;
};

// `compensation`, or one of its family (`compensation.freight`): each is asked, and their rows make
// one plan.
struct GiveTable {
  std::string name;
  Table table;
  std::vector<RowTerms> rows; // by place
};

} // namespace amends::compensation

namespace amends {

struct Compensation::Compiled {
  std::optional<Currency> currency;
  std::vector<compensation::GiveTable> tables; // in the pack's order
  std::vector<compensation::Cap> caps;         // of all of them
  std::vector<compensation::Authority> roles;  // in the pack's order
  std::vector<compensation::Law> laws;
  std::vector<FactInfo> law_facts; // of all laws, by name, once
  std::optional<Table> fast_lane;  // tables.fast_lane: up_to
  std::optional<Table> abuse;      // tables.abuse: flag
};

} // namespace amends
