// What is wrong with the words of a command line. In: the parser after it refused them. Out: one
// line for people, with the nearest option where one is misspelt.
#pragma once

#include <string>

namespace CLI {
class App;
class ParseError;
} // namespace CLI

namespace amends::cli {

[[nodiscard]] std::string usage_problem(const CLI::App& app, const CLI::ParseError& error);

} // namespace amends::cli
