#include "event_words.hpp"

#include "amends/titles.hpp"
#include "world.hpp"

#include <algorithm>

namespace amends::engine {
namespace {

struct EventWords {
  std::string_view event, zh, en;
};
constexpr EventWords table[] = {
    {"opened", "收到投诉", "Case opened"},
    {"assessed", "按政策测算方案", "Plan worked out by the rules"},
    {"message_added", "收到留言", "Message"},
    {"evidence_added", "补充凭证", "Evidence added"},
    {"facts_amended", "事实更正", "Facts amended"},
    {"noted", "内部备注", "Internal note"},
    {"classified", "分类", "Classified"},
    {"assigned", "指派", "Assigned"},
    {"stage_entered", "进入阶段", "Stage"},
    {"task_started", "任务开始", "Task"},
    {"task_finished", "任务结束", "Task finished"},
    {"finding_recorded", "记录核查结果", "Finding recorded"},
    {"plan_proposed", "提出方案", "Plan proposed"},
    {"plan_overridden", "方案由人员改定", "Plan set by staff instead of the rule"},
    {"consent_given", "客户同意", "Customer agreed"},
    {"consent_refused", "客户未同意", "Customer did not agree"},
    {"approval_asked", "请求批准", "Approval asked"},
    {"approval_given", "已批准", "Approved"},
    {"approval_refused", "未批准", "Approval refused"},
    {"clock_started", "开始计时", "Clock started"},
    {"clock_paused", "暂停计时", "Clock paused"},
    {"clock_resumed", "恢复计时", "Clock resumed"},
    {"clock_retargeted", "时限调整", "Clock retargeted"},
    {"clock_recalculated", "时限重算", "Clock recalculated"},
    {"clock_warned", "时限将到", "Clock warned"},
    {"clock_breached", "超过时限", "Clock breached"},
    {"clock_stopped", "停止计时", "Clock stopped"},
    {"escalated", "升级", "Escalated"},
    {"promised", "作出承诺", "Promise made"},
    {"action_raised", "发出指令", "Action raised"},
    {"action_cancelled", "指令取消", "Action cancelled"},
    {"action_settled", "指令结果", "Action settled"},
    {"ledger_moved", "登记金额", "Money booked"},
    {"survey_answered", "满意度回复", "Survey answered"},
    {"followed_up", "回访", "Followed up"},
    {"held", "暂停", "On hold"},
    {"released", "恢复", "Released"},
    {"withdrawn", "客户撤回", "Withdrawn"},
    {"closed", "办结", "Closed"},
    {"reopened", "重新打开", "Reopened"},
    {"world_applied", "日历或事件更新", "World record applied"},
    {"campaign_progressed", "事件", "Incident"},
    {"recorded", "记录", "Recorded"},
};

// What an event says beyond its name, without any personal text.
class Detail {
public:
  Detail(const Policy& policy, const Case& state, std::string_view language)
      : policy_(policy), state_(state), language_(language), titles_(&policy, language) {}

  std::string operator()(const events::Opened& e) const { return e.number_text; }
  std::string operator()(const events::Classified& e) const {
    std::string out =
        categories(e.labels) + semicolon() + titles_.severity(e.severity) + comma() + e.priority;
    if (!e.overruled.empty())
      out += in_brackets((english() ? "by the host; amends said " : "宿主判定；amends 原判 ") +
                         categories(e.overruled));
    if (e.host_failed)
      out +=
          in_brackets((english() ? "the host's judgement did not count: " : "宿主的判断未采用：") +
                      *e.host_failed);
    if (e.repeat_contacts)
      out += in_brackets((english() ? "came about it before: " : "此前同类来诉：") +
                         std::to_string(e.repeat_contacts->total()));
    return out;
  }
  std::string operator()(const events::StageEntered& e) const {
    return titles_.stage(state_.kind, e.stage);
  }
  std::string operator()(const events::Assigned& e) const { return titles_.party(e.owner); }
  std::string operator()(const events::TaskStarted& e) const {
    return task(e.task) + in_brackets(titles_.party(e.task.owner) +
                                      (e.task.due ? by(*e.task.due) : std::string()));
  }
  std::string operator()(const events::TaskFinished& e) const {
    return task(e.task) +
           (e.task.state == TaskState::cancelled ? in_brackets(titles_.outcome("cancelled")) : "");
  }
  std::string operator()(const events::PlanProposed& e) const {
    return plan_words(e.plan, language_);
  }
  std::string operator()(const events::PlanOverridden& e) const {
    return titles_.party(e.by) + (english() ? ", the rule said " : "，规则本应为 ") +
           plan_words(e.rule, language_);
  }
  std::string operator()(const events::ApprovalAsked& e) const {
    return titles_.party(e.approval.role) + comma() + print_money(e.approval.amount);
  }
  std::string operator()(const events::ApprovalGiven& e) const { return titles_.party(e.by); }
  std::string operator()(const events::ApprovalRefused& e) const { return titles_.party(e.by); }
  std::string operator()(const events::ActionCancelled& e) const {
    return action(e.action) + (e.by ? comma() + titles_.party(*e.by) : "");
  }
  std::string operator()(const events::Assessed& e) const { return plan_words(e.plan, language_); }
  std::string operator()(const events::Escalated& e) const {
    return titles_.party(e.to) + comma() + titles_.reason(e.because);
  }
  std::string operator()(const events::ActionRaised& e) const {
    const bool held = e.action.kind == "notify" && e.action.due > e.action.raised_at;
    return action(e.action) + (held ? quiet_until(e.action.due) : "");
  }
  std::string operator()(const events::ActionSettled& e) const {
    return action(e.action) + comma() + titles_.outcome(e.outcome) +
           (e.amount ? " " + print_money(*e.amount) : "");
  }
  std::string operator()(const events::LedgerMoved& e) const {
    std::string out;
    for (const LedgerEntry& entry : e.entries)
      out += (out.empty() ? "" : comma()) + print_money(entry.amount);
    return out;
  }
  std::string operator()(const events::Recorded& e) const {
    return titles_.deed(e.what) + (e.clock ? comma() + clock(*e.clock) : "");
  }
  std::string operator()(const events::WorldApplied& e) const {
    if (e.kind == world_calendar)
      return english() ? "holiday tables revised" : "节假日数据更新";
    if (e.kind == world_incident)
      return english() ? "news of incidents" : "事件通告";
    return e.kind;
  }
  std::string operator()(const events::CampaignProgressed& e) const {
    const auto title = e.incident.title.find(std::string(language_));
    const std::string& name = title == e.incident.title.end() ? e.incident.incident : title->second;
    switch (e.incident.state) {
    case IncidentState::ahead: return name + in_brackets(english() ? "ahead" : "即将开始");
    case IncidentState::in_force: return name + in_brackets(english() ? "in force" : "生效");
    case IncidentState::over: return name + in_brackets(english() ? "over" : "结束");
    case IncidentState::lifted: break;
    }
    return name + in_brackets(english() ? "hits this case no longer" : "不再涉及本单");
  }
  std::string operator()(const events::SurveyAnswered& e) const { return std::to_string(e.score); }
  template <class E> std::string operator()(const E& e) const {
    if constexpr (requires { e.clock.points; })
      return clock(e.clock);
    return {};
  }

private:
  [[nodiscard]] std::string categories(const std::vector<Label>& labels) const {
    std::string out;
    for (const Label& label : labels)
      out += (out.empty() ? "" : comma()) + titles_.category(label.category);
    return out.empty() ? titles_.category("other") : out;
  }
  bool english() const { return language_ == "en"; }
  const char* comma() const { return english() ? ", " : "，"; }
  const char* semicolon() const { return english() ? "; " : "；"; }
  std::string in_brackets(const std::string& text) const {
    return english() ? " (" + text + ")" : "（" + text + "）";
  }

  std::string time(Instant t) const {
    auto local = wall_time(policy_, t);
    return local ? std::move(*local) : print_instant(t);
  }
  std::string quiet_until(Instant t) const {
    return (english() ? ", after quiet hours at " : "，免打扰时段后于 ") + time(t) +
           (english() ? "" : " 发出");
  }
  std::string by(Instant t) const { return english() ? ", by " + time(t) : "，" + time(t) + " 前"; }
  std::string clock(const ClockRow& row) const {
    return titles_.clock(row.target) + (row.due ? " -> " + time(*row.due) : "");
  }
  std::string task(const CaseTask& task) const { return titles_.task(state_.kind, task.kind); }

  std::string action(const std::string& id) const {
    const auto found = std::find_if(state_.actions.begin(), state_.actions.end(),
                                    [&](const CaseAction& action) { return action.id == id; });
    return found == state_.actions.end() ? id : action(*found);
  }
  // "通知，客户", "退款 59.00 CNY", "通知，客服主管，给出处理方案 80%".
  std::string action(const CaseAction& action) const {
    std::string out = titles_.action(action.kind);
    if (action.amount)
      out += " " + print_money(*action.amount);
    if (action.kind != "notify")
      return out;
    out += comma() + titles_.party(action.to.value_or("customer"));
    return action.channel == "desk" ? out + comma() + titles_.reason(action.reason_code) : out;
  }

  const Policy& policy_;
  const Case& state_;
  std::string_view language_;
  Titles titles_;
};

} // namespace

std::string event_words(const Policy& policy, const Case& state, const Event& event,
                        std::string_view language) {
  const std::string_view word = word_of(event);
  std::string out(word);
  for (const EventWords& row : table)
    if (row.event == word)
      out = std::string(language == "en" ? row.en : row.zh);
  const std::string detail = std::visit(Detail(policy, state, language), event);
  if (!detail.empty())
    out += (language == "en" ? ": " : "：") + detail;
  return out;
}

Result<std::string> wall_time(const Policy& policy, Instant t) {
  Duration offset{};
  for (const auto& [name, calendar] : policy.calendars())
    if (calendar->zone() == policy.zone()) {
      AMENDS_TRY_ASSIGN(offset, calendar->offset_at(t));
      break;
    }
  const std::string text = print_instant(t, offset);
  return text.substr(0, 10) + " " + text.substr(11, 5);
}

} // namespace amends::engine
