// A store with the small day in it, and the command asked about it.
#pragma once

#include "command.hpp"
#include "day.hpp"

namespace amends::test {

class Shop : public ::testing::Test {
protected:
  void SetUp() override {
    const Ran ran = amends_command({"run", "--policy", "book-delivery", "--store", store}, day);
    ASSERT_EQ(ran.code, 0) << ran.out << ran.err;
  }
  Ran ask(std::vector<std::string> words) const {
    words.insert(words.end(), {"--store", store});
    return amends_command(words);
  }
  Folder folder;
  std::string store = "sqlite:" + folder.path("shop.db");
};

} // namespace amends::test
