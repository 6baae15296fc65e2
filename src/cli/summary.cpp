#include "summary.hpp"

#include "day.hpp"
#include "local_time.hpp"
#include "story.hpp"
#include "text_table.hpp"

#include "amends/titles.hpp"

#include <algorithm>

namespace amends::cli {
namespace {

constexpr std::size_t most_due_rows = 10;

Result<Day> day_of(Engine& engine) {
  Day day;
  const ReaderWords reader;
  Json request = Json::object();
  request.set("op", Json::string("query"));
  request.set("what", Json::string("cases"));
  request.set("sort", Json::string("id"));
  request.set("limit", Json::number(500));
  AMENDS_TRY_ASSIGN(const Instant now, engine.greatest_instant());
  for (;;) {
    AMENDS_TRY_ASSIGN(const Json page, engine.call(now, "system", request));
    for (const Json& row : items_at(page, "rows")) {
      AMENDS_TRY_ASSIGN(const Json whole, ask_case(engine, reader, text_at(row, "case_id")));
      day.add(whole);
    }
    const std::string next = text_at(page, "next");
    if (next.empty())
      return day;
    request.set("after", Json::string(next));
  }
}

// Turns figures into tables, in one language.
class Tables {
public:
  Tables(const Policy* policy, Language language)
      : language_(language), titles_(policy, word_of(language)), time_(policy) {}

  std::string head(const Day& day, Instant now) const {
    const auto number = [](std::int64_t n) { return std::to_string(n); };
    if (language_ == Language::zh)
      return "截至 " + time_.text(now) + "（" + time_.zone() + "）：共 " + number(day.all.cases) +
             " 件，未办结 " + number(day.all.open) + " 件，逾期 " + number(day.all.late) +
             " 件；需人工定方案 " + number(day.by_hand) + " 件，分类待人确认 " +
             number(day.unsure) + " 件\n";
    return "As of " + time_.text(now) + " (" + time_.zone() + "): " + number(day.all.cases) +
           " cases, " + number(day.all.open) + " open, " + number(day.all.late) + " late; " +
           number(day.by_hand) + " need a plan made by a person, " + number(day.unsure) +
           " a second look at the category\n";
  }

  std::string categories(const Day& day) const {
    TextTable table(titles(
        {{"类别", "category"}, {">件数", ">cases"}, {">未办结", ">open"}, {">逾期", ">late"}}));
    std::vector<std::pair<std::string, CategoryRow>> rows(day.categories.begin(),
                                                          day.categories.end());
    std::stable_sort(rows.begin(), rows.end(),
                     [](const auto& a, const auto& b) { return a.second.cases > b.second.cases; });
    for (const auto& [id, row] : rows)
      table.add({titles_.category(id), std::to_string(row.cases), std::to_string(row.open),
                 std::to_string(row.late)});
    return section({"投诉分类", "Cases by category"}, table);
  }

  std::string late(const Day& day) const {
    return clocks(day.late, {"已经逾期", "Late"}, {"应于", "was due"});
  }
  std::string due(const Day& day) const {
    return clocks(day.due, {"接下来到期", "Due next"}, {"到期", "due"});
  }

  std::string remedies(const Day& day) const {
    TextTable table(titles({{"补救方式", "remedy"},
                            {">已提出", ">offered"},
                            {">金额", ">amount"},
                            {">已承诺", ">promised"},
                            {">金额", ">amount"},
                            {">已办", ">done"},
                            {">金额", ">amount"}}));
    RemedyRow all;
    for (const auto& [give, row] : day.remedies) {
      table.add(remedy_cells(titles_.give(give), row));
      all.offered += row.offered;
      all.promised += row.promised;
      all.done += row.done;
      add_to(all.offered_sum, row.offered_sum);
      add_to(all.promised_sum, row.promised_sum);
      add_to(all.done_sum, row.done_sum);
    }
    if (!table.empty())
      table.add(remedy_cells(say({"合计", "all"}), all));
    return section({"承诺与成本", "What was promised and what it costs"}, table);
  }

  std::string tasks(const Day& day) const {
    TextTable table(titles({{"岗位", "who"},
                            {">待办", ">tasks"},
                            {"最早到期", "first due"},
                            {"任务", "task"},
                            {"工单", "case"}}));
    for (const auto& [owner, row] : day.tasks)
      table.add({titles_.party(owner), std::to_string(row.open),
                 row.first_due.empty() ? "" : time_.text(row.first_due),
                 titles_.task(row.first_workflow, row.first_kind), row.first_number});
    return section({"人工待办", "Tasks for people"}, table);
  }

  std::string actions(const Day& day) const {
    TextTable table(titles({{"动作", "action"}, {">等待执行", ">waiting"}}));
    for (const auto& [kind, count] : day.actions)
      table.add({action(kind), std::to_string(count)});
    return section({"系统待执行", "Waiting for the shop's systems"}, table);
  }

private:
  std::string clocks(std::vector<DueRow> rows, const Say& title, const Say& when) const {
    TextTable table(titles({when,
                            {"工单", "case"},
                            {"类别", "category"},
                            {"要做什么", "what"},
                            {"负责", "with"},
                            {"为什么", "why"}}));
    std::stable_sort(rows.begin(), rows.end(),
                     [](const DueRow& a, const DueRow& b) { return a.due < b.due; });
    for (std::size_t i = 0; i < rows.size() && i < most_due_rows; ++i)
      table.add({time_.text(rows[i].due), rows[i].number, titles_.category(rows[i].category),
                 titles_.clock(rows[i].clock), titles_.party(rows[i].owner), why(rows[i])});
    std::string out = section(title, table);
    if (rows.size() > most_due_rows)
      out += say({"  另有 ", "  and "}) + std::to_string(rows.size() - most_due_rows) +
             say({" 项\n", " more\n"});
    return out;
  }

  std::string say(const Say& words) const { return words.in(language_); }

  std::vector<std::string> titles(const std::vector<Say>& words) const {
    std::vector<std::string> out;
    for (const Say& one : words)
      out.push_back(say(one));
    return out;
  }

  std::string section(const Say& title, const TextTable& table) const {
    return table.empty() ? std::string() : "\n" + say(title) + "\n" + table.text();
  }

  std::string action(const std::string& kind) const {
    if (kind == "notify:staff")
      return say({"通知员工", "notice to staff"});
    return kind == "notify" ? say({"通知客户", "notice to customers"}) : titles_.action(kind);
  }

  // "24 open h on desk from 2026-09-21 16:45"
  std::string why(const DueRow& row) const {
    const std::string span = budget_words(row.within, row.on, word_of(language_));
    return language_ == Language::zh ? time_.text(row.started_at) + " 起 " + span + "内"
                                     : span + " from " + time_.text(row.started_at);
  }

  static std::vector<std::string> remedy_cells(const std::string& name, const RemedyRow& row) {
    const auto count = [](std::int64_t n) { return n == 0 ? std::string() : std::to_string(n); };
    return {name,
            count(row.offered),
            sums_text(row.offered_sum),
            count(row.promised),
            sums_text(row.promised_sum),
            count(row.done),
            sums_text(row.done_sum)};
  }

  static void add_to(Sums& total, const Sums& part) {
    for (const auto& [currency, money] : part) {
      auto [at, fresh] = total.try_emplace(currency, money);
      if (fresh)
        continue;
      if (const auto sum = amends::add(at->second, money))
        at->second = *sum;
    }
  }

  Language language_;
  Titles titles_;
  LocalTime time_;
};

} // namespace

Result<std::string> summary_of(Shop& shop, Language language) {
  AMENDS_TRY_ASSIGN(const Instant now, shop.engine->greatest_instant());
  AMENDS_TRY_ASSIGN(const Day day, day_of(*shop.engine));
  const Tables tables(shop.policy.get(), language);
  if (day.all.cases == 0)
    return std::string(language == Language::zh ? "没有工单\n" : "there are no cases\n");
  return tables.head(day, now) + tables.categories(day) + tables.late(day) + tables.due(day) +
         tables.remedies(day) + tables.tasks(day) + tables.actions(day);
}

} // namespace amends::cli
