// amends lint: packs in, one line a finding out; exit code 1 when one of them is an error. --quiet
// leaves out what asks for no mend.
#include "complain.hpp"
#include "filter.hpp"
#include "models.hpp"
#include "sources.hpp"
#include "verb.hpp"

#include <iterator>

namespace amends::cli {
namespace {

Json finding_line(const std::string& pack, const Finding& finding) {
  Json out = Json::object();
  out.set("pack", Json::string(pack));
  out.set("level", Json::string(finding.level));
  out.set("rule", Json::string(finding.rule));
  out.set("where", Json::string(finding.where));
  out.set("text", Json::string(finding.text));
  out.set("mend", Json::string(finding.mend));
  if (!finding.example.empty()) {
    Json example = Json::object();
    for (const auto& [name, value] : finding.example)
      example.set(name, value_to_json(value));
    out.set("example", std::move(example));
  }
  return out;
}

struct LintWords {
  std::vector<std::string> packs;
  bool quiet = false;
};

bool asks_for_a_mend(const Finding& finding) {
  return finding.level == "error" || finding.level == "warning";
}

// Prints them; are there errors among them?
bool print_findings(const LintWords& words, const std::string& pack,
                    const std::vector<Finding>& findings) {
  bool errors = false;
  for (const Finding& finding : findings) {
    errors = errors || finding.level == "error";
    if (!words.quiet || asks_for_a_mend(finding))
      print_line(print_json(finding_line(pack, finding)));
  }
  return errors;
}

// Each pack is checked with the ones before it at hand, which it may extend; a decision model by
// itself.
int lint(const LintWords& words) {
  bool errors = false;
  std::vector<PackText> texts;
  for (const std::string& pack : words.packs) {
    if (pack.ends_with(".dmn")) {
      const auto model = load_model(pack);
      if (!model)
        return give_up(model.error());
      errors = print_findings(words, pack, model->lint()) || errors;
      continue;
    }
    auto files = pack_texts(pack);
    if (!files)
      return give_up(files.error());
    std::move(files->begin(), files->end(), std::back_inserter(texts));
    errors = print_findings(words, pack, Policy::lint(texts)) || errors;
  }
  return errors ? some_failed : fine;
}

} // namespace

Work prepare_lint(Options& options) {
  const auto words = std::make_shared<LintWords>();
  options
      .texts("PACK", words->packs,
             {"内置名、文件、文件夹或 .dmn 文件", "built-in name, file, folder, or a .dmn file"})
      .required();
  options.flag("--quiet", words->quiet,
               {"只输出错误和警告", "errors and warnings only; without it also worked examples"});
  return [words] { return lint(*words); };
}

} // namespace amends::cli
