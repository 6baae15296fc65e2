#include "work.hpp"

#include "journal/journal.hpp"
#include "privacy/seal.hpp"

#include "amends/limits.hpp"
#include "amends/personal_walk.hpp"

#include <algorithm>

namespace amends::engine {
namespace {

constexpr Duration ninety_days = hours(90 * 24);
constexpr Duration seven_days = hours(7 * 24);
constexpr std::size_t most_order_cases = 100; // of one order; more count no further

// Rows of the store that an event changes; the rows themselves are read off the case at the end.
struct Touched {
  CaseWork& work;
  void operator()(const events::TaskStarted& e) const { work.tasks.insert(e.task.id); }
  void operator()(const events::TaskFinished& e) const { work.tasks.insert(e.task.id); }
  void operator()(const events::ActionRaised& e) const { work.actions.insert(e.action.id); }
  void operator()(const events::ActionCancelled& e) const { work.actions.insert(e.action); }
  void operator()(const events::ActionSettled& e) const { work.actions.insert(e.action); }
  void operator()(const events::LedgerMoved& e) const {
    for (const LedgerEntry& entry : e.entries)
      work.entries.insert(entry.entry);
  }
  void operator()(const events::Escalated& e) const { touch(e.clock); }
  void operator()(const events::Recorded& e) const { touch(e.clock); }
  void touch(const std::optional<ClockRow>& clock) const {
    if (clock)
      work.clocks.insert(clock->id);
  }
  template <class E> void operator()(const E& e) const {
    if constexpr (requires { e.clock.points; })
      work.clocks.insert(e.clock.id);
  }
};

template <class E> std::optional<E> choice_of(std::string_view word) {
  const auto& [words, values] = detail::ChoiceTable<E>::words();
  const auto found = std::find(words.begin(), words.end(), word);
  if (found == words.end())
    return std::nullopt;
  return static_cast<E>(values[static_cast<std::size_t>(found - words.begin())]);
}

// Texts that no event of the record speaks of are not kept.
void drop_unspoken(CaseWork& work, Record& record) {
  std::set<std::string> spoken;
  for (Event& event : record.events)
    for_each_personal(event, [&](const Personal& personal) { spoken.insert(personal.ref); });
  const std::string prefix = record.case_id + "." + std::to_string(record.seq) + ".";
  auto first = work.sealed.end();
  while (first != work.sealed.begin() && std::prev(first)->ref.starts_with(prefix))
    --first;
  work.sealed.erase(std::remove_if(first, work.sealed.end(),
                                   [&](const SealedRow& row) { return !spoken.contains(row.ref); }),
                    work.sealed.end());
}

// The column holds "HEAD.GIVE": "price.refund".
LedgerBalance balance_of(const LedgerRow& row) {
  LedgerBalance out;
  out.scope = row.scope;
  out.case_id = row.case_id;
  const std::string_view column = row.head;
  const auto dot = std::min(column.find('.'), column.size());
  out.head = choice_of<Head>(column.substr(0, dot));
  out.give = choice_of<Give>(column.substr(std::min(dot + 1, column.size()))).value_or(Give::none);
  if (auto currency = parse_currency(row.currency))
    out.amount = {row.minor, *currency};
  out.restitution = row.side == "restitution";
  out.at = row.at;
  return out;
}

} // namespace

Result<CaseWork*> Work::find(const std::string& case_id) {
  if (const auto found = cases_.find(case_id); found != cases_.end())
    return &found->second;
  CaseWork* none = nullptr;
  if (absent_.contains(case_id))
    return none;
  AMENDS_TRY_ASSIGN(const std::optional<CaseRow> row, session_.load_case(case_id));
  if (!row) {
    absent_.insert(case_id);
    return none;
  }
  AMENDS_TRY_ASSIGN(CaseWork work, read_case(session_, *row));
  AMENDS_TRY_ASSIGN(const World* world, this->world());
  AMENDS_TRY_ASSIGN(
      work.policy, engine_.policy(session_, work.state.policy, world->tables_at(work.state.world)));
  return &cases_.emplace(case_id, std::move(work)).first->second;
}

Result<CaseWork*> Work::create(const std::string& case_id, Instant t) {
  AMENDS_TRY_ASSIGN(const auto policy, policy_for_new(t));
  CaseWork work;
  work.state.id = case_id;
  work.state.world = world_->last_by(t);
  AMENDS_TRY_ASSIGN(
      work.policy, engine_.policy(session_, policy->digest(), world_->tables_at(work.state.world)));
  work.head = journal::genesis(engine_.setup.tenant, case_id);
  absent_.erase(case_id);
  return &cases_.insert_or_assign(case_id, std::move(work)).first->second;
}

Result<const World*> Work::world() {
  if (world_ == nullptr) {
    AMENDS_TRY_ASSIGN(world_, engine_.world(session_));
  }
  return world_.get();
}

Result<void> Work::add_world(WorldRow row) {
  AMENDS_TRY_ASSIGN(const World* known, world());
  auto longer = std::make_shared<World>(*known);
  AMENDS_CHECK(longer->add(row));
  world_ = std::move(longer);
  new_world_.push_back(std::move(row));
  return {};
}

Result<void> Work::fire(CaseWork& work, const Timer& timer) {
  AMENDS_TRY_ASSIGN(const Context context, this->context(work, timer.at, {"system", ""}, {}));
  AMENDS_TRY_ASSIGN(Decided decided, fire_timer(*work.policy, context, work.state, timer));
  Cause cause;
  cause.kind = CauseKind::timer;
  cause.id = timer.id;
  ++fired_;
  return append(work, timer.at, std::move(cause), std::move(decided));
}

Result<void> Work::meet(CaseWork& work, const WorldStep& step) {
  AMENDS_TRY_ASSIGN(work.policy, engine_.policy(session_, work.state.policy, step.tables));
  const Instant at = std::max(step.at, work.state.last_at);
  AMENDS_TRY_ASSIGN(Context context, this->context(work, at, {"system", ""}, {}));
  context.incidents = step.incidents;
  const WorldChange change{step.seq, step.kind, step.digest};
  AMENDS_TRY_ASSIGN(Decided decided, meet_world(*work.policy, context, work.state, change));
  Cause cause;
  cause.kind = CauseKind::world;
  cause.id = std::to_string(step.seq);
  return append(work, at, std::move(cause), std::move(decided));
}

Result<void> Work::catch_up(CaseWork& work, Instant t, bool spoken_to) {
  AMENDS_TRY_ASSIGN(const World* world, this->world());
  for (;;) {
    const std::optional<Timer> timer = next_timer(work.state);
    const bool meets = work.state.version > 0 && (!work.state.ended || spoken_to);
    const WorldStep* step = meets ? world->next(work.state.world, t) : nullptr;
    if (step != nullptr && (!timer || step->at <= timer->at))
      AMENDS_CHECK(meet(work, *step));
    else if (timer && timer->at < t)
      AMENDS_CHECK(fire(work, *timer));
    else
      return {};
  }
}

Result<void> Work::catch_up_scopes(const std::vector<std::string>& scopes, const std::string& but,
                                   Instant t) {
  AMENDS_TRY_ASSIGN(const auto rows, session_.load_ledger(scopes));
  std::set<std::string> holders;
  for (const LedgerRow& row : rows)
    if (row.case_id != but)
      holders.insert(row.case_id);
  for (const std::string& id : holders) {
    AMENDS_TRY_ASSIGN(CaseWork * work, find(id));
    if (work != nullptr && !work->state.ended)
      AMENDS_CHECK(catch_up(*work, t));
  }
  return {};
}

Result<std::vector<LedgerBalance>> Work::balances(const std::vector<std::string>& scopes) {
  std::vector<LedgerBalance> out;
  AMENDS_TRY_ASSIGN(const auto rows, session_.load_ledger(scopes));
  for (const LedgerRow& row : rows)
    if (row.state != "released" && !cases_.contains(row.case_id))
      out.push_back(balance_of(row));
  // Cases of this call count as they stand now, not as stored.
  for (const auto& [id, work] : cases_)
    for (const LedgerEntry& entry : work.state.ledger)
      for (const std::string& scope : entry.scopes)
        if (entry.state != LedgerState::released &&
            std::find(scopes.begin(), scopes.end(), scope) != scopes.end())
          out.push_back(
              {scope, id, entry.give, entry.amount, entry.restitution, entry.at, entry.head});
  return out;
}

Result<Context> Work::context(const CaseWork& work, Instant t, const Party& by,
                              const std::vector<std::string>& scopes) {
  Context context;
  context.now = t;
  context.by = by;
  context.world = work.state.world;
  AMENDS_TRY_ASSIGN(const World* world, this->world());
  context.incidents = world->incidents_at(context.world);
  if (!scopes.empty()) {
    AMENDS_TRY_ASSIGN(context.ledger, balances(scopes));
  }
  context.classify = engine_.setup.classify;
  context.open = [this](const Personal& personal) { return open(personal); };
  return context;
}

Result<std::set<std::string>> Work::handed_out(const std::string& case_id) {
  AMENDS_TRY_ASSIGN(const auto rows, session_.load_actions(case_id));
  std::set<std::string> out;
  for (const ActionRow& row : rows)
    if (row.attempt > 0)
      out.insert(row.id);
  return out;
}

Result<void> Work::append(CaseWork& work, Instant at, Cause cause, Decided decided) {
  Record record;
  record.case_id = decided.after.id; // the case may have been moved into the decision
  record.seq = decided.after.version + 1;
  record.at = at;
  record.cause = std::move(cause);
  record.events = std::move(decided.events);
  if (static_cast<std::size_t>(record.seq) > limits::events_per_case)
    return Error{Code::limit, "a case may have 100000 records", "/case_id"};
  drop_unspoken(work, record);
  EventRow row;
  row.case_id = record.case_id;
  row.seq = record.seq;
  row.at = at;
  row.record = journal::to_bytes(record);
  row.hash = journal::chain(work.head, row.record);
  work.head = row.hash;
  work.rows.push_back(std::move(row));
  for (const Event& event : record.events)
    std::visit(Touched{work}, event);
  decided.after.version = record.seq;
  decided.after.last_at = at;
  work.state = std::move(decided.after);
  if (moves_lookups(record))
    move_lookups(work.lookups, work.state, engine_.setup.tenant,
                 [this](const Personal& personal) { return open(personal); });
  work.records.push_back(std::move(record));
  return {};
}

void Work::seal(CaseWork& work, void* value, const Type& type, const Texts& texts,
                const std::string& customer) {
  const std::string subject = customer.empty() ? "case:" + work.state.id : "customer:" + customer;
  const std::string key = privacy::clear_subject_key(engine_.setup.tenant, subject);
  const std::string prefix = work.state.id + "." + std::to_string(work.state.version + 1) + ".";
  std::int64_t n = 0;
  for_each_personal(value, type, [&](Personal& personal) {
    const std::string* text = texts.find(personal);
    if (text == nullptr)
      return;
    personal.ref = prefix + std::to_string(++n);
    personal.commitment = privacy::commitment(key, *text);
    work.sealed.push_back({personal.ref, work.state.id, subject, "clear", *text});
  });
}

std::optional<std::string> Work::open(const Personal& personal) const {
  if (personal.ref.empty())
    return std::nullopt;
  const auto case_end = personal.ref.rfind('.', personal.ref.rfind('.') - 1);
  const auto found = cases_.find(personal.ref.substr(0, case_end));
  if (found != cases_.end())
    for (auto row = found->second.sealed.rbegin(); row != found->second.sealed.rend(); ++row)
      if (row->ref == personal.ref) // the latest is asked for most
        return row->data;
  auto row = session_.load_sealed(personal.ref);
  if (!row || !*row)
    return std::nullopt;
  return (*row)->data;
}

Result<std::int64_t> Work::next_number() {
  if (number_ == 0) {
    AMENDS_TRY_ASSIGN(number_, session_.next_number());
  } else {
    ++number_;
  }
  return number_;
}

Result<std::int64_t> Work::recent_cases(const std::string& customer, Instant t) {
  if (customer.empty())
    return 0;
  CaseFilter filter;
  filter.customer_id = {customer};
  filter.opened_from = t - ninety_days;
  AMENDS_TRY_ASSIGN(const auto counts, session_.count_cases(filter, "kind"));
  std::int64_t total = 0;
  for (const auto& [kind, count] : counts)
    total += count;
  for (const auto& [id, work] : cases_)
    if (work.stored_version == 0 && work.state.customer && work.state.customer->id == customer)
      ++total;
  return total;
}

Result<std::vector<OtherCase>> Work::order_cases(const std::string& order, const std::string& but,
                                                 Instant from) {
  std::vector<OtherCase> out;
  if (order.empty())
    return out;
  CaseFilter filter;
  filter.order_id = {order};
  filter.opened_from = from;
  AMENDS_TRY_ASSIGN(const CasePage page,
                    session_.find_cases(filter, CaseSort::opened, most_order_cases, ""));
  for (const CaseRow& row : page.rows)
    if (row.case_id != but && !cases_.contains(row.case_id))
      out.push_back({row.number, row.opened_at, row.category});
  for (const auto& [id, work] : cases_) {
    const Case& state = work.state;
    if (id != but && state.version > 0 && state.order && state.order->id == order &&
        !state.labels.empty())
      out.push_back({state.number, state.opened_at, state.labels.front().category});
  }
  return out;
}

Result<std::optional<std::string>> Work::case_to_join(const std::string& customer,
                                                      const std::string& order, Instant t) {
  std::optional<std::string> best;
  if (customer.empty() || order.empty())
    return best;
  const auto joins = [&](const Case& state) {
    return state.customer && state.customer->id == customer && state.order &&
           state.order->id == order && (!state.ended || state.stage_at >= t - seven_days);
  };
  CaseFilter filter;
  filter.customer_id = {customer};
  filter.order_id = {order};
  AMENDS_TRY_ASSIGN(const CasePage page, session_.find_cases(filter, CaseSort::opened, 20, ""));
  for (const CaseRow& row : page.rows) {
    AMENDS_TRY_ASSIGN(CaseWork * work, find(row.case_id));
    if (work != nullptr && joins(work->state))
      return std::optional(row.case_id);
  }
  for (const auto& [id, work] : cases_)
    if (work.stored_version == 0 && work.state.version > 0 && joins(work.state))
      best = id;
  return best;
}

bool Work::changed() const {
  return std::any_of(cases_.begin(), cases_.end(),
                     [](const auto& entry) { return !entry.second.rows.empty(); });
}

} // namespace amends::engine
