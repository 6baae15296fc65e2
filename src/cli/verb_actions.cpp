// amends actions: the words of `give`, a line each: head, the action it raises, on which side of
// conservation its money stands.
#include "amends/compensation.hpp"
#include "complain.hpp"
#include "filter.hpp"
#include "verb.hpp"

#include <set>

namespace amends::cli {
namespace {

Json give_line(const GiveRow& row) {
  Json out = Json::object();
  out.set("give", encode(row.give));
  out.set("head", encode(row.head));
  out.set("action", row.action.empty() ? Json() : Json::string(std::string(row.action)));
  out.set("side", Json::string(row.restitution ? "restitution" : "extra"));
  return out;
}

int list_actions(const std::string& kind) {
  std::set<std::string_view> kinds;
  bool any = false;
  const Type& give = type_of<Give>();
  for (const std::int64_t value : give.word_values) {
    const GiveRow& row = give_row(static_cast<Give>(value));
    kinds.insert(row.action);
    if (!kind.empty() && row.action != kind)
      continue;
    any = true;
    print_line(print_json(give_line(row)));
  }
  if (any)
    return fine;
  std::string known;
  for (const std::string_view one : kinds)
    if (!one.empty())
      known += (known.empty() ? "" : " ") + std::string(one);
  return give_up({Code::arg, "no remedy raises the action " + kind + "; there are: " + known, ""});
}

} // namespace

Work prepare_actions(Options& options) {
  const auto kind = std::make_shared<std::string>();
  options.text("KIND", *kind,
               {"只看会产生这种动作的补救方式", "only what raises actions of this kind"});
  return [kind] { return list_actions(*kind); };
}

} // namespace amends::cli
