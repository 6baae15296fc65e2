// JSON Lines in, JSON Lines out. In: a file or stdin, and what answers one line. Out: one line for
// each, in order, flushed at once; an error stands in the place of the answer it replaces.
#pragma once

#include "amends/json.hpp"
#include "verb.hpp"

#include <functional>
#include <string>

namespace amends::cli {

// Answers a line; a missing member `id` is added by the filter.
using AnswerLine = std::function<Result<Json>(const Json& line)>;

struct Filter {
  std::string file;    // empty: stdin
  bool lists = false;  // a line may be a list of commands, as large as that many may be
  bool quiet = false;  // print no answers, and errors on stderr
  bool result = false; // every line has `result`: null beside an error
};

// `some_failed` when a line could not be answered; `wrong_usage` when the file cannot be read.
[[nodiscard]] int run_filter(const Filter& filter, const AnswerLine& answer);

// The line that stands in an answer's place: {"id"?,"error":{"code","message","where"}}.
[[nodiscard]] Json error_line(const Error& error, const Json* id);

// Prints one line on stdout and flushes it.
void print_line(std::string_view text);

} // namespace amends::cli
