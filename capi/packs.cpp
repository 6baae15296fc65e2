#include "packs.hpp"

namespace amends::capi {
namespace {

std::string place(std::size_t i) { return "/policy" + pointer_step(i); }

} // namespace

Result<std::shared_ptr<const Policy>> policy_of(const Json& list) {
  if (!list.is(Json::Kind::array) || list.items.empty())
    return Error{Code::parse, "\"policy\" is a list of built-in names or whole packs", "/policy"};
  std::vector<PackText> packs;
  std::size_t pack_at = 0;
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    const Json& item = list.items[i];
    if (item.is(Json::Kind::object)) {
      packs.push_back({"pack " + std::to_string(i + 1), print_json(item)});
      pack_at = i;
    } else if (!item.is(Json::Kind::text)) {
      return Error{Code::parse, "a built-in name or a whole pack is wanted here", place(i)};
    } else if (auto known = Policy::builtin(item.text); !known) {
      return std::move(known).error().inside(place(i));
    } else if (i + 1 == list.items.size()) {
      return known;
    }
  }
  auto policy = Policy::load(packs);
  if (!policy && packs.size() == 1) // of several packs only the message says which it was
    return std::move(policy).error().inside(place(pack_at));
  return policy;
}

} // namespace amends::capi
