#include "complain.hpp"

#include <cstdio>

namespace amends::cli {

void complain(const Error& error) {
  std::string text = "amends: " + std::string(code_name(error.code)) + ": " + error.message;
  if (!error.where.empty())
    text += " (at " + error.where + ")";
  text += '\n';
  std::fwrite(text.data(), 1, text.size(), stderr);
}

int give_up(const Error& error) {
  complain(error);
  return error.code == Code::arg || error.code == Code::unsupported ? wrong_usage : not_usable;
}

} // namespace amends::cli
