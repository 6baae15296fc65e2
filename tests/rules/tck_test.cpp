// The DMN Technology Compatibility Kit, asked through the JSON door: level 2, and of level 3 what
// lies beside it or in the folder that AMENDS_TCK names.
#include "help.hpp"

#include "amends/dmn.hpp"
#include "places.hpp"
#include "rules/temporal.hpp"

#include <pugixml.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

namespace amends::test {
namespace {

namespace fs = std::filesystem;

std::string read_text(const fs::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string_view local(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::vector<pugi::xml_node> kids(const pugi::xml_node& node, std::string_view name) {
  std::vector<pugi::xml_node> out;
  for (const pugi::xml_node& kid : node.children())
    if (local(kid) == name)
      out.push_back(kid);
  return out;
}

std::string_view attribute(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_attribute& one : node.attributes()) {
    const std::string_view full = one.name();
    const std::size_t colon = full.find(':');
    if ((colon == std::string_view::npos ? full : full.substr(colon + 1)) == name)
      return one.value();
  }
  return {};
}

// <value>, <component>s or <list> as JSON.
Json value_in(const pugi::xml_node& node) {
  for (const pugi::xml_node& list : kids(node, "list")) {
    if (attribute(list, "nil") == "true")
      return {};
    Json out = Json::array();
    for (const pugi::xml_node& item : kids(list, "item"))
      out.items.push_back(value_in(item));
    return out;
  }
  const auto components = kids(node, "component");
  if (!components.empty()) {
    Json out = Json::object();
    for (const pugi::xml_node& component : components)
      out.set(attribute(component, "name"), value_in(component));
    return out;
  }
  for (const pugi::xml_node& value : kids(node, "value")) {
    if (attribute(value, "nil") == "true")
      return {};
    const std::string_view type = attribute(value, "type");
    const std::string text = value.text().get();
    if (type.ends_with(":decimal") || type.ends_with(":double") || type.ends_with(":integer") ||
        type.ends_with(":int"))
      return Json::number_text(text.starts_with('.') ? "0" + text : text);
    if (type.ends_with(":boolean"))
      return Json::boolean(text == "true" || text == "1");
    return Json::string(text);
  }
  return {};
}

// 08:00:00Z and 08:00:00+00:00, P1D and PT24H.
bool same_moment(std::string_view a, std::string_view b) {
  const rules::Datum left = rules::read_temporal(a);
  return !left.is_null() && equal(left, rules::read_temporal(b)) == rules::Tri(true);
}

// Numbers may differ by 1e-8, as the kit's own runners allow.
bool same(const Json& a, const Json& b) {
  if (a.kind != b.kind)
    return false;
  if (a.is(Json::Kind::number)) {
    const auto difference = subtract(decimal(a.text), decimal(b.text)).value();
    return difference < decimal("1e-8") && difference > decimal("-1e-8");
  }
  if (a.is(Json::Kind::array))
    return a.items.size() == b.items.size() &&
           std::equal(a.items.begin(), a.items.end(), b.items.begin(), same);
  if (a.is(Json::Kind::object)) {
    if (a.members.size() != b.members.size())
      return false;
    return std::all_of(a.members.begin(), a.members.end(), [&](const Json::Member& member) {
      const Json* other = b.find(member.first);
      return other != nullptr && same(member.second, *other);
    });
  }
  return a == b || (a.is(Json::Kind::text) && same_moment(a.text, b.text));
}

struct Score {
  std::size_t passed = 0;
  std::size_t cases = 0;
};

void run_case(const DecisionModel& model, const pugi::xml_node& test, const std::string& name,
              Score& score) {
  Json question = Json::object();
  Json inputs = Json::object();
  for (const pugi::xml_node& input : kids(test, "inputNode"))
    inputs.set(attribute(input, "name"), value_in(input));
  question.set("inputs", std::move(inputs));
  ++score.cases;
  bool passed = true;
  for (const pugi::xml_node& result : kids(test, "resultNode")) {
    DecideOptions options;
    const std::string_view invocable = attribute(test, "invocableName");
    const std::string_view type = attribute(test, "type");
    options.decision = std::string(!invocable.empty() && type != "decision" && !type.empty()
                                       ? invocable
                                       : attribute(result, "name"));
    const auto expected_nodes = kids(result, "expected");
    const Json expected = expected_nodes.empty() ? Json() : value_in(expected_nodes.front());
    const bool error_expected = attribute(result, "errorResult") == "true";
    const auto answer = answer_decide(model, question, options);
    const bool fine = answer ? same(*answer->find("result"), expected) : error_expected;
    passed = passed && fine;
    EXPECT_TRUE(fine) << name << "/" << attribute(test, "id") << " " << options.decision
                      << ": expected " << print_json(expected) << ", got "
                      << (answer ? print_json(*answer) : answer.error().message);
  }
  score.passed += passed ? 1U : 0U;
}

void run_folder(const fs::path& folder, Score& score) {
  std::vector<fs::path> files;
  std::vector<ModelText> beside;
  for (const auto& entry : fs::directory_iterator(folder))
    files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files)
    if (file.extension() == ".dmn")
      beside.push_back({file.filename().string(), read_text(file)});
  for (const fs::path& file : files) {
    if (file.extension() != ".xml")
      continue;
    pugi::xml_document tests;
    ASSERT_TRUE(tests.load_file(file.c_str())) << file;
    const pugi::xml_node root = tests.document_element();
    const std::string model_name = kids(root, "modelName").front().text().get();
    auto model = DecisionModel::from_dmn(read_text(folder / model_name), beside);
    EXPECT_TRUE(model.has_value()) << folder << ": " << (model ? "" : model.error().message);
    for (const pugi::xml_node& test : kids(root, "testCase"))
      if (model)
        run_case(*model, test, folder.filename().string(), score);
      else
        ++score.cases;
  }
}

// Every folder of cases in a folder; no value where it is not there.
std::optional<Score> run_folders(const fs::path& root) {
  if (!fs::exists(root))
    return std::nullopt;
  std::vector<fs::path> folders;
  for (const auto& entry : fs::directory_iterator(root))
    if (entry.is_directory())
      folders.push_back(entry.path());
  std::sort(folders.begin(), folders.end());
  Score score;
  for (const fs::path& folder : folders)
    run_folder(folder, score);
  return score;
}

TEST(Tck, Level2) {
  const auto score = run_folders(test::in_checkout("../shared/data/tck/compliance-level-2"));
  if (!score) {
    std::printf("TCK: NOT RUN\n");
    GTEST_SKIP() << "no ../shared";
  }
  std::printf("TCK %zu/%zu\n", score->passed, score->cases);
  EXPECT_EQ(score->passed, score->cases);
  EXPECT_EQ(score->cases, 116U);
}

TEST(Tck, Level3) {
  const char* const named = std::getenv("AMENDS_TCK");
  const fs::path beside = test::in_checkout("../shared/data/tck/compliance-level-3");
  const auto score = run_folders(named != nullptr ? fs::path(named) : beside);
  ASSERT_TRUE(score || named == nullptr) << "AMENDS_TCK names no folder: " << named;
  if (!score)
    GTEST_SKIP() << "no level 3 in ../shared";
  std::printf("TCK level 3: %zu/%zu\n", score->passed, score->cases);
}

} // namespace
} // namespace amends::test
