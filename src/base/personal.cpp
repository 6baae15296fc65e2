#include "amends/personal.hpp"

#include <charconv>

namespace amends {

Personal Texts::add(std::string text) {
  Personal personal{"?" + std::to_string(values.size()), ""};
  values.push_back(std::move(text));
  return personal;
}

const std::string* Texts::find(const Personal& personal) const {
  const std::string& ref = personal.ref;
  if (ref.size() < 2 || ref[0] != '?')
    return nullptr;
  std::size_t n = 0;
  const char* end = ref.data() + ref.size();
  const auto [rest, error] = std::from_chars(ref.data() + 1, end, n);
  if (error != std::errc{} || rest != end || n >= values.size())
    return nullptr;
  return &values[n];
}

} // namespace amends
