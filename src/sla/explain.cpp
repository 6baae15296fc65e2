// Why a clock is due when it is due, in words.
#include "sla/target.hpp"

namespace amends {
namespace {

struct Language {
  bool zh = false;
  [[nodiscard]] std::string pick(std::string_view chinese, std::string_view english) const {
    return std::string(zh ? chinese : english);
  }
};

// Local wall time of the calendar's zone: "2026-10-09 16:00", seconds only where there are some.
class Clockface {
public:
  Clockface(const Calendar* calendar, Language language) : calendar_(calendar), lang_(language) {}

  [[nodiscard]] std::string zone() const {
    return calendar_ == nullptr ? "UTC" : calendar_->zone();
  }
  [[nodiscard]] Result<std::string> at(Instant t) const {
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
  // "2026-10-08 09:00-12:00", both dates where they differ.
  [[nodiscard]] Result<std::string> span(const OpenSpan& span) const {
    AMENDS_TRY_ASSIGN(const std::string from, at(span.from));
    AMENDS_TRY_ASSIGN(const std::string to, at(span.to));
    const bool same_date = from.substr(0, 10) == to.substr(0, 10);
    return from + (same_date ? "-" + to.substr(11) : lang_.pick(" 至 ", " to ") + to);
  }

private:
  const Calendar* calendar_;
  Language lang_;
};

// "2 h 30 min", seconds only where there are some.
std::string length_text(Duration d, Language lang) {
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

// Neighbouring days with one reason stand together: "2026-10-01 to 2026-10-07 National Day".
std::string skipped_text(const std::vector<SkippedDay>& days, Language lang) {
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

// Long spans show how they begin and end: nobody reads four hundred intervals.
Result<std::string> counted_text(const std::vector<OpenSpan>& spans, const Clockface& face,
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

} // namespace

Result<std::string> Target::explain_text(const ClockRow& clock, std::string_view language) const {
  const Language lang{language.starts_with("zh")};
  const Clockface face(compiled_->calendar.get(), lang);
  if (!clock.due)
    return lang.pick("计时已暂停，恢复后重新计算到期时间。已用 ",
                     "Paused; the due time is worked out when it goes on. Used so far: ") +
           length_text(clock.elapsed, lang) + lang.pick("。", ".");
  if (*clock.due == Instant::never())
    return lang.pick("按所用日历永不到期：该日历没有营业时间。",
                     "Never due: the calendar has no hours.");

  AMENDS_TRY_ASSIGN(const std::string due, face.at(*clock.due));
  AMENDS_TRY_ASSIGN(const std::string since, face.at(clock.since));
  std::string out = lang.pick("到期时间 ", "Due ") + due + lang.pick("（", " (") + face.zone() +
                    lang.pick("）：期限 ", "): ") + clock.within;
  if (!clock.on.empty())
    out += lang.pick("，按日历“", " on calendar \"") + clock.on + lang.pick("”计", "\"");
  out += lang.pick("，自 ", ", counted from ") + since;
  if (clock.elapsed.us > 0)
    out += lang.pick(" 起（此前已用 ", " (used before: ") + length_text(clock.elapsed, lang) +
           lang.pick("）", ")");
  out += lang.pick("。", ".");
  if (clock.paused.us > 0)
    out += lang.pick("已暂停共 ", " Paused in all: ") + length_text(clock.paused, lang) +
           lang.pick("，不计入。", ", not counted.");

  AMENDS_TRY_ASSIGN(const TimeExplanation why, explain(clock));
  if (compiled_->counting(clock) != nullptr && !why.counted.empty()) {
    AMENDS_TRY_ASSIGN(const std::string counted, counted_text(why.counted, face, lang));
    out += lang.pick("计入：", " Counted: ") + counted + lang.pick("。", ".");
  }
  if (!why.skipped.empty())
    out += lang.pick("不计入：", " Not counted: ") + skipped_text(why.skipped, lang) +
           lang.pick("。", ".");
  if (clock.certain_until) {
    AMENDS_TRY_ASSIGN(const std::string until, face.at(*clock.certain_until));
    out += lang.pick("暂定：官方放假安排仅公布至 ",
                     " Provisional: the official calendar is published only until ") +
           until + lang.pick("。", ".");
  }
  return out;
}

} // namespace amends
