// amends packs: the built-in policy packs, as a list or one of them whole.
#include "complain.hpp"
#include "filter.hpp"
#include "pack_sheet.hpp"
#include "sources.hpp"
#include "verb.hpp"

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

int not_built_yet(const std::string& verb) {
  return give_up({Code::unsupported, "packs " + verb + " is not built yet", ""});
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

Work prepare_packs(Options& options) {
  struct Words {
    std::string pack;
    bool resolved = false;
    Work work;
  };
  const auto words = std::make_shared<Words>();
  Words& chosen = *words; // the callbacks are not what keeps the words alive
  options.verb("list", {"列出内置策略包", "list the built-in packs"},
               [&chosen] { chosen.work = list_packs; });
  Options show = options.verb("show", {"显示一个策略包", "show a pack"}, [&chosen] {
    chosen.work = [&chosen] { return show_pack(chosen.pack, chosen.resolved); };
  });
  show.text("PACK", words->pack, {"内置名、文件或文件夹", "built-in name, file or folder"})
      .required();
  show.flag("--resolved", words->resolved, {"连同它所继承的内容", "with all that it inherits"});
  add_sheet_verbs(options, chosen.work);
  for (const char* name : {"new", "test", "diff", "say", "publish", "history", "outdated"})
    options.verb(
        name, {"尚未实现", "not built yet"},
        [&chosen, name] { chosen.work = [name] { return not_built_yet(name); }; }, true);
  return [words] { return words->work(); };
}

} // namespace amends::cli
