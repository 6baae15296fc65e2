// Why a clock is due when it is due.
#include "sla/target.hpp"
#include "sla/words.hpp"

#include <algorithm>

namespace amends {
namespace {

using sla::Clockface;
using sla::Language;

bool ahead(const ClockRow& clock) {
  return !clock.stopped_at && clock.due && *clock.due != Instant::never() &&
         clock.since < *clock.due;
}

// One clock's story, sentence by sentence.
class Sentences {
public:
  Sentences(const Target& target, const ClockRow& clock, Language lang, const Calendar* wall)
      : target_(target), clock_(clock), lang_(lang), face_(wall, lang) {}

  Result<std::string> tell() {
    AMENDS_CHECK(clock_.stopped_at ? over() : open());
    for (const ClockRelief& relief : clock_.reliefs)
      AMENDS_CHECK(tell_relief(relief));
    if (clock_.excused)
      say("其中 " + sla::length_words(*clock_.excused, lang_) + "免责，单独列出，判定不变",
          sla::length_words(*clock_.excused, lang_) +
              " of it are excused and reported apart; the verdict stands");
    return std::move(out_);
  }

private:
  void say(const std::string& zh, const std::string& en) {
    out_ += (out_.empty() || lang_.zh ? "" : " ") + (lang_.zh ? zh + "。" : en + ".");
  }
  [[nodiscard]] std::string budget() const {
    return budget_words(clock_.within, clock_.on, lang_.zh ? "zh" : "en");
  }
  [[nodiscard]] std::string used() const { return sla::length_words(clock_.elapsed, lang_); }
  [[nodiscard]] Result<std::string> due() const {
    if (!clock_.due)
      return std::string();
    AMENDS_TRY_ASSIGN(const std::string at, face_.at(*clock_.due));
    return at + (lang_.zh ? "（" + face_.zone() + "）" : " (" + face_.zone() + ")");
  }

  Result<void> over() {
    AMENDS_TRY_ASSIGN(const std::string stopped, face_.at(*clock_.stopped_at));
    AMENDS_TRY_ASSIGN(const std::string due_at, due());
    const std::string zh_due = due_at.empty() ? "" : "，到期时间 " + due_at;
    const std::string en_due = due_at.empty() ? "" : ", due " + due_at;
    const bool named = clock_.within.empty(); // an instant and no budget
    const std::string zh_used = (named ? "" : "：期限 " + budget()) + "，已用 " + used();
    const std::string en_used = (named ? "" : ": " + budget()) + ", used " + used();
    if (clock_.state == ClockState::met)
      say("按时，" + stopped + " 完成" + zh_due + zh_used,
          "In time, stopped " + stopped + en_due + en_used);
    else if (clock_.state == ClockState::breached)
      say("超时，" + stopped + " 才完成" + zh_due + zh_used,
          "Late, stopped " + stopped + en_due + en_used);
    else
      say("已取消（" + stopped + "）" + zh_used, "Cancelled " + stopped + en_used);
    return {};
  }

  Result<void> open() {
    if (!clock_.pauses.empty() && clock_.state == ClockState::paused) {
      say("计时已暂停，恢复后重新计算到期时间：期限 " + budget() + "，已用 " + used(),
          "Paused; the due time is worked out when it goes on: " + budget() + ", used so far " +
              used());
      return {};
    }
    if (!clock_.due || *clock_.due == Instant::never()) {
      say("按所用日历永不到期：该日历没有营业时间", "Never due: the calendar has no hours");
      return {};
    }
    AMENDS_TRY_ASSIGN(const std::string at, due());
    AMENDS_TRY_ASSIGN(const std::string since, face_.at(clock_.since));
    if (!ahead(clock_)) {
      say("到期时间 " + at + "，已超时：期限 " + budget(), "Was due " + at + ": " + budget());
      return {};
    }
    if (clock_.within.empty()) { // no budget, but an instant somebody named
      say("承诺时间 " + at, "Promised for " + at);
      return {};
    }
    const bool used_some = clock_.elapsed.us > 0;
    say("到期时间 " + at + "：期限 " + budget() + "，自 " + since + " 起" +
            (used_some ? "（此前已用 " + used() + "）" : ""),
        "Due " + at + ": " + budget() + ", counted from " + since +
            (used_some ? " (used before: " + used() + ")" : ""));
    if (clock_.promised && clock_.promised == clock_.due)
      say("日历修订后仍按已承诺的时间", "The calendar has changed; the time promised before holds");
    if (clock_.paused.us > 0)
      say("已暂停共 " + sla::length_words(clock_.paused, lang_) + "，不计入",
          "Paused in all: " + sla::length_words(clock_.paused, lang_) + ", not counted");
    return why();
  }

  // "“Typhoon 9” (incident:typhoon-9)"
  [[nodiscard]] std::string named(const ClockRelief& relief) const {
    const auto title = relief.title.find(lang_.zh ? "zh" : "en");
    if (title == relief.title.end())
      return relief.reason;
    return lang_.zh ? "“" + title->second + "”（" + relief.reason + "）"
                    : "\"" + title->second + "\" (" + relief.reason + ")";
  }

  Result<void> tell_relief(const ClockRelief& relief) {
    if (relief.longer) {
      const std::string longer = sla::length_words(*relief.longer, lang_);
      say("因事件" + named(relief) + "，期限延长 " + longer,
          "Longer by " + longer + " for the incident " + named(relief));
      return {};
    }
    AMENDS_TRY_ASSIGN(const std::string from, face_.at(relief.from.value_or(clock_.since)));
    if (!relief.to) {
      say("因事件" + named(relief) + "，自 " + from + " 起暂停计时",
          "Paused since " + from + " for the incident " + named(relief));
      return {};
    }
    AMENDS_TRY_ASSIGN(const std::string to, face_.at(*relief.to));
    say("因事件" + named(relief) + "，" + from + " 至 " + to + " 暂停计时",
        "Paused from " + from + " to " + to + " for the incident " + named(relief));
    return {};
  }

  Result<void> why() {
    AMENDS_TRY_ASSIGN(const TimeExplanation why, target_.explain(clock_));
    if (target_.compiled().counting(clock_) != nullptr && !why.counted.empty()) {
      AMENDS_TRY_ASSIGN(const std::string counted, sla::counted_words(why.counted, face_, lang_));
      say("计入：" + counted, "Counted: " + counted);
    }
    if (!why.skipped.empty()) {
      const std::string skipped = sla::skipped_words(why.skipped, lang_);
      say("不计入：" + skipped, "Not counted: " + skipped);
    }
    if (clock_.certain_until) {
      AMENDS_TRY_ASSIGN(const std::string until, face_.at(*clock_.certain_until));
      say("暂定：官方放假安排仅公布至 " + until,
          "Provisional: the official calendar is published only until " + until);
    }
    return {};
  }

  const Target& target_;
  const ClockRow& clock_;
  Language lang_;
  Clockface face_;
  std::string out_;
};

} // namespace

Result<TimeExplanation> Target::explain(const ClockRow& clock) const {
  if (!ahead(clock))
    return TimeExplanation{};
  if (const Calendar* calendar = compiled_->counting(clock))
    return calendar->explain(clock.since, *clock.due);
  TimeExplanation out{{{clock.since, *clock.due}}, {}};
  const sla::Budget* budget = compiled_->budget_of(clock);
  if (budget != nullptr && budget->period) {
    // The days that put the end of the period off.
    AMENDS_TRY_ASSIGN(auto legal,
                      budget->on.calendar->explain_legal(clock.started_at, *budget->period));
    out.skipped = std::move(legal.skipped);
  }
  return out;
}

Result<std::string> Target::explain_text(const ClockRow& clock, std::string_view language,
                                         const Calendar* wall) const {
  const Calendar* hours = compiled_->measure_of(clock).hours;
  const Language lang{language.starts_with("zh")};
  return Sentences(*this, clock, lang, hours != nullptr ? hours : wall).tell();
}

} // namespace amends
