#include "verbs.hpp"

#include "amends/ids.hpp"
#include "amends/limits.hpp"

#include <algorithm>

namespace amends {

using namespace engine;

Engine::Engine(EngineSetup setup) : state_(std::make_unique<State>()) {
  state_->setup = std::move(setup);
}

Engine::~Engine() = default;

namespace {

bool is_op(const Json& request, std::string_view word) {
  const Json* op = request.find("op");
  return op != nullptr && op->is(Json::Kind::text) && op->text == word;
}

} // namespace

namespace {

Result<Json> dispatch(Engine::State& state, const Said& said, const Json& request) {
  if (request.is(Json::Kind::array))
    return submit_all(state, said, request.items);
  if (!request.is(Json::Kind::object))
    return Error{Code::parse, "a line is an object, or a list of commands", ""};
  if (is_op(request, "tick"))
    return tick(state, said, request);
  if (is_op(request, "settle"))
    return engine::settle(state, said, request);
  if (is_op(request, "query"))
    return query(state, said, request);
  if (is_op(request, "update_calendars"))
    return update_calendars(state, said, request);
  if (is_op(request, "sweep"))
    return sweep(state, said, request);
  if (is_op(request, "activate_policy"))
    return activate_policy(state, said, request);
  if (is_incident_line(request)) {
    AMENDS_TRY_ASSIGN(auto preview, preview_incident(state, said, request));
    if (preview)
      return std::move(*preview);
  }
  return submit(state, said, request);
}

Result<Said> said_by(std::optional<Instant> now, std::string_view who) {
  if (who.empty())
    return Error{Code::arg, "say who speaks: ROLE:ID, or system for the host itself", ""};
  auto by = parse_party(who);
  if (!by)
    return Error{Code::arg, by.error().message, ""};
  Said said;
  said.now = now;
  said.by = std::move(*by);
  said.trusted = said.by.role == "system";
  return said;
}

// A list may hold many commands, each of which may be as long as one alone.
Result<Json> parse_request(std::string_view request) {
  const auto first = request.find_first_not_of(" \t\r\n");
  const bool list = first != std::string_view::npos && request[first] == '[';
  JsonLimits limits;
  limits.bytes = list ? limits::commands_per_submit * limits::command_bytes : limits::command_bytes;
  limits.depth = limits::json_depth + (list ? 1 : 0);
  return parse_json(request, limits);
}

} // namespace

Result<Json> Engine::call(std::optional<Instant> now, std::string_view who, const Json& request) {
  AMENDS_TRY_ASSIGN(const Said said, said_by(now, who));
  AMENDS_TRY_ASSIGN(Json answer, dispatch(*state_, said, request));
  give_back_x(request, answer);
  return answer;
}

Result<Json> Engine::call_text(std::optional<Instant> now, std::string_view who,
                               std::string_view request) {
  AMENDS_TRY_ASSIGN(const Json json, parse_request(request));
  return call(now, who, json);
}

namespace {

// An answer begins with the id of its line.
std::string print_answer(const Json& answer, const Json& request) {
  Json line = answer;
  const Json* id = request.find("id");
  if (id != nullptr && answer.find("id") == nullptr)
    line.members.insert(line.members.begin(), {"id", *id});
  give_back_x(request, line);
  return print_json(line);
}

} // namespace

Result<std::string> Engine::answer(std::optional<Instant> now, std::string_view who,
                                   std::string_view request) {
  AMENDS_TRY_ASSIGN(Said said, said_by(now, who));
  AMENDS_TRY_ASSIGN(const Json json, parse_request(request));
  std::string printed;
  said.ready = [&](const Json& answer) { printed = print_answer(answer, json); };
  AMENDS_TRY_ASSIGN(const Json answer, dispatch(*state_, said, json));
  if (printed.empty())
    printed = print_answer(answer, json);
  return printed;
}

Result<Instant> Engine::next_due() {
  AMENDS_TRY_ASSIGN(const auto session,
                    state_->setup.store->begin(state_->setup.tenant, SessionMode::read));
  return session->least_due();
}

Result<Instant> Engine::greatest_instant() {
  AMENDS_TRY_ASSIGN(const auto session,
                    state_->setup.store->begin(state_->setup.tenant, SessionMode::read));
  return engine::greatest_instant(*state_, *session);
}

} // namespace amends

namespace amends::engine {

Result<Instant> greatest_instant(Engine::State& engine, StoreSession& session) {
  AMENDS_TRY_ASSIGN(const Instant recorded, session.greatest_instant());
  AMENDS_TRY_ASSIGN(const auto world, engine.world(session));
  return world->steps().empty() ? recorded : std::max(recorded, world->steps().back().at);
}

Result<Instant> instant_of(const Said& said, const Json& line) {
  const Json* at = line.find("at");
  if (at == nullptr || at->is_null()) {
    if (said.now)
      return *said.now;
    return Error{Code::clock, "no time is given: add \"at\", or lend a clock", "/at"};
  }
  if (!said.trusted)
    return Error{Code::denied, "only the host (system) may name an instant", "/at"};
  if (!at->is(Json::Kind::text))
    return Error{Code::parse, "an instant is a text: 2026-09-21T08:45:12+08:00", "/at"};
  auto parsed = parse_instant(at->text);
  if (!parsed)
    return std::move(parsed).error().inside("/at");
  return *parsed;
}

Result<Party> party_of(const Said& said, const Json& line) {
  const Json* by = line.find("by");
  if (by == nullptr || by->is_null())
    return said.by;
  if (!by->is(Json::Kind::text))
    return Error{Code::parse, "who speaks is a text: agent:li", "/by"};
  if (!said.trusted && by->text != said.by.text())
    return Error{Code::denied, "you are " + said.by.text() + " and speak for nobody else", "/by"};
  auto party = parse_party(by->text);
  if (!party)
    return std::move(party).error().inside("/by");
  return party;
}

Result<void> check_host(const Said& said, const Json& line, std::string_view what) {
  AMENDS_TRY_ASSIGN(const Party by, party_of(said, line));
  if (by.role == "system")
    return {};
  return Error{Code::denied,
               "only the host (system) may say " + std::string(what) + ", not " + by.text(), "/by"};
}

Result<void> check_manages(const Engine::State& engine, const Said& said, const Json& line) {
  AMENDS_TRY_ASSIGN(const Party by, party_of(said, line));
  if (by.role == "system")
    return {};
  const Role* role = engine.setup.policy ? engine.setup.policy->role(by.role) : nullptr;
  if (role != nullptr && role->may.contains("manage"))
    return {};
  return Error{Code::denied, "the role " + by.role + " may not; it takes a role that may manage",
               "/by"};
}

void give_back_x(const Json& line, Json& answer) {
  const Json* x = line.find("x");
  if (x != nullptr && !x->is_null())
    answer.set("x", *x);
}

std::string near_names(std::string_view name, std::span<const std::string_view> known) {
  std::string offer;
  for (const std::string_view near : nearest_names(name, known))
    offer += (offer.empty() ? "; near: " : ", ") + std::string(near);
  return offer;
}

Result<void> check_members(const Json& object, std::span<const std::string_view> known) {
  for (const auto& [name, value] : object.members) {
    if (std::find(known.begin(), known.end(), name) != known.end())
      continue;
    return Error{Code::parse, "there is no field " + name + near_names(name, known),
                 pointer_step(name)};
  }
  return {};
}

} // namespace amends::engine
