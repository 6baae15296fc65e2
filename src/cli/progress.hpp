// A bar on stderr for long work, while a person is looking and the answers go elsewhere.
#pragma once

#include <cstddef>

namespace amends::cli {

class Progress {
public:
  // `total` 0: nothing is shown.
  explicit Progress(std::size_t total);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  void at(std::size_t done);

private:
  std::size_t total_ = 0;
  int percent_ = -1;
};

} // namespace amends::cli
