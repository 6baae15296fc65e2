#include "base/described_things.hpp"

#include "print.hpp"

#include <gtest/gtest.h>

namespace amends {
namespace {

// The value a JSON pointer leads to; a test failure and null when it leads nowhere.
Json at(const Json& json, std::string_view pointer) {
  const Json* here = &json;
  while (!pointer.empty() && here != nullptr) {
    pointer.remove_prefix(1);
    const std::string_view step = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(step.size());
    here = here->is(Json::Kind::array)
               ? &here->items.at(static_cast<std::size_t>(std::stoul(std::string(step))))
               : here->find(step);
  }
  EXPECT_NE(here, nullptr) << pointer;
  return here == nullptr ? Json() : *here;
}

TEST(Schema, DocumentsEveryShape) {
  const Json schema = schema_of(type_of<things::All>());
  EXPECT_EQ(at(schema, "/$schema").text, "https://json-schema.org/draft/2020-12/schema");
  EXPECT_EQ(print_json(at(schema, "/required")),
            R"(["small","large","text","factor","at","day","span","amount","color"])");
  EXPECT_EQ(print_json(at(schema, "/additionalProperties")), "false");
  EXPECT_EQ(print_json(at(schema, "/properties/flag")), R"({"type":"boolean"})");
  EXPECT_EQ(at(schema, "/properties/small/maximum").text, "2147483647");
  EXPECT_EQ(at(schema, "/properties/large/minimum").text, "-9223372036854775808");
  EXPECT_EQ(at(schema, "/properties/at/format").text, "date-time");
  EXPECT_EQ(at(schema, "/properties/day/format").text, "date");
  EXPECT_EQ(at(schema, "/properties/span/format").text, "duration");
  EXPECT_EQ(print_json(at(schema, "/properties/color/enum")), R"(["red","green","default"])");
  EXPECT_EQ(at(schema, "/properties/maybe/anyOf/1/type").text, "null");
  EXPECT_EQ(at(schema, "/properties/map/additionalProperties/type").text, "string");
  EXPECT_EQ(at(schema, "/properties/amount/anyOf/0/required/0").text, "minor");
  EXPECT_EQ(print_json(at(schema, "/properties/x")), "true");
}

TEST(Schema, ATypeInsideItselfIsAReferenceThatLeadsToIt) {
  EXPECT_EQ(at(schema_of(type_of<things::Tree>()), "/properties/branches/items/$ref").text, "#");
  const Json schema = schema_of(type_of<things::All>());
  const std::string reference =
      at(schema, "/properties/list/items/properties/branches/items/$ref").text;
  EXPECT_EQ(reference, "#/properties/list/items");
  EXPECT_EQ(at(schema, reference.substr(1) + "/properties/name/type").text, "string");
}

TEST(Schema, AVariantIsOneOfItsTaggedAlternatives) {
  const Json schema = schema_of(type_of<things::Command>());
  EXPECT_EQ(at(schema, "/oneOf/0/properties/op/const").text, "paint");
  EXPECT_EQ(print_json(at(schema, "/oneOf/1/required")), R"(["op","id","text"])");
  EXPECT_EQ(print_json(at(schema, "/oneOf/1/properties/text")),
            R"({"type":"string","x-personal":true})");
}

} // namespace
} // namespace amends
