#include "rules/select.hpp"

#include "rules/hit_policy.hpp"
#include "rules/quick.hpp"

#include <algorithm>
#include <bit>

namespace amends::rules {
namespace {

using State = Scratch::State;

bool bit(const std::vector<std::uint64_t>& mask, std::size_t row) {
  return (mask[row / 64] >> (row % 64) & 1U) != 0;
}
bool bit(const std::uint64_t* mask, std::size_t row) {
  return (mask[row / 64] >> (row % 64) & 1U) != 0;
}

// One decision over a table; `Run` because it lives for one run only.
class Run {
public:
  Run(const TableParts& table, Env& env, State& state, bool trace, const std::vector<bool>* enabled)
      : table_(table), env_(env), state_(state), trace_(trace), enabled_(enabled) {}

  // With the rows found by the quick way.
  Result<void> go_on() {
    AMENDS_CHECK(compute_outputs());
    AMENDS_CHECK(apply_hit_policy(table_, env_, state_));
    if (env_.complained())
      return evaluation_error(table_, env_.complaints.front());
    return {};
  }

  Result<void> go() {
    AMENDS_CHECK(narrow());
    AMENDS_CHECK(match());
    if (!state_.null_columns.empty())
      find_open();
    AMENDS_CHECK(compute_outputs());
    AMENDS_CHECK(apply_hit_policy(table_, env_, state_));
    if (table_.strict && env_.complained())
      return evaluation_error(table_, env_.complaints.front());
    return {};
  }

private:
  [[nodiscard]] bool single() const { return table_.hit == HitPolicy::first; }

  // The rows that every indexed column allows.
  Result<void> narrow() {
    const std::size_t blocks = table_.blocks;
    state_.candidates.assign(blocks, ~std::uint64_t{0});
    if (table_.rows.size() % 64 != 0)
      state_.candidates.back() = (std::uint64_t{1} << (table_.rows.size() % 64)) - 1;
    if (table_.rows.empty())
      state_.candidates.clear();
    state_.masks.resize(table_.columns.size());
    for (std::size_t c = 0; c < table_.columns.size(); ++c) {
      const Column& column = table_.columns[c];
      const Place place = state_.places[c];
      const std::uint64_t* mask = nullptr;
      if (place.where == Where::null) {
        mask = column.null_holds.data();
        state_.null_columns.push_back(static_cast<std::uint32_t>(c));
      } else if (place.where == Where::misfit) {
        AMENDS_CHECK(misfit(c));
        mask = column.any.data();
      } else if (column.masked) {
        mask = &column.masks[place.region * blocks];
      }
      state_.masks[c] = mask;
      if (mask != nullptr)
        for (std::size_t b = 0; b < state_.candidates.size(); ++b)
          state_.candidates[b] &= mask[b];
    }
    if (enabled_ != nullptr)
      for (std::size_t row = 0; row < table_.rows.size() && row < enabled_->size(); ++row)
        if (!(*enabled_)[row])
          state_.candidates[row / 64] &= ~(std::uint64_t{1} << (row % 64));
    return {};
  }

  Result<void> misfit(std::size_t c) {
    const Column& column = table_.columns[c];
    const Datum value = input(c);
    std::size_t row = 0; // the first whose cell says what the column holds
    while (row < column.cells.size() && (!column.cells[row].indexed || column.cells[row].any))
      ++row;
    std::string text = column.name + " is " + std::string(kind_words(value)) + " (" + print(value) +
                       ") and does not fit the cells of its column";
    if (row == column.cells.size())
      row = 0;
    else
      text += ", like `" + column.cells[row].text + "` in row " + table_.rows[row].id;
    if (table_.strict)
      return evaluation_error(table_, text, table_.place(row, c));
    env_.complain(std::move(text));
    return {};
  }

  Datum input(std::size_t c) {
    return table_.strict ? datum_of(env_.slots[table_.columns[c].slot], env_.words)
                         : state_.inputs[c];
  }

  // Does the row hold in the columns that bits could not settle? The first that does not.
  std::optional<std::size_t> first_failure(std::size_t row) {
    for (std::size_t c = 0; c < table_.columns.size(); ++c) {
      const Column& column = table_.columns[c];
      const CellTest& cell = column.cells[row];
      if (!cell.indexed) {
        const std::size_t size = env_.locals.size();
        looked_at_ = c;
        std::vector<std::uint32_t>& nulls = state_.nulls;
        nulls.clear();
        env_.null_slots = &nulls;
        env_.set_local(column.test_local, input(c));
        const Tri one = holds(cell.node, env_);
        env_.locals.resize(std::min(size, env_.locals.size()));
        env_.null_slots = nullptr;
        if (one != Tri(true)) {
          if (!one && state_.places[c].where == Where::null)
            nulls.push_back(column.slot);
          if (!one)
            state_.open_slots.insert(state_.open_slots.end(), nulls.begin(), nulls.end());
          return c;
        }
      } else if (state_.masks[c] == nullptr && !has_region(cell.regions, state_.places[c].region)) {
        return c;
      }
    }
    return std::nullopt;
  }

  Result<void> match() {
    const bool plain = !table_.has_generic && std::find(state_.masks.begin(), state_.masks.end(),
                                                        nullptr) == state_.masks.end();
    for (std::size_t b = 0; b < state_.candidates.size(); ++b) {
      std::uint64_t left = state_.candidates[b];
      while (left != 0) {
        const auto row =
            static_cast<std::uint32_t>(b * 64) + static_cast<std::uint32_t>(std::countr_zero(left));
        left &= left - 1;
        if (!plain) {
          const auto failure = first_failure(row);
          if (table_.strict && env_.complained())
            return evaluation_error(
                table_,
                "row " + table_.rows[row].id + ", " + table_.columns[looked_at_].name + " `" +
                    table_.columns[looked_at_].cells[row].text + "`: " + env_.complaints.front(),
                table_.place(row, looked_at_));
          if (failure) {
            state_.late_failures.push_back({row, static_cast<std::uint16_t>(*failure)});
            continue;
          }
        }
        state_.matched.push_back(row);
        if (single()) {
          if (trace_)
            explain(row + std::size_t{1});
          return {};
        }
      }
    }
    if (trace_)
      explain(table_.rows.size());
    return {};
  }

  // The first failing column of the rows up to `end`.
  void explain(std::size_t end) {
    state_.failed.resize(end);
    const std::size_t columns = table_.columns.size();
    for (std::size_t row = 0; row < end; ++row) {
      std::uint16_t failed = Scratch::fired;
      for (std::size_t c = 0; c < columns; ++c) {
        const std::uint64_t* mask = state_.masks[c];
        const bool holds_here = mask != nullptr ? bit(mask, row)
                                                : has_region(table_.columns[c].cells[row].regions,
                                                             state_.places[c].region);
        if (!holds_here) {
          failed = static_cast<std::uint16_t>(c);
          break;
        }
      }
      state_.failed[row] = failed;
    }
    for (const auto& [row, column] : state_.late_failures)
      if (row < end)
        state_.failed[row] = std::min(state_.failed[row], column);
  }

  // Columns that were null in a row that no other column rules out.
  void find_open() {
    const std::size_t end =
        single() && !state_.matched.empty() ? state_.matched.front() : table_.rows.size();
    for (std::size_t row = 0; row < end; ++row) {
      if (enabled_ != nullptr && row < enabled_->size() && !(*enabled_)[row])
        continue;
      bool open = false;
      bool ruled_out = false;
      for (std::size_t c = 0; c < table_.columns.size() && !ruled_out; ++c) {
        const Column& column = table_.columns[c];
        if (state_.places[c].where == Where::null && bit(column.null_open, row))
          open = true;
        else if (state_.masks[c] != nullptr
                     ? !bit(state_.masks[c], row)
                     : !has_region(column.cells[row].regions, state_.places[c].region))
          ruled_out = true;
      }
      for (const auto& [failed_row, column] : state_.late_failures)
        if (failed_row == row)
          ruled_out = true;
      if (!open || ruled_out)
        continue;
      for (const std::uint32_t c : state_.null_columns)
        if (bit(table_.columns[c].null_open, row))
          state_.open_columns.push_back(c);
    }
  }

  // The value of an output cell, by its tree.
  Result<Datum> by_tree(std::uint32_t row, std::size_t index) {
    const OutputCell& cell = table_.cell(row, index);
    std::vector<std::uint32_t>& nulls = state_.nulls;
    nulls.clear();
    env_.null_slots = &nulls;
    const std::size_t size = env_.locals.size();
    Datum value = evaluate(cell.node, env_);
    env_.locals.resize(std::min(size, env_.locals.size()));
    env_.null_slots = nullptr;
    if (table_.strict && env_.complained())
      return evaluation_error(table_,
                              "row " + table_.rows[row].id + ", " + table_.outputs[index].name +
                                  " `" + cell.text + "`: " + env_.complaints.front(),
                              table_.place(row, table_.columns.size() + index));
    if (value.is_null())
      state_.open_slots.insert(state_.open_slots.end(), nulls.begin(), nulls.end());
    return value;
  }

  Result<void> compute_outputs() {
    const std::size_t count = table_.outputs.size();
    state_.output_count = count;
    if (table_.strict)
      state_.outputs.resize(state_.matched.size() * count);
    else
      state_.datums.resize(state_.matched.size() * count);
    for (std::size_t hit = 0; hit < state_.matched.size(); ++hit)
      for (std::size_t o = 0; o < count; ++o) {
        const std::uint32_t row = state_.matched[hit];
        if (!table_.strict) {
          AMENDS_TRY_ASSIGN(state_.datums[hit * count + o], by_tree(row, o));
          continue;
        }
        const QuickCell& cell = table_.quick_cells[row * count + o];
        Slot& slot = state_.outputs[hit * count + o];
        if (cell.constant) {
          slot = cell.slot;
        } else if (cell.formula == nullptr || !cell.formula->run(env_.slots, slot)) {
          Datum value = cell.formula != nullptr ? cell.formula->run_exact(env_.slots) : Datum();
          if (value.is_null()) {
            AMENDS_TRY_ASSIGN(value, by_tree(row, o));
          }
          slot = slot_for(table_, state_, value);
        }
      }
    return {};
  }

  const TableParts& table_;
  Env& env_;
  State& state_;
  bool trace_;
  const std::vector<bool>* enabled_;
  std::size_t looked_at_ = 0; // the column whose cell was evaluated last
};

// `outputs` keeps its size: the quick way mostly wants the same one again.
void clear(State& state) {
  state.matched.clear();
  state.failed.clear();
  state.aggregates.clear();
  state.null_columns.clear();
  state.open_columns.clear();
  state.open_slots.clear();
  state.late_failures.clear();
  state.values_used = 0;
}

void clear_values(State& state) {
  state.outputs.clear();
  state.datums.clear();
  state.totals.clear();
  state.inputs.clear();
}

} // namespace

Result<void> decide_slots(const TableParts& table, std::span<const Slot> slots,
                          Scratch::State& state, bool with_trace,
                          const std::vector<bool>* enabled) {
  if (slots.size() < table.slots.size())
    return Error{Code::arg,
                 "table " + table.name + " reads " + std::to_string(table.slots.size()) +
                     " slots, but " + std::to_string(slots.size()) + " were given",
                 ""};
  clear(state);
  const bool quick =
      table.quick_ready && enabled == nullptr && match_quick(table, slots, state, with_trace);
  if (quick && give_quick(table, slots, state))
    return {};
  clear_values(state);
  Env& env = state.env;
  env.slots = slots;
  env.words = &table.words.texts();
  env.complaints.clear();
  env.locals.clear();
  env.steps = 0;
  env.stopped = false;
  if (quick)
    return Run(table, env, state, with_trace, nullptr).go_on();
  state.places.resize(table.columns.size());
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    const Column& column = table.columns[c];
    const Slot& slot = slots[column.slot];
    state.places[c] = slot.kind == Slot::Kind::other
                          ? find_place(column, table.words, datum_of(slot, env.words))
                          : find_place(column, slot);
  }
  return Run(table, env, state, with_trace, enabled).go();
}

Result<void> decide_values(const TableParts& table, DatumList inputs, Env& env,
                           Scratch::State& state, bool with_trace) {
  clear(state);
  clear_values(state);
  state.inputs = std::move(inputs);
  state.places.resize(table.columns.size());
  for (std::size_t c = 0; c < table.columns.size(); ++c)
    state.places[c] = find_place(table.columns[c], table.words, state.inputs[c]);
  return Run(table, env, state, with_trace, nullptr).go();
}

} // namespace amends::rules
