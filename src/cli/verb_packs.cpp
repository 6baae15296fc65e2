// amends packs: the built-in policy packs, as a list or one of them whole.
#include "complain.hpp"
#include "filter.hpp"
#include "sources.hpp"
#include "verb.hpp"

#include <CLI/CLI.hpp>

namespace amends::cli {
namespace {

int list_packs() {
  for (const std::string& name : Policy::builtin_names()) {
    const auto policy = Policy::builtin(name);
    if (!policy)
      return give_up(policy.error());
    Json title = Json::object();
    for (const auto& [language, words] : (*policy)->title())
      title.set(language, Json::string(words));
    Json line = Json::object();
    line.set("id", Json::string((*policy)->id()));
    line.set("version", Json::string((*policy)->version()));
    line.set("title", std::move(title));
    line.set("digest", Json::string((*policy)->digest()));
    print_line(print_json(line));
  }
  return fine;
}

int show_pack(const std::string& pack, bool resolved) {
  if (resolved) {
    const auto policy = load_policy({pack});
    if (!policy)
      return give_up(policy.error());
    print_line(print_json_pretty((*policy)->resolved()));
    return fine;
  }
  const auto texts = pack_texts(pack);
  if (!texts)
    return give_up(texts.error());
  for (const PackText& file : *texts)
    print_line(file.text.ends_with('\n') ? file.text.substr(0, file.text.size() - 1) : file.text);
  return fine;
}

} // namespace

Work prepare_packs(CLI::App& options, Language language) {
  struct Words {
    std::string pack;
    bool resolved = false;
    Work work;
  };
  const auto words = std::make_shared<Words>();
  const Say list{"列出内置策略包", "list the built-in packs"};
  const Say show{"显示一个策略包", "show a pack"};
  const Say pack{"内置名、文件或文件夹", "built-in name, file or folder"};
  const Say whole{"连同它所继承的内容", "with all that it inherits"};
  options.require_subcommand(1);
  options.add_subcommand("list", list.in(language))->callback([words] {
    words->work = list_packs;
  });
  CLI::App* one = options.add_subcommand("show", show.in(language));
  one->add_option("PACK", words->pack, pack.in(language))->required();
  one->add_flag("--resolved", words->resolved, whole.in(language));
  const Say later{"尚未实现", "not built yet"};
  for (const char* name :
       {"new", "test", "diff", "say", "publish", "history", "outdated", "to-csv", "from-csv"}) {
    CLI::App* unbuilt = options.add_subcommand(name, later.in(language));
    unbuilt->allow_extras();
    unbuilt->callback([words, name] {
      words->work = [name] {
        return give_up({Code::unsupported, std::string("packs ") + name + " is not built yet", ""});
      };
    });
  }
  Words* raw = words.get(); // the callback lives in what `words` keeps alive: no cycle
  one->callback([raw] { raw->work = [raw] { return show_pack(raw->pack, raw->resolved); }; });
  return [words] { return words->work(); };
}

} // namespace amends::cli
