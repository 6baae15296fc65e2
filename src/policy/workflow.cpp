// Workflows: stages, ways out of them, tasks.
#include "policy/compiled.hpp"
#include "policy/vocabulary.hpp"

#include <algorithm>

namespace amends::packs {
namespace {

class WorkflowCompiler {
public:
  WorkflowCompiler(Build& build, const std::string& name, const Json& spec)
      : build_(build), spec_(spec), where_("/workflows" + pointer_step(name)) {
    out_.name = name;
  }

  Workflow run() {
    out_.title = words_of(spec_.find("title"));
    if (out_.title.empty())
      for (const std::string& language : build_.out.languages)
        out_.title.emplace(language, out_.name);
    out_.first = text_of(spec_.find("first"));
    const Json* stages = spec_.find("stages");
    if (stages == nullptr)
      return std::move(out_);
    for (const auto& [name, spec] : stages->members)
      if (name != "*")
        names_.push_back(name);
    check_stage_name(out_.first, where_ + "/first");
    for (const auto& [name, spec] : stages->members) {
      const std::string here = where_ + "/stages" + pointer_step(name);
      if (name == "*")
        anywhere(spec, here);
      else
        out_.stages.emplace(name, stage(name, spec, here));
    }
    return std::move(out_);
  }

private:
  void anywhere(const Json& spec, const std::string& where) {
    for (const auto& [key, value] : spec.members)
      if (key != "go")
        build_.report.error("workflow", where + pointer_step(key),
                            "\"*\" holds only ways out of "
                            "all stages",
                            "keep only \"go\"");
    out_.anywhere = ways(spec.find("go"), where + "/go");
  }

  Stage stage(const std::string& name, const Json& spec, const std::string& where) {
    Stage out;
    out.name = name;
    if (!is_name(name))
      build_.report.error("name", where, quoted(name) + " is no name of a stage",
                          "use small letters, digits and \"_\"");
    out.shown = words_of(spec.find("shown"));
    if (out.shown.empty())
      build_.report.error("missing", where,
                          "the stage " + quoted(name) + " has no words for the customer",
                          "add \"shown\": {\"zh\": \"...\", \"en\": \"...\"}");
    out.owner = text_of(spec.find("owner"));
    build_.check_role(out.owner, false, where + "/owner");
    out.waiting_for = text_of(spec.find("waiting_for"));
    out.needs = needs(spec.find("needs"), where + "/needs");
    out.go = ways(spec.find("go"), where + "/go");
    if (const Json* list = spec.find("tasks"); list != nullptr)
      for (const auto& [task_name, task_spec] : list->members)
        out.tasks.push_back(task(task_name, task_spec, where + "/tasks" + pointer_step(task_name)));
    const Json* end = spec.find("end");
    out.end = end != nullptr ? end->flag : looks_like_end(out);
    return out;
  }

  // Without "end": a stage nobody owns and that only `reopen` leaves.
  static bool looks_like_end(const Stage& stage) {
    return stage.owner.empty() && std::all_of(stage.go.begin(), stage.go.end(),
                                              [](const Transition& t) { return t.on == "reopen"; });
  }

  std::vector<std::string> needs(const Json* list, const std::string& where) {
    std::vector<std::string> words = texts_of(list);
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (contains(need_words(), words[i]) || contains(evidence_words(), words[i]))
        continue;
      std::vector<std::string_view> known = need_words();
      known.insert(known.end(), evidence_words().begin(), evidence_words().end());
      build_.report.error("needs", where + pointer_step(i),
                          quoted(words[i]) + " is nothing a stage can need",
                          offer(words[i], known, "write one of " + joined(known)));
    }
    return words;
  }

  std::vector<Transition> ways(const Json* go, const std::string& where) {
    std::vector<Transition> out;
    if (go == nullptr)
      return out;
    for (const auto& [key, value] : go->members) {
      const std::string here = where + pointer_step(key);
      if (!value.is(Json::Kind::array)) {
        way(key, value, here, out);
        continue;
      }
      for (std::size_t i = 0; i < value.items.size(); ++i)
        way(key, value.items[i], here + pointer_step(i), out);
    }
    return out;
  }

  void way(const std::string& key, const Json& spec, const std::string& where,
           std::vector<Transition>& out) {
    Transition t;
    const bool plain = spec.is(Json::Kind::text);
    t.to = plain ? spec.text : text_of(spec.find("to"));
    check_stage_name(t.to, plain ? where : where + "/to");
    if (!plain) {
      t.condition = build_.guard(spec.find("if"), where + "/if");
      t.needs = needs(spec.find("needs"), where + "/needs");
    }
    if (key.starts_with("after ")) {
      t.on = "after";
      auto within = build_.within(std::string_view(key).substr(6),
                                  plain ? nullptr : spec.find("on"), where, where + "/on");
      t.after = within.span;
      t.calendar = within.calendar;
    } else {
      t.on = key;
      check_cause(key, where);
      if (key == "auto" && !t.condition && t.needs.empty())
        build_.report.error("workflow", where,
                            "\"auto\" without a condition leaves the stage as "
                            "soon as it is entered",
                            "add \"if\"");
    }
    out.push_back(std::move(t));
  }

  void check_cause(const std::string& key, const std::string& where) {
    if (key == "auto" || (is_command(key) && key != "open" && key != "intake"))
      return;
    std::vector<std::string_view> known = command_words();
    known.push_back("auto");
    build_.report.error("command", where, quoted(key) + " is no command that leaves a stage",
                        offer(key, known, "write a command, \"auto\" or \"after 7d\""));
  }

  void check_stage_name(const std::string& name, const std::string& where) {
    if (name.empty() || contains(names_, name))
      return;
    build_.report.error("stage", where, "there is no stage " + quoted(name),
                        offer(name, names_, "add it under \"stages\""));
  }

  TaskSpec task(const std::string& name, const Json& spec, const std::string& where) {
    TaskSpec out;
    out.name = name;
    out.title = words_of(spec.find("title"));
    out.owner = text_of(spec.find("owner"));
    build_.check_role(out.owner, false, where + "/owner");
    if (const Json* text = spec.find("within"); text != nullptr) {
      auto within = build_.within(text->text, spec.find("on"), where + "/within", where + "/on");
      out.within = within.span;
      out.calendar = within.calendar;
    }
    out.condition = build_.guard(spec.find("if"), where + "/if");
    out.finished_by = texts_of(spec.find("until"));
    for (const std::string& word : out.finished_by)
      if (!is_command(word))
        build_.report.error("command", where + "/until", quoted(word) + " is no command",
                            offer(word, command_words(), "write a command such as \"contact\""));
    return out;
  }

  Build& build_;
  const Json& spec_;
  std::string where_;
  std::vector<std::string_view> names_;
  Workflow out_;
};

} // namespace

void compile_workflows(Build& build) {
  for (const auto& [name, spec] : build.section("workflows").members)
    build.out.workflows.emplace(name, WorkflowCompiler(build, name, spec).run());
}

} // namespace amends::packs
