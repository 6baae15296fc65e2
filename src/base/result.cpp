#include "amends/result.hpp"

#include <stdexcept>

namespace amends {

std::string_view code_name(Code code) noexcept {
  switch (code) {
  case Code::arg: return "arg";
  case Code::parse: return "parse";
  case Code::policy: return "policy";
  case Code::evaluation: return "evaluation";
  case Code::state: return "state";
  case Code::denied: return "denied";
  case Code::not_found: return "not_found";
  case Code::conflict: return "conflict";
  case Code::duplicate: return "duplicate";
  case Code::store: return "store";
  case Code::memory: return "memory";
  case Code::limit: return "limit";
  case Code::clock: return "clock";
  case Code::corrupt: return "corrupt";
  case Code::unsupported: return "unsupported";
  case Code::callback: return "callback";
  case Code::internal: break;
  }
  return "internal";
}

void throw_exception_from_error(const Error& error, const boost::source_location& at) {
  std::string text = "unlooked-at error ";
  text.append(code_name(error.code)).append(": ").append(error.message);
  if (!error.where.empty())
    text.append(" at ").append(error.where);
  text.append(" (").append(at.to_string()).append(")");
  throw std::logic_error(text);
}

std::string pointer_step(std::string_view key) {
  std::string step = "/";
  for (const char c : key) {
    if (c == '~')
      step += "~0";
    else if (c == '/')
      step += "~1";
    else
      step += c;
  }
  return step;
}

std::string pointer_step(std::size_t index) { return "/" + std::to_string(index); }

} // namespace amends
