// Workflows that cannot end, stages nobody answers for, clocks that never stop.
#include "policy/compiled.hpp"
#include "policy/vocabulary.hpp"

#include "amends/ids.hpp"

#include <algorithm>
#include <set>

namespace amends::packs {
namespace {

using Names = std::set<std::string, std::less<>>;

// Stages that ways out of `from` lead to. A customer who gives up ends nothing for us, so
// `withdraw` is no way to an end.
Names next_of(const Workflow& workflow, const Stage& from, bool with_withdraw) {
  Names next;
  for (const auto* list : {&from.go, &workflow.anywhere})
    for (const Transition& t : *list)
      if (workflow.stages.contains(t.to) && (with_withdraw || t.on != "withdraw") &&
          !(from.end && t.on != "reopen"))
        next.insert(t.to);
  return next;
}

Names reachable(const Workflow& workflow) {
  Names seen{workflow.first};
  std::vector<std::string> todo{workflow.first};
  while (!todo.empty()) {
    const std::string name = std::move(todo.back());
    todo.pop_back();
    const auto stage = workflow.stages.find(name);
    if (stage == workflow.stages.end())
      continue;
    for (const std::string& next : next_of(workflow, stage->second, true))
      if (seen.insert(next).second)
        todo.push_back(next);
  }
  return seen;
}

// Stages from which an end can be reached.
Names ending(const Workflow& workflow) {
  Names good;
  for (const auto& [name, stage] : workflow.stages)
    if (stage.end)
      good.insert(name);
  for (bool grew = true; grew;) {
    grew = false;
    for (const auto& [name, stage] : workflow.stages) {
      const Names next = next_of(workflow, stage, false);
      const bool leads = std::any_of(next.begin(), next.end(),
                                     [&](const std::string& n) { return good.contains(n); });
      if (leads && good.insert(name).second)
        grew = true;
    }
  }
  return good;
}

void check_stage(Build& build, const Workflow& workflow, const Stage& stage, const Names& good) {
  const std::string where =
      "/workflows" + pointer_step(workflow.name) + "/stages" + pointer_step(stage.name);
  if (!good.contains(stage.name))
    build.report.error("dead_end", where,
                       "no way leads from the stage " + quoted(stage.name) + " to an end",
                       "add a way out under \"go\", or \"end\": true");
  if (stage.end)
    return;
  if (stage.owner.empty())
    build.report.error("owner", where, "nobody owns the stage " + quoted(stage.name),
                       "add \"owner\": a role, or \"end\": true");
  const bool timed =
      std::any_of(build.out.targets.begin(), build.out.targets.end(), [&](const auto& target) {
        return target.second->starts_on("stage:" + stage.name);
      });
  if (!timed)
    build.report.error("due", where, "the stage " + quoted(stage.name) + " has no due time",
                       "add \"within\": \"24h\", or a clock from \"stage:" + stage.name + "\"");
}

// A word only counts when some workflow lets it happen.
bool can_happen(const Build& build, const std::string& word) {
  if (!only_moves(word))
    return true;
  for (const auto& [kind, workflow] : build.out.workflows) {
    const auto says = [&](const Transition& t) { return t.on == word; };
    if (std::any_of(workflow.anywhere.begin(), workflow.anywhere.end(), says))
      return true;
    for (const auto& [name, stage] : workflow.stages)
      if (std::any_of(stage.go.begin(), stage.go.end(), says))
        return true;
  }
  return false;
}

// A reason to pause that never comes is mostly a misspelt one. Other reasons are those of `hold`,
// which anybody may name; one that is nearly that of a stage is meant as such.
void check_reasons(Build& build, const std::string& name, const Json& spec) {
  std::vector<std::string> known;
  for (const auto& [kind, workflow] : build.out.workflows)
    for (const auto& [stage_name, stage] : workflow.stages)
      if (!stage.waiting_for.empty())
        known.push_back("waiting_for_" + stage.waiting_for);
  const std::vector<std::string_view> names(known.begin(), known.end());
  for (const std::string& reason : texts_of(spec.find("pause")))
    if (!contains(names, reason) &&
        (reason.starts_with("waiting_for_") || !nearest_names(reason, names).empty()))
      build.report.warning("pause", "/clocks" + pointer_step(name) + "/pause",
                           "no stage waits for anybody as " + quoted(reason) + " says",
                           offer(reason, names, "add \"waiting_for\" to a stage"));
}

} // namespace

void check_workflows(Build& build) {
  for (const auto& [kind, workflow] : build.out.workflows) {
    const std::string where = "/workflows" + pointer_step(kind);
    const Names seen = reachable(workflow);
    const Names good = ending(workflow);
    for (const auto& [name, stage] : workflow.stages) {
      if (!seen.contains(name))
        build.report.warning("unreachable", where + "/stages" + pointer_step(name),
                             "no way leads to the stage " + quoted(name),
                             "remove it or add a way to it");
      check_stage(build, workflow, stage, good);
    }
  }
}

void check_clocks(Build& build) {
  if (build.out.workflows.empty())
    return;
  for (const auto& [name, spec] : build.section("clocks").members) {
    check_reasons(build, name, spec);
    for (const char* key : {"from", "until"}) {
      const std::vector<std::string> words = texts_of(spec.find(key));
      const bool some = std::any_of(words.begin(), words.end(), [&](const std::string& word) {
        return can_happen(build, word);
      });
      if (!words.empty() && !some)
        build.report.error("clock", "/clocks" + pointer_step(name) + "/" + key,
                           "no workflow has a way for " + quoted(words.front()) +
                               ", so the clock never " +
                               (key == std::string_view("from") ? "starts" : "stops"),
                           "add the way to a workflow or choose another command");
    }
  }
}

} // namespace amends::packs
