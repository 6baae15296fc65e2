// What decision models say, and what they answer.
#include "dmn_help.hpp"

namespace amends::test {
namespace {

TEST(Dmn, TablesOnDatesTimesAndDurations) {
  const DecisionModel model = compile(
      input("Day", "date") + input("Hour", "time") + input("Moment", "date and time") +
      input("Wait", "days and time duration") + input("Age", "years and months duration") +
      decision("Kind", needs_input("Day") + needs_input("Hour") + needs_input("Moment") +
                           needs_input("Wait") + needs_input("Age") +
                           table("hitPolicy=\"RULE ORDER\"",
                                 {"Day", "Hour", "Moment", "Wait", "Age"}, {"k"},
                                 {"[date(\"2016-01-01\")..date(\"2016-12-31\")]|-|-|-|-|\"day\"",
                                  "-|< time(\"12:00:00\")|-|-|-|\"hour\"",
                                  "-|-|>= date and time(\"2016-09-01T05:00:00\")|-|-|\"moment\"",
                                  "-|-|-|> duration(\"P1D\")|-|\"wait\"",
                                  "-|-|-|-|[duration(\"P1Y\")..duration(\"P2Y\"))|\"age\""})));
  EXPECT_EQ(result(model, R"j({"Day": "2016-12-31", "Hour": "11:59:59.5",
      "Moment": "2016-09-01T05:00:00", "Wait": "P1DT1S", "Age": "P23M"})j"),
            R"(["day","hour","moment","wait","age"])");
  EXPECT_EQ(result(model, R"j({"Day": "2017-01-01", "Hour": "12:00:00",
      "Moment": "2016-09-01T04:59:59", "Wait": "PT24H", "Age": "P2Y"})j"),
            "[]");
}

// As published models have it: a column of type string over a boolean, a function under the type of
// what it returns.
TEST(Dmn, TypesThatModelsNameLoosely) {
  std::string loose = table("hitPolicy=\"UNIQUE\"", {"Known"}, {"o"}, {"true|1", "false|2"});
  const std::string plain = "<d:inputExpression>";
  ASSERT_NE(loose.find(plain), std::string::npos) << loose;
  loose.replace(loose.find(plain), plain.size(), "<d:inputExpression typeRef=\"string\">");
  const DecisionModel columns =
      compile(input("Known", "boolean") + decision("D", needs_input("Known") + loose));
  const Json answer = ask(columns, R"({"Known": false})");
  EXPECT_EQ(print_json(*answer.find("result")), "2");
  EXPECT_NE(print_json(*answer.find("notes")).find("not of type string"), std::string::npos);

  const DecisionModel functions = compile(decision(
      "D", "<d:context><d:contextEntry><d:variable name=\"dearer\" typeRef=\"boolean\"/>"
           "<d:functionDefinition><d:formalParameter name=\"a\"/><d:formalParameter name=\"b\"/>" +
               literal("a > b") + "</d:functionDefinition></d:contextEntry><d:contextEntry>" +
               literal("sort([2, 3, 1], dearer)") + "</d:contextEntry></d:context>"));
  EXPECT_EQ(result(functions, "{}"), "[3,2,1]");
}

TEST(Dmn, NamesOfSeveralWords) {
  const DecisionModel model = compile(
      "<d:itemDefinition name=\"tApplicant\"><d:itemComponent name=\"Monthly income\">"
      "<d:typeRef>number</d:typeRef></d:itemComponent><d:itemComponent name=\"Age\">"
      "<d:typeRef>number</d:typeRef></d:itemComponent></d:itemDefinition>" +
      input("Applicant data", "tApplicant") + input("Self-employed/other", "boolean") +
      decision("Share",
               needs_input("Applicant data") + needs_input("Self-employed/other") +
                   literal("if Self-employed/other then Applicant data.Monthly income * 0.5 "
                           "else Applicant data . Monthly income-1"),
               "number"));
  const std::string data = R"("Applicant data": {"Monthly income": 100, "Age": 30})";
  EXPECT_EQ(result(model, "{" + data + R"(, "Self-employed/other": true})"), "50");
  EXPECT_EQ(result(model, "{" + data + R"(, "Self-employed/other": false})"), "99");
}

TEST(Dmn, FunctionsByPlaceByNameAndBoxed) {
  const std::string function =
      "<d:businessKnowledgeModel id=\"b_Payment\" name=\"Payment\"><d:encapsulatedLogic>"
      "<d:formalParameter name=\"Full amount\" typeRef=\"number\"/>"
      "<d:formalParameter name=\"n\" typeRef=\"number\"/>" +
      literal("Full amount / n") + "</d:encapsulatedLogic></d:businessKnowledgeModel>";
  const std::string boxed = "<d:invocation>" + literal("Payment") +
                            "<d:binding><d:parameter name=\"n\"/>" + literal("4") +
                            "</d:binding><d:binding><d:parameter name=\"Full amount\"/>" +
                            literal("A") + "</d:binding></d:invocation>";
  const std::string needs = needs_input("A") + needs_function("Payment");
  const DecisionModel model = compile(
      function + input("A", "number") + decision("Place", needs + literal("Payment(A, 4)")) +
      decision("Named", needs + literal("Payment(n: 4, Full amount: A) + 1")) +
      decision("Boxed", needs + boxed) + decision("Wrong", needs + literal("Payment(\"x\", 4)")));
  EXPECT_EQ(result(model, R"({"A": 10})", "Place"), "2.5");
  EXPECT_EQ(result(model, R"({"A": 10})", "Named"), "3.5");
  EXPECT_EQ(result(model, R"({"A": 10})", "Boxed"), "2.5");
  EXPECT_EQ(result(model, R"({"Full amount": 9, "n": 3})", "Payment"), "3");
  const Json wrong = ask(model, R"({"A": 10})", "Wrong");
  EXPECT_TRUE(wrong.find("result")->is_null());
  ASSERT_NE(wrong.find("notes"), nullptr) << "null never comes without a word";
  EXPECT_NE(wrong.find("notes")->items[0].text.find("number"), std::string::npos);
}

TEST(Dmn, ContextsWithResultsAndTablesInside) {
  const std::string context =
      "<d:context><d:contextEntry><d:variable name=\"base\" typeRef=\"number\"/>" +
      literal("A * 2") + "</d:contextEntry><d:contextEntry><d:variable name=\"tier\"/>" +
      table("", {"base"}, {"out"}, {"< 10|\"low\"", ">= 10|\"high\""}) +
      "</d:contextEntry><d:contextEntry>" + literal("tier + string(base)") +
      "</d:contextEntry></d:context>";
  const DecisionModel model =
      compile(input("A", "number") + decision("D", needs_input("A") + context, "string"));
  EXPECT_EQ(result(model, R"({"A": 4})"), "\"low8\"");
  const Json answer = ask(model, R"({"A": 5})", "D", true);
  EXPECT_EQ(print_json(*answer.find("matched")), "[\"D.tier/2\"]");
  EXPECT_EQ(print_json(answer.find("trace")->items[0]),
            R"({"row":"D.tier/1","fired":false,"column":"base","cell":"< 10","value":"10"})");
}

TEST(Dmn, ListsRelationsAndIterators) {
  const std::string relation =
      "<d:relation><d:column name=\"sku\"/><d:column name=\"price\"/><d:row>" + literal("\"a\"") +
      literal("10") + "</d:row><d:row>" + literal("\"b\"") + literal("30") +
      "</d:row></d:relation>";
  const std::string boxed_for = "<d:for iteratorVariable=\"i\"><d:in>" + literal("Goods") +
                                "</d:in><d:return>" + literal("i.price * 2") +
                                "</d:return></d:for>";
  const std::string boxed_filter = "<d:filter><d:in>" + literal("Goods") + "</d:in><d:match>" +
                                   literal("item.price > 10") + "</d:match></d:filter>";
  const std::string goods = needs_decision("Goods");
  const DecisionModel model =
      compile(decision("Goods", relation) + decision("Doubled", goods + boxed_for) +
              decision("Dear", goods + boxed_filter) +
              decision("Names", goods + literal("Goods[price > 10].sku")) +
              decision("Sorted", goods + literal("sort(Goods, function(x, y) x.price > y.price)"
                                                 "[1].sku")) +
              decision("Total", goods + literal("sum(for g in Goods return g.price)")));
  EXPECT_EQ(result(model, "{}", "Doubled"), "[20,60]");
  EXPECT_EQ(result(model, "{}", "Dear"), R"([{"sku":"b","price":30}])");
  EXPECT_EQ(result(model, "{}", "Names"), R"(["b"])");
  EXPECT_EQ(result(model, "{}", "Sorted"), R"("b")");
  EXPECT_EQ(result(model, "{}", "Total"), "40");
}

TEST(Dmn, DecisionServices) {
  const DecisionModel model = compile(service_model());
  EXPECT_EQ(result(model, R"({"A": 3})", "Serve"), "7");
  EXPECT_EQ(result(model, R"({"Twice": 3})", "Late"), "4");
  EXPECT_EQ(result(model, "{}", "Calls"), "112");
  EXPECT_EQ(model.services(), (std::vector<std::string>{"Serve", "Late"}));
}

TEST(Dmn, AGivenDecisionIsNotComputed) {
  const DecisionModel model = compile(service_model());
  EXPECT_EQ(result(model, R"({"Twice": 10})", "More"), "11");
  EXPECT_EQ(result(model, R"({"A": 1, "Twice": null})", "More"), "null");
}

TEST(Dmn, WithoutANameTheLastDecisionsAnswer) {
  EXPECT_EQ(result(compile(input("A", "number") + decision("x", needs_input("A") + literal("A")) +
                           decision("y", needs_decision("x") + literal("x + 1"))),
                   R"({"A": 1})"),
            "2");
  EXPECT_EQ(result(compile(decision("x", literal("1")) + decision("y", literal("\"b\""))), "{}"),
            R"({"x":1,"y":"b"})");
}

TEST(Dmn, Imports) {
  const std::vector<ModelText> beside{
      {"lib.dmn", model_text("<d:itemDefinition name=\"tPerson\"><d:itemComponent name=\"name\">"
                             "<d:typeRef>string</d:typeRef></d:itemComponent></d:itemDefinition>"
                             "<d:businessKnowledgeModel id=\"b_greet\" name=\"Say hello\">"
                             "<d:encapsulatedLogic><d:formalParameter name=\"p\" "
                             "typeRef=\"tPerson\"/>" +
                                 literal("\"Hello \" + p.name") +
                                 "</d:encapsulatedLogic></d:businessKnowledgeModel>" +
                                 input("Other", "number") +
                                 decision("Ten", needs_input("Other") + literal("Other + 10")),
                             "urn:test:lib")}};
  const std::string main =
      "<d:import name=\"lib\" namespace=\"urn:test:lib\" locationURI=\"lib.dmn\" "
      "importType=\"https://www.omg.org/spec/DMN/20230324/MODEL/\"/>" +
      input("P", "lib.tPerson") +
      decision("D", needs_input("P") +
                        "<d:knowledgeRequirement><d:requiredKnowledge "
                        "href=\"urn:test:lib#b_greet\"/></d:knowledgeRequirement>"
                        "<d:informationRequirement><d:requiredDecision "
                        "href=\"urn:test:lib#d_Ten\"/></d:informationRequirement>" +
                        literal("lib.Say hello(P) + string(lib.Ten)"));
  const DecisionModel model = compile(main, beside);
  EXPECT_EQ(result(model, R"({"P": {"name": "Li"}, "lib.Other": 1})"), R"("Hello Li11")");
  auto alone = DecisionModel::from_dmn(model_text(main));
  ASSERT_FALSE(alone.has_value());
  EXPECT_EQ(alone.error().code, Code::not_found);
  EXPECT_NE(alone.error().message.find("lib.dmn"), std::string::npos);
}

TEST(Dmn, DefaultsPrioritiesAndListsOfTypes) {
  const std::string output = "<d:output name=\"o\"><d:outputValues><d:text>\"best\",\"good\""
                             "</d:text></d:outputValues><d:defaultOutputEntry><d:text>\"none\""
                             "</d:text></d:defaultOutputEntry></d:output>";
  const DecisionModel model =
      compile(input("A", "number") +
              decision("P", needs_input("A") + table("hitPolicy=\"PRIORITY\"", {"A"}, {output},
                                                     {"> 1|\"good\"", "> 2|\"best\""})) +
              decision("O", needs_input("A") + table("hitPolicy=\"OUTPUT ORDER\"", {"A"}, {output},
                                                     {"> 1|\"good\"", "> 2|\"best\""})) +
              decision("S", needs_input("A") + table("hitPolicy=\"COLLECT\" aggregation=\"SUM\"",
                                                     {"A"}, {"s"}, {"> 1|A", "> 2|10"})) +
              decision("U", needs_input("A") + table("", {"A"}, {"u"}, {"> 1|1", "> 2|2"})));
  EXPECT_EQ(result(model, R"({"A": 3})", "P"), R"("best")");
  EXPECT_EQ(result(model, R"({"A": 2})", "P"), R"("good")");
  EXPECT_EQ(result(model, R"({"A": 1})", "P"), R"("none")");
  EXPECT_EQ(result(model, R"({"A": 3})", "O"), R"(["best","good"])");
  EXPECT_EQ(result(model, R"({"A": 3})", "S"), "13");
  EXPECT_EQ(result(model, R"({"A": 1})", "S"), "null");
  const Json twice = ask(model, R"({"A": 3})", "U");
  EXPECT_TRUE(twice.find("result")->is_null());
  EXPECT_NE(twice.find("notes")->items[0].text.find("U/1 and U/2"), std::string::npos);
}

TEST(Dmn, CellsThatLookAtOtherInputsAndLists) {
  const DecisionModel model = compile(
      "<d:itemDefinition name=\"tList\" isCollection=\"true\"><d:typeRef>string</d:typeRef>"
      "</d:itemDefinition>" +
      input("A", "number") + input("Limit", "number") + input("Tags", "tList") +
      decision("D", needs_input("A") + needs_input("Limit") + needs_input("Tags") +
                        table("hitPolicy=\"COLLECT\"", {"A", "Tags"}, {"o"},
                              {"< Limit|-|\"below\"", "not(Limit)|-|\"other\"",
                               "-|list contains(?, \"x\")|\"x\"", "-|count(?) > 1|\"many\"",
                               "[Limit..Limit + 5]|-|\"near\"", "? > 2 and ? < 4|-|\"three\""})));
  EXPECT_EQ(result(model, R"({"A": 3, "Limit": 3, "Tags": ["x", "y"]})"),
            R"(["x","many","near","three"])");
  EXPECT_EQ(result(model, R"({"A": 1, "Limit": 3, "Tags": "y"})"), R"(["below","other"])");
}

TEST(Dmn, AllowedValuesAndTypesOfInputs) {
  const DecisionModel model =
      compile("<d:itemDefinition name=\"tColour\"><d:typeRef>string</d:typeRef><d:allowedValues>"
              "<d:text>\"red\", \"blue\"</d:text></d:allowedValues></d:itemDefinition>" +
              input("C", "tColour") + input("N", "number") +
              decision("D", needs_input("C") + needs_input("N") + literal("C")));
  EXPECT_EQ(result(model, R"({"C": "red"})"), R"("red")");
  const Error colour = refusal(model, R"({"inputs": {"C": "green"}})");
  EXPECT_EQ(colour.where, "/inputs/C");
  EXPECT_NE(colour.message.find("green"), std::string::npos);
  const Error type = refusal(model, R"({"inputs": {"C": "red", "N": "5"}})");
  EXPECT_EQ(type.where, "/inputs/N");
  EXPECT_NE(type.message.find("a number"), std::string::npos);
}

TEST(PackModel, AnswersLinesLikeAModel) {
  auto model =
      DecisionModel::from_text(R"j({"when": ["days_late", "paid"], "then": ["give", "amount"],
      "rows": [["< 3", "-", "letter", "-"], [">= 3", "> 10 CNY", "coupon", "0.1 * paid"]]})j",
                               "tiers");
  ASSERT_TRUE(model.has_value()) << model.error().message;
  auto answer = answer_decide(*model, json(R"({"id": "1", "x": {"mine": 1},
      "inputs": {"days_late": 4, "paid": "80 CNY"}})"),
                              {"", true});
  ASSERT_TRUE(answer.has_value()) << answer.error().message;
  EXPECT_EQ(print_json(*answer),
            R"j({"id":"1","result":{"amount":{"minor":800,"currency":"CNY"},"give":"coupon"},)j"
            R"j("matched":["tiers/2"],"trace":[{"row":"tiers/1","fired":false,)j"
            R"j("column":"days_late","cell":"< 3","value":"4"},{"row":"tiers/2","fired":true}],)j"
            R"j("x":{"mine":1}})j");
  EXPECT_EQ(refusal(*model, R"({"inputs": {"days": 4}})").where, "/inputs/days");
}

} // namespace
} // namespace amends::test
