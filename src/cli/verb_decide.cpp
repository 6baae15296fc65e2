// amends decide: a decision model and questions in, what its tables decide out.
#include "complain.hpp"
#include "filter.hpp"
#include "models.hpp"
#include "sources.hpp"
#include "verb.hpp"

namespace amends::cli {
namespace {

struct DecideWords {
  std::string table, file;
  DecideOptions options;
};

} // namespace

Work prepare_decide(Options& options) {
  const auto words = std::make_shared<DecideWords>();
  options
      .text("TABLE", words->table,
            {"决策模型：.dmn 文件、策略包（内置名、文件、文件夹）或其中的表",
             "the decision model: a .dmn file, a pack (built-in name, file, folder), or a table"})
      .required();
  options
      .text("--decision", words->options.decision,
            {"决策或决策服务的名字", "a decision or decision service of the model"})
      .shown_as("NAME");
  options.flag("--trace", words->options.trace,
               {"列出每一行为什么命中或没有命中", "also why each row did or did not fire"});
  add_file_option(options, words->file);
  return [words]() -> int {
    const auto model = load_model(words->table);
    if (!model)
      return give_up(model.error());
    return run_filter({words->file, false, false, true}, [&](const Json& line) {
      return answer_decide(*model, line, words->options);
    });
  };
}

} // namespace amends::cli
