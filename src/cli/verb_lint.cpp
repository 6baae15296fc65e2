// amends lint: packs in, one line a finding out; exit code 1 when one of them is an error.
#include "complain.hpp"
#include "filter.hpp"
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

// Each pack is checked with the ones before it at hand, which it may extend.
int lint(const std::vector<std::string>& packs) {
  int code = fine;
  std::vector<PackText> texts;
  for (const std::string& pack : packs) {
    auto files = pack_texts(pack);
    if (!files)
      return give_up(files.error());
    std::move(files->begin(), files->end(), std::back_inserter(texts));
    for (const Finding& finding : Policy::lint(texts)) {
      if (finding.level == "error")
        code = some_failed;
      print_line(print_json(finding_line(pack, finding)));
    }
  }
  return code;
}

} // namespace

Work prepare_lint(Options& options) {
  const auto packs = std::make_shared<std::vector<std::string>>();
  options.texts("PACK", *packs, {"内置名、文件或文件夹", "built-in name, file or folder"})
      .required();
  return [packs] { return lint(*packs); };
}

} // namespace amends::cli
