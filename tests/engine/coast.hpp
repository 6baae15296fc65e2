// A shop whose cases incidents befall, spoken to in lines of JSON.
#pragma once

#include "clock_shop.hpp"

namespace amends::test {

inline const std::string coast_clocks = R"({
  "fix":{"title":{"zh":"修","en":"Fix"},"from":"open","until":"close","within":"8 open h",
    "on":"desk","tell":{"50%":"agent","100%":"lead"}},
  "law":{"title":{"zh":"法","en":"Law"},"from":"open","until":"close","on":"desk",
    "period":{"n":5,"unit":"working_days"},"statutory":true},
  "sworn":{"title":{"zh":"诺","en":"Sworn"},"from":"open","until":"close","within":"8 open h",
    "on":"desk","promise_never_later":true},
  "plain":{"title":{"zh":"平","en":"Plain"},"from":"open","until":"close",
    "within":{"P1":"24h","*":"48h"}}})";

inline const std::string storm =
    R"("incident":"typhoon-9","title":{"zh":"台风海葵","en":"Haikui"})";
inline const std::string halts = storm + R"(,"effect":"pause")";
class Coast : public ClockShop {
public:
  explicit Coast(std::shared_ptr<Store> store = make_memory_store())
      : ClockShop(coast_clocks, std::move(store)) {}

  std::string of(const std::string& op, const std::string& local, const std::string& more) {
    return R"({"op":")" + op + R"(","id":")" + fresh_id() + R"(","at":")" + when(local) +
           R"(","by":"manager:he",)" + more + "}";
  }
  Json declare(const std::string& local, const std::string& more) {
    return say(of("declare_incident", local, more));
  }
  Json end(const std::string& local, const std::string& id = "typhoon-9") {
    return say(of("end_incident", local, R"("incident":")" + id + "\""));
  }
  Json update(const std::string& local, const std::string& more) {
    return say(of("update_incident", local, R"("incident":"typhoon-9",)" + more));
  }
  // A case with this customer and order.
  Json open_with(const std::string& local, const std::string& id, const std::string& customer,
                 const std::string& more = "") {
    return say(R"({"op":"open","id":")" + id + R"(","at":")" + when(local) +
               R"(","by":"agent:li","kind":"simple","channel":"web",)" + more + R"("customer":)" +
               customer + R"(,"text":"还没到"})");
  }
};

} // namespace amends::test
