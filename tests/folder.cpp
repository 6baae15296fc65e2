#include "folder.hpp"

#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace amends::test {

Folder::Folder() {
  // Killed processes keep what the kernel has taken, so memory is as good as a disk, and faster.
  const std::filesystem::path memory = "/dev/shm";
  const auto above =
      std::filesystem::is_directory(memory) ? memory : std::filesystem::temp_directory_path();
  std::string name = (above / "amends-test-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr)
    throw std::runtime_error("no folder can be made in " + above.string());
  root_ = name;
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(root_, ignored);
}

std::string Folder::write(const std::string& name, const std::string& text) const {
  const std::filesystem::path file = root_ / name;
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
  return file.string();
}

} // namespace amends::test
