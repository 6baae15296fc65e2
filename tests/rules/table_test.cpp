#include "help.hpp"

namespace amends::test {
namespace {

// The little bookshop of the pack format's reference.
constexpr std::string_view bookshop = R"j({
  "title": {"zh": "补偿标准", "en": "What we give"},
  "hit": "first",
  "when": ["category", "days_late"],
  "then": ["give", "amount"],
  "rows": [
    ["delivery.delay",  "< 1",    "letter",           "-"],
    ["delivery.delay",  "[1..3)", "coupon",           "5 CNY"],
    ["delivery.delay",  "[3..7)", "coupon",           "0.10 * paid"],
    ["delivery.delay",  ">= 7",   "refund or resend", "paid"],
    ["delivery.damage", "-",      "resend or refund", "paid"],
    ["-",               "-",      "ask lead",         "-"]
  ],
  "caps": [{"give": "coupon", "per": "case", "at_most": "30 CNY"}]})j";

Facts late(std::string_view days, std::string_view paid) {
  return {{"category", Value(std::string("delivery.delay"))},
          {"days_late", Value(decimal(days))},
          {"paid", Value(money(paid))}};
}

TEST(Bookshop, TiersByDaysLate) {
  const Table t = table(bookshop);
  const auto give = [&](std::string_view days) {
    const Decision d = decide(t, late(days, "80 CNY"));
    EXPECT_EQ(d.rows.size(), 1U);
    return std::pair(d.rows[0].at("give"), d.rows[0].at("amount"));
  };
  using Pair = std::pair<Value, Value>;
  EXPECT_EQ(give("0"), Pair(std::string("letter"), Null{}));
  EXPECT_EQ(give("0.999"), Pair(std::string("letter"), Null{}));
  EXPECT_EQ(give("1"), Pair(std::string("coupon"), money("5 CNY")));
  EXPECT_EQ(give("2.9999999999999999999999999"), Pair(std::string("coupon"), money("5 CNY")));
  EXPECT_EQ(give("3"), Pair(std::string("coupon"), money("8 CNY")));
  EXPECT_EQ(give("7"), Pair(std::string("refund or resend"), money("80 CNY")));
  EXPECT_EQ(give("1e30"), Pair(std::string("refund or resend"), money("80 CNY")));
}

TEST(Bookshop, PartsOfACentAreLeftUnrounded) {
  const Decision d = decide(table(bookshop), late("4", "80.05 CNY"));
  EXPECT_EQ(d.rows[0].at("amount"), Value(decimal("8.005")));
  EXPECT_EQ(d.currencies[0].at("amount").text(), "CNY");
}

TEST(Bookshop, RowIdsAndOthers) {
  const Table t = table(bookshop);
  const Decision d =
      decide(t, {{"category", Value(std::string("wrong_book"))}, {"days_late", Value(Decimal(2))}});
  EXPECT_EQ(d.matched, std::vector<std::string>{"t/6"});
  EXPECT_EQ(d.rows[0].at("give"), Value(std::string("ask lead")));
  EXPECT_TRUE(d.missing.empty());
}

TEST(Bookshop, TraceNamesTheFirstCellThatFailed) {
  const Decision d = decide(table(bookshop), late("4", "80 CNY"), true);
  ASSERT_EQ(d.trace.size(), 3U);
  EXPECT_EQ(d.trace[0].failed->column, "days_late");
  EXPECT_EQ(d.trace[0].failed->cell, "< 1");
  EXPECT_EQ(d.trace[0].failed->value, "4");
  EXPECT_EQ(d.trace[1].failed->cell, "[1..3)");
  EXPECT_TRUE(d.trace[2].fired);
  EXPECT_EQ(d.trace[2].row, "t/3");
}

TEST(Bookshop, AFactThatMightHaveDecidedIsMissing) {
  const Table t = table(bookshop);
  const Decision unknown = decide(
      t, {{"category", Value(std::string("delivery.delay"))}, {"paid", Value(money("80 CNY"))}});
  EXPECT_EQ(unknown.missing, std::vector<std::string>{"days_late"});
  // Damage does not look at the days.
  const Decision damage = decide(
      t, {{"category", Value(std::string("delivery.damage"))}, {"paid", Value(money("80 CNY"))}});
  EXPECT_TRUE(damage.missing.empty());
  EXPECT_EQ(damage.matched, std::vector<std::string>{"t/5"});
}

TEST(Bookshop, AnAmountThatIsNullSaysWhy) {
  Facts facts = late("4", "80 CNY");
  facts.erase("paid");
  const Decision d = decide(table(bookshop), facts);
  EXPECT_TRUE(d.rows[0].at("amount").is_null());
  EXPECT_EQ(d.missing, std::vector<std::string>{"paid"});
}

constexpr std::string_view overlapping_rows = R"j(
  "when": ["days_late"], "then": ["give", "amount"],
  "rows": [["< 5", "coupon", "5 CNY"], ["< 10", "refund", "7 CNY"], ["> 20", "letter", "-"],
           ["< 3", "coupon", "5 CNY", {"id": "small"}]])j";

Decision with_hit(const std::string& hit, std::string_view days) {
  return decide(table("{\"hit\": \"" + hit + "\"," + std::string(overlapping_rows) + "}"),
                {{"days_late", Value(decimal(days))}});
}
Error error_with_hit(const std::string& hit, std::string_view days) {
  auto d = table("{\"hit\": \"" + hit + "\"," + std::string(overlapping_rows) + "}")
               .evaluate({{"days_late", Value(decimal(days))}}, false);
  EXPECT_FALSE(d.has_value());
  return d ? Error{} : d.error();
}
using Ids = std::vector<std::string>;

TEST(HitPolicies, UniqueNamesTheRowsThatMeet) {
  EXPECT_EQ(with_hit("unique", "7").matched, Ids{"t/2"});
  EXPECT_TRUE(with_hit("unique", "15").result.is_null());
  const Error error = error_with_hit("unique", "4");
  EXPECT_EQ(error.code, Code::evaluation);
  EXPECT_NE(error.message.find("t/1 and t/2"), std::string::npos) << error.message;
  EXPECT_EQ(error.where, "/tables/t");
}

TEST(HitPolicies, AnyWantsEqualAnswers) {
  EXPECT_EQ(with_hit("any", "7").matched, Ids{"t/2"});
  EXPECT_NE(error_with_hit("any", "2").message.find("t/1 and t/2"), std::string::npos);
  const Table same = table(R"j({"hit": "any", "when": ["days_late"], "then": ["amount"],
                               "rows": [["< 5", "5 CNY"], ["< 10", "10 / 2 * paid / paid"]]})j");
  EXPECT_FALSE(same.evaluate({{"days_late", Value(Decimal(1))}, {"paid", Value(money("3 CNY"))}},
                             false)
                   .has_value()); // 5 CNY is not 5
}

TEST(HitPolicies, PriorityAndOutputOrder) {
  EXPECT_EQ(with_hit("priority", "2").matched, Ids{"t/1"}); // values rank as they first stand
  EXPECT_EQ(with_hit("output order", "2").matched, (Ids{"t/1", "small", "t/2"}));
  const Table t = table("{\"hit\": \"priority\", \"order\": {\"give\": [\"refund\", \"coupon\"]}," +
                        std::string(overlapping_rows) + "}");
  EXPECT_EQ(decide(t, {{"days_late", Value(Decimal(2))}}).matched, Ids{"t/2"});
}

TEST(HitPolicies, RuleOrderAndCollectAnswerLists) {
  for (const char* hit : {"rule order", "collect"}) {
    const Decision d = with_hit(hit, "2");
    EXPECT_EQ(d.matched, (Ids{"t/1", "t/2", "small"}));
    ASSERT_EQ(d.result.get<ValueList>()->size(), 3U);
    EXPECT_EQ(with_hit(hit, "15").result, Value(ValueList{}));
  }
}

TEST(HitPolicies, Aggregates) {
  EXPECT_EQ(with_hit("collect sum", "2").rows[0].at("amount"), Value(money("17 CNY")));
  EXPECT_EQ(with_hit("collect min", "2").rows[0].at("amount"), Value(money("5 CNY")));
  EXPECT_EQ(with_hit("collect max", "2").rows[0].at("amount"), Value(money("7 CNY")));
  EXPECT_EQ(with_hit("collect count", "2").rows[0].at("amount"), Value(Decimal(3)));
  EXPECT_EQ(with_hit("collect count", "15").rows[0].at("amount"), Value(Decimal(0)));
  EXPECT_TRUE(with_hit("collect sum", "15").rows.empty());
  EXPECT_TRUE(with_hit("collect sum", "25").rows[0].at("amount").is_null());
}

TEST(Cells, EveryKindOfColumn) {
  const Table t = table(R"j({"hit": "rule order",
    "when": ["tier", "vip", "delivered", "reported_at", "waited", "paid", "warranty"],
    "then": ["give"],
    "rows": [
      ["gold, silver", "-", "-", "-", "-", "-", "-", "words"],
      ["not(gold)", "-", "-", "-", "-", "-", "-", "not"],
      ["-", "true", "-", "-", "-", "-", "-", "truth"],
      ["-", "-", ">= 2026-09-01", "-", "-", "-", "-", "date"],
      ["-", "-", "[date(\"2026-01-01\")..2026-06-30]", "-", "-", "-", "-", "dates"],
      ["-", "-", "-", "< date and time(\"2026-09-01T00:00:00+08:00\")", "-", "-", "-", "instant"],
      ["-", "-", "-", "-", "> 36h, < 30min", "-", "-", "duration"],
      ["-", "-", "-", "-", "-", "]5 CNY..10.50 CNY[", "-", "money"],
      ["-", "-", "-", "-", "-", "-", ">= duration(\"P1Y\")", "months"]
    ]})j");
  const Facts facts{{"tier", Value(std::string("silver"))},
                    {"vip", Value(true)},
                    {"delivered", Value(parse_date("2026-06-30").value())},
                    {"reported_at", Value(parse_instant("2026-08-31T15:59:59Z").value())},
                    {"waited", Value(hours(37))},
                    {"paid", Value(money("10.49 CNY"))},
                    {"warranty", Value(Months{12})}};
  const Decision d = decide(t, facts);
  std::vector<std::string> gives;
  for (const auto& row : d.rows)
    gives.push_back(*row.at("give").get<std::string>());
  EXPECT_EQ(gives,
            (Ids{"words", "not", "truth", "dates", "instant", "duration", "money", "months"}));
  Facts edge = facts;
  edge["paid"] = Value(money("10.50 CNY"));
  edge["reported_at"] = Value(parse_instant("2026-08-31T16:00:00Z").value());
  edge["waited"] = Value(hours(36));
  edge["warranty"] = Value(Months{11});
  edge["tier"] = Value(std::string("gold"));
  edge["delivered"] = Value(parse_date("2026-09-01").value());
  EXPECT_EQ(decide(t, edge).matched, (Ids{"t/1", "t/3", "t/4"}));
}

TEST(Cells, CellsMayLookAtOtherFactsAndAtTheValueItself) {
  const Table t =
      table(R"j({"hit": "rule order", "when": ["paid", "tags", "note"], "then": ["give"],
    "rows": [["> postage", "-", "-", "a"], ["-", "list contains(?, \"fragile\")", "-", "b"],
             ["-", "-", "starts with(?, \"VIP\")", "c"], ["postage, 1 CNY", "-", "-", "d"]]})j");
  const Facts facts{{"paid", Value(money("10 CNY"))},
                    {"postage", Value(money("9 CNY"))},
                    {"tags", Value(ValueList{Value(std::string("fragile"))})},
                    {"note", Value(std::string("VIP customer"))}};
  EXPECT_EQ(decide(t, facts).matched, (Ids{"t/1", "t/2", "t/3"}));
  Facts other = facts;
  other["postage"] = Value(money("10 CNY"));
  other["tags"] = Value(ValueList{});
  EXPECT_EQ(decide(t, other).matched, (Ids{"t/3", "t/4"}));
  other.erase("postage");
  EXPECT_EQ(decide(t, other).missing, Ids{"postage"});
}

TEST(Cells, NullIsATestOfItsOwn) {
  const Table t = table(R"j({"hit": "rule order", "when": ["days_late", "tier"], "then": ["give"],
    "rows": [["null", "-", "a"], ["not(null)", "-", "b"], ["-", "null, gold", "c"],
             ["> 3, null", "-", "d"]]})j");
  const Decision none = decide(t, {});
  EXPECT_EQ(none.matched, (Ids{"t/1", "t/3", "t/4"}));
  EXPECT_TRUE(none.missing.empty());
  EXPECT_EQ(
      decide(t, {{"days_late", Value(Decimal(4))}, {"tier", Value(std::string("gold"))}}).matched,
      (Ids{"t/2", "t/3", "t/4"}));
}

TEST(Rows, CanBeSwitchedOff) {
  const Table t = table("{\"hit\": \"first\"," + std::string(overlapping_rows) + "}");
  const std::vector<bool> enabled{false, true, true, true};
  auto d = t.evaluate({{"days_late", Value(Decimal(2))}}, true, &enabled);
  ASSERT_TRUE(d.has_value());
  EXPECT_EQ(d->matched, Ids{"t/2"});
  EXPECT_EQ(t.rows()[3].id, "small");
}

TEST(BadTables, SayWhatAndWhere) {
  const auto expect = [](std::string_view text, Code code, std::string_view part,
                         std::string_view where) {
    const Error error = table_error(text);
    EXPECT_EQ(error.code, code) << error.message;
    EXPECT_NE(error.message.find(part), std::string::npos) << error.message;
    EXPECT_EQ(error.where, where) << error.message;
  };
  expect(R"j({"when": ["days_lat"], "then": ["give"], "rows": []})j", Code::not_found, "days_late",
         "/tables/t/when/0");
  expect(R"j({"when": ["days_late"], "then": ["amount"], "rows": [["< 1", "2 * piad"]]})j",
         Code::not_found, "paid", "/tables/t/rows/0/1");
  expect(R"j({"when": ["days_late"], "then": ["give"], "rows": [["< 1", "x"], ["< ", "x"]]})j",
         Code::parse, "expected a value at the end", "/tables/t/rows/1/0");
  expect(R"j({"when": ["days_late"], "then": ["give"], "rows": [["< 1"]]})j", Code::parse,
         "row 1 has 1 cells", "/tables/t/rows/0");
  expect(R"j({"when": ["days_late"], "then": ["give"], "rows": [["< 5 CNY", "x"]]})j", Code::parse,
         "type number", "/tables/t/rows/0/0");
  expect(R"j({"when": ["paid"], "then": ["give"], "rows": [["< 5", "x"]]})j", Code::parse, "5 CNY",
         "/tables/t/rows/0/0");
  expect(R"j({"when": ["waited"], "then": ["give"], "rows": [["< 24", "x"]]})j", Code::parse, "24h",
         "/tables/t/rows/0/0");
  expect(R"j({"when": ["vip"], "then": ["amount"], "rows": [["true", "paid + 5"]]})j", Code::parse,
         "5 CNY", "/tables/t/rows/0/1");
  expect(R"j({"when": ["vip"], "then": ["amount"], "rows": [["true", "category"]]})j", Code::parse,
         "money or a number", "/tables/t/rows/0/1");
  expect(R"j({"when": ["vip"], "then": ["amount"], "rows": [["true", "5 XYZ"]]})j", Code::parse,
         "currencies", "/tables/t/rows/0/1");
  expect(R"j({"when": ["vip"], "then": ["amount"], "rows": [["true", "5.005 CNY"]]})j", Code::parse,
         "currencies", "/tables/t/rows/0/1");
  expect(R"j({"hit": "last", "when": [], "then": ["give"], "rows": []})j", Code::parse, "hit",
         "/tables/t/hit");
  expect(R"j({"wen": [], "then": ["give"], "rows": []})j", Code::parse, "when", "/tables/t/wen");
  expect(R"j({"when": ["vip"], "then": ["give"], "rows": [["true", "a", {"id": "z"}],
             ["true", "b", {"id": "z"}]]})j",
         Code::parse, "\"z\"", "/tables/t/rows/1");
  expect(R"j({"when": ["vip"], "then": ["colour"], "rows": [["true", "red"]]})j", Code::not_found,
         "\"types\": {\"colour\": \"word\"}", "/tables/t/rows/0/1");
}

// What evaluating says that cannot answer: its words and the pointer of the cell.
void expect_refusal(const Table& t, const Facts& facts, const std::vector<std::string>& parts,
                    std::string_view where) {
  const auto answer = t.evaluate(facts, false);
  ASSERT_FALSE(answer.has_value());
  EXPECT_EQ(answer.error().code, Code::evaluation);
  EXPECT_EQ(answer.error().where, where) << answer.error().message;
  for (const std::string& part : parts)
    EXPECT_NE(answer.error().message.find(part), std::string::npos) << answer.error().message;
}

TEST(BadFacts, OfAnotherKindNameTheColumnItsCellAndRow) {
  Facts facts = late("4", "80 CNY");
  facts["days_late"] = Value(std::string("four"));
  expect_refusal(table(bookshop), facts, {"days_late is a text (four)", "`< 1` in row t/1"},
                 "/tables/t/rows/0/1");
}

TEST(BadFacts, TwoCurrenciesNameBothWhereverTheyMeet) {
  const Facts facts{
      {"vip", Value(true)}, {"paid", Value(money("1 CNY"))}, {"postage", Value(money("1 USD"))}};
  expect_refusal(table(R"j({"when": ["vip"], "then": ["amount"],
                            "rows": [["true", "paid + postage"]]})j"),
                 facts, {"CNY", "USD", "row t/1", "amount `paid + postage`"}, "/tables/t/rows/0/1");
  expect_refusal(table(R"j({"when": ["postage"], "then": ["amount"],
                            "rows": [["-", "paid"], ["< 5 CNY", "paid"]]})j"),
                 facts, {"postage is money (1 USD)", "`< 5 CNY` in row t/2"}, "/tables/t/rows/1/0");
  expect_refusal(table(R"j({"when": ["paid"], "then": ["amount"],
                            "rows": [["> postage", "paid"]]})j"),
                 facts, {"CNY", "USD", "row t/1, paid `> postage`"}, "/tables/t/rows/0/0");
  for (const char* hit : {"collect sum", "collect min", "collect max"})
    expect_refusal(table("{\"hit\": \"" + std::string(hit) + R"j(", "when": ["vip"],
                            "then": ["amount"], "rows": [["true", "paid"], ["-", "postage"]]})j"),
                   facts, {"CNY", "USD", "rows t/1 and t/2, amount"}, "/tables/t");
}

TEST(BadFacts, BeyondEveryRangeTheySaySo) {
  const Facts facts{{"days_late", Value(decimal("9e30"))}, {"waited", Value(hours(1'000'000'000))}};
  expect_refusal(table(R"j({"when": [], "then": ["amount"], "rows": [["days_late ** 6000"]]})j"),
                 facts, {"too large", "row t/1, amount"}, "/tables/t/rows/0/0");
  expect_refusal(table(R"j({"when": [], "then": ["n"], "rows": [["waited * 1000000"]]})j"), facts,
                 {"beyond its range", "row t/1, n"}, "/tables/t/rows/0/0");
}

TEST(BadFacts, MissingOnesAreNamedAndGiveNoAmount) {
  const Table t = table(R"j({"hit": "collect sum", "when": ["vip"], "then": ["amount"],
                             "rows": [["true", "paid"], ["-", "postage * 2"]]})j");
  const Decision d = decide(t, {{"vip", Value(true)}, {"paid", Value(money("3 CNY"))}});
  EXPECT_EQ(d.missing, Ids{"postage"}); // 3 CNY is not the whole answer
  const Decision none = decide(t, {});
  EXPECT_EQ(none.missing, (Ids{"postage", "vip"}));
  EXPECT_TRUE(none.rows.at(0).at("amount").is_null());
}

TEST(Slots, AnswerLikeFacts) {
  const Table t = table(bookshop);
  std::vector<Slot> slots(t.slots().size());
  slots[*t.slot("category")] = Slot::of_word(t.word("delivery.delay"));
  slots[*t.slot("days_late")] = Slot::of_number(45, 1);
  const Value paid = money("80.00 CNY");
  slots[*t.slot("paid")] = t.encode(paid);
  Scratch scratch;
  ASSERT_TRUE(t.evaluate(slots, scratch, true).has_value());
  ASSERT_EQ(scratch.matched().size(), 1U);
  EXPECT_EQ(scratch.matched()[0], 2U);
  EXPECT_EQ(t.decode(scratch.output(0, 0)), Value(std::string("coupon")));
  EXPECT_EQ(t.decode(scratch.output(0, 1)), Value(money("8 CNY")));
  const auto failed = scratch.failed();
  EXPECT_EQ(std::vector<std::uint16_t>(failed.begin(), failed.end()),
            (std::vector<std::uint16_t>{1, 1, Scratch::fired}));
  EXPECT_FALSE(t.evaluate(std::span(slots).first(1), scratch).has_value());
}

TEST(AnyFacts, GuessWordsFromTheCells) {
  const Table t = table(R"j({"when": ["kind", "size"], "then": ["give"],
    "rows": [["parcel, letter", "< 5", "a"], ["-", "-", "b"]]})j",
                        any_facts());
  EXPECT_EQ(
      decide(t, {{"kind", Value(std::string("letter"))}, {"size", Value(Decimal(3))}}).matched,
      Ids{"t/1"});
  EXPECT_EQ(decide(t, {{"kind", Value(std::string("box"))}, {"size", Value(Decimal(3))}}).matched,
            Ids{"t/2"});
}

} // namespace
} // namespace amends::test
