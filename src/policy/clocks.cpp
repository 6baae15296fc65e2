// Clocks: those of the pack and those of the stages.
#include "policy/compiled.hpp"
#include "policy/vocabulary.hpp"

#include <algorithm>

namespace amends::packs {
namespace {

bool starts_from(const Json& clock, const std::string& word) {
  const std::vector<std::string> from = texts_of(clock.find("from"));
  return std::find(from.begin(), from.end(), word) != from.end();
}

bool has_own_clock(Build& build, const std::string& stage) {
  const Json& clocks = build.section("clocks");
  return clocks.find("stage." + stage) != nullptr ||
         std::any_of(clocks.members.begin(), clocks.members.end(), [&](const Json::Member& m) {
           return starts_from(m.second, "stage:" + stage);
         });
}

void compile_one(Build& build, const std::string& name, Json spec, const std::string& where) {
  Words title = words_of(spec.find("title"));
  auto target = Target::compile(name, spec, build.out.calendars, where);
  if (!target) {
    build.report.take(std::move(target).error(), "clock");
    return;
  }
  build.out.targets.emplace(name, std::move(*target));
  build.out.target_titles.emplace(name, std::move(title));
}

// Roles that are told, and the words a clock starts and stops on.
void check_names(Build& build, const Json& spec, const std::string& where) {
  if (const Json* tell = spec.find("tell"); tell != nullptr)
    for (const auto& [point, told] : tell->members) {
      const std::string here = where + "/tell" + pointer_step(point);
      const bool plain = told.is(Json::Kind::text);
      build.check_role(plain ? told.text : text_of(told.find("role")), false,
                       plain ? here : here + "/role");
    }
  std::vector<std::string> stages;
  for (const auto& [kind, workflow] : build.out.workflows)
    for (const auto& [name, stage] : workflow.stages)
      for (const char* family : {"stage:", "leave:"})
        stages.push_back(family + name);
  for (const std::string_view kind : action_words())
    stages.push_back("settle:" + std::string(kind));
  std::vector<std::string_view> known = command_words();
  known.insert(known.end(), stages.begin(), stages.end());
  known.emplace_back("customer_message");
  for (const char* key : {"from", "until"}) {
    const Json* words = spec.find(key);
    if (words == nullptr) {
      build.report.error("clock", where,
                         "the clock does not say when it " +
                             std::string(key == std::string_view("from") ? "starts" : "stops"),
                         "add " + quoted(key) + ": a command or \"stage:NAME\"");
      continue;
    }
    for (const std::string& word : texts_of(words))
      if (!contains(known, word))
        build.report.error("clock", where + "/" + key, quoted(word) + " is no command and no stage",
                           offer(word, known,
                                 "write a command, customer_message, \"stage:NAME\", "
                                 "\"leave:NAME\" or \"settle:ACTION\""));
  }
}

void check_priority(Build& build, const std::string& priority, const std::string& where) {
  const std::vector<std::string_view> known(build.out.priorities.begin(),
                                            build.out.priorities.end());
  if (priority != "*" && !contains(known, priority))
    build.report.error(
        "priority", where, "there is no priority " + quoted(priority),
        offer(priority, known, "write one of " + joined(known) + ", or \"*\" for the rest"));
}

// "delivery.delay", "delivery.*" or "*".
void check_category(Build& build, const std::string& pattern, const std::string& where) {
  const auto& known = build.out.category_titles;
  const std::string_view family(pattern.data(), pattern.size() - pattern.ends_with('*'));
  const bool met = std::any_of(known.begin(), known.end(), [&](const auto& category) {
    return pattern.ends_with('*') ? category.first.starts_with(family) : category.first == pattern;
  });
  if (met || known.empty())
    return;
  std::vector<std::string_view> names;
  for (const auto& [name, title] : known)
    names.push_back(name);
  build.report.error("word", where, "there is no category " + quoted(pattern),
                     offer(pattern, names, "add it under \"categories\""));
}

// A budget by priority, or rows by priority and category, name what there is.
void check_budgets(Build& build, const Json* within, const std::string& where) {
  if (within == nullptr)
    return;
  for (const auto& [priority, span] : within->members)
    check_priority(build, priority, where + pointer_step(priority));
  for (std::size_t i = 0; i < within->items.size(); ++i) {
    const Json& row = within->items[i];
    const std::string here = where + pointer_step(i);
    for (const std::string& priority : texts_of(row.find("priority")))
      check_priority(build, priority, here + "/priority");
    for (const std::string& category : texts_of(row.find("category")))
      check_category(build, category, here + "/category");
  }
}

} // namespace

std::map<std::string, Json> stage_clocks(Build& build) {
  std::map<std::string, Json> clocks;
  std::map<std::string, std::string> first_kind;
  for (const auto& [kind, workflow] : build.section("workflows").members) {
    const Json* stages = workflow.find("stages");
    if (stages == nullptr)
      continue;
    for (const auto& [name, stage] : stages->members) {
      const Json* within = stage.find("within");
      if (name == "*" || within == nullptr || has_own_clock(build, name))
        continue;
      const std::string where = "/workflows" + pointer_step(kind) + "/stages" + pointer_step(name);
      Json spec = Json::object();
      if (const Json* shown = stage.find("shown"); shown != nullptr)
        spec.set("title", *shown);
      spec.set("from", Json::string("stage:" + name));
      spec.set("within", *within);
      const Json* on = stage.find("on");
      const std::string calendar = on != nullptr ? text_of(on) : build.default_calendar();
      if (!calendar.empty())
        spec.set("on", Json::string(calendar));
      if (const std::string owner = text_of(stage.find("owner")); !owner.empty()) {
        Json tell = Json::object();
        tell.set("100%", Json::string(owner));
        spec.set("tell", std::move(tell));
      }
      spec.set("until", Json::string("leave:" + name));
      if (const auto known = clocks.find("stage." + name);
          known != clocks.end() && (!(*known->second.find("within") == *within) ||
                                    text_of(known->second.find("on")) != calendar))
        build.report.error("stage", where + "/within",
                           "the workflows " + quoted(first_kind[name]) + " and " + quoted(kind) +
                               " give the stage " + quoted(name) + " different due times",
                           "give one of the two stages another name");
      clocks.insert_or_assign("stage." + name, std::move(spec));
      first_kind.emplace(name, kind);
    }
  }
  return clocks;
}

void compile_clocks(Build& build) {
  for (const auto& [name, spec] : build.section("clocks").members) {
    const std::string where = "/clocks" + pointer_step(name);
    const std::size_t before = build.report.errors();
    if (name == "promise")
      build.report.error("clock", where, "\"promise\" is the name of the clocks of promises",
                         "give the clock another name");
    check_names(build, spec, where);
    check_budgets(build, spec.find("within"), where + "/within");
    if (build.report.errors() == before)
      compile_one(build, name, spec, where);
  }
  for (auto& [name, spec] : stage_clocks(build)) {
    // The pointer of the stage that asked for it.
    std::string where = "/clocks" + pointer_step(name);
    for (const auto& [kind, workflow] : build.out.workflows)
      if (workflow.stages.contains(name.substr(6)))
        where = "/workflows" + pointer_step(kind) + "/stages" + pointer_step(name.substr(6));
    check_budgets(build, spec.find("within"), where + "/within");
    compile_one(build, name, std::move(spec), where);
  }
}

} // namespace amends::packs
