// Helpers of the policy tests: packs as short texts.
#pragma once

#include "amends/policy.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace amends::testing {

using Loaded = Result<std::shared_ptr<const Policy>>;

inline std::vector<PackText> texts_of(const std::vector<std::string>& packs) {
  std::vector<PackText> texts;
  for (std::size_t i = 0; i < packs.size(); ++i)
    texts.push_back({"pack" + std::to_string(i + 1) + ".json", packs[i]});
  return texts;
}

inline Loaded load(const std::vector<std::string>& packs) { return Policy::load(texts_of(packs)); }

// A shop that changes `body` (members, with a leading comma) on top of base.
inline std::string shop(const std::string& body = "", const std::string& extends = "\"base@1\"") {
  return R"({"amends_pack":1,"id":"shop","version":"1","extends":[)" + extends + "]" + body + "}";
}

// The policy; a pack that does not load ends the test.
inline std::shared_ptr<const Policy> must(Loaded loaded) {
  if (!loaded)
    throw std::runtime_error(loaded.error().message + " at " + loaded.error().where);
  return *loaded;
}

// The pack is refused at `where`, and the message holds every one of `words`.
inline void refused(const Loaded& loaded, const std::string& where,
                    const std::vector<std::string>& words, Code code = Code::policy) {
  ASSERT_FALSE(loaded) << "the pack was loaded";
  const Error& error = loaded.error();
  EXPECT_EQ(error.where, where) << error.message;
  EXPECT_EQ(error.code, code) << error.message;
  for (const std::string& word : words)
    EXPECT_NE(error.message.find(word), std::string::npos)
        << "no \"" << word << "\" in: " << error.message;
}

} // namespace amends::testing
