// Decision models written short, and what they answer.
#pragma once

#include "help.hpp"

#include "amends/dmn.hpp"

namespace amends::test {

// A model around its elements, in the 1.5 namespace.
inline std::string model_text(const std::string& elements,
                              const std::string& space = "urn:test:main") {
  return R"(<?xml version="1.0" encoding="UTF-8"?>
<d:definitions xmlns:d="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace=")" +
         space + "\">" + elements + "</d:definitions>";
}

inline std::string input(const std::string& name, const std::string& type) {
  return "<d:inputData id=\"i_" + name + "\" name=\"" + name + "\"><d:variable name=\"" + name +
         "\" typeRef=\"" + type + "\"/></d:inputData>";
}
inline std::string needs_input(const std::string& name) {
  return "<d:informationRequirement><d:requiredInput href=\"#i_" + name +
         "\"/></d:informationRequirement>";
}
inline std::string needs_decision(const std::string& name) {
  return "<d:informationRequirement><d:requiredDecision href=\"#d_" + name +
         "\"/></d:informationRequirement>";
}
inline std::string needs_function(const std::string& name) {
  return "<d:knowledgeRequirement><d:requiredKnowledge href=\"#b_" + name +
         "\"/></d:knowledgeRequirement>";
}
inline std::string literal(const std::string& text) {
  return "<d:literalExpression><d:text><![CDATA[" + text + "]]></d:text></d:literalExpression>";
}
inline std::string decision(const std::string& name, const std::string& inside,
                            const std::string& type = "") {
  return "<d:decision id=\"d_" + name + "\" name=\"" + name + "\"><d:variable name=\"" + name +
         "\"" + (type.empty() ? "" : " typeRef=\"" + type + "\"") + "/>" + inside + "</d:decision>";
}
// Columns, outputs and rows of cells; `|` between the cells of a row.
inline std::string table(const std::string& attributes, const std::vector<std::string>& inputs,
                         const std::vector<std::string>& outputs,
                         const std::vector<std::string>& rows) {
  std::string out = "<d:decisionTable " + attributes + ">";
  for (const std::string& one : inputs)
    out += "<d:input><d:inputExpression><d:text><![CDATA[" + one +
           "]]></d:text></d:inputExpression></d:input>";
  for (const std::string& one : outputs)
    out += one.starts_with('<') ? one : "<d:output name=\"" + one + "\"/>";
  for (const std::string& row : rows) {
    out += "<d:rule>";
    std::size_t from = 0;
    for (std::size_t cell = 0; cell < inputs.size() + outputs.size(); ++cell) {
      const std::size_t bar = row.find('|', from);
      const std::string text = row.substr(from, bar - from);
      from = bar + 1;
      const std::string kind = cell < inputs.size() ? "inputEntry" : "outputEntry";
      out += "<d:" + kind + "><d:text><![CDATA[" + text + "]]></d:text></d:" + kind + ">";
    }
    out += "</d:rule>";
  }
  return out + "</d:decisionTable>";
}

inline DecisionModel compile(const std::string& elements, std::span<const ModelText> beside = {}) {
  auto model = DecisionModel::from_dmn(model_text(elements), beside);
  if (!model)
    ADD_FAILURE() << model.error().message;
  return std::move(model).value();
}

inline Json ask(const DecisionModel& model, std::string_view inputs, const std::string& name = "",
                bool trace = false) {
  Json question = Json::object();
  question.set("inputs", json(inputs));
  auto answer = answer_decide(model, question, {name, trace});
  if (!answer)
    ADD_FAILURE() << answer.error().message << " at " << answer.error().where;
  return answer ? *answer : Json();
}
inline std::string result(const DecisionModel& model, std::string_view inputs,
                          const std::string& name = "") {
  const Json answer = ask(model, inputs, name);
  const Json* value = answer.find("result");
  return value != nullptr ? print_json(*value) : "none";
}
inline Error refusal(const DecisionModel& model, std::string_view question,
                     const DecideOptions& options = {}) {
  auto answer = answer_decide(model, json(question), options);
  EXPECT_FALSE(answer.has_value()) << question;
  return answer ? Error{} : answer.error();
}

inline std::string service_model() {
  return input("A", "number") + decision("Twice", needs_input("A") + literal("A * 2")) +
         decision("More", needs_decision("Twice") + literal("Twice + 1")) +
         "<d:decisionService id=\"b_Serve\" name=\"Serve\"><d:variable name=\"Serve\"/>"
         "<d:outputDecision href=\"#d_More\"/><d:encapsulatedDecision href=\"#d_Twice\"/>"
         "<d:inputData href=\"#i_A\"/></d:decisionService>" +
         "<d:decisionService id=\"b_Late\" name=\"Late\"><d:variable name=\"Late\"/>"
         "<d:outputDecision href=\"#d_More\"/><d:inputDecision href=\"#d_Twice\"/>"
         "</d:decisionService>" +
         decision("Calls", needs_function("Serve") + needs_function("Late") +
                               literal("Serve(5) + Late(100)"));
}

} // namespace amends::test
