// Instants as people of the shop read them: "2026-09-21 16:45", on the policy's clock.
#pragma once

#include "amends/policy.hpp"

#include <memory>
#include <string>

namespace amends::cli {

class LocalTime {
public:
  // Without a policy: UTC.
  explicit LocalTime(const Policy* policy);
  [[nodiscard]] std::string text(Instant t) const;
  // Of an instant as it stands in an answer ("2026-09-21T08:45:12Z"); other text stays as it is.
  [[nodiscard]] std::string text(const std::string& instant) const;
  [[nodiscard]] const std::string& zone() const { return zone_; }

private:
  std::shared_ptr<const Calendar> calendar_;
  std::string zone_ = "UTC";
};

} // namespace amends::cli
