// A command as it was said, before it has found its case. In: a line and who says it. Out: the
// command, checked as far as it can be by itself, with the hash of its content.
#pragma once

#include "verbs.hpp"

namespace amends::engine {

struct Spoken {
  Command command;
  Texts texts;
  Party by;
  Instant now;
  std::string content; // hash
};

[[nodiscard]] Result<Spoken> read_command(const Said& said, const Json& line);
// A customer who opens a case without saying whose it is means himself; `denied` when he names
// somebody else.
[[nodiscard]] Result<void> name_customer(Spoken& spoken);

// Whom and which order a command that opens a case names; nullptr for all others.
[[nodiscard]] const std::optional<Customer>* customer_of(const Command& command);
[[nodiscard]] const std::optional<Order>* order_of(const Command& command);

} // namespace amends::engine
