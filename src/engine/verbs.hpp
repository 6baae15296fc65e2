// What a line can be. In: the parsed line, who says it and when. Out: its answer.
#pragma once

#include "work.hpp"

namespace amends::engine {

// A line's envelope, checked: who may name what.
struct Said {
  std::optional<Instant> now;
  Party by;
  bool trusted = false; // the host itself: may name `at` and `by`
  // Called with the answer just before the commit, the last thing that can fail for want of memory.
  std::function<void(const Json&)> ready = [](const Json&) {};
};

[[nodiscard]] Result<Json> submit(Engine::State& engine, const Said& said, const Json& command);
[[nodiscard]] Result<Json> submit_all(Engine::State& engine, const Said& said,
                                      const std::vector<Json>& commands);
[[nodiscard]] Result<Json> tick(Engine::State& engine, const Said& said, const Json& request);
[[nodiscard]] Result<Json> settle(Engine::State& engine, const Said& said, const Json& request);
[[nodiscard]] Result<Json> query(Engine::State& engine, const Said& said, const Json& request);
[[nodiscard]] Result<Json> update_calendars(Engine::State& engine, const Said& said,
                                            const Json& request);
[[nodiscard]] Result<Json> activate_policy(Engine::State& engine, const Said& said,
                                           const Json& request);
[[nodiscard]] Result<Json> sweep(Engine::State& engine, const Said& said, const Json& request);

// Incidents: commands about the world rather than about a case, alone or in a list.
[[nodiscard]] bool is_incident_line(const Json& line);
struct WorldAnswer {
  std::string command; // its id
  std::string content; // hash
  Json answer;
};
[[nodiscard]] Result<WorldAnswer> say_incident(Work& work, const Said& said, const Json& request);
// "there is no incident ID; near: a, b"
[[nodiscard]] std::string no_incident(const World& world, const std::string& id);
// What it would move, where the line asks for that; else no value.
[[nodiscard]] Result<std::optional<Json>> preview_incident(Engine::State& engine, const Said& said,
                                                           const Json& request);

// The answer to a command, from the case as it was after it and the records it wrote. The host and
// staff get it whole, who else speaks for himself (a customer's browser) the public view.
[[nodiscard]] Json receipt(const Said& said, const std::string& id, const Policy& policy,
                           const Case& state, const std::vector<Record>& records);
// The same rebuilt from the journal: the first answer again.
[[nodiscard]] Result<Json> receipt_again(const Said& said, Work& work, const ReceiptRow& row,
                                         const std::string& id);

// {"category","score"}, the score from 0 to 1.
[[nodiscard]] Json label_json(const Label& label);

// A case as somebody outside the shop may see it; plans and what is wanted of him for the customer.
[[nodiscard]] Json public_view(const Policy& policy, const Case& state, const Party& reader);
// Whether a role belongs to the shop: one of the policy's that is no built-in role of outsiders.
[[nodiscard]] bool is_staff(const Policy& policy, std::string_view role);
// What the case's stage is called outside; nullptr when it has none.
[[nodiscard]] const Words* shown_words(const Policy& policy, const Case& state);
[[nodiscard]] Json words_json(const Words& words);

// What the host gets to do, with texts opened and notices in words.
[[nodiscard]] Result<Json> action_body(Work& work, CaseWork& owner, const CaseAction& action);

// When something said at `now` counts: never before the case's last instant. Error `clock` more
// than 10 minutes behind it.
[[nodiscard]] Result<Instant> effective(const CaseWork& work, Instant now);

// The greatest instant that any case or world record has; Instant::min() where there is none.
[[nodiscard]] Result<Instant> greatest_instant(Engine::State& engine, StoreSession& session);
// A line's instant: its own `at` when the host names one, else `said.now`; `clock` when neither.
[[nodiscard]] Result<Instant> instant_of(const Said& said, const Json& line);
// The party of a line: its own `by` when the host names one, else who speaks.
[[nodiscard]] Result<Party> party_of(const Said& said, const Json& line);
// `denied` unless the host itself speaks: only it may say `what`.
[[nodiscard]] Result<void> check_host(const Said& said, const Json& line, std::string_view what);
// The caller's own words come back untouched: `answer` gets the "x" of `line`.
void give_back_x(const Json& line, Json& answer);
// "; near: a, b", or nothing.
[[nodiscard]] std::string near_names(std::string_view name,
                                     std::span<const std::string_view> known);
// The host itself, or a role that may `manage`; else `denied`.
[[nodiscard]] Result<void> check_manages(const Engine::State& engine, const Said& said,
                                         const Json& line);
// How far behind what is recorded a host's clock may be.
inline constexpr Duration clock_slack = minutes(10);
// Members other than these are errors naming the nearest of them.
[[nodiscard]] Result<void> check_members(const Json& object,
                                         std::span<const std::string_view> known);

} // namespace amends::engine
