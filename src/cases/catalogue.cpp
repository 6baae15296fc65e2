#include "amends/commands.hpp"

#include <algorithm>
#include <array>

namespace amends {
namespace {

constexpr auto catalogue = std::to_array<CommandInfo>({
    {"open", "handle", "customer carrier seller regulator", false, true, "登记投诉", "Open a case"},
    {"intake", "handle", "customer carrier seller regulator", false, true, "登记或并入", "Take in"},
    {"message", "handle", "customer carrier seller regulator", false, true, "留言", "Message"},
    {"note", "handle", "", false, true, "内部备注", "Internal note"},
    {"add_evidence", "handle", "customer carrier seller regulator", false, true, "补充凭证",
     "Add evidence"},
    {"amend_facts", "handle", "", false, true, "更正事实", "Amend facts"},
    {"order_changed", "handle", "seller carrier", false, true, "订单变更", "Order changed"},
    {"classify", "handle", "", false, true, "改分类", "Classify"},
    {"assign", "handle", "", false, true, "指派", "Assign"},
    {"contact", "handle", "", false, true, "联系客户", "Contact the customer"},
    {"request_information", "handle", "", false, true, "请客户补充", "Ask the customer"},
    {"receive_information", "handle", "customer", false, true, "收到补充", "Information received"},
    {"record_finding", "handle", "", false, true, "记录核查结果", "Record a finding"},
    {"decide_admissibility", "handle", "", true, false, "受理决定", "Decide admissibility"},
    {"propose", "handle", "", false, true, "提出方案", "Propose a plan"},
    {"accept", "handle", "customer", true, true, "接受方案", "Accept the plan"},
    {"counter", "handle", "customer", true, true, "另提意见", "Counter"},
    {"reject", "handle", "customer", true, true, "拒绝方案", "Reject the plan"},
    {"override", "approve", "", false, true, "改定方案", "Override"},
    {"approve", "approve", "", false, true, "批准", "Approve"},
    {"refuse_approval", "approve", "", false, true, "不批准", "Refuse approval"},
    {"promise", "handle", "", false, true, "承诺", "Promise"},
    {"schedule", "handle", "", false, false, "预约", "Schedule"},
    {"start_task", "handle", "", false, true, "新建任务", "Start a task"},
    {"claim_task", "handle", "", false, true, "认领任务", "Claim a task"},
    {"snooze_task", "handle", "", false, false, "推迟任务", "Snooze a task"},
    {"finish_task", "handle", "", false, true, "完成任务", "Finish a task"},
    {"inspect", "handle", "", false, true, "检验退货", "Inspect what came back"},
    {"ship", "handle", "carrier seller", false, true, "发货", "Shipped"},
    {"deliver", "handle", "carrier seller", false, true, "送达", "Delivered"},
    {"follow_up", "handle", "", false, true, "回访", "Follow up"},
    {"survey_answer", "handle", "customer", false, true, "满意度回复", "Survey answer"},
    {"close", "handle", "", true, true, "办结", "Close"},
    {"reopen", "handle", "customer", true, true, "重新打开", "Reopen"},
    {"withdraw", "handle", "customer", true, true, "撤回投诉", "Withdraw"},
    {"escalate", "handle", "", false, true, "升级", "Escalate"},
    {"refer", "handle", "", true, false, "转办", "Refer"},
    {"link", "handle", "", false, false, "关联", "Link"},
    {"merge", "handle", "", false, false, "合并", "Merge"},
    {"hold", "handle", "", false, true, "暂停计时", "Hold"},
    {"release", "handle", "", false, true, "恢复计时", "Release"},
    {"excuse", "approve", "", false, true, "免责", "Excuse"},
    {"void", "approve", "", false, false, "作废", "Void"},
    {"revoke", "approve", "", false, true, "撤销", "Revoke"},
    {"migrate", "manage", "", false, false, "迁移", "Migrate"},
    {"record", "handle", "", false, false, "记录", "Record"},
    {"review", "manage", "", false, false, "复核", "Review"},
    {"publish_case", "manage", "", false, false, "公布案例", "Publish a case"},
    {"external_payout", "pay", "", false, true, "系统外赔付", "Money given elsewhere"},
    {"erase_subject", "manage", "", false, false, "删除个人信息", "Erase a person"},
    {"restrict_subject", "manage", "", false, false, "限制处理", "Restrict a person"},
    {"declare_incident", "manage", "", false, true, "宣布事件", "Declare an incident"},
    {"update_incident", "manage", "", false, true, "更新事件", "Update an incident"},
    {"end_incident", "manage", "", false, true, "结束事件", "End an incident"},
    {"affected_orders", "manage", "", false, false, "受影响订单", "Affected orders"},
    {"start_recall", "manage", "", false, false, "启动召回", "Start a recall"},
    {"start_duty", "manage", "", false, false, "开始例行工作", "Start a duty"},
    {"finish_duty", "manage", "", false, false, "完成例行工作", "Finish a duty"},
});

} // namespace

std::span<const CommandInfo> command_catalogue() { return catalogue; }

const CommandInfo* command_info(std::string_view op) {
  const auto* found = std::find_if(catalogue.begin(), catalogue.end(),
                                   [&](const CommandInfo& info) { return info.op == op; });
  return found == catalogue.end() ? nullptr : found;
}

} // namespace amends
