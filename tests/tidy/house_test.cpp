// The walls of the house (docs/design.md, "The house"): which room may look into which.
#include "tidy/files.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace amends::tidy {
namespace {

using Rooms = std::set<std::string>;

// Each room's row: the rooms whose files it may include. Its own and include/amends are free,
// except for the API headers below.
const std::map<std::string, Rooms>& rows() {
  static const std::map<std::string, Rooms> all = [] {
    const Rooms level_1 = {"text", "calendar", "rules"};
    const Rooms level_2 = {"classification", "sla", "compensation", "privacy"};
    std::map<std::string, Rooms> r;
    r["base"] = {};
    r["text"] = r["calendar"] = r["rules"] = r["store"] = {"base"};
    r["classification"] = {"text", "rules", "base"};
    r["sla"] = r["compensation"] = {"calendar", "rules", "base"};
    r["privacy"] = {"text", "base"};
    Rooms below = {"base"};
    below.insert(level_1.begin(), level_1.end());
    below.insert(level_2.begin(), level_2.end());
    r["policy"] = below;
    below.insert("policy");
    r["cases"] = below;
    r["journal"] = {"base", "cases"};
    below.insert({"cases", "journal"});
    r["insight"] = below;
    below.insert({"insight", "store"});
    r["engine"] = below;
    r["cli"] = {};
    return r;
  }();
  return all;
}

// Headers of include/amends that are a room's API, not plain values: for rooms that may include
// that room, and for the borders.
const std::map<std::string, std::string>& api_headers() {
  static const std::map<std::string, std::string> owners = {
      {"amends/store.hpp", "store"},
      {"amends/policy.hpp", "policy"},
      {"amends/case.hpp", "cases"},
      {"amends/engine.hpp", "engine"},
      {"amends/classification.hpp", "classification"},
  };
  return owners;
}

std::string room_of(const std::string& path) { // "src/base/json.cpp" -> "base"
  const std::size_t begin = std::string("src/").size();
  return path.substr(begin, path.find('/', begin) - begin);
}

TEST(House, EveryRoomHasARow) {
  for (const auto& entry : std::filesystem::directory_iterator(top() / "src"))
    if (entry.is_directory()) {
      EXPECT_TRUE(rows().contains(entry.path().filename().string())) << entry.path();
    }
}

TEST(House, RoomsIncludeOnlyWhatTheirRowAllows) {
  for (const SourceFile& file : files_below("src", {".cpp", ".hpp", ".h"})) {
    const std::string room = room_of(file.path);
    const auto row = rows().find(room);
    ASSERT_NE(row, rows().end()) << file.path;
    const auto may_see = [&](const std::string& other) {
      return other == room || row->second.contains(other);
    };
    for (const Include& include : includes_of(file)) {
      const std::string where = file.path + ":" + std::to_string(include.line);
      const std::string other = include.what.substr(0, include.what.find('/'));
      if (rows().contains(other) && other != include.what) {
        EXPECT_TRUE(may_see(other)) << where << ": " << room << " may not include " << include.what;
      }
      const auto api = api_headers().find(include.what);
      if (api != api_headers().end() && room != "cli") {
        EXPECT_TRUE(may_see(api->second))
            << where << ": " << include.what << " is the API of " << api->second << ", which "
            << room << " may not include";
      }
    }
  }
}

TEST(House, PublicHeadersIncludeNoRoom) {
  for (const SourceFile& file : files_below("include", {".hpp", ".h"}))
    for (const Include& include : includes_of(file)) {
      const std::string other = include.what.substr(0, include.what.find('/'));
      EXPECT_FALSE(rows().contains(other)) << file.path << ":" << include.line;
    }
}

TEST(House, BoostJsonStaysInBase) {
  for (const char* folder : {"src", "include", "capi", "tests", "bench", "examples"})
    for (const SourceFile& file : files_below(folder, {".cpp", ".hpp", ".h", ".c"}))
      for (const Include& include : includes_of(file))
        if (include.what.starts_with("boost/json")) {
          EXPECT_TRUE(file.path.starts_with("src/base/")) << file.path << ":" << include.line;
        }
}

TEST(House, NoClockThreadRandomnessEnvironmentOrLocale) {
  // Words that read them; docs/io.md lists the exceptions.
  const std::vector<std::string> forbidden = {"std::chrono::system_clock",
                                              "steady_clock",
                                              "std::thread",
                                              "std::async",
                                              "std::random_device",
                                              "std::rand(",
                                              "getenv(",
                                              "std::locale",
                                              "setlocale(",
                                              "time(nullptr)",
                                              "gettimeofday("};
  for (const SourceFile& file : files_below("src", {".cpp", ".hpp"})) {
    const bool is_program = file.path.starts_with("src/cli/") || // a host, not the library
                            file.path.find("/tool/") != std::string::npos;
    if (is_program)
      continue;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      const std::string code = file.lines[i].substr(0, file.lines[i].find("//"));
      for (const std::string& word : forbidden)
        EXPECT_EQ(code.find(word), std::string::npos)
            << file.path << ":" << i + 1 << " uses " << word;
    }
  }
}

// Top-level names are fixed, so that a visitor finds the same house every time.
TEST(House, NothingElseAtTheTop) {
  const std::set<std::string> allowed = {"CMakeLists.txt",
                                         "CMakePresets.json",
                                         "CHANGELOG.md",
                                         "LICENSE",
                                         "README.md",
                                         "README.zh.md",
                                         "include",
                                         "src",
                                         "capi",
                                         "bindings",
                                         "examples",
                                         "tests",
                                         "bench",
                                         "docs",
                                         "dev",
                                         "build" /* ignored by git */};
  for (const auto& entry : std::filesystem::directory_iterator(top())) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with('.')) {
      EXPECT_TRUE(allowed.contains(name)) << name;
    }
  }
}

} // namespace
} // namespace amends::tidy
