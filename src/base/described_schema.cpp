#include "amends/described.hpp"

#include <algorithm>

namespace amends {

namespace {

Json words(std::string_view text) { return Json::string(std::string(text)); }

Json typed(std::string_view type) { return Json::object({{"type", words(type)}}); }

Json text_of(std::string_view format) {
  return Json::object({{"type", words("string")}, {"format", words(format)}});
}

// Writes a type at `pointer` of the schema; a type that is still open further out (a condition that
// holds conditions) becomes a reference to that place.
class SchemaWriter {
public:
  Json schema(const Type& type, const std::string& pointer) {
    switch (type.shape) {
    case Shape::boolean: return typed("boolean");
    case Shape::integer: return integer(type);
    case Shape::text: return typed("string");
    case Shape::decimal: return typed("number");
    case Shape::instant: return text_of("date-time");
    case Shape::date: return text_of("date");
    case Shape::duration: return text_of("duration");
    case Shape::money: return money();
    case Shape::personal:
      return Json::object({{"type", words("string")}, {"x-personal", Json::boolean(true)}});
    case Shape::json: return Json::boolean(true);
    case Shape::choice: return choice(type);
    case Shape::list:
      return Json::object(
          {{"type", words("array")}, {"items", schema(type.inner(), pointer + "/items")}});
    case Shape::map:
      return Json::object(
          {{"type", words("object")},
           {"additionalProperties", schema(type.inner(), pointer + "/additionalProperties")}});
    case Shape::optional:
      return Json::object(
          {{"anyOf", Json::array({schema(type.inner(), pointer + "/anyOf/0"), typed("null")})}});
    case Shape::variant: return variant(type, pointer);
    case Shape::object: break;
    }
    return object(type, pointer, {}, {});
  }

private:
  struct Open {
    const Type* type;
    std::string pointer;
  };

  static Json integer(const Type& type) {
    const bool narrow = type.width == sizeof(std::int32_t);
    return Json::object({{"type", words("integer")},
                         {"minimum", Json::number(narrow ? INT32_MIN : INT64_MIN)},
                         {"maximum", Json::number(narrow ? INT32_MAX : INT64_MAX)}});
  }

  static Json money() {
    Json properties = Json::object(
        {{"minor", typed("integer")},
         {"currency",
          Json::object({{"type", words("string")}, {"pattern", words("^[A-Z]{3}$")}})}});
    Json amount = Json::object({{"type", words("object")},
                                {"properties", std::move(properties)},
                                {"required", Json::array({words("minor"), words("currency")})},
                                {"additionalProperties", Json::boolean(false)}});
    Json text =
        Json::object({{"type", words("string")},
                      {"pattern", words("^-?[0-9]*([.][0-9]+)?([eE][+-]?[0-9]+)? [A-Z]{3}$")}});
    return Json::object({{"anyOf", Json::array({std::move(amount), std::move(text)})}});
  }

  static Json choice(const Type& type) {
    std::vector<Json> all;
    for (const std::string_view word : type.words)
      all.push_back(words(word));
    return Json::object({{"type", words("string")}, {"enum", Json::array(std::move(all))}});
  }

  Json variant(const Type& type, const std::string& pointer) {
    if (const Open* const open = find(type))
      return reference(*open);
    open_.push_back({&type, pointer});
    std::vector<Json> all;
    for (const Alternative& alternative : type.alternatives)
      all.push_back(object(alternative.type(), pointer + "/oneOf" + pointer_step(all.size()),
                           type.tag_name, alternative.tag));
    open_.pop_back();
    return Json::object({{"oneOf", Json::array(std::move(all))}});
  }

  // With a tag it is one alternative of a variant, which no reference stands for.
  Json object(const Type& type, const std::string& pointer, std::string_view tag_name,
              std::string_view tag) {
    const bool tagged = !tag_name.empty();
    if (const Open* const open = tagged ? nullptr : find(type))
      return reference(*open);
    if (!tagged)
      open_.push_back({&type, pointer});
    Json properties = Json::object();
    std::vector<Json> required;
    if (tagged) {
      properties.set(tag_name, Json::object({{"const", words(tag)}}));
      required.push_back(words(tag_name));
    }
    for (const Field& field : type.fields) {
      const Type& field_type = field.type();
      const std::string place = pointer + "/properties" + pointer_step(field.name);
      properties.set(field.name, schema(field_type, place));
      if (is_required(field_type.shape))
        required.push_back(words(field.name));
    }
    if (!tagged)
      open_.pop_back();
    Json out = Json::object({{"type", words("object")}, {"properties", std::move(properties)}});
    if (!required.empty())
      out.set("required", Json::array(std::move(required)));
    out.set("additionalProperties", Json::boolean(false));
    return out;
  }

  [[nodiscard]] const Open* find(const Type& type) const {
    const auto found = std::find_if(open_.begin(), open_.end(),
                                    [&](const Open& open) { return open.type == &type; });
    return found == open_.end() ? nullptr : &*found;
  }

  static Json reference(const Open& open) {
    return Json::object({{"$ref", Json::string("#" + open.pointer)}});
  }

  std::vector<Open> open_;
};

} // namespace

Json schema_of(const Type& type) {
  Json schema = SchemaWriter().schema(type, "");
  Json out =
      Json::object({{"$schema", Json::string("https://json-schema.org/draft/2020-12/schema")}});
  if (!schema.is(Json::Kind::object)) // anything goes
    return out;
  for (Json::Member& member : schema.members)
    out.members.push_back(std::move(member));
  return out;
}

} // namespace amends
