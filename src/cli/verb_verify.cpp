// amends verify: a store in, what its journals say about themselves out.
#include "complain.hpp"
#include "filter.hpp"
#include "sources.hpp"
#include "verb.hpp"

namespace amends::cli {
namespace {

struct VerifyWords {
  ShopWords shop;
  bool mend_lookups = false;
};

// What was mended is a line of its own.
Result<void> mend_lookups(const ShopWords& words) {
  AMENDS_TRY_ASSIGN(const Shop there, open_shop_to_read(words)); // none is made
  AMENDS_TRY_ASSIGN(const Shop shop, open_shop(words));
  AMENDS_TRY_ASSIGN(const Json mended, shop.engine->mend_lookups());
  print_line(print_json(mended));
  return {};
}

int verify(const VerifyWords& words) {
  if (words.mend_lookups)
    if (const auto mended = mend_lookups(words.shop); !mended)
      return give_up(mended.error());
  auto shop = open_shop_to_read(words.shop);
  if (!shop)
    return give_up(shop.error());
  const auto report = shop->engine->verify();
  if (!report)
    return give_up(report.error());
  print_line(print_json(*report));
  return fine;
}

} // namespace

Work prepare_verify(Options& options) {
  const auto words = std::make_shared<VerifyWords>();
  add_store_options(options, words->shop);
  options.flag("--mend-lookups", words->mend_lookups,
               {"先按日志重写检索行（按运单号、电话等找工单用），再核对",
                "first write the rows that cases are found by (tracking, phone, ...) anew from the "
                "journals"});
  return [words] { return verify(*words); };
}

} // namespace amends::cli
