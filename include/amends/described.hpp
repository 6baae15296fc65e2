// The JSON codec. Boost.Describe is the single source of field names: one static table (`Type`) is
// built for each described struct, and one walker reads, writes and documents them all.
#pragma once

#include "amends/decimal.hpp"
#include "amends/instant.hpp"
#include "amends/json.hpp"
#include "amends/money.hpp"
#include "amends/personal.hpp"
#include "amends/result.hpp"

#include <boost/describe.hpp>
#include <boost/mp11.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

namespace amends {

// How a value of a type stands in JSON.
enum class Shape : std::uint8_t {
  boolean,  // bool
  integer,  // std::int64_t, std::int32_t: whole numbers only
  text,     // std::string
  decimal,  // Decimal: a number, exact
  instant,  // RFC 3339 text
  date,     // "2026-09-21"
  duration, // ISO 8601 text
  money,    // {"minor","currency"}; read also from "123.45 CNY"
  personal, // read: a text (kept in Texts) or {"ref","c"}; written: opened, or {"ref","c"}; null
            // when it may not be opened
  json,     // Json: anything, untouched
  choice,   // a described enum, by name (a trailing "_" of a C++ name is dropped)
  object,   // a described struct; bases first
  list,     // std::vector
  optional, // std::optional: null or absent when empty
  map,      // std::map<std::string, T>: an object with free keys
  variant,  // std::variant of described structs, told apart by the tag member
};

// Whether a field of that shape must be given.
constexpr bool is_required(Shape shape) {
  return shape != Shape::optional && shape != Shape::list && shape != Shape::map &&
         shape != Shape::json && shape != Shape::boolean;
}

struct Type;
using TypeOf = const Type& (*)();

struct Field {
  std::string_view name;
  std::size_t offset;
  TypeOf type;
};

// One alternative of a variant: its tag's word and how to make the variant hold a default one.
struct Alternative {
  std::string_view tag;
  TypeOf type;
  void* (*emplace)(void* variant);
  const void* (*get)(const void* variant);
};

// What the walker knows of a C++ type. Built once a type, never changed.
struct Type {
  Shape shape = Shape::json;
  std::size_t width = 0;                     // integer: bytes
  std::span<const Field> fields;             // object
  std::span<const std::string_view> words;   // choice, in declaration order
  std::span<const std::int64_t> word_values; // choice: the enumerators' values
  std::int64_t (*get_word)(const void*) = nullptr;
  void (*set_word)(void*, std::int64_t) = nullptr;
  TypeOf inner = nullptr;                                  // list, optional, map
  std::size_t (*size)(const void*) = nullptr;              // list, map: count; optional: 0 or 1
  const void* (*item)(const void*, std::size_t) = nullptr; // list, optional
  void* (*append)(void*) = nullptr;                   // list: a new last item; optional: a value
  void* (*insert)(void*, std::string_view) = nullptr; // map
  using Visit = void (*)(void* state, std::string_view key, const void* value);
  void (*each)(const void*, void* state, Visit) = nullptr; // map: all, in the order of the keys
  std::span<const Alternative> alternatives;               // variant
  std::size_t (*which)(const void*) = nullptr;             // variant: index into alternatives
  std::string_view tag_name;                               // variant: "op", "event"
};

template <class T> const Type& type_of();

struct DecodeOptions {
  // Where personal texts go; without it a text in a `personal` place is an error, only references
  // are taken.
  Texts* texts = nullptr;
};

// Reads `json` into `out` (a default-constructed T). Required are all fields that are not optional,
// list, map, json or bool. Errors (`parse`, with pointer): unknown field (with the nearest known),
// missing field (pointing at the object it is missing from), wrong type, number out of range,
// unknown word. On failure `out` is half filled.
[[nodiscard]] Result<void> decode_into(const Json& json, const Type& type, void* out,
                                       const DecodeOptions& options);

enum class Style : std::uint8_t {
  answer, // lists and maps always, empty optionals never, references opened by `open`
  record, // as short as possible: no empty list, map, optional or false; references as they are
};
struct EncodeOptions {
  Style style = Style::answer;
  Opener open;           // answer: without it references are written as {"ref","c"}
  Duration offset;       // instants are written at this offset from UTC
  std::string_view skip; // a top-level field that is left out
};
[[nodiscard]] Json encode_value(const void* value, const Type& type, const EncodeOptions& options);
// JSON Schema (draft 2020-12) of a type: what decode_into() takes, personal places as the texts a
// host gives, marked "x-personal".
[[nodiscard]] Json schema_of(const Type& type);

template <class T>
[[nodiscard]] Result<T> decode(const Json& json, const DecodeOptions& options = {}) {
  T out{};
  AMENDS_CHECK(decode_into(json, type_of<T>(), &out, options));
  return out;
}
template <class T> [[nodiscard]] Json encode(const T& value, const EncodeOptions& options = {}) {
  return encode_value(&value, type_of<T>(), options);
}

namespace detail {

template <class T> struct IsOptional : std::false_type {};
template <class T> struct IsOptional<std::optional<T>> : std::true_type {};
template <class T> struct IsVector : std::false_type {};
template <class T> struct IsVector<std::vector<T>> : std::true_type {};
template <class T> struct IsMap : std::false_type {};
template <class T> struct IsMap<std::map<std::string, T>> : std::true_type {};
template <class T> struct IsMap<std::map<std::string, T, std::less<>>> : std::true_type {};
template <class T> struct IsVariant : std::false_type {};
template <class... T> struct IsVariant<std::variant<T...>> : std::true_type {};

// The name as JSON has it: a trailing "_" keeps C++ keywords legal and is dropped.
constexpr std::string_view json_name(std::string_view name) {
  return name.ends_with('_') ? name.substr(0, name.size() - 1) : name;
}

template <class T> struct ObjectTable {
  using Members = boost::describe::describe_members<T, boost::describe::mod_public |
                                                           boost::describe::mod_inherited>;
  static std::span<const Field> fields() {
    static const std::vector<Field> all = [] {
      std::vector<Field> out;
      out.reserve(boost::mp11::mp_size<Members>::value);
      alignas(T) static unsigned char room[sizeof(T)];
      const T* object = reinterpret_cast<const T*>(room); // never read: only addresses are taken
      boost::mp11::mp_for_each<Members>([&](auto member) {
        using Value = std::remove_cvref_t<decltype(std::declval<const T&>().*member.pointer)>;
        const auto* place =
            reinterpret_cast<const unsigned char*>(std::addressof(object->*member.pointer));
        out.push_back(
            {json_name(member.name), static_cast<std::size_t>(place - room), &type_of<Value>});
      });
      return out;
    }();
    return all;
  }
};

template <class E> struct ChoiceTable {
  using Enumerators = boost::describe::describe_enumerators<E>;
  static constexpr std::size_t count = boost::mp11::mp_size<Enumerators>::value;
  static const auto& words() {
    static const auto all = [] {
      std::pair<std::vector<std::string_view>, std::vector<std::int64_t>> out;
      boost::mp11::mp_for_each<Enumerators>([&](auto d) {
        out.first.push_back(json_name(d.name));
        out.second.push_back(static_cast<std::int64_t>(d.value));
      });
      return out;
    }();
    return all;
  }
};

// The tag's name is taken from the first alternative (`tag_name`), the words from each (`tag`).
template <class V> struct VariantTable;
template <class... T> struct VariantTable<std::variant<T...>> {
  using V = std::variant<T...>;
  static std::span<const Alternative> alternatives() {
    static const Alternative all[] = {
        {T::tag, &type_of<T>,
         [](void* v) -> void* { return &static_cast<V*>(v)->template emplace<T>(); },
         [](const void* v) -> const void* { return std::get_if<T>(static_cast<const V*>(v)); }}...};
    return all;
  }
  static constexpr std::string_view tag_name =
      boost::mp11::mp_front<boost::mp11::mp_list<T...>>::tag_name;
};

template <class T> Type make_type() {
  Type t;
  if constexpr (std::is_same_v<T, bool>) {
    t.shape = Shape::boolean;
  } else if constexpr (std::is_integral_v<T>) {
    static_assert(std::is_signed_v<T> && sizeof(T) >= 4, "use int32_t or int64_t");
    t.shape = Shape::integer;
    t.width = sizeof(T);
  } else if constexpr (std::is_same_v<T, std::string>) {
    t.shape = Shape::text;
  } else if constexpr (std::is_same_v<T, Decimal>) {
    t.shape = Shape::decimal;
  } else if constexpr (std::is_same_v<T, Instant>) {
    t.shape = Shape::instant;
  } else if constexpr (std::is_same_v<T, Date>) {
    t.shape = Shape::date;
  } else if constexpr (std::is_same_v<T, Duration>) {
    t.shape = Shape::duration;
  } else if constexpr (std::is_same_v<T, Money>) {
    t.shape = Shape::money;
  } else if constexpr (std::is_same_v<T, Personal>) {
    t.shape = Shape::personal;
  } else if constexpr (std::is_same_v<T, Json>) {
    t.shape = Shape::json;
  } else if constexpr (std::is_enum_v<T>) {
    t.shape = Shape::choice;
    t.words = ChoiceTable<T>::words().first;
    t.word_values = ChoiceTable<T>::words().second;
    t.get_word = [](const void* p) { return static_cast<std::int64_t>(*static_cast<const T*>(p)); };
    t.set_word = [](void* p, std::int64_t v) { *static_cast<T*>(p) = static_cast<T>(v); };
  } else if constexpr (IsOptional<T>::value) {
    using V = typename T::value_type;
    t.shape = Shape::optional;
    t.inner = &type_of<V>;
    t.size = [](const void* p) -> std::size_t {
      return static_cast<const T*>(p)->has_value() ? 1 : 0;
    };
    t.item = [](const void* p, std::size_t) -> const void* {
      return std::addressof(**static_cast<const T*>(p));
    };
    t.append = [](void* p) -> void* { return std::addressof(static_cast<T*>(p)->emplace()); };
  } else if constexpr (IsVector<T>::value) {
    using V = typename T::value_type;
    static_assert(!std::is_same_v<V, bool>, "std::vector<bool> has no addresses");
    t.shape = Shape::list;
    t.inner = &type_of<V>;
    t.size = [](const void* p) { return static_cast<const T*>(p)->size(); };
    t.item = [](const void* p, std::size_t i) -> const void* {
      return &(*static_cast<const T*>(p))[i];
    };
    t.append = [](void* p) -> void* { return &static_cast<T*>(p)->emplace_back(); };
  } else if constexpr (IsMap<T>::value) {
    using V = typename T::mapped_type;
    t.shape = Shape::map;
    t.inner = &type_of<V>;
    t.size = [](const void* p) { return static_cast<const T*>(p)->size(); };
    t.each = [](const void* p, void* state, Type::Visit visit) {
      for (const auto& [key, value] : *static_cast<const T*>(p))
        visit(state, key, &value);
    };
    t.insert = [](void* p, std::string_view k) -> void* {
      return &(*static_cast<T*>(p))[std::string(k)];
    };
  } else if constexpr (IsVariant<T>::value) {
    t.shape = Shape::variant;
    t.alternatives = VariantTable<T>::alternatives();
    t.tag_name = VariantTable<T>::tag_name;
    t.which = [](const void* p) { return static_cast<const T*>(p)->index(); };
  } else {
    static_assert(boost::describe::has_describe_members<T>::value, "describe the struct first");
    t.shape = Shape::object;
    t.fields = ObjectTable<T>::fields();
  }
  return t;
}

} // namespace detail

template <class T> const Type& type_of() {
  static const Type type = detail::make_type<T>();
  return type;
}

// Large types are built in one file instead of in each that reads or writes them: this stands
// behind the type in its header (outside any namespace but amends), and AMENDS_DEFINE_TYPE in a
// .cpp of the room that owns the type.
#define AMENDS_DECLARE_TYPE(T) template <> const Type& type_of<T>();
#define AMENDS_DEFINE_TYPE(T)                                                                      \
  template <> const Type& type_of<T>() {                                                           \
    static const Type type = detail::make_type<T>();                                               \
    return type;                                                                                   \
  }

} // namespace amends
