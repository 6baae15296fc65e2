// What customers and parcels bring in: the case itself, messages, evidence, facts, orders.
#include "effects.hpp"

#include "amends/ids.hpp"
#include "amends/limits.hpp"

#include <algorithm>

namespace amends::cases {
namespace {

Result<void> check_text(const Step& step, const Personal& text) {
  const auto opened = step.context().open(text);
  if (opened && opened->size() > limits::message_bytes)
    return Error{Code::limit,
                 "the text has " + std::to_string(opened->size()) + " bytes; a message may have " +
                     std::to_string(limits::message_bytes),
                 "/text"};
  return {};
}

Result<void> check_given_order(const Order& order, std::string_view where) {
  if (order.lines.size() > limits::lines_per_order)
    return Error{Code::limit, "an order may have 1000 lines", std::string(where) + "/lines"};
  return check_order(order, std::string(where));
}

Result<void> check_abouts(const Order* order, const std::vector<About>& about) {
  for (std::size_t i = 0; i < about.size(); ++i) {
    const std::string where = "/about/" + std::to_string(i);
    if (about[i].quantity && *about[i].quantity < 1)
      return Error{Code::parse, "a quantity is at least 1", where + "/quantity"};
    if (about[i].line)
      AMENDS_CHECK(check_about(order, *about[i].line, where + "/line"));
  }
  return {};
}

// Money that was promised or given stays in the order's currency.
Result<void> check_same_money(const Case& state, const Order& changed) {
  const auto currency = order_currency(changed);
  for (const LedgerEntry& entry : state.ledger)
    if (currency && entry.state != LedgerState::released && entry.amount.currency != *currency)
      return Error{Code::evaluation,
                   "the order is now in " + std::string(currency->text()) + ", but " +
                       print_money(entry.amount) + " of it was promised or given",
                   "/order/currency"};
  return {};
}

template <class C> Result<void> open_case(Step& step, const C& command) {
  if (step.policy().workflow(command.kind) == nullptr)
    return Error{Code::not_found, "the policy has no workflow " + command.kind, "/kind"};
  if (command.order)
    AMENDS_CHECK(check_given_order(*command.order, "/order"));
  AMENDS_CHECK(check_abouts(command.order ? &*command.order : nullptr, command.about));
  events::Opened event;
  event.number = step.context().number;
  event.number_text = step.policy().case_number(event.number, step.at());
  event.policy = step.policy().digest();
  event.kind = command.kind;
  event.channel = command.channel;
  event.happened_at = command.happened_at.value_or(step.at());
  event.customer = command.customer;
  event.order = command.order;
  event.about = command.about;
  event.wish = command.wish;
  event.complaints_90d = step.context().complaints_90d;
  event.world = step.context().world;
  event.x = command.x;
  const Instant happened = event.happened_at;
  step.emit(std::move(event));
  AMENDS_CHECK(add_message(step, command.text.value_or(Personal{}), command.channel, false));
  AMENDS_CHECK(add_evidence(step, command.evidence));
  AMENDS_CHECK(classify_message(step, step.now().messages.back()));
  AMENDS_CHECK(reassess(step));
  AMENDS_CHECK(clocks_hear(step, "open", happened));
  return enter_first_stage(step);
}

// What both concern; empty when that is what `known` says already (an empty `known`: all of it).
std::vector<About> with(const std::vector<About>& known, const std::vector<About>& more) {
  std::vector<About> out = known;
  const auto same = [](const About& a, const About& b) {
    return a.line == b.line && a.quantity == b.quantity && a.delivery == b.delivery;
  };
  for (const About& about : more)
    if (std::none_of(out.begin(), out.end(), [&](const About& a) { return same(a, about); }))
      out.push_back(about);
  return known.empty() || out.size() == known.size() ? std::vector<About>{} : out;
}

// What an intake that joins says of the order and of what it concerns.
Result<void> take_news(Step& step, const commands::Intake& command) {
  events::FactsAmended event;
  if (command.order) {
    AMENDS_CHECK(check_given_order(*command.order, "/order"));
    if (command.order->revision.value_or(0) > step.now().order->revision.value_or(0)) {
      AMENDS_CHECK(check_same_money(step.now(), *command.order));
      event.order = command.order;
    }
  }
  const Order& order = event.order ? *event.order : *step.now().order;
  AMENDS_CHECK(check_abouts(&order, command.about));
  event.about = with(step.now().about, command.about);
  if (!event.order && event.about.empty())
    return {};
  step.emit(std::move(event));
  return reassess(step);
}

// A complaint about a case that was closed: where the workflow lets it be reopened it is, else a
// person looks at it.
Result<void> take_up_again(Step& step, const commands::Intake& command) {
  auto way = find_transition(step.policy(), step.now(), step.at(), "reopen");
  if (way && *way != nullptr) {
    step.emit(events::Reopened{{}, step.by(), std::nullopt});
    return {};
  }
  CaseTask task;
  task.kind = "complaint_after_close";
  task.owner = step.now().owner;
  task.text = command.text;
  start_task(step, std::move(task));
  return {};
}

Delivery* delivery_of(Order& order, std::string_view id) {
  const auto found =
      std::find_if(order.deliveries.begin(), order.deliveries.end(),
                   [&](const Delivery& d) { return d.id == id || d.tracking == id; });
  return found == order.deliveries.end() ? nullptr : &*found;
}

// News of one of the order's parcels changes the order as we know it.
template <class Change>
Result<void> change_delivery(Step& step, const std::string& id, const Change& change) {
  Order order = step.now().order.value_or(Order{});
  Delivery* delivery = delivery_of(order, id);
  if (delivery == nullptr)
    return Error{Code::not_found, "the order has no delivery or tracking number " + id,
                 "/delivery"};
  change(*delivery);
  events::FactsAmended event;
  event.order = std::move(order);
  step.emit(std::move(event));
  return reassess(step);
}

Instant when(const Step& step, const commands::Head& command) {
  return command.happened_at.value_or(step.at());
}

} // namespace

Result<void> add_message(Step& step, const Personal& text,
                         const std::optional<std::string>& channel, bool automatic) {
  AMENDS_CHECK(check_text(step, text));
  MessageRow row;
  row.id = step.next_id();
  row.at = step.at();
  row.by = step.by();
  row.channel = channel;
  row.text = text;
  row.automatic = automatic;
  step.emit(events::MessageAdded{{}, std::move(row)});
  return {};
}

Result<void> add_evidence(Step& step, const std::vector<EvidenceGiven>& given) {
  if (given.empty())
    return {};
  const std::size_t total = step.now().evidence.size() + given.size();
  if (total > limits::evidence_per_case)
    return Error{Code::limit,
                 "a case may have 500 pieces of evidence; this would make " + std::to_string(total),
                 "/evidence"};
  events::EvidenceAdded event;
  for (std::size_t i = 0; i < given.size(); ++i) {
    if (auto ok = check_shop_key(given[i].ref); !ok)
      return std::move(ok).error().inside("/evidence/" + std::to_string(i) + "/ref");
    EvidenceRow row;
    static_cast<EvidenceGiven&>(row) = given[i];
    row.id = step.next_id();
    row.at = step.at();
    row.by = step.by();
    event.evidence.push_back(std::move(row));
  }
  step.emit(std::move(event));
  return {};
}

Result<void> check_about(const Order* order, const std::string& line, const std::string& where) {
  std::vector<std::string_view> names;
  if (order != nullptr)
    for (const OrderLine& known : order->lines)
      names.push_back(known.id);
  if (std::find(names.begin(), names.end(), line) != names.end())
    return {};
  std::string offer;
  for (const std::string_view near : nearest_names(line, names))
    offer += (offer.empty() ? "; near: " : ", ") + std::string(near);
  return Error{Code::parse, "the order has no line " + line + offer, where};
}

Result<void> check_speaker(const Policy& policy, const Party& by,
                           const std::map<std::string, Json>& facts) {
  const Role* role = policy.role(by.role);
  if (by.role == "system" || (role != nullptr && !role->may.empty()))
    return {};
  for (const auto& [name, value] : facts) {
    const FactInfo* known = nullptr;
    for (const FactInfo& info : order_facts())
      if (info.name == name)
        known = &info;
    if (known != nullptr && known->supplied_by == by.role)
      continue;
    const std::string who =
        known == nullptr || known->supplied_by.empty() ? "staff" : known->supplied_by;
    return Error{Code::denied,
                 "a " + by.role + " cannot say the fact " + name + ": it comes from " +
                     (who == "amends" ? "what is on record" : who) + "; say it in `text`",
                 "/facts" + pointer_step(name)};
  }
  return {};
}

Result<void> check_facts(const Policy& policy, const std::map<std::string, Json>& facts) {
  std::vector<std::string_view> names;
  for (const FactInfo& info : order_facts())
    names.push_back(info.name);
  for (const FactInfo& info : policy.compensation().law_facts())
    names.push_back(info.name);
  for (const auto& [name, value] : facts) {
    if (name.starts_with("x.") || std::find(names.begin(), names.end(), name) != names.end())
      continue;
    std::string offer;
    for (const std::string_view near : nearest_names(name, names))
      offer += (offer.empty() ? "; near: " : ", ") + std::string(near);
    return Error{Code::parse, "there is no fact " + name + offer, "/facts" + pointer_step(name)};
  }
  return {};
}

Result<void> add_facts(Step& step, const std::map<std::string, Json>& facts) {
  if (facts.empty())
    return {};
  AMENDS_CHECK(check_facts(step.policy(), facts));
  AMENDS_CHECK(check_speaker(step.policy(), step.context().by, facts));
  events::FactsAmended event;
  event.facts = facts;
  step.emit(std::move(event));
  forget_resends(step, facts);
  AMENDS_CHECK(clocks_retarget(step));
  return reassess(step);
}

Result<void> run(Step& step, const commands::Open& command) { return open_case(step, command); }

// The engine has already found out which case it joins, if any.
Result<void> run(Step& step, const commands::Intake& command) {
  if (step.now().version == 0)
    return open_case(step, command);
  if (step.policy().workflow(command.kind) == nullptr)
    return Error{Code::not_found, "the policy has no workflow " + command.kind, "/kind"};
  AMENDS_CHECK(take_news(step, command));
  if (command.text) {
    AMENDS_CHECK(add_message(step, *command.text, command.channel, false));
    AMENDS_CHECK(classify_contact(step));
  }
  AMENDS_CHECK(add_evidence(step, command.evidence));
  return step.now().ended ? take_up_again(step, command) : Result<void>();
}

Result<void> run(Step& step, const commands::Message& command) {
  AMENDS_CHECK(add_message(step, command.text, command.channel, command.automatic));
  AMENDS_CHECK(add_evidence(step, command.evidence));
  if (step.context().by.role == "customer" && !command.automatic)
    AMENDS_CHECK(classify_again(step));
  return {};
}

Result<void> run(Step& step, const commands::AddEvidence& command) {
  if (command.evidence.empty())
    return Error{Code::parse, "name at least one piece of evidence", "/evidence"};
  return add_evidence(step, command.evidence);
}

Result<void> run(Step& step, const commands::AmendFacts& command) {
  if (command.facts.empty())
    return Error{Code::parse, "name at least one fact", "/facts"};
  return add_facts(step, command.facts);
}

Result<void> run(Step& step, const commands::OrderChanged& command) {
  AMENDS_CHECK(check_given_order(command.order, "/order"));
  const auto& known = step.now().order;
  if (known && known->id != command.order.id)
    return Error{Code::parse, "this case is about order " + known->id, "/order/id"};
  if (known && command.order.revision.value_or(0) <= known->revision.value_or(0))
    return Error{Code::parse,
                 "the revision must rise above " + std::to_string(known->revision.value_or(0)),
                 "/order/revision"};
  AMENDS_CHECK(check_same_money(step.now(), command.order));
  events::FactsAmended event;
  event.order = command.order;
  step.emit(std::move(event));
  AMENDS_CHECK(reassess(step));
  return offer_again(step);
}

Result<void> run(Step& step, const commands::Ship& command) {
  return change_delivery(step, command.delivery, [&](Delivery& delivery) {
    delivery.shipped_at = when(step, command);
    if (command.carrier)
      delivery.carrier = command.carrier;
    if (command.tracking)
      delivery.tracking = command.tracking;
  });
}

Result<void> run(Step& step, const commands::Deliver& command) {
  return change_delivery(step, command.delivery, [&](Delivery& delivery) {
    delivery.delivered_at = when(step, command);
    delivery.signed_by = command.signed_by;
  });
}

} // namespace amends::cases
