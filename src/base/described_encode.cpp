#include "amends/described.hpp"

#include <algorithm>
#include <cstring>

namespace amends {

namespace {

class Encoder {
public:
  explicit Encoder(const EncodeOptions& options) : options_(options) {}

  // `skip` holds for the fields of this value, not for what is inside them.
  Json value(const void* p, const Type& type, std::string_view skip) const {
    switch (type.shape) {
    case Shape::boolean: return Json::boolean(*static_cast<const bool*>(p));
    case Shape::integer: return Json::number(integer(p, type.width));
    case Shape::text: return Json::string(*static_cast<const std::string*>(p));
    case Shape::decimal: return Json::number_text(static_cast<const Decimal*>(p)->text());
    case Shape::instant:
      return Json::string(print_instant(*static_cast<const Instant*>(p), options_.offset));
    case Shape::date: return Json::string(print_date(*static_cast<const Date*>(p)));
    case Shape::duration: return Json::string(print_duration(*static_cast<const Duration*>(p)));
    case Shape::money: return money(*static_cast<const Money*>(p));
    case Shape::personal: return personal(*static_cast<const Personal*>(p));
    case Shape::json: return *static_cast<const Json*>(p);
    case Shape::choice: return choice(p, type);
    case Shape::list: return list(p, type);
    case Shape::optional:
      return type.size(p) == 0 ? Json() : value(type.item(p, 0), type.inner(), {});
    case Shape::map: return map(p, type);
    case Shape::variant: return variant(p, type, skip);
    case Shape::object: break;
    }
    Json object = Json::object();
    add_fields(object, p, type, skip);
    return object;
  }

private:
  static std::int64_t integer(const void* p, std::size_t width) {
    if (width == sizeof(std::int32_t)) {
      std::int32_t n = 0;
      std::memcpy(&n, p, sizeof n);
      return n;
    }
    std::int64_t n = 0;
    std::memcpy(&n, p, sizeof n);
    return n;
  }

  static Json money(const Money& money) {
    return Json::object({{"minor", Json::number(money.minor)},
                         {"currency", Json::string(std::string(money.currency.text()))}});
  }

  Json personal(const Personal& personal) const {
    if (options_.style == Style::answer && options_.open) {
      std::optional<std::string> text = options_.open(personal);
      return text ? Json::string(std::move(*text)) : Json();
    }
    Json reference = Json::object({{"ref", Json::string(personal.ref)}});
    if (!personal.commitment.empty())
      reference.set("c", Json::string(personal.commitment));
    return reference;
  }

  static Json choice(const void* p, const Type& type) {
    const auto found =
        std::find(type.word_values.begin(), type.word_values.end(), type.get_word(p));
    if (found == type.word_values.end()) // a number that is no enumerator
      return {};
    const auto index = static_cast<std::size_t>(found - type.word_values.begin());
    return Json::string(std::string(type.words[index]));
  }

  Json list(const void* p, const Type& type) const {
    const std::size_t count = type.size(p);
    std::vector<Json> items;
    items.reserve(count);
    for (std::size_t i = 0; i < count; ++i)
      items.push_back(value(type.item(p, i), type.inner(), {}));
    return Json::array(std::move(items));
  }

  Json map(const void* p, const Type& type) const {
    struct State {
      const Encoder& encoder;
      const Type& inner;
      std::vector<Json::Member> members;
    } state{*this, type.inner(), {}};
    type.each(p, &state, [](void* s, std::string_view key, const void* item) {
      State& into = *static_cast<State*>(s);
      into.members.emplace_back(std::string(key), into.encoder.value(item, into.inner, {}));
    });
    return Json::object(std::move(state.members));
  }

  Json variant(const void* p, const Type& type, std::string_view skip) const {
    const Alternative& alternative = type.alternatives[type.which(p)];
    Json object =
        Json::object({{std::string(type.tag_name), Json::string(std::string(alternative.tag))}});
    add_fields(object, alternative.get(p), alternative.type(), skip);
    return object;
  }

  void add_fields(Json& object, const void* p, const Type& type, std::string_view skip) const {
    for (const Field& field : type.fields) {
      const void* const place = static_cast<const unsigned char*>(p) + field.offset;
      const Type& field_type = field.type();
      const bool skipped = !skip.empty() && field.name == skip;
      if (!skipped && !is_left_out(place, field_type))
        object.members.emplace_back(std::string(field.name), value(place, field_type, {}));
    }
  }

  [[nodiscard]] bool is_left_out(const void* p, const Type& type) const {
    if (type.shape == Shape::optional)
      return type.size(p) == 0;
    if (options_.style == Style::answer)
      return false;
    switch (type.shape) {
    case Shape::list:
    case Shape::map: return type.size(p) == 0;
    case Shape::boolean: return !*static_cast<const bool*>(p);
    case Shape::json: return static_cast<const Json*>(p)->is_null();
    default: return false;
    }
  }

  const EncodeOptions& options_;
};

} // namespace

Json encode_value(const void* value, const Type& type, const EncodeOptions& options) {
  return Encoder(options).value(value, type, options.skip);
}

} // namespace amends
