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
  explicit Merger(Report& report) : report_(report) {}

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
                    quoted("+" + key) +
                        " appends to a list and needs one, "
                        "not " +
                        std::string(kind_words(value.kind)),
                    "write [ ... ]");
      return;
    }
    if (layer.find(key) != nullptr) {
      report_.error("merge", here,
                    "both " + quoted(key) + " and " + quoted("+" + key) + " are there",
                    "keep " + quoted(key) + " to replace the inherited list or " +
                        quoted("+" + key) + " to append to it");
      return;
    }
    Json* old = into.find(key);
    if (old == nullptr || !old->is(Json::Kind::array)) {
      report_.error("merge", here,
                    quoted("+" + key) + " has no inherited list to append "
                                        "to",
                    offer(key, names_of(into), "write " + quoted(key) + " instead"));
      return;
    }
    for (std::size_t i = 0; i < value.items.size(); ++i)
      place(*old, value.items[i], here + pointer_step(i));
  }

  // At the end, or before the row whose id the row's object names: {"id": "mine", "before":
  // "rest"}.
  void place(Json& list, const Json& item, const std::string& here) {
    const Json* about = row_object(item);
    const Json* before = about != nullptr ? about->find("before") : nullptr;
    if (before == nullptr) {
      list.items.push_back(item);
      return;
    }
    std::vector<std::string_view> ids;
    for (std::size_t row = 0; row < list.items.size(); ++row) {
      const Json* other = row_object(list.items[row]);
      const Json* id = other != nullptr ? other->find("id") : nullptr;
      if (id == nullptr || !id->is(Json::Kind::text))
        continue;
      ids.push_back(id->text);
      if (!before->is(Json::Kind::text) || id->text != before->text)
        continue;
      Json placed = item;
      placed.items.back().remove("before");
      if (placed.items.back().members.empty())
        placed.items.pop_back();
      list.items.insert(list.items.begin() + static_cast<std::ptrdiff_t>(row), std::move(placed));
      return;
    }
    report_.error("merge", here,
                  "no inherited row has the id " +
                      (before->is(Json::Kind::text) ? quoted(before->text) : print_json(*before)),
                  offer(before->text, ids, "rows with an id are " + joined(ids)));
  }

  // What stands behind a row's cells; nullptr: nothing.
  static const Json* row_object(const Json& row) {
    return row.is(Json::Kind::array) && !row.items.empty() &&
                   row.items.back().is(Json::Kind::object)
               ? &row.items.back()
               : nullptr;
  }

  void remove(Json& into, const std::string& key, const std::string& here) {
    if (into.find(key) == nullptr) {
      report_.error("merge", here,
                    "null removes what is inherited, and no " + quoted(key) + " is inherited here",
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

  Report& report_;
};

} // namespace

void merge_layer(Json& into, const Json& layer, const std::string& where, Report& report) {
  Merger(report).merge(into, layer, where);
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
