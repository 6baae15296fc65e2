// amends case: a case's id in, the case whole as one line out.
#include "complain.hpp"
#include "filter.hpp"
#include "sources.hpp"
#include "verb.hpp"

namespace amends::cli {

Work prepare_case(Options& options) {
  struct Words {
    ShopWords shop;
    ReaderWords reader;
    std::string id;
  };
  const auto words = std::make_shared<Words>();
  options.text("ID", words->id, {"工单 id", "the case's id"}).required();
  add_store_options(options, words->shop);
  add_reader_options(options, words->reader);
  return [words]() -> int {
    auto shop = open_shop_to_read(words->shop);
    if (!shop)
      return give_up(shop.error());
    const auto row = ask_case(*shop->engine, words->reader, words->id);
    if (!row)
      return failed(row.error());
    print_line(print_json(*row));
    return fine;
  };
}

} // namespace amends::cli
