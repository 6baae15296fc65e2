// Decision models that are wrong or endless, questions that do not fit, and what lint finds.
#include "dmn_help.hpp"

namespace amends::test {
namespace {

TEST(Dmn, BadQuestions) {
  const DecisionModel model = compile(service_model());
  EXPECT_EQ(refusal(model, R"({"inputs": {"Twise": 1}})").where, "/inputs/Twise");
  EXPECT_NE(refusal(model, R"({"inputs": {"Twise": 1}})").message.find("Twice"), std::string::npos);
  EXPECT_EQ(refusal(model, R"({"input": {}})").where, "/input");
  EXPECT_EQ(refusal(model, R"({"inputs": 5})").where, "/inputs");
  EXPECT_EQ(refusal(model, R"([])").code, Code::parse);
  EXPECT_EQ(refusal(model, R"({"inputs": {}})", {"Mor", false}).code, Code::not_found);
}

TEST(Dmn, LintFindsOverlapsGapsAndDeadRowsOfTablesInModels) {
  const std::string text = model_text(
      input("n", "number") +
      decision("A", needs_input("n") +
                        table("hitPolicy=\"UNIQUE\"", {"n"}, {"o"}, {"< 5|1", ">= 4|2"})) +
      decision("B", needs_input("n") +
                        table("hitPolicy=\"FIRST\"", {"n + 1"}, {"o"}, {"< 5|1", "[1..3]|2"})) +
      decision("C", needs_input("n") +
                        table("hitPolicy=\"UNIQUE\"", {"n"},
                              {"<d:output name=\"o\"><d:defaultOutputEntry><d:text>0</d:text>"
                               "</d:defaultOutputEntry></d:output>"},
                              {"< 5|1"})));
  const auto model = DecisionModel::from_dmn(text);
  ASSERT_TRUE(model.has_value()) << model.error().message;
  std::vector<std::string> found;
  for (const Finding& finding : model->lint())
    found.push_back(finding.rule + " " + finding.where);
  EXPECT_EQ(found,
            (std::vector<std::string>{"overlap /A/rows/1", "dead_row /B/rows/1", "gap /B/rows"}));
  EXPECT_EQ(model->lint()[0].example.at("n"), Value(decimal("4")));
}

TEST(Dmn, BadModels) {
  const auto code = [](const std::string& text) {
    auto model = DecisionModel::from_dmn(text);
    EXPECT_FALSE(model.has_value()) << text.substr(0, 200);
    return model ? Code::internal : model.error().code;
  };
  EXPECT_EQ(code("<a"), Code::parse);
  EXPECT_EQ(code("<a/>"), Code::parse);
  EXPECT_EQ(code(""), Code::parse);
  EXPECT_EQ(code(model_text(decision("a", needs_decision("b") + literal("b")) +
                            decision("b", needs_decision("a") + literal("a")))),
            Code::parse);
  EXPECT_EQ(code(model_text(decision("a", needs_input("gone") + literal("gone")))), Code::parse);
  // A decision that cannot be read is an error only when it is asked for.
  const DecisionModel model =
      compile(decision("good", literal("1")) + decision("bad", literal("1 +")) +
              decision("other", "<d:decisionTable hitPolicy=\"X\"/>"));
  EXPECT_EQ(result(model, "{}", "good"), "1");
  EXPECT_NE(refusal(model, "{}", {"bad", false}).message.find("`1 +`"), std::string::npos);
  EXPECT_EQ(refusal(model, "{}", {"other", false}).code, Code::unsupported);
}

TEST(Dmn, EndlessCallsAreStopped) {
  const DecisionModel model =
      compile("<d:businessKnowledgeModel id=\"b_f\" name=\"f\"><d:encapsulatedLogic>"
              "<d:formalParameter name=\"n\"/>" +
              literal("f(n + 1)") + "</d:encapsulatedLogic></d:businessKnowledgeModel>" +
              decision("D", needs_function("f") + literal("f(1)")));
  EXPECT_EQ(refusal(model, "{}").code, Code::limit);
}

// Small models whose values double with every call: copied, shared, compared, handed out.
TEST(Dmn, ValuesThatGrowWithoutBoundAreStopped) {
  const auto grows = [](const std::string& grown, const std::string& asked) {
    return compile("<d:businessKnowledgeModel id=\"b_f\" name=\"f\"><d:encapsulatedLogic>"
                   "<d:formalParameter name=\"s\"/><d:formalParameter name=\"n\"/>" +
                   literal("if n = 0 then s else f(" + grown + ", n - 1)") +
                   "</d:encapsulatedLogic></d:businessKnowledgeModel>" +
                   decision("D", needs_function("f") + literal(asked)));
  };
  for (const char* grown : {"concatenate(s, s)", "[s, s]", "{a: s, b: s}"})
    for (const char* asked : {"count([f([1], 40)])", "f([1], 40) = f([1], 40)", "f([1], 40)",
                              "list contains([f([1], 40)], 1)", "flatten([f([1], 40)])"}) {
      SCOPED_TRACE(std::string(grown) + " " + asked);
      EXPECT_EQ(refusal(grows(grown, asked), "{}").code, Code::limit);
    }
  EXPECT_EQ(result(grows("concatenate(s, s)", "count(f([1], 12))"), "{}"), "4096");
}

TEST(Dmn, TablesOfMoreRowsThanAllowed) {
  std::string rules;
  for (int i = 0; i < 10'001; ++i)
    rules += "<d:rule><d:inputEntry><d:text>" + std::to_string(i) +
             "</d:text></d:inputEntry><d:outputEntry><d:text>1</d:text></d:outputEntry></d:rule>";
  const DecisionModel model =
      compile(decision("D", "<d:decisionTable hitPolicy=\"FIRST\"><d:input><d:inputExpression>"
                            "<d:text>1</d:text></d:inputExpression></d:input><d:output/>" +
                                rules + "</d:decisionTable>"));
  EXPECT_NE(refusal(model, "{}").message.find("table_rows"), std::string::npos);
}

} // namespace
} // namespace amends::test
