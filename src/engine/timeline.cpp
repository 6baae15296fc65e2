// A case's story: each event with its instant, who caused it and what it says.
#include "query.hpp"

#include "journal/journal.hpp"

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
    {"recorded", "记录", "Recorded"},
};

// What an event says beyond its name, without any personal text.
struct Detail {
  const Policy& policy;
  std::string_view language;

  std::string clock(const ClockRow& row) const {
    std::string out = row.target;
    if (const Words* title = policy.target_title(row.target))
      if (const auto found = title->find(language); found != title->end())
        out = found->second;
    if (row.due)
      out += " -> " + print_instant(*row.due);
    return out;
  }
  std::string operator()(const events::Opened& e) const { return e.number_text; }
  std::string operator()(const events::Classified& e) const {
    return (e.labels.empty() ? std::string("other") : e.labels.front().category) + " " +
           e.severity + " " + e.priority;
  }
  std::string operator()(const events::StageEntered& e) const { return e.stage; }
  std::string operator()(const events::Assigned& e) const { return e.owner; }
  std::string operator()(const events::TaskStarted& e) const {
    return e.task.kind + " " + e.task.owner;
  }
  std::string operator()(const events::TaskFinished& e) const { return e.task.kind; }
  std::string operator()(const events::PlanProposed& e) const {
    return plan_words(e.plan, language);
  }
  std::string operator()(const events::PlanOverridden& e) const {
    return e.by + (language == "en" ? ", the rule said " : "，规则本应为 ") +
           plan_words(e.rule, language);
  }
  std::string operator()(const events::ApprovalAsked& e) const {
    return e.approval.role + " " + print_money(e.approval.amount);
  }
  std::string operator()(const events::ApprovalGiven& e) const { return e.by; }
  std::string operator()(const events::ApprovalRefused& e) const { return e.by; }
  std::string operator()(const events::ActionCancelled& e) const {
    return e.action + (e.by ? " " + *e.by : "");
  }
  std::string operator()(const events::Assessed& e) const { return plan_words(e.plan, language); }
  std::string operator()(const events::Escalated& e) const { return e.to + " (" + e.because + ")"; }
  std::string operator()(const events::ActionRaised& e) const {
    return e.action.kind + " " + e.action.reason_code;
  }
  std::string operator()(const events::ActionSettled& e) const {
    return e.action + " " + e.outcome + (e.amount ? " " + print_money(*e.amount) : "");
  }
  std::string operator()(const events::LedgerMoved& e) const {
    std::string out;
    for (const LedgerEntry& entry : e.entries)
      out += (out.empty() ? "" : ", ") + print_money(entry.amount);
    return out;
  }
  std::string operator()(const events::Recorded& e) const {
    return e.what + (e.clock ? " " + clock(*e.clock) : "");
  }
  std::string operator()(const events::WorldApplied& e) const {
    const bool zh = language == "zh";
    return e.kind == world_calendar ? (zh ? "节假日数据更新" : "holiday tables revised") : e.kind;
  }
  std::string operator()(const events::SurveyAnswered& e) const { return std::to_string(e.score); }
  template <class E> std::string operator()(const E& e) const {
    if constexpr (requires { e.clock.points; })
      return clock(e.clock);
    return {};
  }
};

Result<std::vector<Record>> records_of(Work& work, const CaseWork& found) {
  AMENDS_TRY_ASSIGN(const auto rows, work.session().load_events(found.state.id, 0));
  std::vector<Record> out;
  for (const EventRow& row : rows) {
    AMENDS_TRY_ASSIGN(Record record, journal::from_bytes(row.record));
    out.push_back(std::move(record));
  }
  // What catching up added in memory.
  out.insert(out.end(), found.records.begin(), found.records.end());
  return out;
}

} // namespace

std::string event_words(const Policy& policy, const Event& event, std::string_view language) {
  const std::string_view word = word_of(event);
  std::string out(word);
  for (const EventWords& row : table)
    if (row.event == word)
      out = std::string(language == "en" ? row.en : row.zh);
  const std::string detail = std::visit(Detail{policy, language}, event);
  if (!detail.empty())
    out += (language == "en" ? ": " : "：") + detail;
  return out;
}

namespace {

// The clock that an event works out a due instant for, else nullptr.
const ClockRow* timed_by(const Event& event) {
  return std::visit(
      [](const auto& e) -> const ClockRow* {
        using E = std::decay_t<decltype(e)>;
        constexpr bool times = std::is_same_v<E, events::ClockStarted> ||
                               std::is_same_v<E, events::ClockResumed> ||
                               std::is_same_v<E, events::ClockRetargeted> ||
                               std::is_same_v<E, events::ClockRecalculated>;
        if constexpr (times)
          return &e.clock;
        else
          return nullptr;
      },
      event);
}

std::string said_by(const Record& record) {
  if (record.cause.by)
    return *record.cause.by;
  return record.cause.kind == CauseKind::world ? "world" : "clock";
}

Json row_of(const Policy& policy, const Record& record, const Event& event) {
  Json row = Json::object();
  row.set("seq", Json::number(record.seq));
  row.set("at", Json::string(print_instant(record.at)));
  row.set("by", Json::string(said_by(record)));
  row.set("event", Json::string(std::string(word_of(event))));
  Json text = Json::object();
  text.set("zh", Json::string(event_words(policy, event, "zh")));
  text.set("en", Json::string(event_words(policy, event, "en")));
  row.set("text", std::move(text));
  if (const ClockRow* clock = timed_by(event))
    row.set("why", clock_why(policy, *clock));
  return row;
}

} // namespace

// A due instant is explained on the tables that were in force when it was worked out.
Result<Json> query_timeline(Work& work, const Query& query) {
  AMENDS_TRY_ASSIGN(CaseWork * found, case_in(work, query));
  AMENDS_TRY_ASSIGN(const auto records, records_of(work, *found));
  AMENDS_TRY_ASSIGN(const World* world, work.world());
  std::shared_ptr<const Policy> policy = found->policy;
  std::vector<Json> rows;
  for (const Record& record : records) {
    for (const Event& event : record.events) {
      std::optional<std::int64_t> seq;
      if (const auto* opened = std::get_if<events::Opened>(&event))
        seq = opened->world;
      else if (const auto* applied = std::get_if<events::WorldApplied>(&event))
        seq = applied->seq;
      if (seq) {
        AMENDS_TRY_ASSIGN(policy, work.engine().policy(work.session(), found->state.policy,
                                                       world->tables_at(*seq)));
      }
      rows.push_back(row_of(*policy, record, event));
    }
  }
  return page_json(std::move(rows), "");
}

Result<Json> query_events(Work& work, const Query& query) {
  AMENDS_TRY_ASSIGN(CaseWork * found, case_in(work, query));
  AMENDS_TRY_ASSIGN(const auto records, records_of(work, *found));
  std::vector<Json> rows;
  for (const Record& record : records)
    rows.push_back(encode(record));
  return page_json(std::move(rows), "");
}

} // namespace amends::engine
