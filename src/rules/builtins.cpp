#include "rules/builtins.hpp"

#include "rules/scope.hpp"

#include <algorithm>

namespace amends::rules {

std::span<const Builtin> all_builtins() {
  static const std::vector<Builtin> all = [] {
    std::vector<Builtin> joined;
    for (const auto part :
         {number_builtins(), exponent_builtins(), text_builtins(), regex_builtins(),
          list_builtins(), context_builtins(), time_builtins(), range_builtins()})
      joined.insert(joined.end(), part.begin(), part.end());
    return joined;
  }();
  return all;
}

const Builtin& builtin(std::uint32_t index) { return all_builtins()[index]; }

BuiltinMatch match_builtin(std::string_view text) {
  BuiltinMatch best;
  const auto all = all_builtins();
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::size_t length = match_name(text, all[i].name);
    if (length > best.length)
      best = {static_cast<std::uint32_t>(i), length};
  }
  return best;
}

std::optional<std::uint32_t> builtin_index(std::string_view name) {
  const auto all = all_builtins();
  for (std::size_t i = 0; i < all.size(); ++i)
    if (all[i].name == name)
      return static_cast<std::uint32_t>(i);
  return std::nullopt;
}

std::optional<std::vector<std::size_t>> places_of(const Builtin& builtin,
                                                  std::span<const std::string> names) {
  std::string_view forms = builtin.parameters;
  while (!forms.empty()) {
    const std::size_t bar = forms.find('|');
    std::string_view form = forms.substr(0, bar);
    forms = bar == std::string_view::npos ? std::string_view() : forms.substr(bar + 1);
    std::vector<std::string> parameters;
    while (!form.empty()) {
      const std::size_t comma = form.find(',');
      parameters.push_back(normal_name(form.substr(0, comma)));
      form = comma == std::string_view::npos ? std::string_view() : form.substr(comma + 1);
    }
    std::vector<std::size_t> places;
    for (const std::string& name : names) {
      const auto found = std::find(parameters.begin(), parameters.end(), name);
      const auto place = static_cast<std::size_t>(found - parameters.begin());
      if (found == parameters.end() ||
          std::find(places.begin(), places.end(), place) != places.end())
        break;
      places.push_back(place);
    }
    if (places.size() == names.size())
      return places;
  }
  return std::nullopt;
}

} // namespace amends::rules
