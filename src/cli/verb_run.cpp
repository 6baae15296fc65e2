// amends run: the main job. In: commands, tick, settle and query lines. Out: their answers, or with
// --summary the day as tables.
#include "complain.hpp"
#include "filter.hpp"
#include "sources.hpp"
#include "speaker.hpp"
#include "summary.hpp"
#include "verb.hpp"

#include <chrono>

namespace amends::cli {
namespace {

struct RunWords {
  ShopWords shop;
  std::string file;
  std::string as = "system";
  bool summary = false;
  bool quiet = false;
};

Instant system_clock() {
  using namespace std::chrono;
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return {duration_cast<std::chrono::microseconds>(since).count()};
}

int run(const RunWords& words, Language language) {
  auto shop = open_shop(words.shop);
  if (!shop)
    return give_up(shop.error());
  Filter filter;
  filter.file = words.file;
  filter.lists = true;
  filter.quiet = words.summary || words.quiet;
  const int code = run_filter(filter, [&](const Json& line) -> Result<Json> {
    AMENDS_TRY_ASSIGN(const Spoken spoken, spoken_by(words.as, system_clock(), line));
    return shop->engine->call(spoken.now, spoken.who, spoken.line);
  });
  if (!words.summary || code == wrong_usage)
    return code;
  auto text = summary_of(*shop, language);
  if (!text)
    return give_up(text.error());
  std::fwrite(text->data(), 1, text->size(), stdout);
  return code;
}

} // namespace

Work prepare_run(Options& options) {
  const auto words = std::make_shared<RunWords>();
  add_policy_option(options, words->shop.policy).required();
  add_store_options(options, words->shop);
  options
      .text("--model", words->shop.model,
            {"train 生成的模型，代替策略自带的",
             "a model made by train, instead of the policy's own"})
      .shown_as("FILE");
  options
      .text("--as", words->as,
            {"以谁的身份说话，例如 agent:li；不填为主机自己 (system)",
             "who speaks: agent:li; without it the host itself (system)"})
      .shown_as("ROLE:ID");
  options.flag(
      "--summary", words->summary,
      {"不打印每行结果，最后打印一天的汇总表", "no answer lines; the day as tables at the end"});
  options.flag("--quiet", words->quiet,
               {"不打印结果，出错的行写到标准错误", "no answer lines; those that fail on stderr"});
  add_file_option(options, words->file);
  return [words, language = options.language()] { return run(*words, language); };
}

} // namespace amends::cli
