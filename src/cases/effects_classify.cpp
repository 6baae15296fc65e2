// What a case is about. In: what customers write, a host's judgement, a person's verdict. Out:
// labels, severity and priority, and how often somebody had come about the same before.
#include "effects.hpp"

#include <algorithm>

namespace amends::cases {
namespace {

constexpr std::string_view host = "host";

bool contains(const std::vector<std::string>& list, const std::string& one) {
  return std::find(list.begin(), list.end(), one) != list.end();
}

Result<void> check_labels(const Policy& policy, const commands::Classify& command) {
  for (std::size_t i = 0; i < command.labels.size(); ++i)
    if (policy.category_title(command.labels[i]) == nullptr && command.labels[i] != "other")
      return Error{Code::not_found, "the policy has no category " + command.labels[i],
                   "/labels/" + std::to_string(i)};
  if (command.severity && !contains(policy.severities(), *command.severity))
    return Error{Code::not_found, "the policy has no severity " + *command.severity, "/severity"};
  if (command.priority && !contains(policy.priorities(), *command.priority))
    return Error{Code::not_found, "the policy has no priority " + *command.priority, "/priority"};
  return {};
}

bool in_scope(const std::vector<Label>& labels) {
  return !labels.empty() && labels.front().category != "other";
}

bool in_doubt(const Case& state) {
  return !state.by_person && (state.abstained || !in_scope(state.labels));
}

// Of a case that is about `labels`. What nobody could name is not the same as anything.
RepeatContacts repeats_of(const Step& step, const std::vector<Label>& labels) {
  const Case& now = step.now();
  RepeatContacts out;
  out.joined = now.repeat_contacts.joined;
  if (!in_scope(labels))
    return out;
  const Instant from = now.opened_at - step.policy().repeat_within();
  for (const OtherCase& other : step.context().order_cases)
    if (other.category == labels.front().category && other.number < now.number &&
        from <= other.opened_at && other.opened_at <= now.opened_at)
      ++out.cases;
  return out;
}

Facts facts_about(const Step& step, const RepeatContacts& repeats) {
  Facts facts = step.facts();
  facts["repeat_contacts"] = Value(Decimal(repeats.total()));
  return facts;
}

// That a host said otherwise, with what amends had said.
void say_overruled(events::Classified& event, const std::vector<Label>& overruled) {
  if (!overruled.empty())
    event.by = std::string(host);
  event.overruled = overruled;
}

void say_repeats(events::Classified& event, const RepeatContacts& repeats) {
  if (repeats.total() > 0)
    event.repeat_contacts = repeats;
}

Result<Classification> read_message(const Step& step, const MessageRow& message) {
  const Classifier* classifier = &step.policy().classifier();
  std::shared_ptr<const Classifier> with_host;
  if (step.context().classify) {
    with_host = classifier->with_host(step.context().classify);
    classifier = with_host.get();
  }
  const std::string text = step.context().open(message.text).value_or("");
  return classifier->classify_with(text, [&](const std::vector<Label>& labels) -> Result<Facts> {
    return facts_about(step, repeats_of(step, labels));
  });
}

events::Classified event_of(const Step& step, const Classification& found,
                            const MessageRow& message) {
  events::Classified event;
  event.labels = found.labels;
  for (const LabelWhy& why : found.why)
    if (!why.negated)
      event.terms.push_back({why.category, why.from, why.weight_milli, message.id, why.at});
  event.severity = found.severity;
  event.priority = found.priority;
  event.abstained = found.abstained;
  say_overruled(event, found.overruled);
  event.host_failed = found.host_failed;
  say_repeats(event, repeats_of(step, found.labels));
  return event;
}

// The message that the labels were read off: the one with their words, else the first.
const MessageRow& classified_message(const Case& state) {
  for (const LabelTerm& term : state.terms)
    for (const MessageRow& message : state.messages)
      if (message.id == term.message)
        return message;
  return state.messages.front();
}

// Severity and priority of the labels as they are, now that somebody has come again.
Result<void> weigh_again(Step& step) {
  const Case& now = step.now();
  if (now.by_person)
    return {};
  const RepeatContacts repeats = repeats_of(step, now.labels);
  const std::string text = step.context().open(classified_message(now).text).value_or("");
  AMENDS_TRY_ASSIGN(const Gravity gravity, step.policy().classifier().gravity(
                                               text, now.labels, facts_about(step, repeats)));
  if (gravity.severity == now.severity && gravity.priority == now.priority)
    return {};
  events::Classified event;
  event.labels = now.labels;
  event.terms = now.terms;
  event.severity = gravity.severity;
  event.priority = gravity.priority;
  event.abstained = now.abstained;
  say_overruled(event, now.overruled);
  say_repeats(event, repeats);
  step.emit(std::move(event));
  return clocks_retarget(step);
}

bool is_customers(const Case& state, const MessageRow& message) {
  return !message.automatic &&
         (message.id == state.messages.front().id || message.by.starts_with("customer:"));
}

// Whether the customer wrote before, and not too long ago to come back about it.
bool wrote_lately(const Step& step) {
  const auto& messages = step.now().messages;
  const Instant from = step.at() - step.policy().repeat_within();
  return std::any_of(messages.begin(), messages.end() - 1, [&](const MessageRow& message) {
    return is_customers(step.now(), message) && message.at >= from;
  });
}

Result<void> take_labels(Step& step, const Classification& found, const MessageRow& message) {
  step.emit(event_of(step, found, message));
  return clocks_retarget(step);
}

// Asks again: the first of the customer's messages that says something in scope, else the first.
Result<void> read_again(Step& step, const commands::Classify& command) {
  std::optional<events::Classified> event;
  for (const MessageRow& message : step.now().messages) {
    if (!is_customers(step.now(), message))
      continue;
    AMENDS_TRY_ASSIGN(const Classification found, read_message(step, message));
    if (!event || in_scope(found.labels))
      event = event_of(step, found, message);
    if (in_scope(found.labels))
      break;
  }
  event->severity = command.severity.value_or(event->severity);
  event->priority = command.priority.value_or(event->priority);
  step.emit(std::move(*event));
  return {};
}

void take_verdict(Step& step, const commands::Classify& command) {
  events::Classified event;
  for (const std::string& label : command.labels)
    event.labels.push_back({label, 1'000'000});
  event.severity = command.severity.value_or(step.now().severity);
  event.priority = command.priority.value_or(step.now().priority);
  event.by = step.by();
  say_repeats(event, repeats_of(step, event.labels));
  step.emit(std::move(event));
}

} // namespace

Result<void> classify_message(Step& step, const MessageRow& message) {
  AMENDS_TRY_ASSIGN(const Classification found, read_message(step, message));
  step.emit(event_of(step, found, message));
  return {};
}

// A later message may say what the first did not.
Result<void> classify_again(Step& step) {
  if (!in_doubt(step.now()))
    return {};
  const MessageRow message = step.now().messages.back();
  AMENDS_TRY_ASSIGN(const Classification found, read_message(step, message));
  return in_scope(found.labels) ? take_labels(step, found, message) : Result<void>();
}

Result<void> classify_contact(Step& step) {
  if (in_doubt(step.now()))
    return classify_again(step);
  const MessageRow message = step.now().messages.back();
  AMENDS_TRY_ASSIGN(const Classification found, read_message(step, message));
  const bool of_something_else =
      in_scope(found.labels) && in_scope(step.now().labels) &&
      found.labels.front().category != step.now().labels.front().category;
  if (of_something_else || !wrote_lately(step))
    return {};
  step.emit(events::Recorded{{}, "repeat_contact", step.by(), message.channel, {}, {}, {}});
  return weigh_again(step);
}

Result<void> run(Step& step, const commands::Classify& command) {
  AMENDS_CHECK(check_labels(step.policy(), command));
  if (command.labels.empty())
    AMENDS_CHECK(read_again(step, command));
  else
    take_verdict(step, command);
  AMENDS_CHECK(clocks_retarget(step));
  return reassess(step);
}

} // namespace amends::cases
