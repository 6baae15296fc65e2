#include "amends/described.hpp"

#include "base/described_words.hpp"

#include <algorithm>
#include <cstring>

namespace amends {

namespace {

Error wrong(std::string message) { return {Code::parse, std::move(message), ""}; }

Error wrong_type(const Type& type, const Json& json) {
  return wrong("expected " + std::string(shape_words(type.shape)) + ", found " +
               std::string(kind_words(json.kind)));
}

Json::Kind kind_of(Shape shape) {
  switch (shape) {
  case Shape::boolean: return Json::Kind::boolean;
  case Shape::integer:
  case Shape::decimal: return Json::Kind::number;
  case Shape::list: return Json::Kind::array;
  case Shape::object:
  case Shape::map:
  case Shape::variant: return Json::Kind::object;
  default: return Json::Kind::text;
  }
}

class Decoder {
public:
  explicit Decoder(const DecodeOptions& options) : options_(options) {}

  Result<void> value(const Json& json, const Type& type, void* out) {
    switch (type.shape) {
    case Shape::json: *static_cast<Json*>(out) = json; return {};
    case Shape::optional:
      return json.is_null() ? Result<void>() : value(json, type.inner(), type.append(out));
    case Shape::money: return money(json, type, *static_cast<Money*>(out));
    case Shape::personal: return personal(json, *static_cast<Personal*>(out));
    default: break;
    }
    if (!json.is(kind_of(type.shape)))
      return wrong_type(type, json);
    switch (type.shape) {
    case Shape::boolean: *static_cast<bool*>(out) = json.flag; return {};
    case Shape::integer: return integer(json, type, out);
    case Shape::decimal: return store(Decimal::parse(json.text), out);
    case Shape::text: *static_cast<std::string*>(out) = json.text; return {};
    case Shape::instant: return store(parse_instant(json.text), out);
    case Shape::date: return store(parse_date(json.text), out);
    case Shape::duration: return store(parse_duration(json.text), out);
    case Shape::choice: return choice(json, type, out);
    case Shape::list: return list(json, type, out);
    case Shape::map: return map(json, type, out);
    case Shape::variant: return variant(json, type, out);
    default: return object(json, type, out, {});
    }
  }

private:
  template <class T> static Result<void> store(Result<T> parsed, void* out) {
    if (!parsed) // a number out of range is `limit` elsewhere; here it is of the wrong shape
      return wrong(std::move(parsed).error().message);
    *static_cast<T*>(out) = *parsed;
    return {};
  }

  static Result<void> integer(const Json& json, const Type& type, void* out) {
    const Result<Decimal> number = Decimal::parse(json.text);
    if (number && !number->is_integer())
      return wrong("expected a whole number, found a fraction");
    const Result<std::int64_t> whole =
        number ? number->to_scaled(0) : Result<std::int64_t>(number.error());
    const bool narrow = type.width == sizeof(std::int32_t);
    if (!whole || (narrow && (*whole < INT32_MIN || *whole > INT32_MAX)))
      return wrong(narrow ? "the number must lie between -2147483648 and 2147483647"
                          : "the number must fit 64 bits");
    // Copied bytewise: the member may be any of the C++ types of that width.
    if (narrow) {
      const auto small = static_cast<std::int32_t>(*whole);
      std::memcpy(out, &small, sizeof small);
    } else {
      std::memcpy(out, &*whole, sizeof(std::int64_t));
    }
    return {};
  }

  static Result<void> choice(const Json& json, const Type& type, void* out) {
    const auto found = std::find(type.words.begin(), type.words.end(), json.text);
    if (found == type.words.end())
      return wrong("unknown word " + quoted(json.text) +
                   mend_words(json.text, {type.words.begin(), type.words.end()}));
    const auto index = static_cast<std::size_t>(found - type.words.begin());
    type.set_word(out, type.word_values[index]);
    return {};
  }

  static Result<void> money(const Json& json, const Type& type, Money& out) {
    if (json.is(Json::Kind::text))
      return store(parse_money(json.text), &out);
    if (!json.is(Json::Kind::object))
      return wrong_type(type, json);
    const Json* const minor = json.find("minor");
    const Json* const currency = json.find("currency");
    for (const Json::Member& member : json.members)
      if (&member.second != minor && &member.second != currency)
        return wrong("unknown field " + quoted(member.first) + "; known are minor, currency")
            .inside(pointer_step(member.first));
    if (minor == nullptr || currency == nullptr)
      return wrong(minor == nullptr ? "the field \"minor\" is missing"
                                    : "the field \"currency\" is missing");
    if (!minor->is(Json::Kind::number))
      return wrong("expected a whole number, found " + std::string(kind_words(minor->kind)))
          .inside("/minor");
    if (Result<void> read = integer(*minor, type_of<std::int64_t>(), &out.minor); !read)
      return std::move(read).error().inside("/minor");
    if (!currency->is(Json::Kind::text))
      return wrong("expected a text, found " + std::string(kind_words(currency->kind)))
          .inside("/currency");
    Result<Currency> letters = parse_currency(currency->text);
    if (!letters)
      return std::move(letters).error().inside("/currency");
    out.currency = *letters;
    return {};
  }

  Result<void> personal(const Json& json, Personal& out) const {
    if (json.is(Json::Kind::text)) {
      if (options_.texts == nullptr)
        return wrong("a text of a person stands where only a reference to one may stand");
      out = options_.texts->add(json.text);
      return {};
    }
    // What comes from outside says its words: a reference would be to somebody else's.
    if (!json.is(Json::Kind::object) || options_.texts != nullptr)
      return wrong("expected a text, found " + std::string(kind_words(json.kind)));
    for (const auto& [name, member] : json.members) {
      if (name != "ref" && name != "c")
        return wrong("unknown field " + quoted(name) + "; known are ref, c")
            .inside(pointer_step(name));
      if (!member.is(Json::Kind::text))
        return wrong("expected a text, found " + std::string(kind_words(member.kind)))
            .inside(pointer_step(name));
      (name == "ref" ? out.ref : out.commitment) = member.text;
    }
    if (json.find("ref") == nullptr)
      return wrong("the field \"ref\" is missing");
    return {};
  }

  Result<void> list(const Json& json, const Type& type, void* out) {
    const Type& inner = type.inner();
    for (std::size_t i = 0; i < json.items.size(); ++i)
      if (Result<void> item = value(json.items[i], inner, type.append(out)); !item)
        return std::move(item).error().inside(pointer_step(i));
    return {};
  }

  Result<void> map(const Json& json, const Type& type, void* out) {
    const Type& inner = type.inner();
    for (const auto& [name, member] : json.members)
      if (Result<void> item = value(member, inner, type.insert(out, name)); !item)
        return std::move(item).error().inside(pointer_step(name));
    return {};
  }

  Result<void> variant(const Json& json, const Type& type, void* out) {
    const Json* const tag = json.find(type.tag_name);
    if (tag == nullptr)
      return wrong("the field " + quoted(type.tag_name) + " is missing; it says what this is");
    if (!tag->is(Json::Kind::text))
      return wrong("expected a text, found " + std::string(kind_words(tag->kind)))
          .inside(pointer_step(type.tag_name));
    for (const Alternative& alternative : type.alternatives)
      if (alternative.tag == tag->text)
        return object(json, alternative.type(), alternative.emplace(out), type.tag_name);
    std::vector<std::string_view> tags;
    for (const Alternative& alternative : type.alternatives)
      tags.push_back(alternative.tag);
    return wrong("unknown " + std::string(type.tag_name) + " " + quoted(tag->text) +
                 mend_words(tag->text, tags))
        .inside(pointer_step(type.tag_name));
  }

  // `tag`: the name of a variant's tag member, which is no field of the struct.
  Result<void> object(const Json& json, const Type& type, void* out, std::string_view tag) {
    for (const Json::Member& named : json.members) {
      const std::string& name = named.first;
      if (name == tag && !tag.empty())
        continue;
      const auto field = std::find_if(type.fields.begin(), type.fields.end(),
                                      [&](const Field& f) { return f.name == name; });
      if (field == type.fields.end())
        return unknown_field(json, name, type, tag).inside(pointer_step(name));
      if (named.second.is_null() && !is_required(field->type().shape) &&
          field->type().shape != Shape::json)
        continue; // as if it were not there
      void* const place = static_cast<unsigned char*>(out) + field->offset;
      if (Result<void> read = value(named.second, field->type(), place); !read)
        return std::move(read).error().inside(pointer_step(name));
    }
    for (const Field& field : type.fields)
      if (is_required(field.type().shape) && json.find(field.name) == nullptr)
        return wrong("the field " + quoted(field.name) + " is missing");
    return {};
  }

  static Error unknown_field(const Json& json, const std::string& name, const Type& type,
                             std::string_view tag) {
    std::vector<std::string_view> names;
    if (!tag.empty())
      names.push_back(tag);
    for (const Field& field : type.fields)
      names.push_back(field.name);
    // What is given already cannot be what was meant.
    std::erase_if(names, [&](std::string_view known) { return json.find(known) != nullptr; });
    return wrong("unknown field " + quoted(name) + mend_words(name, names));
  }

  const DecodeOptions& options_;
};

} // namespace

Result<void> decode_into(const Json& json, const Type& type, void* out,
                         const DecodeOptions& options) {
  return Decoder(options).value(json, type, out);
}

} // namespace amends
