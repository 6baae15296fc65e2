#include "policy/resolve.hpp"

#include <algorithm>

namespace amends::packs {
namespace {

// "+rows" appends to `rows`. "+8 open h" is a name of its own: what follows is no word.
bool is_append_key(std::string_view key) {
  return key.size() > 1 && key[0] == '+' && key[1] >= 'a' && key[1] <= 'z';
}

std::vector<std::string_view> names_of(const Json& object) {
  std::vector<std::string_view> names;
  for (const Json::Member& member : object.members)
    names.push_back(member.first);
  return names;
}

class Merger {
public:
  Merger(const std::string& file, Report& report) : file_(file), report_(report) {}

  void merge(Json& into, const Json& layer, const std::string& where) {
    for (const auto& [key, value] : layer.members) {
      const std::string here = where + pointer_step(key);
      if (is_append_key(key))
        append(into, layer, key.substr(1), value, here);
      else if (value.is_null())
        remove(into, key, here);
      else
        put(into, key, value, here);
    }
  }

private:
  void append(Json& into, const Json& layer, const std::string& key, const Json& value,
              const std::string& here) {
    if (!value.is(Json::Kind::array)) {
      report_.error("merge", here,
                    file_ + quoted("+" + key) +
                        " appends to a list and needs one, "
                        "not " +
                        std::string(kind_words(value.kind)),
                    "write [ ... ]");
      return;
    }
    if (layer.find(key) != nullptr) {
      report_.error("merge", here,
                    file_ + "both " + quoted(key) + " and " + quoted("+" + key) + " are there",
                    "keep " + quoted(key) + " to replace the inherited list or " +
                        quoted("+" + key) + " to append to it");
      return;
    }
    Json* old = into.find(key);
    if (old == nullptr || !old->is(Json::Kind::array)) {
      report_.error("merge", here,
                    file_ + quoted("+" + key) +
                        " has no inherited list to append "
                        "to",
                    offer(key, names_of(into), "write " + quoted(key) + " instead"));
      return;
    }
    old->items.insert(old->items.end(), value.items.begin(), value.items.end());
  }

  void remove(Json& into, const std::string& key, const std::string& here) {
    if (into.find(key) == nullptr) {
      report_.error("merge", here,
                    file_ + "null removes what is inherited, and no " + quoted(key) +
                        " is inherited here",
                    offer(key, names_of(into), "leave the key out"));
      return;
    }
    into.remove(key);
  }

  void put(Json& into, const std::string& key, const Json& value, const std::string& here) {
    if (key == "x" || !value.is(Json::Kind::object)) {
      into.set(key, value);
      return;
    }
    Json* old = into.find(key);
    if (old == nullptr || !old->is(Json::Kind::object))
      old = &into.set(key, Json::object());
    merge(*old, value, here);
  }

  const std::string& file_;
  Report& report_;
};

} // namespace

void merge_layer(Json& into, const Json& layer, const std::string& where, const std::string& file,
                 Report& report) {
  Merger(file, report).merge(into, layer, where);
}

void order_sections(Json& root) {
  static constexpr std::string_view order[] = {
      "amends_pack", "id",        "version",   "title",    "extends",   "valid_from", "languages",
      "currency",    "levels",    "numbers",   "roles",    "calendars", "categories", "facts",
      "clocks",      "workflows", "tables",    "laws",     "notices",   "surveys",    "documents",
      "forms",       "duties",    "campaigns", "examples", "x"};
  const auto place = [](const Json::Member& member) {
    return std::find(std::begin(order), std::end(order), member.first) - std::begin(order);
  };
  std::stable_sort(
      root.members.begin(), root.members.end(),
      [&](const Json::Member& a, const Json::Member& b) { return place(a) < place(b); });
}

} // namespace amends::packs
