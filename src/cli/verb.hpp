// A verb of the command: its name, its line of help, its options and what it does.
#pragma once

#include "options.hpp"

#include <functional>
#include <span>
#include <string_view>

namespace amends::cli {

// What the shell gets back.
enum ExitCode : int { fine = 0, some_failed = 1, wrong_usage = 2, not_usable = 3 };

// Does the work once the options are read; answers the exit code.
using Work = std::function<int()>;

struct Verb {
  std::string_view name;
  Say help;
  Work (*prepare)(Options& options); // nullptr: not built yet
};

[[nodiscard]] std::span<const Verb> verbs();

// One a file.
Work prepare_run(Options& options);
Work prepare_classify(Options& options);
Work prepare_train(Options& options);
Work prepare_worktime(Options& options);
Work prepare_decide(Options& options);
Work prepare_assess(Options& options);
Work prepare_floor(Options& options);
Work prepare_lint(Options& options);
Work prepare_packs(Options& options);
Work prepare_facts(Options& options);
Work prepare_schema(Options& options);
Work prepare_actions(Options& options);
Work prepare_find(Options& options);
Work prepare_incidents(Options& options);
Work prepare_case(Options& options);
Work prepare_explain(Options& options);
Work prepare_verify(Options& options);
Work prepare_export(Options& options);
Work prepare_sweep(Options& options);
Work prepare_calendars(Options& options);

} // namespace amends::cli
