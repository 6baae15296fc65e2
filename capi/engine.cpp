// The JSON door: amends_open, amends_call, amends_close.
#include "guard.hpp"
#include "host.hpp"
#include "judgement.hpp"
#include "packs.hpp"

#include "amends/described.hpp"
#include "amends/limits.hpp"

namespace amends::capi {
namespace {

struct Config {
  Json policy;
  std::string store;
  std::optional<std::string> tenant;
};
BOOST_DESCRIBE_STRUCT(Config, (), (policy, store, tenant))

constexpr std::size_t config_bytes = 4 * limits::pack_bytes;
constexpr std::size_t master_key_bytes = 32;

// 1900-01-01 and 2201-01-01: instants that can be written down.
constexpr Instant earliest{-2'208'988'800'000'000};
constexpr Instant latest{7'289'654'400'000'000};

Result<void> check_key(const std::uint8_t* key, std::size_t size) {
  if (key == nullptr && size == 0)
    return {};
  if (key == nullptr || size != master_key_bytes)
    return Error{Code::arg, "a master key is 32 bytes, or (NULL, 0)", ""};
  return Error{Code::unsupported, "sealing personal data is not built yet: pass no master key", ""};
}

Result<std::unique_ptr<Engine>> engine_of(std::string_view config, const amends_host& host) {
  AMENDS_TRY_ASSIGN(const Json json, parse_json(config, {config_bytes, limits::json_depth + 2}));
  AMENDS_TRY_ASSIGN(const Config given, decode<Config>(json));
  EngineSetup setup;
  setup.tenant = given.tenant.value_or("");
  if (!given.policy.is_null()) {
    AMENDS_TRY_ASSIGN(setup.policy, policy_of(given.policy));
  }
  setup.classify = classify_host(host);
  AMENDS_TRY_ASSIGN(const std::string_view model,
                    text_in(reinterpret_cast<const char*>(host.model), host.model_size, "model"));
  if (!model.empty()) {
    if (setup.policy == nullptr)
      return Error{Code::arg, "a model is given, but no policy that could classify by it", ""};
    AMENDS_TRY_ASSIGN(setup.policy, setup.policy->with_model(model));
  }
  auto store = open_store(given.store);
  if (!store)
    return std::move(store).error().inside("/store");
  setup.store = std::move(*store);
  return std::make_unique<Engine>(std::move(setup));
}

// What the caller says, else what the clock he lent says, else nothing: then the line must.
Result<std::optional<Instant>> now_of(const amends_engine& e, amends_time now) {
  Code blame = Code::arg;
  if (now == AMENDS_NOW) {
    if (e.host.now == nullptr)
      return std::optional<Instant>();
    now = e.host.now(e.host.user);
    blame = Code::clock;
  }
  if (Instant{now} < earliest || latest <= Instant{now})
    return Error{blame, "`now` is not within the years 1900 to 2200", ""};
  return std::optional(Instant{now});
}

void log_failure(const amends_engine& e, const Error& error) {
  const bool grave = error.code == Code::store || error.code == Code::corrupt ||
                     error.code == Code::internal || error.code == Code::memory;
  const std::int32_t level = grave ? AMENDS_LOG_ERROR : AMENDS_LOG_INFO;
  if (e.host.log == nullptr || level > e.host.log_level)
    return;
  const std::string text = std::string(code_name(error.code)) + ": " + error.message;
  e.host.log(e.host.user, level, text.data(), text.size());
}

Result<std::string> answer_of(amends_engine& e, amends_time now, std::string_view who,
                              std::string_view request) {
  if (who.empty())
    return Error{Code::arg, "`who` is empty: say who speaks, or system for the host itself", ""};
  AMENDS_TRY_ASSIGN(const std::optional<Instant> at, now_of(e, now));
  return e.engine->answer(at, who, request);
}

} // namespace
} // namespace amends::capi

using namespace amends;
using namespace amends::capi;

amends_status amends_open(const char* config, size_t size, const uint8_t* master_key,
                          size_t key_size, const amends_host* host, amends_engine** out,
                          amends_error** err) {
  return guard(err, nullptr, [&]() -> Result<void> {
    AMENDS_CHECK(need(out, "out"));
    AMENDS_CHECK(need(config, "config"));
    AMENDS_CHECK(check_key(master_key, key_size));
    AMENDS_TRY_ASSIGN(const amends_host lent, host_of(host));
    AMENDS_TRY_ASSIGN(auto engine, engine_of({config, size}, lent));
    *out = new amends_engine{lent, std::move(engine)};
    (*out)->host.model = nullptr; // read, and the caller's to free
    (*out)->host.model_size = 0;
    return {};
  });
}

amends_status amends_call(amends_engine* e, amends_time now, const char* who, size_t who_size,
                          const char* request, size_t size, amends_buf* answer,
                          amends_error** err) {
  return guard(err, answer, [&]() -> Result<void> {
    AMENDS_CHECK(need(e, "e"));
    AMENDS_CHECK(need(answer, "answer"));
    AMENDS_CHECK(need(request, "request"));
    AMENDS_TRY_ASSIGN(const std::string_view by, text_in(who, who_size, "who"));
    auto text = answer_of(*e, now, by, {request, size});
    if (!text) {
      log_failure(*e, text.error());
      return std::move(text).error();
    }
    answer->text = std::move(*text);
    return {};
  });
}

void amends_close(amends_engine* e) { delete e; }
