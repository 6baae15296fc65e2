#include "rules/hit_policy.hpp"

#include <algorithm>

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
    for (std::size_t o = 0; o < table_.outputs.size(); ++o)
      if (equal(value_of(a, o), value_of(b, o)) != Tri(true))
        return false;
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

  void sort_by_rank() {
    const std::size_t count = table_.outputs.size();
    std::vector<std::size_t> places(state_.matched.size());
    for (std::size_t i = 0; i < places.size(); ++i)
      places[i] = i;
    std::stable_sort(places.begin(), places.end(), [&](std::size_t a, std::size_t b) {
      for (std::size_t o = 0; o < count; ++o)
        if (!table_.outputs[o].order.empty() && rank(a, o) != rank(b, o))
          return rank(a, o) < rank(b, o);
      return false;
    });
    const auto permute = [&](auto& items, std::size_t width) {
      if (items.empty())
        return;
      auto old = items;
      for (std::size_t i = 0; i < places.size(); ++i)
        for (std::size_t k = 0; k < width; ++k)
          items[i * width + k] = old[places[i] * width + k];
    };
    permute(state_.matched, 1);
    permute(state_.outputs, count);
    permute(state_.datums, count);
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

  // Outputs that give nothing ("-") do not count.
  Datum aggregate(std::size_t output) {
    Datum total;
    std::int64_t count = 0;
    for (std::size_t hit = 0; hit < state_.matched.size(); ++hit) {
      const Datum value = value_of(hit, output);
      if (value.is_null())
        continue;
      ++count;
      if (total.is_null() || table_.hit == HitPolicy::collect_count) {
        total = value;
      } else if (value.get<std::string>() != nullptr && table_.strict) {
        if (equal(total, value) != Tri(true)) // words are kept where all rows agree
          return {};
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

private:
  const TableParts& table_;
  Env& env_;
  Scratch::State& state_;
};

} // namespace

Error evaluation_error(const TableParts& table, std::string message) {
  return {Code::evaluation, "table " + table.name + ": " + std::move(message), table.where};
}

Slot slot_for(const TableParts& table, Scratch::State& state, const Datum& value) {
  Slot slot = slot_of(value, table.words);
  if (needs_value(slot.kind))
    slot.value = keep(state, to_value(value));
  if (slot.kind == Slot::Kind::money) { // minor digits, as Slot promises
    const int minor = minor_digits(slot.currency);
    while (slot.scale < minor && !__builtin_mul_overflow(slot.n, std::int64_t{10}, &slot.n))
      ++slot.scale;
  }
  return slot;
}

Result<void> apply_hit_policy(const TableParts& table, Env& env, Scratch::State& state) {
  return HitPolicies(table, env, state).apply();
}

} // namespace amends::rules
