// A verb of the command: its name, its line of help, its options and what it does.
#pragma once

#include "language.hpp"

#include <functional>
#include <span>
#include <string_view>

namespace CLI {
class App;
}

namespace amends::cli {

// What the shell gets back.
enum ExitCode : int { fine = 0, some_failed = 1, wrong_usage = 2, not_usable = 3 };

// Does the work once the options are read; answers the exit code.
using Work = std::function<int()>;

struct Verb {
  std::string_view name;
  Say help;
  Work (*prepare)(CLI::App& options, Language language); // nullptr: not built yet
};

[[nodiscard]] std::span<const Verb> verbs();

// One a file.
Work prepare_run(CLI::App& options, Language language);
Work prepare_classify(CLI::App& options, Language language);
Work prepare_worktime(CLI::App& options, Language language);
Work prepare_assess(CLI::App& options, Language language);
Work prepare_floor(CLI::App& options, Language language);
Work prepare_lint(CLI::App& options, Language language);
Work prepare_packs(CLI::App& options, Language language);
Work prepare_facts(CLI::App& options, Language language);
Work prepare_schema(CLI::App& options, Language language);
Work prepare_actions(CLI::App& options, Language language);
Work prepare_find(CLI::App& options, Language language);
Work prepare_case(CLI::App& options, Language language);
Work prepare_explain(CLI::App& options, Language language);
Work prepare_verify(CLI::App& options, Language language);
Work prepare_export(CLI::App& options, Language language);

} // namespace amends::cli
