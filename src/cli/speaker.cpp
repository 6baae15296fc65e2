#include "speaker.hpp"

namespace amends::cli {
namespace {

// The instant a line names, taken out of it.
Result<std::optional<Instant>> take_instant(Json& line) {
  std::optional<Instant> none;
  const Json* at = line.find("at");
  if (at == nullptr || at->is_null())
    return none;
  if (!at->is(Json::Kind::text))
    return Error{Code::parse, "an instant is a text: 2026-09-21T08:45:12+08:00", "/at"};
  auto instant = parse_instant(at->text);
  if (!instant)
    return std::move(instant).error().inside("/at");
  line.remove("at");
  return std::optional(*instant);
}

Result<std::optional<Instant>> take_list_instant(Json& list) {
  std::optional<Instant> all;
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    auto at = take_instant(list.items[i]);
    if (!at)
      return std::move(at).error().inside(pointer_step(i));
    if (i > 0 && *at != all)
      return Error{Code::denied,
                   "the commands of a list happen at one instant; only the host may "
                   "give each its own",
                   pointer_step(i) + "/at"};
    all = *at;
  }
  return all;
}

} // namespace

Result<Spoken> spoken_by(const std::string& as, Instant clock, Json line) {
  Spoken out{as, clock, std::move(line)};
  if (as == "system")
    return out;
  AMENDS_TRY_ASSIGN(const std::optional<Instant> at, out.line.is(Json::Kind::array)
                                                         ? take_list_instant(out.line)
                                                         : take_instant(out.line));
  out.now = at.value_or(clock);
  return out;
}

} // namespace amends::cli
