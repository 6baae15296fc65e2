#include "amends/json.hpp"

#include <algorithm>

namespace amends {

Json Json::boolean(bool value) {
  Json json;
  json.kind = Kind::boolean;
  json.flag = value;
  return json;
}

Json Json::number(std::int64_t value) { return number_text(std::to_string(value)); }

Json Json::number_text(std::string literal) {
  Json json;
  json.kind = Kind::number;
  json.text = std::move(literal);
  return json;
}

Json Json::string(std::string value) {
  Json json;
  json.kind = Kind::text;
  json.text = std::move(value);
  return json;
}

Json Json::array(std::vector<Json> items) {
  Json json;
  json.kind = Kind::array;
  json.items = std::move(items);
  return json;
}

Json Json::object(std::vector<Member> members) {
  Json json;
  json.kind = Kind::object;
  json.members = std::move(members);
  return json;
}

const Json* Json::find(std::string_view name) const {
  if (kind != Kind::object)
    return nullptr;
  const auto found = std::find_if(members.begin(), members.end(),
                                  [name](const Member& member) { return member.first == name; });
  return found == members.end() ? nullptr : &found->second;
}

Json* Json::find(std::string_view name) {
  return const_cast<Json*>(static_cast<const Json*>(this)->find(name));
}

Json& Json::set(std::string_view name, Json value) {
  if (Json* const old = find(name)) {
    *old = std::move(value);
    return *old;
  }
  kind = Kind::object;
  return members.emplace_back(std::string(name), std::move(value)).second;
}

void Json::remove(std::string_view name) {
  std::erase_if(members, [name](const Member& member) { return member.first == name; });
}

std::string_view kind_words(Json::Kind kind) {
  switch (kind) {
  case Json::Kind::null: return "null";
  case Json::Kind::boolean: return "true or false";
  case Json::Kind::number: return "a number";
  case Json::Kind::text: return "a text";
  case Json::Kind::array: return "a list";
  case Json::Kind::object: break;
  }
  return "an object";
}

} // namespace amends
