// Loading, with every finding kept.
#pragma once

#include "amends/policy.hpp"
#include "policy/report.hpp"
#include "policy/resolve.hpp"

#include <memory>
#include <span>

namespace amends::packs {

// nullptr when the report failed; a policy whose examples fail is there, and the report failed.
// `resolved`, when given, gets what tells the places of later findings.
[[nodiscard]] std::shared_ptr<const Policy> load(std::span<const PackText> texts,
                                                 const HolidayTables& holidays, Report& report,
                                                 Resolved* resolved = nullptr);
// The findings from `from` on begin with the file and line they are about.
void add_places(const Resolved& resolved, std::size_t from, Report& report);
[[nodiscard]] std::shared_ptr<const Policy> compile(Json root, const HolidayTables& holidays,
                                                    bool with_examples, Report& report);

} // namespace amends::packs
