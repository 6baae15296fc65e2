#include "options.hpp"

#include <CLI/CLI.hpp>

namespace amends::cli {

Option& Option::required() {
  option_->required();
  return *this;
}

Option& Option::shown_as(const char* type) {
  option_->type_name(type);
  return *this;
}

Option& Option::with_default() {
  option_->capture_default_str();
  return *this;
}

Option Options::text(const char* name, std::string& to, const Say& help) {
  return Option(app_.add_option(name, to, help.in(language_)));
}

Option Options::texts(const char* name, std::vector<std::string>& to, const Say& help) {
  CLI::Option* option = app_.add_option(name, to, help.in(language_));
  if (std::string_view(name).starts_with('-'))
    option->expected(1)->take_all()->allow_extra_args(false); // one value each time it is given
  return Option(option);
}

Option Options::number(const char* name, std::int64_t& to, const Say& help) {
  return Option(app_.add_option(name, to, help.in(language_)));
}

Option Options::flag(const char* name, bool& to, const Say& help) {
  return Option(app_.add_flag(name, to, help.in(language_)));
}

Options Options::verb(const char* name, const Say& help, std::function<void()> chosen,
                      bool anything) {
  app_.require_subcommand(1);
  CLI::App* below = app_.add_subcommand(name, help.in(language_));
  below->callback(std::move(chosen));
  below->allow_extras(anything);
  return {*below, language_};
}

} // namespace amends::cli
