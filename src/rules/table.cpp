// The public face of tables: facts in, decisions out.
#include "rules/table.hpp"

#include "rules/select.hpp"

#include <algorithm>

namespace amends {

Slot Slot::of_number(std::int64_t n, int scale) {
  Slot slot;
  slot.kind = Kind::number;
  slot.n = n;
  slot.scale = static_cast<std::int8_t>(scale);
  return slot;
}
Slot Slot::of_boolean(bool value) {
  Slot slot;
  slot.kind = Kind::boolean;
  slot.n = value ? 1 : 0;
  return slot;
}
Slot Slot::of_word(std::int64_t code) {
  Slot slot;
  slot.kind = Kind::word;
  slot.n = code;
  return slot;
}

Scratch::Scratch() : state_(std::make_unique<State>()) {}
Scratch::~Scratch() = default;
Scratch::Scratch(Scratch&&) noexcept = default;
Scratch& Scratch::operator=(Scratch&&) noexcept = default;

std::span<const std::uint32_t> Scratch::matched() const { return state_->matched; }
const Slot& Scratch::output(std::size_t hit, std::size_t column) const {
  return state_->outputs[hit * state_->output_count + column];
}
const Slot& Scratch::aggregate(std::size_t column) const { return state_->aggregates[column]; }
std::span<const std::uint16_t> Scratch::failed() const { return state_->failed; }

const std::string& Table::name() const { return compiled_->name; }
HitPolicy Table::hit_policy() const { return compiled_->hit; }
const std::vector<std::string>& Table::inputs() const { return compiled_->input_names; }
const std::vector<std::string>& Table::outputs() const { return compiled_->output_names; }
const std::vector<RowInfo>& Table::rows() const { return compiled_->rows; }
const std::vector<std::string>& Table::slots() const { return compiled_->slots; }

std::optional<std::size_t> Table::slot(std::string_view name) const {
  const auto& slots = compiled_->slots;
  const auto found = std::find(slots.begin(), slots.end(), name);
  if (found == slots.end())
    return std::nullopt;
  return static_cast<std::size_t>(found - slots.begin());
}

std::int64_t Table::word(std::string_view text) const { return compiled_->words.code(text); }

Slot Table::encode(const Value& value) const {
  if (const auto* text = value.get<std::string>()) {
    Slot slot = Slot::of_word(compiled_->words.code(*text));
    slot.value = &value;
    return slot;
  }
  Slot slot = rules::slot_of(rules::from_value(value), compiled_->words);
  if (const auto* money = value.get<Money>()) {
    slot.n = money->minor;
    slot.scale = static_cast<std::int8_t>(minor_digits(money->currency));
  }
  if (rules::needs_value(slot.kind))
    slot.value = &value;
  return slot;
}

Value Table::decode(const Slot& slot) const {
  if (slot.kind == Slot::Kind::null)
    return {};
  return rules::to_value(rules::datum_of(slot, &compiled_->words.texts()));
}

Result<void> Table::evaluate(std::span<const Slot> slots, Scratch& scratch, bool with_trace) const {
  return rules::decide_slots(*compiled_, slots, scratch.state(), with_trace, nullptr);
}

namespace {

using rules::TableParts;

// One row of the answer: name -> value, beside it the currency of a number that is money.
void add_row(const Table& table, Decision& decision, const auto& slot_of_column) {
  auto& row = decision.rows.emplace_back();
  auto& currencies = decision.currencies.emplace_back();
  for (std::size_t o = 0; o < table.outputs().size(); ++o) {
    const Slot& slot = slot_of_column(o);
    Value value = table.decode(slot);
    if (slot.kind == Slot::Kind::money && value.get<Decimal>() != nullptr)
      currencies.emplace(table.outputs()[o], slot.currency);
    row.emplace(table.outputs()[o], std::move(value));
  }
}

Value row_value(const Table& table, const std::map<std::string, Value, std::less<>>& row) {
  if (table.outputs().size() == 1)
    return row.begin()->second;
  return ValueContext(row.begin(), row.end());
}

bool answers_list(HitPolicy hit) {
  return hit == HitPolicy::collect || hit == HitPolicy::rule_order ||
         hit == HitPolicy::output_order;
}

void set_result(const Table& table, Decision& decision) {
  if (answers_list(table.hit_policy())) {
    ValueList list;
    for (const auto& row : decision.rows)
      list.push_back(row_value(table, row));
    decision.result = std::move(list);
  } else if (!decision.rows.empty()) {
    decision.result = row_value(table, decision.rows.front());
  }
}

void set_missing(const TableParts& table, const Scratch::State& state, Decision& decision) {
  for (const std::uint32_t column : state.open_columns)
    decision.missing.push_back(table.slots[table.columns[column].slot]);
  for (const std::uint32_t slot : state.open_slots)
    decision.missing.push_back(table.slots[slot]);
  std::sort(decision.missing.begin(), decision.missing.end());
  decision.missing.erase(std::unique(decision.missing.begin(), decision.missing.end()),
                         decision.missing.end());
}

void set_trace(const TableParts& table, const Scratch::State& state, std::span<const Slot> slots,
               Decision& decision) {
  for (std::size_t row = 0; row < state.failed.size(); ++row) {
    TraceRow trace;
    trace.row = table.rows[row].id;
    const std::uint16_t failed = state.failed[row];
    trace.fired = failed == Scratch::fired;
    if (!trace.fired) {
      const rules::Column& column = table.columns[failed];
      trace.failed = TraceCell{column.name, column.cells[row].text,
                               print(rules::datum_of(slots[column.slot], &table.words.texts()))};
    }
    decision.trace.push_back(std::move(trace));
  }
}

} // namespace

Result<Decision> Table::evaluate(const Facts& facts, bool with_trace,
                                 const std::vector<bool>* enabled) const {
  const TableParts& table = *compiled_;
  std::vector<Slot> slots(table.slots.size());
  for (std::size_t i = 0; i < slots.size(); ++i) {
    const auto fact = facts.find(table.slots[i]);
    if (fact != facts.end())
      slots[i] = encode(fact->second);
  }
  Scratch scratch;
  Scratch::State& state = scratch.state();
  AMENDS_CHECK(rules::decide_slots(table, slots, state, with_trace, enabled));
  Decision decision;
  for (const std::uint32_t row : state.matched) {
    decision.matched.push_back(table.rows[row].id);
    decision.matched_rows.push_back(row);
  }
  if (!state.aggregates.empty()) {
    if (!state.matched.empty() || table.hit == HitPolicy::collect_count)
      add_row(*this, decision, [&](std::size_t o) -> const Slot& { return state.aggregates[o]; });
  } else {
    for (std::size_t hit = 0; hit < state.matched.size(); ++hit)
      add_row(*this, decision,
              [&](std::size_t o) -> const Slot& { return scratch.output(hit, o); });
  }
  set_result(*this, decision);
  set_missing(table, state, decision);
  set_trace(table, state, slots, decision);
  return decision;
}

} // namespace amends
