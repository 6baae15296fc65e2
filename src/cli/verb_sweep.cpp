// amends sweep: what changed for all cases alike (holiday tables, incidents) reaches every open
// case, in batches.
#include "complain.hpp"
#include "filter.hpp"
#include "sources.hpp"
#include "verb.hpp"

namespace amends::cli {
namespace {

struct SweepWords {
  ShopWords shop;
  ReaderWords reader;
  std::int64_t limit = 1000;
};

// One answer line a call, the last with "more": false.
int sweep(const SweepWords& words) {
  auto shop = open_shop(words.shop);
  if (!shop)
    return give_up(shop.error());
  const auto now = as_of(*shop->engine, words.reader);
  if (!now)
    return give_up(now.error());
  Json request = Json::object();
  request.set("op", Json::string("sweep"));
  request.set("limit", Json::number(words.limit));
  for (bool more = true; more;) {
    const auto answer = shop->engine->call(*now, words.reader.who, request);
    if (!answer)
      return failed(answer.error());
    print_line(print_json(*answer));
    more = answer->find("more")->flag;
  }
  return fine;
}

} // namespace

Work prepare_sweep(Options& options) {
  const auto words = std::make_shared<SweepWords>();
  options
      .number("--limit", words->limit,
              {"每批最多处理多少个工单", "at most so many cases at a time"})
      .with_default();
  add_policy_option(options, words->shop.policy);
  add_store_options(options, words->shop);
  options
      .text("--at", words->reader.at,
            {"处理到哪一时刻；不填为存储中最后一刻，以免超前",
             "up to this instant; without it the last one in the store"})
      .shown_as("TIME");
  return [words] { return sweep(*words); };
}

} // namespace amends::cli
