#include "guard.hpp"

#include "amends/calendar.hpp"

#include <algorithm>
#include <array>
#include <chrono>

namespace {

struct StatusName {
  amends_status status;
  const char* name;
};
constexpr auto status_names = std::to_array<StatusName>({
    {AMENDS_OK, "ok"},
    {AMENDS_E_ARG, "arg"},
    {AMENDS_E_PARSE, "parse"},
    {AMENDS_E_POLICY, "policy"},
    {AMENDS_E_EVALUATION, "evaluation"},
    {AMENDS_E_STATE, "state"},
    {AMENDS_E_DENIED, "denied"},
    {AMENDS_E_NOT_FOUND, "not_found"},
    {AMENDS_E_CONFLICT, "conflict"},
    {AMENDS_E_DUPLICATE, "duplicate"},
    {AMENDS_E_STORE, "store"},
    {AMENDS_E_MEMORY, "memory"},
    {AMENDS_E_LIMIT, "limit"},
    {AMENDS_E_CLOCK, "clock"},
    {AMENDS_E_CORRUPT, "corrupt"},
    {AMENDS_E_UNSUPPORTED, "unsupported"},
    {AMENDS_E_CALLBACK, "callback"},
    {AMENDS_E_INTERNAL, "internal"},
});

constexpr std::array<std::string_view, 3> features{"memory", "sqlite", "classify"};

std::string version_text() {
  return AMENDS_VERSION ", holidays " + amends::HolidayTables::builtin()->digest().substr(0, 12);
}

} // namespace

uint32_t amends_version(void) { return AMENDS_VERSION_NUMBER; }

uint32_t amends_abi(void) { return AMENDS_ABI; }

const char* amends_version_text(void) {
  try {
    static const std::string text = version_text();
    return text.c_str();
  } catch (...) {
    return AMENDS_VERSION; // out of memory: the next call tries again
  }
}

int32_t amends_has(const char* feature, size_t size) {
  if (feature == nullptr)
    return 0;
  return std::find(features.begin(), features.end(), std::string_view(feature, size)) !=
                 features.end()
             ? 1
             : 0;
}

const char* amends_status_name(amends_status s) {
  for (const StatusName& row : status_names)
    if (row.status == s)
      return row.name;
  return "other";
}

amends_time amends_clock_system(void*) {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::microseconds>(since).count();
}
