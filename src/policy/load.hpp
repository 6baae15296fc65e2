// Loading, with every finding kept.
#pragma once

#include "amends/policy.hpp"
#include "policy/report.hpp"

#include <memory>
#include <span>

namespace amends::packs {

// nullptr when the report failed; a policy whose examples fail is there, and the report failed.
[[nodiscard]] std::shared_ptr<const Policy> load(std::span<const PackText> texts,
                                                 const HolidayTables& holidays, Report& report);
[[nodiscard]] std::shared_ptr<const Policy> compile(Json root, const HolidayTables& holidays,
                                                    bool with_examples, Report& report);

} // namespace amends::packs
