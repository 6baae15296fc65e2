#include "classification/weight.hpp"

#include <array>

namespace amends {
namespace {

// e^(-1/64) in units of 2^-40, rounded down.
constexpr std::uint64_t decay = 1082465279991ULL;
constexpr int steps_per_one = 64;
constexpr int last_step = 16 * steps_per_one; // beyond x = 16 the answer no longer moves

// e^-(i / 64) in units of 2^-40.
constexpr auto exponentials = [] {
  std::array<std::uint64_t, last_step + 1> out{};
  std::uint64_t e = 1ULL << 40U;
  for (auto& one : out) {
    one = e;
    // (e * decay) >> 40 without 128 bits
    const std::uint64_t high = e >> 20U;
    const std::uint64_t low = e & 0xfffffU;
    e = ((high * decay) + ((low * decay) >> 20U)) >> 20U;
  }
  return out;
}();

// The table between its steps, in a straight line.
std::int64_t exponential(std::int64_t x_milli) {
  if (x_milli >= 1000 * last_step / steps_per_one)
    return static_cast<std::int64_t>(exponentials.back());
  const std::int64_t scaled = x_milli * steps_per_one;
  const auto step = static_cast<std::size_t>(scaled / 1000);
  const auto here = static_cast<std::int64_t>(exponentials[step]);
  const auto next = static_cast<std::int64_t>(exponentials[step + 1]);
  return here - (here - next) / 1000 * (scaled % 1000);
}

Error bad_weight(const std::string& where) {
  return Error{Code::policy, "a weight is a number from -100 to 100 with at most three decimals",
               where};
}

} // namespace

Result<std::int32_t> read_weight(const Json& json, const std::string& where) {
  if (!json.is(Json::Kind::number))
    return bad_weight(where);
  std::string_view text = json.text;
  const bool minus = text.starts_with('-');
  if (minus)
    text.remove_prefix(1);
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view decimals = point == text.npos ? "" : text.substr(point + 1);
  if (whole.size() > 3 || decimals.size() > 3)
    return bad_weight(where);
  std::int32_t milli = 0;
  for (const char c : std::string(whole) + std::string(decimals)) {
    if (c < '0' || c > '9')
      return bad_weight(where);
    milli = milli * 10 + (c - '0');
  }
  for (std::size_t i = decimals.size(); i < 3; ++i)
    milli *= 10;
  if (milli > 100'000)
    return bad_weight(where);
  return minus ? -milli : milli;
}

std::int64_t exp_negative(std::int64_t x_milli) { return exponential(x_milli) >> 10U; }

std::int32_t logistic_ppm(std::int64_t x_milli) {
  const std::int64_t e = exponential(x_milli < 0 ? -x_milli : x_milli);
  const auto ppm =
      static_cast<std::int32_t>((std::int64_t{1'000'000} << 40U) / ((std::int64_t{1} << 40U) + e));
  return x_milli < 0 ? 1'000'000 - ppm : ppm;
}

std::int32_t logit_milli(std::int32_t ppm) {
  std::int32_t low = -16'000;
  std::int32_t high = 16'000;
  while (low < high) {
    const std::int32_t middle = low + (high - low) / 2;
    if (logistic_ppm(middle) < ppm)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

Json scaled_number(std::int64_t value, int digits) {
  const bool negative = value < 0;
  std::string text = std::to_string(negative ? -value : value);
  const auto decimals = static_cast<std::size_t>(digits);
  if (text.size() <= decimals)
    text.insert(0, decimals + 1 - text.size(), '0');
  text.insert(text.size() - decimals, ".");
  while (text.back() == '0')
    text.pop_back();
  if (text.back() == '.')
    text.pop_back();
  return Json::number_text(negative && value != 0 ? "-" + text : text);
}

} // namespace amends
