// The project's own source files as text.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace amends::tidy {

struct SourceFile {
  std::string path; // from the top of the checkout: "src/base/json.cpp"
  std::vector<std::string> lines;
};

// Every file below `folder` with one of the endings, by path.
std::vector<SourceFile> files_below(const std::string& folder,
                                    const std::vector<std::string>& endings);

struct Include {
  std::string what; // base/utf8.hpp
  std::size_t line; // from 1
};
std::vector<Include> includes_of(const SourceFile& file);

std::filesystem::path top();

} // namespace amends::tidy
