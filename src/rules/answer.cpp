// One question as JSON to one answer.
#include "amends/ids.hpp"
#include "rules/dmn_model.hpp"

#include <algorithm>
#include <array>

namespace amends {

namespace {

using rules::Element;

Error unknown(const std::string& what, const std::string& name,
              const std::vector<std::string>& known, std::string where, Code code) {
  std::vector<std::string_view> views(known.begin(), known.end());
  auto near = nearest_names(name, views, 3);
  std::string message = "no " + what + " is called \"" + name + "\"";
  if (near.empty() && known.size() <= 5)
    near = views;
  for (std::size_t i = 0; i < near.size(); ++i)
    message += (i == 0 ? "; there is " : ", ") + std::string(near[i]);
  return {code, std::move(message), std::move(where)};
}

// The members of a question, checked.
struct Question {
  const Json* id = nullptr;
  const Json* inputs = nullptr;
  const Json* x = nullptr;
};

Result<Question> read_question(const Json& json) {
  static constexpr std::array<std::string_view, 3> known{"id", "inputs", "x"};
  if (!json.is(Json::Kind::object))
    return Error{Code::parse, "a question is an object with \"inputs\"", ""};
  for (const auto& [key, value] : json.members)
    if (std::find(known.begin(), known.end(), key) == known.end())
      return unknown("field of a question", key, {known.begin(), known.end()}, pointer_step(key),
                     Code::parse);
  Question question{json.find("id"), json.find("inputs"), json.find("x")};
  if (question.inputs != nullptr && !question.inputs->is_null() &&
      !question.inputs->is(Json::Kind::object))
    return Error{Code::parse, "\"inputs\" is an object of values by name", "/inputs"};
  return question;
}

struct Parts {
  Json result;
  Json matched = Json::array();
  Json trace = Json::array();
  Json notes = Json::array();
  Json missing = Json::array();
};

Json answer_of(const Question& question, Parts parts, const DecideOptions& options) {
  Json answer = Json::object();
  if (question.id != nullptr)
    answer.set("id", *question.id);
  answer.set("result", std::move(parts.result));
  answer.set("matched", std::move(parts.matched));
  if (options.trace)
    answer.set("trace", std::move(parts.trace));
  if (!parts.notes.items.empty())
    answer.set("notes", std::move(parts.notes));
  if (!parts.missing.items.empty())
    answer.set("missing", std::move(parts.missing));
  if (question.x != nullptr)
    answer.set("x", *question.x);
  return answer;
}

Json trace_row(const std::string& row, bool fired) {
  Json out = Json::object();
  out.set("row", Json::string(row));
  out.set("fired", Json::boolean(fired));
  return out;
}
void add_cell(Json& row, const std::string& column, const std::string& cell,
              const std::string& value) {
  row.set("column", Json::string(column));
  row.set("cell", Json::string(cell));
  row.set("value", Json::string(value));
}

// --- .dmn models

bool is_input_or_decision(const Element& element) {
  return element.kind == Element::Kind::input || element.kind == Element::Kind::decision;
}

// Inputs by the names of input data; a decision's name gives its value.
Result<void> read_inputs(const DecisionModel& model, const Question& question,
                         std::vector<rules::Datum>& globals, std::vector<bool>& given) {
  const rules::DmnModel& dmn = model.compiled().dmn;
  if (question.inputs == nullptr)
    return {};
  for (const auto& [key, json] : question.inputs->members) {
    const std::string where = "/inputs" + pointer_step(key);
    std::optional<std::size_t> found;
    for (std::size_t e = 0; e < dmn.elements.size(); ++e) {
      const Element& element = dmn.elements[e];
      const bool exact = element.model + element.name == key;
      const bool imported = !found && element.name == key;
      if (is_input_or_decision(element) && (exact || imported))
        found = e;
    }
    if (!found) {
      std::vector<std::string> known = model.inputs();
      for (std::string& name : model.decisions())
        known.push_back(std::move(name));
      return unknown("input", key, known, where, Code::parse);
    }
    AMENDS_TRY_ASSIGN(globals[*found], dmn.types.read(json, dmn.elements[*found].type, where));
    given[*found] = true;
    std::string why;
    auto own = dmn.types.conform(globals[*found], dmn.elements[*found].type, why);
    if (!own)
      return Error{Code::parse, std::move(why), where};
    globals[*found] = std::move(*own);
  }
  return {};
}

// The elements to answer: the one asked for, else the decisions that no other one requires.
Result<std::vector<std::uint32_t>> wanted_elements(const DecisionModel& model,
                                                   const std::string& name) {
  const rules::DmnModel& dmn = model.compiled().dmn;
  std::vector<std::uint32_t> wanted;
  if (!name.empty()) {
    for (std::uint32_t e = 0; e < dmn.elements.size(); ++e)
      if (dmn.elements[e].kind != Element::Kind::input &&
          dmn.elements[e].model + dmn.elements[e].name == name)
        return std::vector<std::uint32_t>{e};
    std::vector<std::string> known = model.decisions();
    for (std::string& service : model.services())
      known.push_back(std::move(service));
    return unknown("decision", name, known, "", Code::not_found);
  }
  std::vector<bool> required(dmn.elements.size(), false);
  for (const Element& element : dmn.elements)
    for (const std::uint32_t need : element.needs)
      required[need] = true;
  for (std::uint32_t e = 0; e < dmn.elements.size(); ++e)
    if (dmn.elements[e].kind == Element::Kind::decision && !required[e] &&
        dmn.elements[e].model.empty())
      wanted.push_back(e);
  return wanted;
}

void add_run(Parts& parts, const rules::RunTrace::TableRun& run, bool trace) {
  const rules::TableParts& table = *run.table;
  for (const std::uint32_t row : run.matched)
    parts.matched.items.push_back(Json::string(table.rows[row].id));
  if (!trace)
    return;
  for (std::size_t row = 0; row < run.failed.size(); ++row) {
    const std::uint16_t failed = run.failed[row];
    Json line = trace_row(table.rows[row].id, failed == Scratch::fired);
    if (failed != Scratch::fired)
      add_cell(line, table.columns[failed].name, table.columns[failed].cells[row].text,
               print(run.inputs[failed]));
    parts.trace.items.push_back(std::move(line));
  }
}

// A function asked for by name takes its parameters from the inputs.
Result<Json> call_by_inputs(const DecisionModel& model, const Question& question,
                            std::uint32_t element, const DecideOptions& options) {
  const rules::DmnModel& dmn = model.compiled().dmn;
  const Element& function = dmn.elements[element];
  if (function.logic.op != rules::Op::function)
    return Error{Code::unsupported, function.logic.text, ""};
  rules::DatumList arguments(function.logic.names.size());
  if (question.inputs != nullptr)
    for (const auto& [key, json] : question.inputs->members) {
      const auto& names = function.logic.names;
      const auto place = std::find(names.begin(), names.end(), key);
      const std::string where = "/inputs" + pointer_step(key);
      if (place == names.end())
        return unknown("parameter", key, names, where, Code::parse);
      const auto index = static_cast<std::size_t>(place - names.begin());
      AMENDS_TRY_ASSIGN(arguments[index], dmn.types.read(json, function.logic.types[index], where));
    }
  rules::RunTrace trace;
  trace.wanted = options.trace;
  AMENDS_TRY_ASSIGN(const rules::Datum value, run_function(dmn, element, arguments, trace));
  Parts parts;
  parts.result = rules::to_json(value);
  for (const auto& run : trace.tables)
    add_run(parts, run, options.trace);
  for (const std::string& note : trace.notes)
    parts.notes.items.push_back(Json::string(note));
  return answer_of(question, std::move(parts), options);
}

Result<Json> answer_dmn(const DecisionModel& model, const Question& question,
                        const DecideOptions& options) {
  const rules::DmnModel& dmn = model.compiled().dmn;
  AMENDS_TRY_ASSIGN(const std::vector<std::uint32_t> wanted,
                    wanted_elements(model, options.decision));
  if (wanted.size() == 1 && dmn.elements[wanted[0]].kind == Element::Kind::function)
    return call_by_inputs(model, question, wanted[0], options);
  std::vector<rules::Datum> globals(dmn.elements.size());
  std::vector<bool> given(dmn.elements.size(), false);
  AMENDS_CHECK(read_inputs(model, question, globals, given));
  Parts parts;
  if (wanted.size() != 1)
    parts.result = Json::object();
  for (const std::uint32_t element : wanted) {
    rules::RunTrace trace;
    trace.wanted = options.trace;
    AMENDS_TRY_ASSIGN(const rules::Datum value, run_element(dmn, element, globals, given, trace));
    if (wanted.size() == 1)
      parts.result = rules::to_json(value);
    else
      parts.result.set(dmn.elements[element].name, rules::to_json(value));
    for (const auto& run : trace.tables)
      add_run(parts, run, options.trace);
    for (const std::string& note : trace.notes)
      parts.notes.items.push_back(Json::string(note));
  }
  return answer_of(question, std::move(parts), options);
}

// --- pack tables

// A fact as its cells expect it: texts become dates and spans where the column holds such. A fact
// that only formulas see may be money in words ("80 CNY").
Value fact_from(const Value& value, const rules::Column* column) {
  const auto* text = value.get<std::string>();
  if (text == nullptr)
    return value;
  const auto as = [&](const auto& parsed) { return parsed ? Value(*parsed) : value; };
  if (column == nullptr)
    return as(parse_money(*text));
  switch (column->kind) {
  case Slot::Kind::date: return as(parse_date(*text));
  case Slot::Kind::instant: return as(parse_instant(*text));
  case Slot::Kind::duration: return as(parse_duration(*text));
  case Slot::Kind::money: return as(parse_money(*text));
  default: return value;
  }
}

Result<Json> answer_table(const DecisionModel& model, const Question& question,
                          const DecideOptions& options) {
  const auto& tables = model.compiled().tables;
  const Table* table = &tables.front();
  if (!options.decision.empty()) {
    const auto found = std::find_if(tables.begin(), tables.end(),
                                    [&](const Table& t) { return t.name() == options.decision; });
    for (const auto& [name, error] : model.compiled().unread)
      if (name == options.decision)
        return error;
    if (found == tables.end())
      return unknown("table", options.decision, model.decisions(), "", Code::not_found);
    table = &*found;
  } else if (tables.size() + model.compiled().unread.size() > 1) {
    std::string message = "there are several tables: say which one by --decision";
    for (const Table& one : tables)
      message += (&one == &tables.front() ? " (" : ", ") + one.name();
    return Error{Code::arg, message + ")", ""};
  }
  Facts facts;
  if (question.inputs != nullptr)
    for (const auto& [key, json] : question.inputs->members) {
      const std::string where = "/inputs" + pointer_step(key);
      if (!table->slot(key))
        return unknown("input", key, table->slots(), where, Code::parse);
      auto value = value_from_json(json);
      if (!value)
        return std::move(value).error().inside(where);
      const rules::Column* column = nullptr;
      for (const rules::Column& one : table->compiled().columns)
        if (one.name == key)
          column = &one;
      facts.insert_or_assign(key, fact_from(*value, column));
    }
  AMENDS_TRY_ASSIGN(const Decision decision, table->evaluate(facts, options.trace));
  Parts parts;
  parts.result = value_to_json(decision.result);
  for (const std::string& row : decision.matched)
    parts.matched.items.push_back(Json::string(row));
  for (const std::string& fact : decision.missing)
    parts.missing.items.push_back(Json::string(fact));
  for (const TraceRow& row : decision.trace) {
    Json line = trace_row(row.row, row.fired);
    if (row.failed)
      add_cell(line, row.failed->column, row.failed->cell, row.failed->value);
    parts.trace.items.push_back(std::move(line));
  }
  return answer_of(question, std::move(parts), options);
}

} // namespace

Result<Json> answer_decide(const DecisionModel& model, const Json& question,
                           const DecideOptions& options) {
  AMENDS_TRY_ASSIGN(const Question read, read_question(question));
  return model.compiled().is_dmn ? answer_dmn(model, read, options)
                                 : answer_table(model, read, options);
}

} // namespace amends
