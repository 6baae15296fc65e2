// amends explain: a case's id in, its story in plain words out.
#include "complain.hpp"
#include "sources.hpp"
#include "story.hpp"
#include "verb.hpp"

namespace amends::cli {
namespace {

struct ExplainWords {
  ShopWords shop;
  ReaderWords reader;
  std::string id;
};

Result<std::string> explain(const ExplainWords& words, Shop& shop, Language language) {
  AMENDS_TRY_ASSIGN(const Json row, ask_case(*shop.engine, words.reader, words.id));
  Json where = Json::object();
  where.set("case_id", Json::string(words.id));
  AMENDS_TRY_ASSIGN(const Json timeline, ask(*shop.engine, words.reader, "timeline", where));
  const Json* digest = row.find("policy");
  if (digest == nullptr)
    return Error{Code::denied, "the story of a case is for staff", ""};
  AMENDS_TRY_ASSIGN(const auto policy, shop.pinned(digest->text));
  return story_of(row, timeline.find("rows")->items, *policy, language);
}

} // namespace

Work prepare_explain(Options& options) {
  const auto words = std::make_shared<ExplainWords>();
  options.text("ID", words->id, {"工单 id", "the case's id"}).required();
  add_store_options(options, words->shop);
  add_reader_options(options, words->reader);
  return [words, language = options.language()]() -> int {
    auto shop = open_shop_to_read(words->shop);
    if (!shop)
      return give_up(shop.error());
    const auto story = explain(*words, *shop, language);
    if (!story)
      return failed(story.error());
    std::fwrite(story->data(), 1, story->size(), stdout);
    return fine;
  };
}

} // namespace amends::cli
