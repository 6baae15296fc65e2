// What a verb works on. In: the words of --policy, --store, --as, --at. Out: a loaded policy, an
// open engine, or why not.
#pragma once

#include "amends/engine.hpp"
#include "amends/policy.hpp"
#include "options.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace amends::cli {

// `not_found` when it cannot be read.
[[nodiscard]] Result<std::string> file_text(const std::string& path);
// The texts behind one PACK: a built-in name ("book-delivery@1"), a file, or a folder whose *.json
// files are one pack.
[[nodiscard]] Result<std::vector<PackText>> pack_texts(const std::string& pack);
// The last of the packs, which may extend the earlier ones.
[[nodiscard]] Result<std::shared_ptr<const Policy>>
load_policy(const std::vector<std::string>& packs);

struct ShopWords {
  std::vector<std::string> policy; // empty: none is loaded
  std::string store;
  std::string tenant;
  std::string model; // a file: what the policy classifies by instead of its own; empty: its own
};

// A store and an engine over it.
struct Shop {
  std::shared_ptr<const Policy> policy; // nullptr when none was named
  std::shared_ptr<Store> store;
  std::string tenant;
  std::unique_ptr<Engine> engine;
  // The policy that a case has pinned.
  [[nodiscard]] Result<std::shared_ptr<const Policy>> pinned(const std::string& digest) const;
};
[[nodiscard]] Result<Shop> open_shop(const ShopWords& words);
// For verbs that only read: the store must be there, and nothing in it changes.
[[nodiscard]] Result<Shop> open_shop_to_read(const ShopWords& words);

// The options of verbs that read a store: --store (required), --tenant.
void add_store_options(Options& options, ShopWords& words);
Option add_policy_option(Options& options, std::vector<std::string>& packs);
void add_file_option(Options& options, std::string& file);

// Who reads and as of when.
struct ReaderWords {
  std::string who = "system";
  std::string at; // empty: the store's greatest recorded instant
};
void add_reader_options(Options& options, ReaderWords& words);
[[nodiscard]] Result<Instant> as_of(Engine& engine, const ReaderWords& words);
// One query, as that reader and as of that instant.
[[nodiscard]] Result<Json> ask(Engine& engine, const ReaderWords& words, const std::string& what,
                               const Json& where);
// The one row of a query about one case.
[[nodiscard]] Result<Json> ask_case(Engine& engine, const ReaderWords& words,
                                    const std::string& case_id);

} // namespace amends::cli
