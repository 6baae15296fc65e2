// A shop whose people may promise little, and a case in it about the line of 80 yuan.
#pragma once

#include "desk.hpp"

namespace amends::test {

inline const std::string torn = "封面撕裂了";

// Torn: money back or another copy. Agents promise up to 100, leads up to 200.
inline std::shared_ptr<const Policy> strict_shop() {
  static const auto policy = policy_of(R"(,
    "roles":{"agent":{"up_to":"100 CNY"},"lead":{"up_to":"200 CNY"}},
    "tables":{"compensation":{"when":["category"],"then":["give","amount"],"rows":[
        ["delivery.damage","refund or resend","paid",{"cooling":"24h"}],["-","letter","-"]],
      "caps":[{"give":"coupon","per":"order","at_most":"30 CNY"}]},
      "abuse":{"when":["complaints_90d","resends"],"rows":[[">= 2","-","many_complaints"]]}})");
  return policy;
}

// A case about the line of 80 yuan, the customer spoken to.
inline void begin(Desk& desk, const std::string& id = "case-1") {
  desk.open(id, torn);
  desk.say("contact", id, "agent:li");
  desk.say("record_finding", id, "agent:li",
           R"("about":[{"line":"l-2"}],"facts":{"confirmed":true})");
}
inline const std::string about_both = R"("about":[{"line":"l-1"},{"line":"l-2"}],"facts":{})";

} // namespace amends::test
