// Part 3: the host's struct, whichever version of the header its program was built with.
#include "host.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>

namespace amends::capi {

Result<amends_host> host_of(const amends_host* lent) {
  amends_host host{};
  if (lent == nullptr)
    return host;
  if (lent->struct_size < offsetof(amends_host, classify)) // where its first version ended
    return Error{Code::arg, "`host` begins with struct_size: fill it by AMENDS_INIT(amends_host)",
                 ""};
  std::memcpy(&host, lent, std::min<std::size_t>(lent->struct_size, sizeof host));
  return host;
}

} // namespace amends::capi
