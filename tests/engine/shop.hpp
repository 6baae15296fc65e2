// A shop for tests: an engine over a store, spoken to in lines of JSON.
#pragma once

#include "amends/engine.hpp"
#include "amends/json.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace amends::test {

inline std::shared_ptr<const Policy> book_delivery() {
  static const auto policy = [] {
    auto loaded = Policy::builtin("book-delivery");
    EXPECT_TRUE(loaded) << (loaded ? "" : loaded.error().message + " " + loaded.error().where);
    return loaded ? *loaded : nullptr;
  }();
  return policy;
}

class Shop {
public:
  explicit Shop(std::shared_ptr<Store> store = make_memory_store(),
                std::shared_ptr<const Policy> policy = book_delivery(), ClassifyHost classify = {})
      : store_(std::move(store)), engine_({std::move(policy), store_, "", std::move(classify)}) {}

  Engine& engine() { return engine_; }
  Result<Json> try_say(std::string_view line, std::string_view who = "system",
                       std::optional<Instant> now = std::nullopt) {
    return engine_.call_text(now, who, line);
  }
  Json say(std::string_view line, std::string_view who = "system",
           std::optional<Instant> now = std::nullopt) {
    auto answer = try_say(line, who, now);
    EXPECT_TRUE(answer) << line << "\n"
                        << (answer ? "" : answer.error().message + " at " + answer.error().where);
    return answer ? *answer : Json();
  }
  Error refused(std::string_view line, std::string_view who = "system",
                std::optional<Instant> now = std::nullopt) {
    auto answer = try_say(line, who, now);
    EXPECT_FALSE(answer) << line << "\n" << (answer ? print_json(*answer) : "");
    return answer ? Error{} : answer.error();
  }
  // The journal and all sealed texts as lines.
  std::string exported() {
    std::string out;
    auto done = engine_.export_lines(
        [&](std::string_view line) -> Result<void> {
          out += std::string(line) + "\n";
          return {};
        },
        true);
    EXPECT_TRUE(done);
    return out;
  }
  // The case as staff see it at `at`.
  Json whole(const std::string& id, const std::string& at, const std::string& by = "lead:zhang") {
    Json answer = say(R"({"op":"query","what":"case","at":")" + at + R"(","by":")" + by +
                      R"(","where":{"case_id":")" + id + R"("}})");
    const Json* rows = answer.find("rows");
    return rows == nullptr || rows->items.empty() ? Json() : rows->items.front();
  }

private:
  std::shared_ptr<Store> store_;
  Engine engine_;
};

// A plain text or number below the pointer "/a/0/b"; "" when there is none.
inline std::string at(const Json& json, std::string_view pointer) {
  const Json* here = &json;
  while (!pointer.empty() && here != nullptr) {
    pointer.remove_prefix(1);
    const auto end = std::min(pointer.find('/'), pointer.size());
    const std::string step(pointer.substr(0, end));
    pointer.remove_prefix(end);
    if (here->is(Json::Kind::array)) {
      const std::size_t i = static_cast<std::size_t>(std::stoul(step));
      here = i < here->items.size() ? &here->items[i] : nullptr;
    } else {
      here = here->find(step);
    }
  }
  if (here == nullptr)
    return "";
  return here->is(Json::Kind::text) || here->is(Json::Kind::number) ? here->text
                                                                    : print_json(*here);
}

// A bookshop order of one line for 70 yuan, delivered four days late.
inline const std::string late_order =
    R"({"id":"o-1","placed_at":"2026-09-10T10:00:00+08:00","buyer":"consumer","currency":"CNY",)"
    R"("paid":"76 CNY","lines":[{"id":"l-1","sku":"b-1","title":"红楼梦","quantity":1,)"
    R"("unit_price":"70 CNY","paid":"70 CNY"}],"deliveries":[{"id":"d-1","lines":["l-1"],)"
    R"("carrier":"SF","tracking":"T1","promised_at":"2026-09-14T18:00:00+08:00",)"
    R"("delivered_at":"2026-09-18T20:00:00+08:00","postage":"6 CNY"}]})";

inline std::string open_line(const std::string& id, const std::string& at, const std::string& text,
                             const std::string& order = late_order,
                             const std::string& customer = "c-77") {
  return R"({"op":"open","id":")" + id + R"(","at":")" + at + R"(","by":"customer:)" + customer +
         R"(","kind":"complaint","channel":"web","customer":{"id":")" + customer +
         R"(","name":"王芳","phone":"13800000001"},"order":)" + order + R"(,"text":")" + text +
         R"("})";
}

} // namespace amends::test
