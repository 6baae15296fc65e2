// Structs of every shape for the codec's tests.
#pragma once

#include "amends/described.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace amends::things {

enum class Color : std::uint8_t { red, green, default_ };
BOOST_DESCRIBE_ENUM(Color, red, green, default_)

struct Head {
  static constexpr std::string_view tag_name = "op";
  std::string id;
  std::optional<Instant> at;
};
BOOST_DESCRIBE_STRUCT(Head, (), (id, at))

struct Paint : Head {
  static constexpr std::string_view tag = "paint";
  Color color = Color::red;
  std::vector<std::int32_t> coats;
};
BOOST_DESCRIBE_STRUCT(Paint, (Head), (color, coats))

struct Note : Head {
  static constexpr std::string_view tag = "note";
  Personal text;
  std::vector<Personal> captions;
};
BOOST_DESCRIBE_STRUCT(Note, (Head), (text, captions))

using Command = std::variant<Paint, Note>;

// A condition holds conditions: a type inside itself.
struct Tree {
  std::string name;
  std::vector<Tree> branches;
};
BOOST_DESCRIBE_STRUCT(Tree, (), (name, branches))

struct All {
  bool flag = false;
  std::int32_t small = 0;
  std::int64_t large = 0;
  std::string text;
  Decimal factor;
  Instant at;
  Date day;
  Duration span;
  Money amount;
  Color color_ = Color::red; // the "_" is dropped in JSON
  std::optional<std::int64_t> maybe;
  std::optional<bool> maybe_flag;
  std::vector<Tree> list;
  std::map<std::string, Color, std::less<>> map;
  Json x;
};
BOOST_DESCRIBE_STRUCT(All, (),
                      (flag, small, large, text, factor, at, day, span, amount, color_, maybe,
                       maybe_flag, list, map, x))

inline constexpr const char* all_json =
    R"({"flag":true,"small":-5,"large":9223372036854775807,"text":"é","factor":1.25,)"
    R"("at":"2026-09-21T00:45:12Z","day":"2026-09-21","span":"P1DT2H",)"
    R"("amount":{"minor":1250,"currency":"CNY"},"color":"default","maybe":0,"maybe_flag":false,)"
    R"("list":[{"name":"a","branches":[{"name":"b","branches":[]}]}],"map":{"k/1":"green"},)"
    R"("x":{"any":[1,null,"t"]}})";

} // namespace amends::things
