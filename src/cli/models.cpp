#include "models.hpp"

#include "sources.hpp"

#include <algorithm>
#include <filesystem>

namespace amends::cli {
namespace {

namespace fs = std::filesystem;

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

} // namespace

Result<DecisionModel> load_model(const std::string& file) {
  std::error_code none;
  if (!fs::is_regular_file(file, none) && !file.ends_with(".dmn") && !file.ends_with(".json")) {
    AMENDS_TRY_ASSIGN(const auto policy, load_policy({file}));
    return DecisionModel::from_tables(policy->resolved(), policy->id());
  }
  AMENDS_TRY_ASSIGN(const std::string text, file_text(file));
  const fs::path path(file);
  std::vector<ModelText> beside;
  if (path.extension() == ".dmn") {
    AMENDS_TRY_ASSIGN(beside, models_beside(path));
  }
  return DecisionModel::from_text(text, path.stem().string(), beside);
}

} // namespace amends::cli
