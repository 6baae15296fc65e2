#include "command_line.hpp"

#include "complain.hpp"
#include "usage.hpp"

#include <CLI/CLI.hpp>

#include <memory>
#include <string>
#include <vector>

namespace amends::cli {
namespace {

const Verb* verb_named(std::string_view name) {
  for (const Verb& verb : verbs())
    if (verb.name == name)
      return &verb;
  return nullptr;
}

void use_language(CLI::App& app, Language language) {
  const auto formatter = std::make_shared<CLI::Formatter>();
  formatter->column_width(34);
  if (language == Language::zh) {
    formatter->label("Usage", "用法");
    formatter->label("Options", "选项");
    formatter->label("Positionals", "参数");
    formatter->label("OPTIONS", "选项");
    formatter->label("SUBCOMMAND", "动词");
    formatter->label("REQUIRED", "（必填）");
    formatter->label("TEXT", "文字");
    formatter->label("INT", "整数");
  }
  app.formatter(formatter);
  const Say help{"显示帮助", "print this help"};
  app.set_help_flag("-h,--help", help.in(language));
  if (language != Language::zh)
    return;
  app.get_help_ptr()->group("选项");
  app.option_defaults()->group("选项"); // of all that come after
}

void add_language(CLI::App& app, Language language) {
  const Say help{"帮助、表格和说明的语言：zh 或 en",
                 "language of help, tables and stories: zh or en"};
  app.add_option_function<std::string>(
         "--lang",
         [](const std::string& word) {
           if (!language_named(word))
             throw CLI::ValidationError("--lang", "zh or en, not " + word);
         },
         help.in(language))
      ->type_name("zh|en");
}

int not_built(std::string_view name) {
  const Say begin{"", "the verb "}, end{" 这个动词还没有", " is not built yet"};
  return give_up(
      {Code::unsupported, begin.in(spoken()) + std::string(name) + end.in(spoken()), ""});
}

int no_such_verb(std::string_view name) {
  std::vector<std::string_view> names;
  for (const Verb& verb : verbs())
    names.push_back(verb.name);
  const Say begin{"没有动词 ", "there is no verb "};
  const Say end{"；amends --help 列出全部", "; amends --help lists them"};
  complain(begin.in(spoken()) + std::string(name) + near_words(name, names) + end.in(spoken()));
  return wrong_usage;
}

} // namespace

int run_command_line(int argc, const char* const* argv) {
  const Language language = language_of(argc, argv);
  speak(language);
  if (argc > 1 && argv[1][0] != '-') {
    const Verb* verb = verb_named(argv[1]);
    if (verb == nullptr)
      return no_such_verb(argv[1]);
    if (verb->prepare == nullptr)
      return not_built(verb->name);
  }

  const Say about{"amends：售后与投诉处理引擎", "amends: an after-sales and complaint engine"};
  CLI::App app(about.in(language), "amends");
  use_language(app, language);
  add_language(app, language);
  const Say version{"显示版本", "print the version"};
  app.set_version_flag("--version", std::string("amends ") + AMENDS_VERSION, version.in(language));
  app.require_subcommand(1);
  app.get_formatter()->column_width(18);
  Work work;
  std::vector<Work> works(verbs().size());
  for (std::size_t i = 0; i < verbs().size(); ++i) {
    const Verb& verb = verbs()[i];
    CLI::App* options = app.add_subcommand(std::string(verb.name), verb.help.in(language));
    if (language == Language::zh)
      options->group("动词");
    if (verb.prepare == nullptr)
      continue;
    use_language(*options, language);
    Options words(*options, language);
    works[i] = verb.prepare(words);
    add_language(*options, language);
    options->callback([&work, &works, i] { work = works[i]; });
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) // help, version
      return app.exit(error);
    complain(usage_problem(app, error));
    return wrong_usage;
  }
  return work();
}

} // namespace amends::cli
