// Surveys: asked after a service has ended, thanked for whatever the answer.
#include "policy/compiled.hpp"
#include "policy/vocabulary.hpp"

namespace amends::packs {
namespace {

std::optional<Remedy> gift_of(Build& build, const Json* spec, const std::string& where) {
  if (spec == nullptr)
    return std::nullopt;
  Remedy gift;
  const std::string word = text_of(spec->find("give"));
  const std::vector<std::string_view> words = {"coupon", "points", "gift", "voucher", "letter"};
  Result<Give> give = decode<Give>(Json::string(word));
  if (!give || !contains(words, word)) {
    build.report.error("survey", where + "/give", quoted(word) + " is no thanks for an answer",
                       offer(word, words, "write one of " + joined(words)));
    return std::nullopt;
  }
  gift.give = *give;
  if (const Json* amount = spec->find("amount"); amount != nullptr) {
    Result<Money> money = parse_money(amount->text);
    if (!money) {
      build.report.take(about(amount->text, std::move(money).error(), where + "/amount"), "money");
      return std::nullopt;
    }
    gift.amount = *money;
  }
  return gift;
}

Survey compile_survey(Build& build, const std::string& name, const Json& spec) {
  const std::string where = "/surveys" + pointer_step(name);
  Survey survey;
  survey.name = name;
  survey.title = words_of(spec.find("title"));
  survey.on = text_of(spec.find("on"));
  std::vector<std::string> stages;
  for (const auto& [kind, workflow] : build.out.workflows)
    for (const auto& [stage, ignored] : workflow.stages)
      stages.push_back("stage:" + stage);
  std::vector<std::string_view> known = command_words();
  known.insert(known.end(), stages.begin(), stages.end());
  if (!contains(known, survey.on))
    build.report.error("survey", where + "/on", quoted(survey.on) + " is no command and no stage",
                       offer(survey.on, known, "write \"close\" or \"stage:NAME\""));
  if (const Json* after = spec.find("after"); after != nullptr) {
    auto within =
        build.within(after->text, spec.find("calendar"), where + "/after", where + "/calendar");
    survey.after = within.span;
    survey.calendar = within.calendar;
  }
  survey.by = texts_of(spec.find("by"));
  survey.condition = build.guard(spec.find("if"), where + "/if");
  survey.gift = gift_of(build, spec.find("gift"), where + "/gift");
  if (const Json* questions = spec.find("questions"); questions != nullptr)
    survey.questions = *questions;
  return survey;
}

} // namespace

void compile_surveys(Build& build) {
  for (const auto& [name, spec] : build.section("surveys").members)
    build.out.surveys.emplace(name, compile_survey(build, name, spec));
}

} // namespace amends::packs
