// The words of `give`. In: a cell such as "refund or resend", "letter + coupon", "ask lead". Out:
// what it offers, as alternatives of parts.
#pragma once

#include "amends/compensation.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace amends::compensation {

// The word of `give` as packs write it.
[[nodiscard]] std::string_view give_word(Give give);
[[nodiscard]] std::optional<Give> find_give(std::string_view word);
// Goods or a service, whose value is the line's price and needs no amount of its own.
[[nodiscard]] bool in_kind(Give give);
// Money or what is counted like it: cannot be given without an amount.
[[nodiscard]] bool needs_amount(Give give);

// "A or B + C": every part is given; of a part's options the customer chooses one, the first stands
// unless another is chosen. `ask` names the role that must decide by hand.
struct Offer {
  std::vector<std::vector<Give>> parts;
  std::optional<std::string> ask;
};
// Error `policy` naming the unknown word and the nearest ones.
[[nodiscard]] Result<Offer> parse_offer(std::string_view cell);

// "X bears nothing; ..." with the words that do.
[[nodiscard]] std::string unknown_bearer(std::string_view word);

// The head of a part: price as soon as one of its options is.
[[nodiscard]] Head head_of(const std::vector<Give>& options);

} // namespace amends::compensation
