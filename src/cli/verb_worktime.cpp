// amends worktime: questions about working time and legal periods in, answers out.
#include "amends/worktime.hpp"
#include "complain.hpp"
#include "filter.hpp"
#include "sources.hpp"
#include "verb.hpp"

namespace amends::cli {

Work prepare_worktime(Options& options) {
  struct Words {
    std::vector<std::string> policy;
    std::string file;
    bool explain = false;
  };
  const auto words = std::make_shared<Words>();
  add_policy_option(options, words->policy);
  options.flag("--explain", words->explain,
               {"列出计入的时段和跳过的日子", "also the intervals counted and the days skipped"});
  add_file_option(options, words->file);
  return [words]() -> int {
    std::shared_ptr<const Policy> policy;
    if (!words->policy.empty()) {
      auto loaded = load_policy(words->policy);
      if (!loaded)
        return give_up(loaded.error());
      policy = *loaded;
    }
    const NamedCalendars named = [&](std::string_view name) -> std::shared_ptr<const Calendar> {
      if (policy == nullptr)
        return nullptr;
      const auto found = policy->calendars().find(name);
      return found == policy->calendars().end() ? nullptr : found->second;
    };
    const auto tables = HolidayTables::builtin();
    return run_filter({words->file, false, false}, [&](const Json& line) {
      return answer_worktime(line, *tables, named, words->explain);
    });
  };
}

} // namespace amends::cli
