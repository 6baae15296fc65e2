#include "progress.hpp"

#include <unistd.h>

#include <cstdio>
#include <string>

namespace amends::cli {

Progress::Progress(std::size_t total)
    : total_(isatty(STDERR_FILENO) != 0 && isatty(STDOUT_FILENO) == 0 ? total : 0) {}

Progress::~Progress() {
  if (percent_ >= 0)
    std::fputs("\r\x1b[K", stderr);
}

void Progress::at(std::size_t done) {
  if (total_ == 0)
    return;
  const int percent = static_cast<int>(done * 100 / total_);
  if (percent == percent_)
    return;
  percent_ = percent;
  const auto full = static_cast<std::size_t>(percent) * 40 / 100;
  const std::string bar = std::string(full, '#') + std::string(full < 40 ? 40 - full : 0, '.');
  std::fprintf(stderr, "\r[%s] %d%%", bar.c_str(), percent);
}

} // namespace amends::cli
