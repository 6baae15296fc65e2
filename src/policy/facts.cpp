// What a guard and a notice may name.
#include "amends/policy.hpp"

namespace amends {

// Sorted by name. The cases room supplies every one of them.
const std::vector<FactInfo>& case_facts() {
  static const std::vector<FactInfo> facts = {
      {"all_settled", "boolean", "", "补救均已办结", "all remedies settled",
       "every remedy action of the accepted plan is final", "true", "amends"},
      {"approval_pending", "boolean", "", "待批准", "approval pending",
       "a plan waits for somebody to say yes to it", "true", "amends"},
      {"category", "word", "", "投诉类别", "category", "primary label of the case",
       "delivery.delay", "amends"},
      {"channel", "word", "", "渠道", "channel", "where the case came in", "web", "shop"},
      {"complaints_90d", "number", "cases", "近90天投诉数", "complaints in 90 days",
       "cases this customer opened in the 90 days before, this one not counted", "2", "amends"},
      {"contacted", "boolean", "", "已联系客户", "customer contacted",
       "a person of ours has reached the customer", "true", "amends"},
      {"followed_up", "boolean", "", "已回访", "followed up",
       "we asked afterwards whether all is well", "true", "amends"},
      {"has_finding", "boolean", "", "已有核查结果", "has a finding", "a finding is recorded",
       "true", "amends"},
      {"has_plan", "boolean", "", "已有方案", "has a plan",
       "a plan is open, accepted or carried out", "true", "amends"},
      {"kind", "word", "", "事项类型", "kind", "the workflow the case follows", "complaint",
       "shop"},
      {"messages", "number", "messages", "留言数", "messages", "messages of the case so far", "3",
       "amends"},
      {"open_tasks", "number", "tasks", "未完成任务数", "open tasks", "tasks nobody has finished",
       "1", "amends"},
      {"overseas", "boolean", "", "海外读者", "overseas", "the customer lives abroad", "true",
       "shop"},
      {"plan_accepted", "boolean", "", "方案已接受", "plan accepted",
       "the customer accepted a plan", "true", "amends"},
      {"plan_open", "boolean", "", "方案待答复", "plan open",
       "a plan waits for the customer's answer", "true", "amends"},
      {"priority", "word", "", "优先级", "priority", "of the policy's list", "P2", "amends"},
      {"region", "word", "", "地区", "region", "the customer's region, ISO 3166-2", "CN-SC",
       "shop"},
      {"reopen_count", "number", "times", "重开次数", "times reopened",
       "how often the case was reopened", "1", "amends"},
      {"reopened", "boolean", "", "曾重开", "reopened", "the case was reopened at least once",
       "true", "amends"},
      {"repeat_contacts", "number", "contacts", "重复来诉次数", "repeat contacts",
       "how often somebody had come about the same order and category before: cases opened within "
       "the policy's levels.repeat_within (30 days unless it says otherwise) before this one, and "
       "intakes that joined this one since",
       "1", "amends"},
      {"resend_count", "number", "times", "补发次数", "re-sends", "re-sends carried out so far",
       "2", "amends"},
      {"satisfied", "boolean", "", "回访满意", "satisfied",
       "what the customer said at the follow-up; null before it", "true", "customer"},
      {"severity", "word", "", "严重程度", "severity", "of the policy's list", "high", "amends"},
      {"stage", "word", "", "阶段", "stage", "the stage the case is in", "checking", "amends"},
      {"survey_answered", "boolean", "", "已答问卷", "survey answered",
       "the customer answered the survey", "true", "amends"},
      {"survey_sent", "boolean", "", "已发问卷", "survey sent", "a survey went out", "true",
       "amends"},
      {"tier", "word", "", "会员等级", "tier", "the shop's word for the customer", "vip", "shop"},
      {"waiting_for", "word", "", "等待对象", "waiting for", "whom the stage waits for; null: us",
       "customer", "amends"},
  };
  return facts;
}

const std::vector<FactInfo>& notice_fields() {
  static const std::vector<FactInfo> fields = {
      {"case.category", "text", "", "投诉类别", "category", "title of the primary label",
       "送货延误", "amends"},
      {"case.number", "text", "", "案件编号", "case number", "the number for people",
       "AM2026000017", "amends"},
      {"case.owner", "text", "", "负责人", "owner", "title of the role that has the case",
       "客服主管", "amends"},
      {"case.stage", "text", "", "进度", "stage", "what the customer sees of the stage", "核实中",
       "amends"},
      {"customer.name", "text", "", "客户姓名", "customer's name", "as the shop gave it", "王芳",
       "shop"},
      {"incident.notice", "text", "", "事件公告", "notice of the incident",
       "what declare_incident tells the customers it hits", "台风过境，派送顺延", "shop"},
      {"incident.title", "text", "", "事件名称", "title of the incident", "as it was declared",
       "台风“山竹”", "shop"},
      {"order.id", "text", "", "订单号", "order number", "as the shop gave it", "o-100001", "shop"},
      {"plan.answer_by", "time", "", "答复期限", "answer by", "until when the offer stands",
       "2026-09-28T08:45:00+08:00", "amends"},
      {"plan.reason", "text", "", "方案理由", "reason of the plan", "the category, in words",
       "送货延误", "amends"},
      {"plan.summary", "text", "", "方案内容", "the plan in words", "what is offered, with choices",
       "补发 或 退款 70.00 元", "amends"},
  };
  return fields;
}

} // namespace amends
