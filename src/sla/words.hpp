// Words about time, for people. In: budgets and lengths as clocks keep them. Out: Chinese or
// English.
#pragma once

#include "amends/calendar.hpp"
#include "amends/instant.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace amends::sla {

struct Language {
  bool zh = false;
  [[nodiscard]] std::string pick(std::string_view chinese, std::string_view english) const {
    return std::string(zh ? chinese : english);
  }
};

// "2 h 30 min", seconds only where there are some.
[[nodiscard]] std::string length_words(Duration d, Language lang);

// Local wall time of a calendar's zone, UTC without one: "2026-10-09 16:00", seconds only where
// there are some.
class Clockface {
public:
  Clockface(const Calendar* calendar, Language language) : calendar_(calendar), lang_(language) {}

  [[nodiscard]] std::string zone() const {
    return calendar_ == nullptr ? "UTC" : calendar_->zone();
  }
  [[nodiscard]] Result<std::string> at(Instant t) const;
  // "2026-10-08 09:00-12:00", both dates where they differ.
  [[nodiscard]] Result<std::string> span(const OpenSpan& span) const;

private:
  const Calendar* calendar_;
  Language lang_;
};

// Neighbouring days with one reason stand together: "2026-10-01 to 2026-10-07 National Day".
[[nodiscard]] std::string skipped_words(const std::vector<SkippedDay>& days, Language lang);
// Long lists show how they begin and end: nobody reads four hundred intervals.
[[nodiscard]] Result<std::string> counted_words(const std::vector<OpenSpan>& spans,
                                                const Clockface& face, Language lang);

} // namespace amends::sla
