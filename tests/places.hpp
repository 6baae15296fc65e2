// Where the checkout lies, for tests that read files of it. One small library knows, so that no
// test is compiled anew in another folder.
#pragma once

#include <string>

namespace amends::test {

// "docs/io.md" -> the file in the checkout; "../shared/facts" -> beside it.
[[nodiscard]] std::string in_checkout(const std::string& path);

} // namespace amends::test
