#include "seal.hpp"

#include "base/digest.hpp"

namespace amends::privacy {

std::string clear_subject_key(std::string_view tenant, std::string_view subject) {
  return std::string(bytes_of(blake2b_of({"amends subject", tenant, subject})));
}

std::string commitment(std::string_view key, std::string_view text) {
  return blake2b_hex(text, key).substr(0, 32);
}

std::string lookup_hash(std::string_view tenant, std::string_view kind, std::string_view value) {
  return short_digest_hex({"amends lookup", tenant, kind, value});
}

} // namespace amends::privacy
