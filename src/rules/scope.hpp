// Which names an expression may use, and what they stand for.
#pragma once

#include "amends/rules.hpp"
#include "rules/ast.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace amends::rules {

// A name found at the start of a text: how long it is there and what it means.
struct NameMatch {
  std::size_t length = 0; // 0: none
  Node node;
};

// The length of `name` at the start of `text` where spaces may differ and the name must end at a
// word's end; 0 when it does not stand there.
[[nodiscard]] std::size_t match_name(std::string_view text, std::string_view name);
// `name` with every run of spaces as one, none at the ends.
[[nodiscard]] std::string normal_name(std::string_view name);
// The bytes of one name character at the start of `text` (0: none): letters, digits, `_`, and every
// non-ASCII character.
[[nodiscard]] std::size_t name_char(std::string_view text, bool first);

class Scope {
public:
  virtual ~Scope() = default;
  Scope() = default;
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;

  // Locals live on a stack; `push` answers the index of the new one.
  std::uint32_t push(std::string name);
  void pop(std::size_t count);
  [[nodiscard]] std::size_t depth() const { return locals_.size(); }
  [[nodiscard]] const std::vector<std::string>& locals() const { return locals_; }

  // The longest name at the start of `text`.
  [[nodiscard]] NameMatch match(std::string_view text);
  // The longest member name (after a point, or inside a filter) at the start of `text`; 0: none.
  [[nodiscard]] virtual std::size_t match_member(std::string_view text) const;
  // How long the identifier at the start of `text` is, known or not.
  [[nodiscard]] virtual std::size_t identifier(std::string_view text) const;
  // A plain identifier that `match` does not know.
  [[nodiscard]] virtual Result<Node> unknown(std::string_view name);
  // Pack dialect: money, spans like 24h and dates may stand as literals.
  [[nodiscard]] virtual bool pack_literals() const { return false; }

protected:
  [[nodiscard]] virtual NameMatch match_outer(std::string_view text);

private:
  std::vector<std::string> locals_;
};

// Facts of a pack. Their names are words joined by points; each gets a slot when first seen.
class FactScope final : public Scope {
public:
  explicit FactScope(const FactTypes& facts) : facts_(facts) {}
  [[nodiscard]] std::size_t identifier(std::string_view text) const override;
  [[nodiscard]] Result<Node> unknown(std::string_view name) override;
  [[nodiscard]] bool pack_literals() const override { return true; }

  // The slot of a fact, making it; error `not_found` with the nearest names.
  [[nodiscard]] Result<std::uint32_t> slot(std::string_view name);
  [[nodiscard]] const std::vector<std::string>& slots() const { return slots_; }
  [[nodiscard]] const std::vector<std::string>& types() const { return types_; }
  // A name that is no fact but may be used (columns with a type of their own).
  void declare(std::string name, std::string type);
  [[nodiscard]] std::optional<std::string> type(std::string_view name) const;

protected:
  [[nodiscard]] NameMatch match_outer(std::string_view text) override;

private:
  const FactTypes& facts_;
  std::vector<std::pair<std::string, std::string>> declared_;
  std::vector<std::string> slots_;
  std::vector<std::string> types_;
};

} // namespace amends::rules
