#include "rules/hit_policy.hpp"

#include <algorithm>
#include <numeric>

namespace amends::rules {
namespace {

// A place for a computed value that outlives this run.
const Value* keep(Scratch::State& state, Value value) {
  if (state.values_used == state.values.size())
    state.values.emplace_back();
  Value& place = state.values[state.values_used++];
  place = std::move(value);
  return &place;
}

std::string row_names(const TableParts& table, std::span<const std::uint32_t> rows) {
  std::string text;
  for (std::size_t i = 0; i < rows.size() && i < 5; ++i)
    text += (i == 0 ? "" : i + 1 == rows.size() ? " and " : ", ") + table.rows[rows[i]].id;
  return rows.size() > 5 ? text + " and others" : text;
}

class HitPolicies {
public:
  HitPolicies(const TableParts& table, Env& env, Scratch::State& state)
      : table_(table), env_(env), state_(state) {}

  [[nodiscard]] Datum value_of(std::size_t hit, std::size_t output) const {
    const std::size_t at = hit * table_.outputs.size() + output;
    return table_.strict ? datum_of(state_.outputs[at], env_.words) : state_.datums[at];
  }

  [[nodiscard]] bool same_outputs(std::size_t a, std::size_t b) const {
    const std::size_t width = table_.outputs.size();
    for (std::size_t o = 0; o < width; ++o) {
      const std::uint32_t row = state_.matched[a];
      const std::uint32_t other = state_.matched[b];
      if (table_.cell(row, o).constant && table_.cell(row, o).text == table_.cell(other, o).text)
        continue;
      if (equal(value_of(a, o), value_of(b, o)) != Tri(true))
        return false;
    }
    return true;
  }

  [[nodiscard]] std::uint32_t rank(std::size_t hit, std::size_t output) const {
    const OutputCell& cell = table_.cell(state_.matched[hit], output);
    if (cell.constant)
      return cell.rank;
    const std::vector<Datum>& order = table_.outputs[output].order;
    const Datum value = value_of(hit, output);
    const auto at = std::find_if(order.begin(), order.end(),
                                 [&](const Datum& d) { return equal(d, value) == Tri(true); });
    return static_cast<std::uint32_t>(at - order.begin());
  }

  [[nodiscard]] bool ranks_before(std::uint32_t a, std::uint32_t b) const {
    for (std::size_t o = 0; o < table_.outputs.size(); ++o)
      if (!table_.outputs[o].order.empty() && rank(a, o) != rank(b, o))
        return rank(a, o) < rank(b, o);
    return a < b; // as the rows stand
  }

  void sort_by_rank() {
    state_.order.resize(state_.matched.size());
    std::iota(state_.order.begin(), state_.order.end(), 0U);
    std::sort(state_.order.begin(), state_.order.end(),
              [this](std::uint32_t a, std::uint32_t b) { return ranks_before(a, b); });
    permute(state_.matched, state_.spare_matched, 1);
    permute(state_.outputs, state_.spare_outputs, table_.outputs.size());
    DatumList spare;
    permute(state_.datums, spare, table_.outputs.size());
  }

  template <class T> void permute(std::vector<T>& items, std::vector<T>& spare, std::size_t width) {
    if (items.empty())
      return;
    spare.assign(items.begin(), items.end());
    for (std::size_t i = 0; i < state_.order.size(); ++i)
      for (std::size_t k = 0; k < width; ++k)
        items[i * width + k] = spare[state_.order[i] * width + k];
  }

  void keep_first() {
    state_.matched.resize(1);
    if (table_.strict)
      state_.outputs.resize(table_.outputs.size());
    else
      state_.datums.resize(table_.outputs.size());
  }

  Result<void> apply() {
    switch (table_.hit) {
    case HitPolicy::unique:
      if (state_.matched.size() > 1)
        return evaluation_error(table_, "its hit policy is unique, but rows " +
                                            row_names(table_, state_.matched) + " match");
      return {};
    case HitPolicy::any:
      for (std::size_t i = 1; i < state_.matched.size(); ++i)
        if (!same_outputs(0, i)) {
          const std::uint32_t rows[] = {state_.matched[0], state_.matched[i]};
          return evaluation_error(table_, "its hit policy is any, but rows " +
                                              row_names(table_, rows) + " answer differently");
        }
      if (!state_.matched.empty())
        keep_first();
      return {};
    case HitPolicy::priority:
      if (!state_.matched.empty()) {
        sort_by_rank();
        keep_first();
      }
      return {};
    case HitPolicy::output_order: sort_by_rank(); return {};
    case HitPolicy::collect_sum:
    case HitPolicy::collect_min:
    case HitPolicy::collect_max:
    case HitPolicy::collect_count: return aggregate();
    default: return {};
    }
  }

  Result<void> aggregate() {
    for (std::size_t o = 0; o < table_.outputs.size(); ++o) {
      if (table_.strict && words(o))
        continue;
      Datum total = aggregate(o);
      if (table_.strict && env_.complained())
        return evaluation_error(table_, "rows " + row_names(table_, state_.matched) + ", " +
                                            table_.outputs[o].name + ": " +
                                            env_.complaints.front());
      if (table_.strict)
        state_.aggregates.push_back(slot_for(table_, state_, total));
      else
        state_.totals.push_back(std::move(total));
    }
    return {};
  }

  static bool same_word(const Slot& a, const Slot& b) {
    if (a.n >= 0 || b.n >= 0)
      return a.n == b.n;
    return a.value != nullptr && b.value != nullptr && *a.value == *b.value;
  }

  // Of a column of words the word is kept where all rows agree; false: it holds no words.
  bool words(std::size_t output) {
    const std::size_t width = table_.outputs.size();
    Slot word;
    bool agree = true;
    for (std::size_t hit = 0; hit < state_.matched.size(); ++hit) {
      const Slot& slot = state_.outputs[hit * width + output];
      if (slot.kind == Slot::Kind::null)
        continue;
      if (slot.kind != Slot::Kind::word)
        return false;
      const bool first = word.kind == Slot::Kind::null;
      agree = agree && (first || same_word(word, slot));
      word = slot;
    }
    if (word.kind == Slot::Kind::null || table_.hit == HitPolicy::collect_count)
      return false;
    state_.aggregates.push_back(agree ? word : Slot{});
    return true;
  }

  // Outputs that give nothing ("-") do not count.
  Datum aggregate(std::size_t output) {
    Datum total;
    std::int64_t count = 0;
    for (std::size_t hit = 0; hit < state_.matched.size(); ++hit) {
      if (table_.hit == HitPolicy::collect_count) {
        count += is_null(hit, output) ? 0 : 1;
        continue;
      }
      const Datum value = value_of(hit, output);
      if (value.is_null())
        continue;
      if (total.is_null()) {
        total = value;
      } else if (table_.hit == HitPolicy::collect_sum) {
        total = arithmetic(Op::add, total, value, env_);
      } else {
        const Tri less = compare(Compare::less, value, total, env_);
        if (less == Tri(table_.hit == HitPolicy::collect_min))
          total = value;
      }
    }
    return table_.hit == HitPolicy::collect_count ? Datum(Decimal(count)) : total;
  }

  [[nodiscard]] bool is_null(std::size_t hit, std::size_t output) const {
    const std::size_t at = hit * table_.outputs.size() + output;
    return table_.strict ? state_.outputs[at].kind == Slot::Kind::null
                         : state_.datums[at].is_null();
  }

private:
  const TableParts& table_;
  Env& env_;
  Scratch::State& state_;
};

} // namespace

Error evaluation_error(const TableParts& table, const std::string& message, std::string where) {
  return {Code::evaluation, "table " + table.name + ": " + message, std::move(where)};
}
Error evaluation_error(const TableParts& table, const std::string& message) {
  return evaluation_error(table, message, table.where);
}

Slot slot_for(const TableParts& table, Scratch::State& state, const Datum& value) {
  Slot slot = slot_of(value, table.words);
  if (needs_value(slot.kind))
    slot.value = keep(state, to_value(value));
  if (slot.kind == Slot::Kind::money) { // minor digits, as Slot promises
    const int minor = minor_digits(slot.currency);
    std::int64_t finer = 0; // an overflow leaves it, not the slot, with what is cut off
    while (slot.scale < minor && !__builtin_mul_overflow(slot.n, std::int64_t{10}, &finer)) {
      slot.n = finer;
      ++slot.scale;
    }
  }
  return slot;
}

Result<void> apply_hit_policy(const TableParts& table, Env& env, Scratch::State& state) {
  return HitPolicies(table, env, state).apply();
}

} // namespace amends::rules
