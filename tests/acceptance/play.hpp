// Plays files of commands against an engine, the way a shop's backend would.
#pragma once

#include "engine/shop.hpp"
#include "places.hpp"

#include <fstream>
#include <functional>
#include <string>
#include <vector>

namespace amends::test {

inline std::vector<std::string> lines_of(const std::string& file) {
  std::ifstream in(file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);)
    if (!line.empty())
      lines.push_back(line);
  return lines;
}

inline const std::string shared_intake = test::in_checkout("../shared/data/intake_dev.jsonl");
inline const std::string demo_day = test::in_checkout("examples/bookshop/day.jsonl");

inline Instant instant_of_line(const std::string& line) {
  auto json = parse_json(line);
  return json ? *parse_instant(at(*json, "/at")) : Instant::min();
}

// The day's commands; ticks of the file are left out when `own_ticks` is false (what nobody handed
// out is then settled without saying which attempt it was), and before each line `between` may do
// something of its own (ticks at instants of its choosing).
using Between = std::function<void(Engine&, Instant now)>;

inline void play(Engine& engine, const std::vector<std::string>& lines, bool own_ticks,
                 const Between& between = {}) {
  for (const std::string& line : lines) {
    const auto json = parse_json(line);
    ASSERT_TRUE(json) << line;
    const Json* op = json->find("op");
    if (op != nullptr && op->text == "query")
      continue;
    const bool tick = op != nullptr && op->text == "tick";
    if (between)
      between(engine, *parse_instant(at(*json, "/at")));
    if (tick && !own_ticks)
      continue;
    Json said = *json;
    if (op != nullptr && op->text == "settle" && !own_ticks)
      said.remove("attempt");
    auto answer = engine.call(std::nullopt, "system", said);
    ASSERT_TRUE(answer) << line << "\n" << answer.error().message << " at " << answer.error().where;
  }
}

inline std::string export_of(Engine& engine) {
  std::string out;
  auto done = engine.export_lines(
      [&](std::string_view line) -> Result<void> {
        out.append(line).push_back('\n');
        return {};
      },
      true);
  EXPECT_TRUE(done) << (done ? "" : done.error().message);
  return out;
}

// `amends case` of every case, one a line.
inline std::string all_cases(Engine& engine, Instant now) {
  std::string out;
  std::string after;
  do {
    Json query = Json::object();
    query.set("op", Json::string("query"));
    query.set("what", Json::string("cases"));
    query.set("sort", Json::string("id"));
    query.set("limit", Json::number(1000));
    if (!after.empty())
      query.set("after", Json::string(after));
    const auto page = engine.call(now, "system", query);
    EXPECT_TRUE(page) << (page ? "" : page.error().message);
    if (!page)
      return out;
    for (const Json& row : page->find("rows")->items) {
      Json one = Json::object();
      one.set("op", Json::string("query"));
      one.set("what", Json::string("case"));
      Json where = Json::object();
      where.set("case_id", Json::string(at(row, "/case_id")));
      one.set("where", std::move(where));
      const auto whole = engine.call(now, "system", one);
      EXPECT_TRUE(whole) << (whole ? "" : whole.error().message);
      if (whole)
        out += print_json(*whole) + "\n";
    }
    const Json* next = page->find("next");
    after = next->is_null() ? "" : next->text;
  } while (!after.empty());
  return out;
}

} // namespace amends::test
