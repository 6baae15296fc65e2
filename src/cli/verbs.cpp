#include "verb.hpp"

#include <array>

namespace amends::cli {
namespace {

constexpr Say later{"尚未实现", "not built yet"};

constexpr auto table = std::to_array<Verb>({
    {"run",
     {"运行命令、tick、settle、query 各行",
      "run commands, tick, settle and query lines on a store"},
     &prepare_run},
    {"classify",
     {"给客户留言分类，并说明依据", "put customers' words into categories, and say why"},
     &prepare_classify},
    {"train",
     {"用带标签的留言训练分类模型", "make a model from labelled texts, and say how good it is"},
     &prepare_train},
    {"worktime",
     {"计算工作时间与法定期限", "answer questions about working time and legal periods"},
     &prepare_worktime},
    {"decide",
     {"运行决策表（.dmn 或策略包 JSON）", "ask decision tables: .dmn models or pack JSON"},
     &prepare_decide},
    {"assess", {"根据事实给出处理方案", "make a plan of remedies from facts"}, &prepare_assess},
    {"floor",
     {"法律规定的最低标准及条文", "what the law grants at least, with articles"},
     &prepare_floor},
    {"lint",
     {"检查策略包，指出错误和修改办法", "check policy packs: what is wrong and how to mend it"},
     &prepare_lint},
    {"packs", {"列出或显示内置策略包", "list or show the built-in policy packs"}, &prepare_packs},
    {"facts", {"条件里可以使用的全部事实", "all facts that conditions may use"}, &prepare_facts},
    {"schema",
     {"一个命令的 JSON Schema 和完整示例", "JSON Schema and a full example of a command"},
     &prepare_schema},
    {"actions",
     {"补救方式与动作对照表", "the words of `give` and the actions they raise"},
     &prepare_actions},
    {"find", {"查找工单", "find cases, tasks, actions"}, &prepare_find},
    {"incidents",
     {"列出事件（台风、停运、召回）及其涉及的工单数",
      "list incidents (storms, strikes, recalls) and how many cases they hit"},
     &prepare_incidents},
    {"case",
     {"一个工单的全部内容，一行 JSON", "one case whole, as one line of JSON"},
     &prepare_case},
    {"explain",
     {"用大白话讲一个工单的经过", "the story of a case in plain words"},
     &prepare_explain},
    {"stats", later, nullptr},
    {"document", later, nullptr},
    {"verify",
     {"核对日志哈希链并重放", "check the journal's hash chains and replay every case"},
     &prepare_verify},
    {"export", {"导出日志（JSON Lines）", "the journal as JSON Lines"}, &prepare_export},
    {"import", later, nullptr},
    {"tail", later, nullptr},
    {"sweep",
     {"让新的放假安排和事件作用于全部未结工单",
      "revised holiday tables and incidents reach every open case"},
     &prepare_sweep},
    {"migrate", later, nullptr},
    {"calendars",
     {"更新放假安排，先看会移动哪些期限", "revise holiday tables, and see first what moves"},
     &prepare_calendars},
    {"adopt", later, nullptr},
    {"doctor", later, nullptr},
    {"report", later, nullptr},
    {"backtest", later, nullptr},
    {"desk", later, nullptr},
});

} // namespace

std::span<const Verb> verbs() { return table; }

} // namespace amends::cli
