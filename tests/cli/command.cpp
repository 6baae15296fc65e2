#include "command.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace amends::test {
namespace {

std::string quoted(const std::string& word) {
  std::string out = "'";
  for (const char c : word)
    out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

std::string content(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

} // namespace

std::vector<std::string> Ran::lines() const {
  std::vector<std::string> all;
  std::istringstream text(out);
  for (std::string line; std::getline(text, line);)
    all.push_back(line);
  return all;
}

std::vector<Json> Ran::json() const {
  std::vector<Json> all;
  for (const std::string& line : lines())
    all.push_back(parsed(line));
  return all;
}

Json parsed(const std::string& text) {
  auto json = parse_json(text, {64U << 20U, 64});
  EXPECT_TRUE(json) << text;
  return json ? *json : Json();
}

Ran amends_command(const std::vector<std::string>& words, const std::string& in) {
  const Folder folder;
  const std::string from = folder.write("in", in);
  std::string line = "LC_ALL=C ";
  line += quoted(AMENDS_COMMAND);
  for (const std::string& word : words)
    line += " " + quoted(word);
  line +=
      " <" + quoted(from) + " >" + quoted(folder.path("out")) + " 2>" + quoted(folder.path("err"));
  const int status = std::system(line.c_str());
  Ran ran;
  ran.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  ran.out = content(folder.path("out"));
  ran.err = content(folder.path("err"));
  return ran;
}

} // namespace amends::test
