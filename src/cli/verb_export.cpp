// amends export: a store in, its journal as JSON Lines out.
#include "complain.hpp"
#include "filter.hpp"
#include "sources.hpp"
#include "verb.hpp"

namespace amends::cli {

Work prepare_export(Options& options) {
  struct Words {
    ShopWords shop;
    bool no_personal = false;
  };
  const auto words = std::make_shared<Words>();
  add_store_options(options, words->shop);
  options.flag("--no-personal", words->no_personal, {"不含个人信息", "without personal data"});
  return [words]() -> int {
    auto shop = open_shop_to_read(words->shop);
    if (!shop)
      return give_up(shop.error());
    const LineSink sink = [](std::string_view line) -> Result<void> {
      print_line(line);
      if (std::ferror(stdout) != 0)
        return Error{Code::callback, "the output cannot be written", ""};
      return {};
    };
    const auto done = shop->engine->export_lines(sink, !words->no_personal);
    return done ? static_cast<int>(fine) : give_up(done.error());
  };
}

} // namespace amends::cli
