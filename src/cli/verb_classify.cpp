// amends classify: customers' words in, labels and why out.
#include "complain.hpp"
#include "filter.hpp"
#include "sources.hpp"
#include "verb.hpp"

namespace amends::cli {

Work prepare_classify(Options& options) {
  struct Words {
    std::vector<std::string> policy{"base"};
    std::string file;
  };
  const auto words = std::make_shared<Words>();
  add_policy_option(options, words->policy).with_default();
  add_file_option(options, words->file);
  return [words]() -> int {
    const auto policy = load_policy(words->policy);
    if (!policy)
      return give_up(policy.error());
    return run_filter({words->file, false, false}, [&](const Json& line) {
      return answer_classify((*policy)->classifier(), line);
    });
  };
}

} // namespace amends::cli
