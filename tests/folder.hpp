// Where a test may write.
#pragma once

#include <filesystem>
#include <string>

namespace amends::test {

// A folder of its own, in memory where the system has such, empty at the beginning, gone
// afterwards. Two test programs that run at once never meet in one.
class Folder {
public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::string path(const std::string& name) const { return (root_ / name).string(); }
  // Writes the file, with the folders above it; its path.
  std::string write(const std::string& name, const std::string& text) const;

private:
  std::filesystem::path root_;
};

} // namespace amends::test
