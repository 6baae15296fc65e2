// amends calendars: holiday data. `update`: a table in, the deadlines it moves out, then the table
// in force from that instant on.
#include "complain.hpp"
#include "filter.hpp"
#include "sources.hpp"
#include "verb.hpp"

#include "amends/limits.hpp"

namespace amends::cli {
namespace {

struct UpdateWords {
  ShopWords shop;
  ReaderWords reader;
  std::string file;
  bool builtin = false;
  bool dry_run = false;
  std::int64_t limit = 1000;
};

Result<Json> request_of(const UpdateWords& words) {
  Json request = Json::object();
  request.set("op", Json::string("update_calendars"));
  request.set("dry_run", Json::boolean(words.dry_run));
  request.set("limit", Json::number(words.limit));
  if (words.builtin) {
    request.set("builtin", Json::boolean(true));
    return request;
  }
  AMENDS_TRY_ASSIGN(const std::string text, file_text(words.file));
  auto table = parse_json(text, {limits::pack_bytes, limits::json_depth});
  if (!table)
    return Error{table.error().code, words.file + ": " + table.error().message,
                 table.error().where};
  request.set("table", std::move(*table));
  return request;
}

// The moved deadlines first, a line each; the last line sums up.
void print_moves(Json answer) {
  for (const Json& move : answer.find("moves")->items)
    print_line(print_json(move));
  answer.remove("moves");
  print_line(print_json(answer));
}

int update(const UpdateWords& words) {
  if (words.builtin != words.file.empty())
    return give_up({Code::arg, "name a FILE with a holiday table, or --builtin", ""});
  const auto request = request_of(words);
  if (!request) {
    complain(request.error());
    return request.error().code == Code::not_found ? wrong_usage : some_failed;
  }
  auto shop = words.dry_run ? open_shop_to_read(words.shop) : open_shop(words.shop);
  if (!shop)
    return give_up(shop.error());
  const auto now = as_of(*shop->engine, words.reader);
  if (!now)
    return give_up(now.error());
  auto answer = shop->engine->call(*now, words.reader.who, *request);
  if (!answer)
    return failed(answer.error());
  print_moves(std::move(*answer));
  return fine;
}

} // namespace

Work prepare_calendars(Options& options) {
  struct Words {
    UpdateWords update;
    Work work;
  };
  const auto words = std::make_shared<Words>();
  Words& chosen = *words; // the callbacks are not what keeps the words alive
  Options verb = options.verb(
      "update",
      {"先列出会移动的期限，再使新的放假安排生效", "show the deadlines a table moves, then use it"},
      [&chosen] { chosen.work = [&chosen] { return update(chosen.update); }; });
  verb.text("FILE", chosen.update.file, {"放假安排（JSON）", "the holiday table, as JSON"});
  verb.flag("--builtin", chosen.update.builtin,
            {"使用本程序自带的放假安排", "the tables of this build instead of a FILE"});
  verb.flag("--dry-run", chosen.update.dry_run,
            {"只看会移动哪些期限，不生效", "only show what it would move"});
  verb.number("--limit", chosen.update.limit,
              {"最多列出多少个期限", "list at most so many deadlines"})
      .with_default();
  add_policy_option(verb, chosen.update.shop.policy);
  add_store_options(verb, chosen.update.shop);
  add_reader_options(verb, chosen.update.reader);
  return [words] { return words->work(); };
}

} // namespace amends::cli
