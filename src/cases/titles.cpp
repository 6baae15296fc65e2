#include "amends/titles.hpp"

#include "amends/commands.hpp"
#include "wording.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace amends {
namespace {

struct Row {
  std::string_view word, zh, en;
};

constexpr std::array roles{
    Row{"customer", "客户", "customer"}, Row{"carrier", "承运方", "carrier"},
    Row{"seller", "商家", "seller"},     Row{"regulator", "监管部门", "regulator"},
    Row{"system", "系统", "system"},     Row{"clock", "到时自动", "clock"},
    Row{"world", "日历更新", "world"},   Row{"supplier", "供应方", "supplier"}};

constexpr std::array severities{Row{"low", "轻微", "low"}, Row{"medium", "一般", "medium"},
                                Row{"high", "严重", "high"}, Row{"critical", "危急", "critical"}};

constexpr std::array tasks{
    Row{"complaint_after_close", "办结后又来投诉，请查看", "Complaint after the case was closed"},
    Row{"approve_plan", "审批方案", "Approve the plan"},
    Row{"look_at_plan_again", "重新核对方案", "Look at the plan again"},
    Row{"keep_promise", "兑现承诺", "Keep the promise"},
    Row{"tell_customer", "无可用渠道，请人工告知客户", "Tell the customer: no channel reaches him"},
    Row{"more_given_than_paid", "赔付超过实付，请核对", "More was given than paid"},
    Row{"paid_more_than_promised", "实付超过承诺，请核对", "More was paid than promised"},
    Row{"contradicting_settlement", "执行结果前后矛盾，请核对",
        "Two outcomes contradict each other"},
    Row{"action_failed", "指令未能执行，请处理", "An action could not be carried out"}};

constexpr std::array actions{Row{"notify", "通知", "notice"},
                             Row{"refund", "退款", "refund"},
                             Row{"partial_refund", "部分退款", "partial refund"},
                             Row{"coupon", "优惠券", "coupon"},
                             Row{"points", "积分", "points"},
                             Row{"reship", "补发", "re-send"},
                             Row{"exchange", "换货", "exchange"},
                             Row{"pickup", "上门取件", "pick-up"},
                             Row{"return_label", "寄回面单", "return label"},
                             Row{"repair", "维修", "repair"},
                             Row{"survey", "满意度调查", "survey"},
                             Row{"announce", "公告", "announcement"},
                             Row{"invoice_red", "红字发票", "credit note"},
                             Row{"lookup", "查询资料", "look-up"},
                             Row{"list_affected", "列出受影响订单", "list of affected orders"},
                             Row{"delete_file", "删除文件", "deletion of a file"}};

// Remedies that are no action of the same name.
constexpr std::array gives{
    Row{"letter", "致歉信", "letter"}, Row{"price_difference", "补差价", "price difference"},
    Row{"resend", "补发", "re-send"},  Row{"return", "退货", "return"},
    Row{"gift", "赠品", "gift"},       Row{"voucher", "代金券", "voucher"}};

constexpr std::array outcomes{Row{"done", "已完成", "done"}, Row{"pending", "处理中", "pending"},
                              Row{"retry_later", "稍后重试", "to be tried again"},
                              Row{"refused", "被拒绝", "refused"},
                              Row{"cancelled", "已取消", "cancelled"}};

constexpr std::array deeds{Row{"information_asked", "请客户补充", "Asked the customer for more"},
                           Row{"information_received", "收到补充", "Information received"},
                           Row{"survey_sent", "已发满意度调查", "Survey sent"},
                           Row{"repeat_contact", "客户再次来诉", "Came back about it"},
                           Row{"excused", "超时免责", "Lateness excused"},
                           Row{"refused", "未能照办", "Could not be done"}};

std::string from(std::span<const Row> rows, std::string_view word, std::string_view language) {
  for (const Row& row : rows)
    if (row.word == word)
      return std::string(language == "en" ? row.en : row.zh);
  return std::string(word);
}

std::string from(const Words* words, std::string_view word, std::string_view language) {
  return words == nullptr || words->empty() ? std::string(word) : cases::words_in(*words, language);
}

const Words* task_title(const Workflow* flow, std::string_view name) {
  if (flow == nullptr)
    return nullptr;
  for (const auto& [stage_name, stage] : flow->stages)
    for (const TaskSpec& task : stage.tasks)
      if (task.name == name)
        return &task.title;
  return nullptr;
}

} // namespace

std::string Titles::category(std::string_view id) const {
  return from(policy_ == nullptr ? nullptr : policy_->category_title(id), id, language_);
}

std::string Titles::clock(std::string_view target) const {
  return from(policy_ == nullptr ? nullptr : policy_->target_title(target), target, language_);
}

std::string Titles::stage(std::string_view kind, std::string_view name) const {
  const Workflow* flow = policy_ == nullptr ? nullptr : policy_->workflow(kind);
  const Stage* stage = flow == nullptr ? nullptr : flow->stage(name);
  return from(stage == nullptr ? nullptr : &stage->shown, name, language_);
}

std::string Titles::party(std::string_view who) const {
  const auto colon = who.find(':');
  const std::string_view name = who.substr(0, colon);
  const Role* role = policy_ == nullptr ? nullptr : policy_->role(name);
  std::string out = role != nullptr && !role->title.empty() ? from(&role->title, name, language_)
                                                            : from(roles, name, language_);
  if (colon != std::string_view::npos)
    out += " " + std::string(who.substr(colon + 1));
  return out;
}

std::string Titles::severity(std::string_view word) const {
  return from(severities, word, language_);
}

std::string Titles::task(std::string_view kind, std::string_view name) const {
  constexpr std::string_view look_into = "look_into:";
  if (name.starts_with(look_into))
    return (language_ == "en" ? "Look into: " : "请核实：") +
           std::string(name.substr(look_into.size()));
  const Words* title = task_title(policy_ == nullptr ? nullptr : policy_->workflow(kind), name);
  return title != nullptr && !title->empty() ? from(title, name, language_)
                                             : from(tasks, name, language_);
}

std::string Titles::action(std::string_view kind) const { return from(actions, kind, language_); }

std::string Titles::give(std::string_view word) const {
  const std::string out = from(gives, word, language_);
  return out == word ? action(word) : out;
}

std::string Titles::outcome(std::string_view word) const { return from(outcomes, word, language_); }

std::string Titles::reason(std::string_view because) const {
  const auto space = because.find(' ');
  const std::string_view first = because.substr(0, space);
  std::string out = clock(first);
  if (out == first)
    out = from(tasks, first, language_);
  if (out == first)
    out = deed(first);
  return space == std::string_view::npos ? out : out + std::string(because.substr(space));
}

std::string Titles::deed(std::string_view word) const {
  if (const CommandInfo* info = command_info(word))
    return std::string(language_ == "en" ? info->title_en : info->title_zh);
  return from(deeds, word, language_);
}

} // namespace amends
