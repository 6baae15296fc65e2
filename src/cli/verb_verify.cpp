// amends verify: a store in, what its journals say about themselves out.
#include "complain.hpp"
#include "filter.hpp"
#include "sources.hpp"
#include "verb.hpp"

namespace amends::cli {

Work prepare_verify(Options& options) {
  const auto words = std::make_shared<ShopWords>();
  add_store_options(options, *words);
  return [words]() -> int {
    auto shop = open_shop_to_read(*words);
    if (!shop)
      return give_up(shop.error());
    const auto report = shop->engine->verify();
    if (!report)
      return give_up(report.error());
    print_line(print_json(*report));
    return fine;
  };
}

} // namespace amends::cli
