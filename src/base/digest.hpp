// Bytes in, BLAKE2b digests and their printable forms (hex, base64) out. Keyed digests are the
// commitments and look-up hashes of personal data.
#pragma once

#include "amends/result.hpp"

#include <array>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>

namespace amends {

// 32 bytes of BLAKE2b-256.
using Digest = std::array<unsigned char, 32>;

// `key` is empty or 16 to 64 bytes long (anything else is a bug: std::logic_error).
[[nodiscard]] Digest blake2b(std::string_view bytes, std::string_view key = {});
// Of several texts, each with its length before it: ("ab","c") and ("a","bc") differ.
[[nodiscard]] Digest blake2b_of(std::initializer_list<std::string_view> parts,
                                std::string_view key = {});

// 64 hex digits.
[[nodiscard]] std::string blake2b_hex(std::string_view bytes, std::string_view key = {});
// 32 hex digits: BLAKE2b with 16 bytes of output over the parts, each with its length before it.
[[nodiscard]] std::string short_digest_hex(std::initializer_list<std::string_view> parts);

[[nodiscard]] std::string_view bytes_of(const Digest& digest);

// Small letters.
[[nodiscard]] std::string to_hex(std::string_view bytes);
// Error `parse`.
[[nodiscard]] Result<std::string> from_hex(std::string_view hex);

// RFC 4648 section 4, with padding.
[[nodiscard]] std::string to_base64(std::string_view bytes);
// Strict: padding, no spaces, unused bits zero; error `parse`.
[[nodiscard]] Result<std::string> from_base64(std::string_view text);

} // namespace amends
