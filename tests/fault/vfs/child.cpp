#include "fault/vfs/child.hpp"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <fstream>
#include <set>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

namespace amends::test {

ChildEnd run_child(const FaultPlan& plan, const std::function<int()>& work) {
  int ends[2];
  if (pipe(ends) != 0) {
    throw std::runtime_error("no pipe");
  }
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child < 0) {
    throw std::runtime_error("no fork");
  }
  if (child == 0) {
    close(ends[0]);
    int code = 99;
    try {
      install_fault_vfs(plan);
      code = work();
    } catch (...) {
      code = 99;
    }
    const std::int64_t operations = fault_vfs_operations();
    if (write(ends[1], &operations, sizeof operations) != sizeof operations) {
      code = 98;
    }
    _exit(code);
  }
  close(ends[1]);
  ChildEnd end;
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
  }
  std::int64_t operations = -1;
  if (read(ends[0], &operations, sizeof operations) == sizeof operations) {
    end.operations = operations;
  }
  close(ends[0]);
  end.killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
  end.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return end;
}

std::vector<std::int64_t> evenly_spread(std::int64_t total, std::int64_t count) {
  std::set<std::int64_t> numbers;
  for (std::int64_t i = 0; i < count; ++i) {
    numbers.insert(count == 1 ? total : 1 + i * (total - 1) / (count - 1));
  }
  return {numbers.begin(), numbers.end()};
}

void Notes::note(const std::string& line) const {
  const int file = open(file_.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  const std::string text = line + "\n";
  const bool written =
      file >= 0 && write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  if (file >= 0) {
    close(file);
  }
  if (!written) {
    throw std::runtime_error("no note");
  }
}

std::vector<std::string> Notes::lines() const {
  std::ifstream in(file_);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) {
    lines.push_back(line);
  }
  return lines;
}

} // namespace amends::test
