// amends decide: a decision model and questions in, what its tables decide out.
#include "amends/dmn.hpp"
#include "complain.hpp"
#include "filter.hpp"
#include "sources.hpp"
#include "verb.hpp"

#include <algorithm>
#include <filesystem>

namespace amends::cli {
namespace {

namespace fs = std::filesystem;

struct DecideWords {
  std::string table, file;
  DecideOptions options;
};

// Models that this one may import: the other .dmn files of its folder.
Result<std::vector<ModelText>> models_beside(const fs::path& model) {
  std::vector<fs::path> paths;
  std::error_code failed;
  const fs::path folder = model.has_parent_path() ? model.parent_path() : fs::path(".");
  for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed))
    if (at->path().extension() == ".dmn" && at->path().filename() != model.filename())
      paths.push_back(at->path());
  std::sort(paths.begin(), paths.end());
  std::vector<ModelText> beside;
  for (const fs::path& path : paths) {
    AMENDS_TRY_ASSIGN(std::string text, file_text(path.string()));
    beside.push_back({path.filename().string(), std::move(text)});
  }
  return beside;
}

Result<DecisionModel> load_model(const std::string& file) {
  AMENDS_TRY_ASSIGN(const std::string text, file_text(file));
  const fs::path path(file);
  std::vector<ModelText> beside;
  if (path.extension() == ".dmn") {
    AMENDS_TRY_ASSIGN(beside, models_beside(path));
  }
  return DecisionModel::from_text(text, path.stem().string(), beside);
}

} // namespace

Work prepare_decide(Options& options) {
  const auto words = std::make_shared<DecideWords>();
  options
      .text("TABLE", words->table,
            {"决策表文件：.dmn 或策略包 JSON",
             "the decision model: a .dmn file, or tables in pack JSON"})
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
    return run_filter({words->file, false, false}, [&](const Json& line) {
      return answer_decide(*model, line, words->options);
    });
  };
}

} // namespace amends::cli
