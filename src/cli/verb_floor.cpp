// amends floor: facts in, what the law of a jurisdiction grants at least out.
#include "assess_line.hpp"
#include "complain.hpp"
#include "filter.hpp"
#include "sources.hpp"
#include "verb.hpp"

#include <algorithm>

namespace amends::cli {
namespace {

// "CN" -> the built-in pack law-cn.
Result<std::shared_ptr<const Policy>> law_of(const std::string& jurisdiction) {
  std::string pack = "law-";
  for (const char c : jurisdiction)
    pack += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  const auto names = Policy::builtin_names();
  if (std::find(names.begin(), names.end(), pack) == names.end())
    return Error{Code::unsupported, "the law of " + jurisdiction + " is not built yet", ""};
  return Policy::builtin(pack);
}

} // namespace

Work prepare_floor(Options& options) {
  struct Words {
    std::string jurisdiction;
    std::string file;
  };
  const auto words = std::make_shared<Words>();
  options.text("--jurisdiction", words->jurisdiction, {"法域，例如 CN", "whose law: CN"})
      .required();
  add_file_option(options, words->file);
  return [words]() -> int {
    const auto policy = law_of(words->jurisdiction);
    if (!policy)
      return give_up(policy.error());
    return run_filter({words->file, false, false},
                      [&](const Json& line) { return answer_floor(**policy, line); });
  };
}

} // namespace amends::cli
