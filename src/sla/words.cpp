#include "sla/words.hpp"

#include "amends/sla.hpp"

#include <array>

namespace amends {
namespace sla {
namespace {

struct Unit {
  std::string_view written, zh;
};
constexpr std::array units{
    Unit{" open min", "个营业分钟"},
    Unit{" open h", "个营业小时"},
    Unit{" open d", "个营业日"},
    Unit{" open s", "个营业秒"},
    Unit{" workdays", "个法定工作日"},
    Unit{" workday", "个法定工作日"},
    Unit{"min", "分钟"},
    Unit{"sec", "秒"},
    Unit{"h", "小时"},
    Unit{"d", "天"},
    Unit{"w", "周"},
    Unit{"s", "秒"},
};

std::string span_text(const std::string& within, Language lang) {
  if (lang.zh)
    for (const Unit& unit : units)
      if (within.ends_with(unit.written)) {
        std::string number = within.substr(0, within.size() - unit.written.size());
        while (number.ends_with(' '))
          number.pop_back();
        return number + " " + std::string(unit.zh);
      }
  return within;
}

// "15 days after the day it begins, to the end of the last; a rest day puts it off".
std::string period_text(const LegalPeriod& period, Language lang) {
  static constexpr std::array<std::string_view, 6> zh{"日", "个工作日", "小时", "周", "个月", "年"};
  static constexpr std::array<std::string_view, 6> en{"days",  "working days", "hours",
                                                      "weeks", "months",       "years"};
  const auto unit = static_cast<std::size_t>(period.unit);
  std::string out = std::to_string(period.n) + " " + lang.pick(zh[unit], en[unit]);
  if (period.unit == LegalPeriod::Unit::hours)
    return out;
  out += period.count_from == LegalPeriod::From::same_day
             ? lang.pick("，首日计入", " with the first day")
             : lang.pick("，次日起算", " from the next day on");
  out += period.end == LegalPeriod::End::close
             ? lang.pick("，至末日停止营业", ", to the last closing")
             : lang.pick("，至末日 24 时", ", to the end of the day");
  if (period.roll == LegalPeriod::Roll::rest_day)
    out += lang.pick("，末日为休息日的顺延至下一工作日", ", put off when that is a rest day");
  if (period.roll == LegalPeriod::Roll::statutory_holiday)
    out += lang.pick("，末日为法定节假日的顺延", ", put off when that is a statutory holiday");
  return out;
}

} // namespace

std::string length_words(Duration d, Language lang) {
  const std::int64_t s = d.us / 1'000'000;
  std::string out;
  const auto part = [&](std::int64_t n, std::string_view zh, std::string_view en) {
    if (n != 0)
      out += (out.empty() ? "" : " ") + std::to_string(n) + " " + lang.pick(zh, en);
  };
  part(s / 3600, "小时", "h");
  part(s / 60 % 60, "分钟", "min");
  part(s % 60, "秒", "s");
  return out.empty() ? lang.pick("0 分钟", "0 min") : out;
}

Result<std::string> Clockface::at(Instant t) const {
  Duration offset;
  if (calendar_ != nullptr) {
    AMENDS_TRY_ASSIGN(offset, calendar_->offset_at(t));
  }
  std::string text = print_instant(t, offset).substr(0, 19);
  text[10] = ' ';
  if (text.ends_with(":00"))
    text.resize(16);
  return text;
}

Result<std::string> Clockface::span(const OpenSpan& span) const {
  AMENDS_TRY_ASSIGN(const std::string from, at(span.from));
  AMENDS_TRY_ASSIGN(const std::string to, at(span.to));
  const bool same_date = from.substr(0, 10) == to.substr(0, 10);
  return from + (same_date ? "-" + to.substr(11) : lang_.pick(" 至 ", " to ") + to);
}

std::string skipped_words(const std::vector<SkippedDay>& days, Language lang) {
  std::string out;
  for (std::size_t i = 0; i < days.size();) {
    std::size_t last = i;
    while (last + 1 < days.size() && days[last + 1].date.days == days[last].date.days + 1 &&
           days[last + 1].zh == days[i].zh)
      ++last;
    out += (out.empty() ? "" : lang.pick("；", "; ")) + print_date(days[i].date);
    if (last > i)
      out += lang.pick(" 至 ", " to ") + print_date(days[last].date);
    out += " " + lang.pick(days[i].zh, days[i].en);
    i = last + 1;
  }
  return out;
}

Result<std::string> counted_words(const std::vector<OpenSpan>& spans, const Clockface& face,
                                  Language lang) {
  constexpr std::size_t shown_at_each_end = 6;
  std::string out;
  for (std::size_t i = 0; i < spans.size(); ++i) {
    if (spans.size() > 2 * shown_at_each_end + 1 && i == shown_at_each_end) {
      const std::size_t left_out = spans.size() - 2 * shown_at_each_end;
      out += lang.pick("；……另 ", "; ... ") + std::to_string(left_out) +
             lang.pick(" 段……", " more ...");
      i += left_out;
    }
    AMENDS_TRY_ASSIGN(const std::string text, face.span(spans[i]));
    out += (out.empty() ? "" : lang.pick("；", "; ")) + text;
  }
  return out;
}

} // namespace sla

std::string budget_words(const std::string& within, const std::string& on,
                         std::string_view language) {
  const sla::Language lang{language.starts_with("zh")};
  const bool is_period = within.starts_with("{");
  std::string out;
  if (is_period) {
    const auto json = parse_json(within);
    const auto period = json ? read_legal_period(*json) : Result<LegalPeriod>(json.error());
    out = period ? sla::period_text(*period, lang) : within;
  } else {
    out = sla::span_text(within, lang);
  }
  if (on.empty())
    return out;
  return out + (lang.zh ? "（" + on + "）" : is_period ? " (" + on + ")" : " on " + on);
}

} // namespace amends
