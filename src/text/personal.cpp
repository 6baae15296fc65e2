#include "text/personal.hpp"

#include "amends/text.hpp"

#include <algorithm>

namespace amends {

Result<std::vector<PersonalFound>> find_personal(std::string_view text) {
  NormalText normal;
  AMENDS_CHECK(normalise_into(text, normal));
  personal::Stretches found;
  // The surer family first: of two that overlap the one found first stays.
  personal::find_emails(normal.text, found);
  personal::find_codes(normal.text, found);
  personal::find_numbers(normal.text, found);
  personal::find_addresses(normal.text, found);
  personal::find_names(normal.text, found);

  std::vector<char> taken(normal.text.size(), 0);
  std::vector<PersonalFound> out;
  for (const auto& one : found) {
    const auto begin = taken.begin() + static_cast<std::ptrdiff_t>(one.from);
    const auto end = taken.begin() + static_cast<std::ptrdiff_t>(one.to);
    if (std::find(begin, end, 1) != end)
      continue;
    std::fill(begin, end, 1);
    out.push_back({std::string(one.kind), normal.from[one.from], normal.to[one.to - 1]});
  }
  std::sort(out.begin(), out.end(),
            [](const PersonalFound& a, const PersonalFound& b) { return a.from < b.from; });
  // One character of the customer's that reads as several (㎯) may end one and begin the next.
  for (std::size_t i = 1; i < out.size(); ++i)
    out[i].from = std::max(out[i].from, out[i - 1].to);
  std::erase_if(out, [](const PersonalFound& one) { return one.from >= one.to; });
  return out;
}

} // namespace amends
