// Real messages nobody here wrote, checked line by line by a second, slower implementation.
#include "play.hpp"

#include <date/tz.h>

#include <map>
#include <set>

namespace amends::test {
namespace {

// ---- the second implementation: a minute-by-minute walk with the zone database ----

struct Days {
  std::set<date::local_days> off, work;
};

// Mid-Autumn and National Day 2026 with the make-up days around them (State Council notice of
// 2025-11-04).
Days holidays_2026() {
  Days days;
  using namespace date::literals;
  for (int d = 25; d <= 27; ++d)
    days.off.insert(date::local_days{2026_y / 9 / d});
  for (int d = 1; d <= 7; ++d)
    days.off.insert(date::local_days{2026_y / 10 / d});
  days.work = {date::local_days{2026_y / 9 / 20}, date::local_days{2026_y / 10 / 10}};
  return days;
}

bool desk_open(date::local_seconds local) {
  static const Days days = holidays_2026();
  const auto day = date::floor<date::days>(local);
  if (days.off.contains(day))
    return false;
  const date::weekday weekday{day};
  if ((weekday == date::Saturday || weekday == date::Sunday) && !days.work.contains(day))
    return false;
  const auto minute = std::chrono::duration_cast<std::chrono::minutes>(local - day).count();
  return (minute >= 9 * 60 && minute < 12 * 60) || (minute >= 13 * 60 && minute < 18 * 60);
}

// Hours open and close on whole minutes, so one look a minute is enough.
Instant walk(Instant from, std::int64_t open_seconds) {
  static const date::time_zone* zone = date::locate_zone("Asia/Shanghai");
  std::int64_t now = from.us / 1'000'000;
  while (open_seconds > 0) {
    const std::int64_t next = (now / 60 + 1) * 60;
    if (desk_open(zone->to_local(date::sys_seconds{std::chrono::seconds{now}}))) {
      const std::int64_t counted = std::min(open_seconds, next - now);
      open_seconds -= counted;
      now += counted;
    } else {
      now = next;
    }
  }
  return {now * 1'000'000 + from.us % 1'000'000};
}

// What the pack promises (requirements S1-01, S1-20, S1-27 and its house clocks), by priority.
struct Promise {
  std::map<std::string, int> hours; // "*": the rest
  bool desk = false;
};
const std::map<std::string, Promise> promises{
    {"triage", {{{"P1", 1}, {"P2", 2}, {"*", 4}}, true}},
    {"inquiry", {{{"P1", 8}, {"*", 24}}, true}},
    {"first_response", {{{"P1", 12}, {"*", 24}}, false}},
    {"contact", {{{"P1", 4}, {"P2", 12}, {"*", 24}}, false}},
    {"plan", {{{"P1", 24}, {"*", 48}}, false}},
    {"resolution", {{{"P1", 7 * 24}, {"P2", 10 * 24}, {"*", 15 * 24}}, false}},
    {"stage.received", {{{"*", 24}}, false}},
};

Instant promised(const std::string& target, const std::string& priority, Instant opened) {
  const Promise& promise = promises.at(target);
  const auto found = promise.hours.find(priority);
  const int n = found == promise.hours.end() ? promise.hours.at("*") : found->second;
  return promise.desk ? walk(opened, n * 3600) : opened + hours(n);
}

const std::set<std::string> categories{"delivery.wrong_item",
                                       "delivery.missing_item",
                                       "delivery.wrong_address",
                                       "delivery.delay",
                                       "delivery.lost",
                                       "delivery.damage",
                                       "delivery.courier_attitude",
                                       "product.defect",
                                       "product.print",
                                       "product.content",
                                       "product.counterfeit",
                                       "product.not_as_described",
                                       "product.safety",
                                       "product.used",
                                       "service.attitude",
                                       "service.unresponsive",
                                       "service.installation",
                                       "service.repair",
                                       "returns.refused",
                                       "returns.refund_delay",
                                       "returns.no_reason",
                                       "price.change",
                                       "price.promotion",
                                       "price.coupon",
                                       "invoice",
                                       "privacy",
                                       "suggestion",
                                       "other"};

void check_clocks(const Json& receipt, Instant opened) {
  const std::string priority = at(receipt, "/priority");
  int running = 0;
  int on_desk = 0;
  for (const Json& clock : receipt.find("clocks")->items) {
    const std::string target = at(clock, "/target");
    ASSERT_TRUE(promises.contains(target)) << target;
    EXPECT_EQ(at(clock, "/state"), "running");
    ++running;
    on_desk += promises.at(target).desk ? 1 : 0;
    const auto due = parse_instant(at(clock, "/due"));
    ASSERT_TRUE(due);
    EXPECT_EQ(print_instant(*due), print_instant(promised(target, priority, opened)))
        << target << " " << priority << " from " << print_instant(opened);
  }
  EXPECT_GE(running, 3);
  EXPECT_GE(on_desk, 1);
}

void check_plan(const Json& receipt) {
  const Json* plan = receipt.find("plan");
  ASSERT_NE(plan, nullptr);
  const bool gives = !plan->find("lines")->items.empty();
  const bool incomplete = !plan->find("incomplete")->items.empty();
  const bool asks = plan->find("ask") != nullptr;
  EXPECT_TRUE(gives || incomplete || asks) << print_json(*plan);
  for (const Json& missing : plan->find("incomplete")->items)
    EXPECT_TRUE(missing.text.starts_with("/")) << missing.text;
}

void check_labels(const Json& receipt) {
  const auto& labels = receipt.find("labels")->items;
  ASSERT_FALSE(labels.empty());
  for (const Json& label : labels)
    EXPECT_TRUE(categories.contains(at(label, "/category"))) << at(label, "/category");
  for (const Json& label : labels) {
    const bool alone = labels.size() == 1;
    EXPECT_TRUE(alone || at(label, "/category") != "other") << "other stands alone";
  }
}

TEST(Intake, EveryRealMessageBecomesACase) {
  const auto lines = lines_of(shared_intake);
  if (lines.empty())
    GTEST_SKIP() << "no ../shared";
  ASSERT_EQ(lines.size(), 493U);
  Engine engine({book_delivery(), make_memory_store(), ""});
  std::size_t with_plan = 0;
  for (const std::string& line : lines) {
    SCOPED_TRACE(line.substr(0, 60));
    auto receipt = engine.call_text(std::nullopt, "system", line);
    ASSERT_TRUE(receipt) << receipt.error().message << " at " << receipt.error().where;
    check_labels(*receipt);
    check_clocks(*receipt, instant_of_line(line));
    check_plan(*receipt);
    with_plan += receipt->find("plan")->find("lines")->items.empty() ? 0 : 1;
    EXPECT_TRUE(!receipt->find("tasks")->items.empty() || !receipt->find("actions")->items.empty());
  }
  EXPECT_GT(with_plan, 200U) << "most messages find a row of the table";
  auto verified = engine.verify();
  ASSERT_TRUE(verified) << verified.error().message;
  EXPECT_EQ(at(*verified, "/cases"), "493");
}

// Read by hand, off the messages and the pack: what they are about, how grave, what is offered.
struct ByHand {
  const char* id;
  const char* category;
  const char* severity;
  const char* priority;
  const char* give;    // of the first line; "" where a person decides
  const char* fen;     // its amount
  const char* or_give; // its first alternative
  const char* ask;     // the role that decides by hand
};
constexpr ByHand ten_lines[] = {
    // A taste, no failure: an answer, no money.
    {"cmd-00001", "product.defect", "low", "P4", "letter", "", "", ""},
    // Another chip than the page said; 29.90 paid.
    {"cmd-00005", "product.not_as_described", "medium", "P3", "refund", "2990", "exchange", ""},
    // Waiting for an answer for a month.
    {"cmd-00008", "service.unresponsive", "high", "P2", "letter", "", "", ""},
    // Four days late, 258.00 paid: a tenth, below the cap of 30.
    {"cmd-00014", "delivery.delay", "medium", "P3", "coupon", "2580", "", ""},
    // Half the bottle leaked; a reader abroad may choose.
    {"cmd-00018", "delivery.damage", "medium", "P2", "resend", "4900", "refund", ""},
    // "Fake": never money by the word alone.
    {"cmd-00020", "product.counterfeit", "high", "P2", "", "", "", "lead"},
    // The wrong size sent; 598.00 paid.
    {"cmd-00077", "delivery.wrong_item", "medium", "P2", "resend", "59800", "refund", ""},
    // One book of the parcel is missing.
    {"cmd-00082", "delivery.missing_item", "medium", "P2", "resend", "259800", "refund", ""},
    // An insect in the food: the most urgent.
    {"cmd-00158", "product.safety", "high", "P1", "", "", "", "lead"},
    // Left with the doorman and gone.
    {"cmd-00199", "delivery.lost", "high", "P2", "resend", "12900", "refund", ""},
};

TEST(Intake, TenLinesReadByHand) {
  const auto lines = lines_of(shared_intake);
  if (lines.empty())
    GTEST_SKIP() << "no ../shared";
  Engine engine({book_delivery(), make_memory_store(), ""});
  for (const ByHand& expected : ten_lines) {
    SCOPED_TRACE(expected.id);
    const auto line = std::find_if(lines.begin(), lines.end(), [&](const std::string& l) {
      return l.find(std::string("\"") + expected.id + "\"") != std::string::npos;
    });
    ASSERT_NE(line, lines.end());
    const auto receipt = engine.call_text(std::nullopt, "system", *line);
    ASSERT_TRUE(receipt) << receipt.error().message;
    EXPECT_EQ(at(*receipt, "/labels/0/category"), expected.category);
    EXPECT_EQ(at(*receipt, "/severity"), expected.severity);
    EXPECT_EQ(at(*receipt, "/priority"), expected.priority);
    EXPECT_EQ(at(*receipt, "/plan/lines/0/give"), expected.give);
    EXPECT_EQ(at(*receipt, "/plan/lines/0/amount/minor"), expected.fen);
    EXPECT_EQ(at(*receipt, "/plan/lines/0/alternatives/0/give"), expected.or_give);
    EXPECT_EQ(at(*receipt, "/plan/ask"), expected.ask);
  }
}

// The walk itself, by hand: the desk is closed from 25 to 27 September and from 1 to 7 October
// 2026, and open on Saturday 10 October.
TEST(Intake, TheWalkKnowsTheHolidays) {
  const auto at_time = [](const char* text) { return *parse_instant(text); };
  EXPECT_EQ(print_instant(walk(at_time("2026-09-24T17:00:00+08:00"), 2 * 3600)),
            print_instant(at_time("2026-09-28T10:00:00+08:00")));
  EXPECT_EQ(print_instant(walk(at_time("2026-09-30T17:30:00+08:00"), 3600)),
            print_instant(at_time("2026-10-08T09:30:00+08:00")));
  EXPECT_EQ(print_instant(walk(at_time("2026-10-09T17:00:00+08:00"), 4 * 3600)),
            print_instant(at_time("2026-10-10T12:00:00+08:00")));
}

} // namespace
} // namespace amends::test
