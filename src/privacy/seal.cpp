#include "seal.hpp"

#include "base/digest.hpp"

#include "amends/text.hpp"

namespace amends::privacy {

namespace {

// A Chinese mobile number, with or without the country's code, is its eleven digits.
std::string phone_digits(std::string_view text) {
  std::string digits;
  for (const char c : text)
    if (c >= '0' && c <= '9')
      digits += c;
  for (const std::string_view code : {"0086", "86"})
    if (digits.size() == code.size() + 11 && digits.starts_with(code) && digits[code.size()] == '1')
      return digits.substr(code.size());
  return digits;
}

// One value has many spellings: width, capitals, spaces, the hyphens of a phone number.
std::string spelling(std::string_view kind, std::string_view value) {
  const auto normal = normalise(value);
  const std::string plain = normal ? to_utf8(normal->text) : std::string(value);
  if (kind != "phone")
    return plain;
  const std::string digits = phone_digits(plain);
  return digits.empty() ? plain : digits;
}

} // namespace

std::string clear_subject_key(std::string_view tenant, std::string_view subject) {
  return std::string(bytes_of(blake2b_of({"amends subject", tenant, subject})));
}

std::string commitment(std::string_view key, std::string_view text) {
  return blake2b_hex(text, key).substr(0, 32);
}

std::string lookup_hash(std::string_view tenant, std::string_view kind, std::string_view value) {
  return short_digest_hex({"amends lookup", tenant, kind, spelling(kind, value)});
}

} // namespace amends::privacy
