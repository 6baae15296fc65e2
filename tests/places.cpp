#include "places.hpp"

namespace amends::test {

std::string in_checkout(const std::string& path) { return AMENDS_SOURCE_DIR "/" + path; }

} // namespace amends::test
