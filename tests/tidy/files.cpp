#include "tidy/files.hpp"
#include "places.hpp"

#include <algorithm>
#include <fstream>

namespace amends::tidy {

std::filesystem::path top() { return test::in_checkout(""); }

std::vector<SourceFile> files_below(const std::string& folder,
                                    const std::vector<std::string>& endings) {
  std::vector<SourceFile> files;
  const std::filesystem::path root = top() / folder;
  if (!std::filesystem::exists(root))
    return files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    const std::string ending = entry.path().extension().string();
    if (!entry.is_regular_file() ||
        std::find(endings.begin(), endings.end(), ending) == endings.end())
      continue;
    SourceFile file{std::filesystem::relative(entry.path(), top()).generic_string(), {}};
    std::ifstream in(entry.path(), std::ios::binary);
    for (std::string line; std::getline(in, line);)
      file.lines.push_back(line);
    files.push_back(std::move(file));
  }
  std::sort(files.begin(), files.end(),
            [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
  return files;
}

std::vector<Include> includes_of(const SourceFile& file) {
  std::vector<Include> includes;
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    const std::string& line = file.lines[i];
    if (!line.starts_with("#include"))
      continue;
    const std::size_t begin = line.find_first_of("<\"");
    const std::size_t end = line.find_first_of(">\"", begin + 1);
    if (begin != std::string::npos && end != std::string::npos)
      includes.push_back({line.substr(begin + 1, end - begin - 1), i + 1});
  }
  return includes;
}

} // namespace amends::tidy
