// amends assess: facts in, the plan that the policy's tables make of them out. Nothing is stored.
#include "assess_line.hpp"
#include "complain.hpp"
#include "filter.hpp"
#include "sources.hpp"
#include "verb.hpp"

namespace amends::cli {

Work prepare_assess(Options& options) {
  struct Words {
    std::vector<std::string> policy;
    std::string file;
  };
  const auto words = std::make_shared<Words>();
  add_policy_option(options, words->policy).required();
  add_file_option(options, words->file);
  return [words]() -> int {
    const auto policy = load_policy(words->policy);
    if (!policy)
      return give_up(policy.error());
    return run_filter({words->file, false, false},
                      [&](const Json& line) { return answer_assess(**policy, line); });
  };
}

} // namespace amends::cli
