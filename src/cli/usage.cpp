#include "usage.hpp"

#include "complain.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <optional>

namespace amends::cli {
namespace {

std::string say(const Say& words) { return words.in(spoken()); }

// The verb that was chosen last: `packs show` of `amends packs show`.
const CLI::App& innermost(const CLI::App& app) {
  const CLI::App* at = &app;
  while (!at->get_subcommands().empty())
    at = at->get_subcommands().back();
  return *at;
}

std::vector<std::string> option_names(const CLI::App& verb) {
  std::vector<std::string> names;
  for (const CLI::Option* option : verb.get_options())
    for (const std::string& name : option->get_lnames())
      names.push_back("--" + name);
  return names;
}

std::vector<std::string> verb_names(const CLI::App& verb) {
  std::vector<std::string> names;
  for (const CLI::App* below : verb.get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(below->get_name());
  return names;
}

std::optional<std::string> unknown_word(const CLI::App& verb) {
  const auto extras = verb.remaining();
  const auto option =
      std::find_if(extras.begin(), extras.end(), [](const auto& word) { return word[0] == '-'; });
  if (option == extras.end()) {
    if (extras.empty())
      return std::nullopt;
    const std::vector<std::string> below = verb_names(verb);
    if (!below.empty())
      return say({"没有动词 ", "there is no verb "}) + extras.front() +
             near_words(extras.front(), below);
    return say({"多余的参数 ", "nothing is expected at "}) + extras.front();
  }
  const std::string name = option->substr(0, option->find('='));
  const std::vector<std::string> known = option_names(verb);
  return say({"没有选项 ", "there is no option "}) + name + near_words(name, known);
}

std::optional<std::string> missing_words(const CLI::App& verb) {
  std::string out;
  for (const CLI::Option* option : verb.get_options())
    if (option->get_required() && option->count() == 0)
      out += (out.empty() ? "" : ", ") + option->get_name();
  if (out.empty())
    return std::nullopt;
  return say({"缺少 ", "missing: "}) + out;
}

std::string problem(const CLI::App& verb, const CLI::ParseError& error) {
  const auto code = static_cast<CLI::ExitCodes>(error.get_exit_code());
  if (code == CLI::ExitCodes::RequiredError || code == CLI::ExitCodes::ExtrasError) {
    if (const auto unknown = unknown_word(verb))
      return *unknown;
    if (const auto missing = missing_words(verb))
      return *missing;
    return say({"缺少动词", "a verb is missing"});
  }
  return say({"用法有误：", ""}) + error.what();
}

std::string path_of(const CLI::App& verb) {
  const CLI::App* above = verb.get_parent();
  return above == nullptr ? verb.get_name() : path_of(*above) + " " + verb.get_name();
}

} // namespace

std::string usage_problem(const CLI::App& app, const CLI::ParseError& error) {
  const CLI::App& verb = innermost(app);
  const std::string help = path_of(verb) + " --help";
  return problem(verb, error) + (spoken() == Language::zh ? "；用法见 " : "; see ") + help;
}

} // namespace amends::cli
