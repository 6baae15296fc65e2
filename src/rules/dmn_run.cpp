// Answers a question to a model: what a decision needs first, then its own logic.
#include "rules/dmn_model.hpp"
#include "rules/select.hpp"

#include <algorithm>

namespace amends::rules {
namespace {

constexpr int deepest_services = 40;

class Session final : public Callables {
public:
  Session(const DmnModel& model, std::vector<Datum> globals, std::vector<bool> given,
          RunTrace& trace, int depth)
      : model_(model), globals_(std::move(globals)), done_(std::move(given)), trace_(trace),
        depth_(depth) {
    globals_.resize(model.elements.size());
    done_.resize(model.elements.size());
    for (std::size_t e = 0; e < model.elements.size(); ++e)
      if (model.elements[e].kind == Element::Kind::function ||
          model.elements[e].kind == Element::Kind::service) {
        globals_[e] = function_of(static_cast<std::uint32_t>(e));
        done_[e] = true;
      }
    env_.globals = globals_;
    env_.callables = this;
  }

  // Evaluates an element and, before it, what it needs; an explicit stack, since chains are long.
  Result<Datum> value_of(std::uint32_t wanted) {
    std::vector<std::uint32_t> way{wanted};
    while (!way.empty()) {
      const std::uint32_t e = way.back();
      const Element& element = model_.elements[e];
      if (done_[e] || element.kind == Element::Kind::input) {
        way.pop_back();
        continue;
      }
      bool ready = true;
      for (const std::uint32_t need : element.needs)
        if (!done_[need] && model_.elements[need].kind == Element::Kind::decision) {
          way.push_back(need);
          ready = false;
        }
      if (!ready)
        continue;
      AMENDS_CHECK(evaluate_decision(e));
      way.pop_back();
    }
    return globals_[wanted];
  }

  Result<void> evaluate_decision(std::uint32_t e) {
    const Element& element = model_.elements[e];
    if (element.logic.op == Op::broken)
      return Error{Code::unsupported, element.logic.text, ""};
    env_.locals.clear();
    env_.base = 0;
    Datum value = evaluate(element.logic, env_);
    globals_[e] = conform(std::move(value), element.type, env_);
    done_[e] = true;
    if (env_.stopped)
      return Error{Code::limit, "\"" + element.name + "\": " + env_.complaints.front(), ""};
    return {};
  }

  // A service's value from what it was given.
  Datum serve(std::uint32_t service, std::span<const Datum> arguments, Env& env) {
    const Element& element = model_.elements[service];
    if (arguments.size() != element.service_inputs.size())
      return env.complain("the service \"" + element.name + "\" takes " +
                          std::to_string(element.service_inputs.size()) + " arguments");
    if (depth_ >= deepest_services)
      return env.stop("services call one another more than " + std::to_string(deepest_services) +
                      " deep");
    std::vector<Datum> globals(model_.elements.size());
    std::vector<bool> given(model_.elements.size(), false);
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      const std::uint32_t input = element.service_inputs[i];
      globals[input] = conform(arguments[i], model_.elements[input].type, env);
      given[input] = true;
    }
    Session inner(model_, std::move(globals), std::move(given), trace_, depth_ + 1);
    inner.env_.steps = env.steps;
    Datum result = inner.outputs_of(service, env);
    env.steps = inner.env_.steps;
    for (const std::string& complaint : inner.env_.complaints)
      env.complain(complaint);
    return conform(std::move(result), element.type, env);
  }

  Datum outputs_of(std::uint32_t service, Env& outer) {
    const Element& element = model_.elements[service];
    DatumContext outputs;
    for (const std::uint32_t output : element.service_outputs) {
      auto value = value_of(output);
      if (!value)
        return outer.complain(value.error().message);
      outputs.emplace_back(model_.elements[output].name, std::move(*value));
    }
    if (outputs.size() == 1)
      return std::move(outputs.front().second);
    return make_context(std::move(outputs));
  }

  Datum call(std::uint32_t callable, std::span<const Datum> arguments, Env& env) override {
    return serve(callable, arguments, env);
  }

  Datum conform(Datum value, std::string_view type, Env& env) override {
    if (type.empty() || value.is_null())
      return value;
    if (!env.pay(value))
      return {};
    std::string why;
    auto own = model_.types.conform(value, type, why);
    return own ? std::move(*own) : env.complain(std::move(why));
  }

  Tri is_of_type(const Datum& value, std::string_view type) override {
    return model_.types.is_of_type(value, type);
  }

  Datum decide(std::uint32_t index, Env& env) override {
    const ModelTable& table = model_.tables[index];
    const TableParts& parts = *table.parts;
    DatumList inputs;
    for (std::size_t c = 0; c < table.inputs.size(); ++c) {
      const std::size_t size = env.locals.size();
      inputs.push_back(column_value(evaluate(table.inputs[c], env), table.input_types[c], env));
      env.locals.resize(std::min(size, env.locals.size()));
    }
    Scratch scratch; // tables may be nested, so none is shared
    Scratch::State& state = scratch.state();
    DatumList kept = inputs;
    const auto decided = decide_values(parts, std::move(kept), env, state, trace_.wanted);
    if (!decided) {
      env.complain(decided.error().message);
      return {};
    }
    trace_.tables.push_back({&parts, state.matched, state.failed, std::move(inputs)});
    return result_of(parts, state, env);
  }

  [[nodiscard]] const Env& env() const { return env_; }
  [[nodiscard]] Env& env() { return env_; }

private:
  // Columns of published models often name another type than their cells test (a boolean column of
  // type string): the cells decide, and a note says so. Types of the model's own are held to.
  Datum column_value(Datum value, std::string_view type, Env& env) {
    std::string why;
    if (model_.types.find(type) != nullptr || model_.types.conform(value, type, why))
      return conform(std::move(value), type, env);
    env.complain("a column's input: " + why + "; its cells test it as it is");
    return value;
  }

  [[nodiscard]] Datum function_of(std::uint32_t e) const {
    const Element& element = model_.elements[e];
    auto function = std::make_shared<Function>();
    if (element.kind == Element::Kind::service) {
      function->callable = e + 1;
      for (const std::uint32_t input : element.service_inputs)
        function->parameters.push_back(model_.elements[input].name);
    } else if (element.logic.op == Op::function) {
      function->parameters = element.logic.names;
      function->types = element.logic.types;
      function->body = &element.logic.kids[0];
    } else {
      function->body = &element.logic; // broken: complains
    }
    return Datum::FunctionPtr(std::move(function));
  }

  static Datum hit_value(const TableParts& table, const DatumList& outputs, std::size_t first) {
    if (table.outputs.size() == 1)
      return outputs[first];
    DatumContext members;
    for (std::size_t o = 0; o < table.outputs.size(); ++o)
      members.emplace_back(table.outputs[o].name, outputs[first + o]);
    return make_context(std::move(members));
  }

  // What no rule gives: the defaults, where there are any.
  static Datum otherwise(const TableParts& table, Env& env) {
    DatumList outputs;
    bool any = false;
    for (const Output& output : table.outputs) {
      any = any || output.otherwise.has_value();
      outputs.push_back(output.otherwise ? evaluate(*output.otherwise, env) : Datum());
    }
    return any ? hit_value(table, outputs, 0) : Datum();
  }

  static Datum result_of(const TableParts& table, const Scratch::State& state, Env& env) {
    const bool listed = table.hit == HitPolicy::collect || table.hit == HitPolicy::rule_order ||
                        table.hit == HitPolicy::output_order;
    if (state.matched.empty() && table.hit != HitPolicy::collect_count) {
      Datum value = otherwise(table, env);
      return listed && value.is_null() ? make_list({}) : value;
    }
    if (!state.totals.empty())
      return hit_value(table, state.totals, 0);
    const std::size_t width = table.outputs.size();
    if (!listed)
      return hit_value(table, state.datums, 0);
    DatumList rows;
    for (std::size_t hit = 0; hit < state.matched.size(); ++hit)
      rows.push_back(hit_value(table, state.datums, hit * width));
    return make_list(std::move(rows));
  }

  const DmnModel& model_;
  std::vector<Datum> globals_;
  std::vector<bool> done_;
  RunTrace& trace_;
  int depth_;
  Env env_;
};

} // namespace

Result<Datum> run_element(const DmnModel& model, std::uint32_t element, std::vector<Datum> globals,
                          std::vector<bool> given, RunTrace& trace) {
  const Element& wanted = model.elements[element];
  Session session(model, globals, given, trace, 0);
  Datum value;
  if (wanted.kind == Element::Kind::decision || wanted.kind == Element::Kind::input) {
    AMENDS_TRY_ASSIGN(value, session.value_of(element));
  } else if (wanted.kind == Element::Kind::service) {
    DatumList arguments;
    for (const std::uint32_t input : wanted.service_inputs)
      arguments.push_back(globals[input]);
    value = session.serve(element, arguments, session.env());
  }
  if (!session.env().pay(value))
    return Error{Code::limit, session.env().complaints.front(), ""};
  trace.notes = session.env().complaints;
  return value;
}

Result<Datum> run_function(const DmnModel& model, std::uint32_t element,
                           std::span<const Datum> arguments, RunTrace& trace) {
  Session session(model, {}, {}, trace, 0);
  const Datum function = session.env().globals[element];
  Datum value = call_function(*function.function(), arguments, session.env());
  if (!session.env().pay(value))
    return Error{Code::limit, session.env().complaints.front(), ""};
  trace.notes = session.env().complaints;
  const std::string& type = model.elements[element].type;
  return type.empty() ? value : session.conform(std::move(value), type, session.env());
}

} // namespace amends::rules
