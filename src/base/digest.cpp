// libsodium's generic hash is used without sodium_init(): that call only seeds its random generator
// and picks a faster BLAKE2b, and neither changes a byte of a digest.
#include "base/digest.hpp"

#include <sodium/crypto_generichash_blake2b.h>

#include <stdexcept>

namespace amends {

namespace {

const unsigned char* bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// One digest in the making.
class Hasher {
public:
  Hasher(std::size_t size, std::string_view key) : size_(size) {
    if (!key.empty() && (key.size() < crypto_generichash_blake2b_KEYBYTES_MIN ||
                         key.size() > crypto_generichash_blake2b_KEYBYTES_MAX))
      throw std::logic_error("a BLAKE2b key has 16 to 64 bytes");
    crypto_generichash_blake2b_init(&state_, key.empty() ? nullptr : bytes(key), key.size(), size);
  }
  void add(std::string_view text) {
    crypto_generichash_blake2b_update(&state_, bytes(text), text.size());
  }
  void add_with_length(std::string_view text) {
    std::array<char, 8> length{};
    for (std::size_t i = 0; i < length.size(); ++i)
      length[i] = static_cast<char>(text.size() >> (8 * i) & 0xFFU);
    add({length.data(), length.size()});
    add(text);
  }
  void finish(unsigned char* out) { crypto_generichash_blake2b_final(&state_, out, size_); }

private:
  crypto_generichash_blake2b_state state_;
  std::size_t size_;
};

} // namespace

Digest blake2b(std::string_view text, std::string_view key) {
  Digest digest{};
  Hasher hasher(digest.size(), key);
  hasher.add(text);
  hasher.finish(digest.data());
  return digest;
}

Digest blake2b_of(std::initializer_list<std::string_view> parts, std::string_view key) {
  Digest digest{};
  Hasher hasher(digest.size(), key);
  for (const std::string_view part : parts)
    hasher.add_with_length(part);
  hasher.finish(digest.data());
  return digest;
}

std::string blake2b_hex(std::string_view text, std::string_view key) {
  return to_hex(bytes_of(blake2b(text, key)));
}

std::string short_digest_hex(std::initializer_list<std::string_view> parts) {
  std::array<unsigned char, 16> digest{};
  Hasher hasher(digest.size(), {});
  for (const std::string_view part : parts)
    hasher.add_with_length(part);
  hasher.finish(digest.data());
  return to_hex({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

std::string_view bytes_of(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

} // namespace amends
