// amends find: conditions in, one row a line out; the cursor of the next page goes to stderr.
#include "complain.hpp"
#include "filter.hpp"
#include "sources.hpp"
#include "verb.hpp"

namespace amends::cli {
namespace {

struct FindWords {
  ShopWords shop;
  ReaderWords reader;
  std::string what = "cases";
  std::vector<std::string> conditions;
  std::string sort, after;
  std::int64_t limit = 0;
};

// "stage=new,checking" -> "stage": ["new","checking"]; "open=true" -> "open": true.
Result<Json> where_of(const std::vector<std::string>& conditions) {
  Json where = Json::object();
  for (const std::string& condition : conditions) {
    const auto sign = condition.find('=');
    if (sign == std::string::npos || sign == 0)
      return Error{
          Code::arg,
          Say{"条件要写成 KEY=VALUE，不是 ", "a condition is KEY=VALUE, not "}.in(spoken()) +
              condition,
          ""};
    const std::string key = condition.substr(0, sign);
    Json list = Json::array();
    if (const Json* before = where.find(key))
      list = before->is(Json::Kind::array) ? *before : Json::array({*before});
    std::string rest = condition.substr(sign + 1);
    for (std::size_t comma = 0; comma != std::string::npos;) {
      comma = rest.find(',');
      const std::string word = rest.substr(0, comma);
      const bool flag = (key == "open" || key == "late") && (word == "true" || word == "false");
      list.items.push_back(flag ? Json::boolean(word == "true") : Json::string(word));
      rest.erase(0, comma == std::string::npos ? comma : comma + 1);
    }
    where.set(key, list.items.size() == 1 ? list.items.front() : list);
  }
  return where;
}

int find(const FindWords& words) {
  auto where = where_of(words.conditions);
  if (!where)
    return give_up(where.error());
  auto shop = open_shop_to_read(words.shop);
  if (!shop)
    return give_up(shop.error());
  const auto now = as_of(*shop->engine, words.reader);
  if (!now)
    return give_up(now.error());
  Json request = Json::object();
  request.set("op", Json::string("query"));
  request.set("what", Json::string(words.what));
  request.set("where", std::move(*where));
  if (!words.sort.empty())
    request.set("sort", Json::string(words.sort));
  if (!words.after.empty())
    request.set("after", Json::string(words.after));
  if (words.limit != 0)
    request.set("limit", Json::number(words.limit));
  const auto answer = shop->engine->call(*now, words.reader.who, request);
  if (!answer)
    return failed(answer.error());
  for (const Json& row : answer->find("rows")->items)
    print_line(print_json(row));
  if (const Json* next = answer->find("next"); next != nullptr && next->is(Json::Kind::text))
    std::fprintf(stderr, "--after %s\n", next->text.c_str());
  return fine;
}

} // namespace

Work prepare_find(Options& options) {
  const auto words = std::make_shared<FindWords>();
  add_store_options(options, words->shop);
  add_reader_options(options, words->reader);
  options
      .text("--what", words->what,
            {"查什么：cases tasks actions counts incidents ...",
             "what: cases tasks actions counts incidents ..."})
      .with_default();
  options.text("--sort", words->sort,
               {"排序：due priority opened changed", "order: due priority opened changed"});
  options.number("--limit", words->limit, {"最多多少行（默认 50）", "at most so many rows (50)"});
  options
      .text("--after", words->after,
            {"从上一页给出的位置继续", "go on behind the cursor of the last page"})
      .shown_as("CURSOR");
  options.texts("KEY=VALUE", words->conditions,
                {"条件，例如 stage=checking late=true category=delivery.delay,delivery.lost",
                 "conditions: stage=checking late=true category=delivery.delay,delivery.lost"});
  return [words] { return find(*words); };
}

} // namespace amends::cli
