// ISO 4217 (table A.1 of the maintenance agency), the currencies in use in 2025 and those that
// left in 2025 and 2026 and still stand in orders (ANG, BGN). Funds codes, metals, bond units and
// test codes are no currencies an order is paid in and are left out.
#include "base/currencies.hpp"

namespace amends {

namespace {

// Sorted, four characters apart.
constexpr std::string_view two_digits =
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD "
    "CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD "
    "GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD "
    "MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP "
    "PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS "
    "TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG";
constexpr std::string_view no_digits =
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
constexpr std::string_view three_digits = "BHD IQD JOD KWD LYD OMR TND";

bool holds(std::string_view list, std::string_view letters) {
  std::size_t low = 0;
  std::size_t high = (list.size() + 1) / 4;
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    const std::string_view here = list.substr(4 * middle, 3);
    if (here == letters)
      return true;
    if (here < letters)
      low = middle + 1;
    else
      high = middle;
  }
  return false;
}

} // namespace

std::optional<int> currency_digits(std::string_view letters) {
  if (letters.size() != 3)
    return std::nullopt;
  if (holds(two_digits, letters))
    return 2;
  if (holds(no_digits, letters))
    return 0;
  if (holds(three_digits, letters))
    return 3;
  return std::nullopt;
}

} // namespace amends
