// The words a verb takes. In: their names, where they go, what they mean. Out: help in one
// language, and the words themselves once the command line is read.
#pragma once

#include "language.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
} // namespace CLI

namespace amends::cli {

// One option, to be refined where it is added.
class Option {
public:
  explicit Option(CLI::Option* option) : option_(option) {}
  Option& required();
  Option& shown_as(const char* type); // "PACK" in the help
  Option& with_default();             // the help shows the present value
private:
  CLI::Option* option_;
};

// Names that begin with "--" are options, others are words by their place. What is filled must live
// until the verb has worked.
class Options {
public:
  Options(CLI::App& app, Language language) : app_(app), language_(language) {}
  [[nodiscard]] Language language() const { return language_; }

  Option text(const char* name, std::string& to, const Say& help);
  // An option may be given several times; words by their place take all that is left.
  Option texts(const char* name, std::vector<std::string>& to, const Say& help);
  Option number(const char* name, std::int64_t& to, const Say& help);
  Option flag(const char* name, bool& to, const Say& help);

  // A verb below this one ("packs show"); `chosen` is called when it is the one. With
  // `anything` it takes whatever follows.
  Options verb(const char* name, const Say& help, std::function<void()> chosen,
               bool anything = false);

private:
  CLI::App& app_;
  Language language_;
};

} // namespace amends::cli
