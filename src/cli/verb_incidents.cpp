// amends incidents: what befell many cases alike, as a table for people, newest first.
#include "complain.hpp"
#include "local_time.hpp"
#include "sources.hpp"
#include "story.hpp"
#include "text_table.hpp"
#include "verb.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace amends::cli {
namespace {

struct IncidentWords {
  ShopWords shop;
  ReaderWords reader;
  std::string state;
  std::string after;
  std::int64_t limit = 50;
};

// What the members of `hits` are called.
constexpr std::array<std::pair<std::string_view, Say>, 8> hit_names{
    {{"region", {"地区", "region"}},
     {"category", {"类别", "category"}},
     {"channel", {"渠道", "channel"}},
     {"carrier", {"承运商", "carrier"}},
     {"seller", {"商家", "seller"}},
     {"warehouse", {"仓库", "warehouse"}},
     {"batch", {"批次", "batch"}},
     {"order", {"订单", "order"}}}};

constexpr std::array<std::pair<std::string_view, Say>, 3> state_names{
    {{"ahead", {"未开始", "ahead"}},
     {"in_force", {"生效中", "in force"}},
     {"over", {"已结束", "over"}}}};

template <class Names> std::string name_of(const Names& names, const std::string& word) {
  const auto found = std::find_if(names.begin(), names.end(),
                                  [&](const auto& name) { return name.first == word; });
  return found == names.end() ? word : found->second.in(spoken());
}

std::string say(const Say& words) { return words.in(spoken()); }

std::string title_of(const Json& row) {
  const Json& titles = *row.find("title");
  const std::string own = text_at(titles, word_of(spoken()));
  return !own.empty() || titles.members.empty() ? own : titles.members.front().second.text;
}

// "region CN-GD, CN-FJ; carrier SF"
std::string hits_of(const Json& row) {
  const Json& hits = *row.find("hits");
  if (hits.is_null())
    return say({"全部工单", "every case"});
  std::string out;
  for (const auto& [name, words] : hits.members) {
    out += (out.empty() ? "" : say({"；", "; "})) + name_of(hit_names, name) + " ";
    for (std::size_t i = 0; i < words.items.size(); ++i)
      out += (i == 0 ? "" : say({"、", ", "})) + words.items[i].text;
  }
  return out;
}

// "pause; at least P2"
std::string effect_of(const Json& row) {
  const std::string effect = text_at(row, "effect");
  std::string out;
  if (effect == "pause")
    out = say({"暂停计时", "pause"});
  if (effect == "extend")
    out = say({"延长 ", "extend by "}) + text_at(row, "extend");
  if (const std::string floor = text_at(row, "priority"); !floor.empty())
    out += (out.empty() ? "" : say({"；", "; "})) + say({"至少 ", "at least "}) + floor;
  return out.empty() ? "-" : out;
}

std::string table_of(const Json& answer, const LocalTime& time) {
  std::vector<std::string> titles;
  for (const Say& title : std::initializer_list<Say>{{"编号", "id"},
                                                     {"事件", "incident"},
                                                     {"状态", "state"},
                                                     {"开始", "from"},
                                                     {"结束", "until"},
                                                     {"作用", "effect"},
                                                     {">未办结工单", ">open cases"},
                                                     {"涉及", "hits"}})
    titles.push_back(say(title));
  TextTable table(titles);
  for (const Json& row : answer.find("rows")->items) {
    const std::string until = text_at(row, "until");
    table.add({text_at(row, "incident"), title_of(row), name_of(state_names, text_at(row, "state")),
               time.text(text_at(row, "from")), until.empty() ? "-" : time.text(until),
               effect_of(row), row.find("open_cases")->text, hits_of(row)});
  }
  return table.empty() ? say({"没有事件\n", "no incidents\n"}) : table.text();
}

// The shop's own clock: of the policy named, else of the case that was changed last.
Result<std::shared_ptr<const Policy>> policy_of(const Shop& shop) {
  if (shop.policy)
    return shop.policy;
  std::shared_ptr<const Policy> none;
  Json request = Json::object();
  request.set("op", Json::string("query"));
  request.set("what", Json::string("cases"));
  request.set("sort", Json::string("changed"));
  request.set("limit", Json::number(1));
  AMENDS_TRY_ASSIGN(const Json page, shop.engine->call(std::nullopt, "system", request));
  if (page.find("rows")->items.empty())
    return none;
  AMENDS_TRY_ASSIGN(const Json row, ask_case(*shop.engine, ReaderWords{},
                                             text_at(page.find("rows")->items.front(), "case_id")));
  return shop.pinned(text_at(row, "policy"));
}

Result<Json> listed(const Shop& shop, const IncidentWords& words) {
  AMENDS_TRY_ASSIGN(const Instant now, as_of(*shop.engine, words.reader));
  Json where = Json::object();
  if (!words.state.empty())
    where.set("state", Json::string(words.state));
  Json request = Json::object();
  request.set("op", Json::string("query"));
  request.set("what", Json::string("incidents"));
  request.set("where", std::move(where));
  request.set("limit", Json::number(words.limit));
  if (!words.after.empty())
    request.set("after", Json::string(words.after));
  return shop.engine->call(now, words.reader.who, request);
}

// What the table leaves unsaid: cases that are not counted yet, and that it goes on.
void add_notes(const Json& answer) {
  if (const std::string& behind = answer.find("behind")->text; behind != "0")
    std::fprintf(stderr, "%s\n",
                 (say({"尚有 ", ""}) + behind +
                  say({" 件未办结工单未更新，未计入；请先运行 amends sweep",
                       " open cases have not met the latest news and are not counted: run amends "
                       "sweep"}))
                     .c_str());
  if (const std::string next = text_at(answer, "next"); !next.empty())
    std::fprintf(stderr, "--after %s\n", next.c_str());
}

int list_incidents(const IncidentWords& words) {
  auto shop = open_shop_to_read(words.shop);
  if (!shop)
    return give_up(shop.error());
  const auto answer = listed(*shop, words);
  if (!answer)
    return failed(answer.error());
  const auto policy = policy_of(*shop);
  if (!policy)
    return failed(policy.error());
  const LocalTime time(policy->get());
  const std::string text = table_of(*answer, time);
  std::fwrite(text.data(), 1, text.size(), stdout);
  add_notes(*answer);
  return fine;
}

} // namespace

Work prepare_incidents(Options& options) {
  const auto words = std::make_shared<IncidentWords>();
  add_policy_option(options, words->shop.policy);
  add_store_options(options, words->shop);
  add_reader_options(options, words->reader);
  options
      .text("--state", words->state,
            {"只看这种状态：ahead in_force over", "only those: ahead, in_force or over"})
      .shown_as("STATE");
  options.number("--limit", words->limit, {"最多多少行", "at most so many rows"}).with_default();
  options
      .text("--after", words->after,
            {"从上一页给出的位置继续", "go on behind the cursor of the last page"})
      .shown_as("CURSOR");
  return [words] { return list_incidents(*words); };
}

} // namespace amends::cli
