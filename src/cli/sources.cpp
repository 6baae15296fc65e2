#include "sources.hpp"

#include "amends/limits.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace amends::cli {
namespace {

namespace fs = std::filesystem;

bool is_builtin(const std::string& pack) {
  const auto names = Policy::builtin_names();
  return std::find(names.begin(), names.end(), pack.substr(0, pack.find('@'))) != names.end();
}

Result<PackText> read_file(const fs::path& path) {
  AMENDS_TRY_ASSIGN(std::string text, file_text(path.string()));
  return PackText{path.string(), std::move(text)};
}

// The file with "amends_pack" begins the pack; the others follow in the order of their names.
bool begins_a_pack(const PackText& file) {
  const auto json = parse_json(file.text, {limits::pack_bytes, limits::json_depth});
  return json && json->find("amends_pack") != nullptr;
}

Result<std::vector<PackText>> read_folder(const fs::path& folder) {
  std::vector<fs::path> paths;
  std::error_code failed;
  for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed))
    if (at->path().extension() == ".json")
      paths.push_back(at->path());
  if (failed)
    return Error{Code::not_found, "cannot read the folder " + folder.string(), ""};
  std::sort(paths.begin(), paths.end());
  std::vector<PackText> files;
  for (const fs::path& path : paths) {
    AMENDS_TRY_ASSIGN(PackText file, read_file(path));
    files.push_back(std::move(file));
  }
  const auto head = std::stable_partition(files.begin(), files.end(), begins_a_pack);
  if (head != files.begin() + 1)
    return Error{Code::policy,
                 "one .json file of the folder " + folder.string() + " has \"amends_pack\"; here " +
                     std::to_string(head - files.begin()) + " have",
                 ""};
  return files;
}

} // namespace

Result<std::string> file_text(const std::string& path) {
  std::error_code none;
  std::ifstream in(path, std::ios::binary);
  if (!in || fs::is_directory(path, none))
    return Error{Code::not_found, Say{"读不到文件 ", "cannot read the file "}.in(spoken()) + path,
                 ""};
  return std::string{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

Result<std::vector<PackText>> pack_texts(const std::string& pack) {
  if (is_builtin(pack)) {
    AMENDS_TRY_ASSIGN(std::string text, Policy::builtin_text(pack));
    return std::vector<PackText>{{"built-in " + pack, std::move(text)}};
  }
  std::error_code none;
  if (fs::is_directory(pack, none))
    return read_folder(pack);
  if (fs::exists(pack, none)) {
    AMENDS_TRY_ASSIGN(PackText file, read_file(pack));
    return std::vector<PackText>{std::move(file)};
  }
  // Its message names the built-in packs.
  Error unknown = Policy::builtin(pack).error();
  unknown.message += "; nor is there a file or folder of that name";
  return unknown;
}

Result<std::shared_ptr<const Policy>> load_policy(const std::vector<std::string>& packs) {
  if (packs.size() == 1 && is_builtin(packs.front()))
    return Policy::builtin(packs.front());
  std::vector<PackText> texts;
  for (const std::string& pack : packs) {
    AMENDS_TRY_ASSIGN(std::vector<PackText> files, pack_texts(pack));
    std::move(files.begin(), files.end(), std::back_inserter(texts));
  }
  return Policy::load(texts);
}

Result<std::shared_ptr<const Policy>> Shop::pinned(const std::string& digest) const {
  if (policy != nullptr && policy->digest() == digest)
    return policy;
  AMENDS_TRY_ASSIGN(const auto session, store->begin(tenant, SessionMode::read));
  AMENDS_TRY_ASSIGN(const auto row, session->load_policy(digest));
  if (!row)
    return Error{Code::corrupt, "the store does not hold the policy " + digest, ""};
  return Policy::from_body(row->body, row->digest);
}

namespace {

Result<Shop> open_over(const ShopWords& words,
                       Result<std::shared_ptr<Store>> (*open)(std::string_view)) {
  Shop shop;
  shop.tenant = words.tenant;
  if (!words.policy.empty()) {
    AMENDS_TRY_ASSIGN(shop.policy, load_policy(words.policy));
  }
  if (!words.model.empty() && shop.policy) {
    AMENDS_TRY_ASSIGN(const std::string model, file_text(words.model));
    AMENDS_TRY_ASSIGN(shop.policy, shop.policy->with_model(model));
  }
  AMENDS_TRY_ASSIGN(shop.store, open(words.store));
  shop.engine = std::make_unique<Engine>(EngineSetup{shop.policy, shop.store, shop.tenant});
  return shop;
}

} // namespace

Result<Shop> open_shop(const ShopWords& words) { return open_over(words, open_store); }

Result<Shop> open_shop_to_read(const ShopWords& words) {
  return open_over(words, open_store_to_read);
}

void add_store_options(Options& options, ShopWords& words) {
  options
      .text("--store", words.store,
            {"存储：memory: 或 sqlite:文件", "the store: memory: or sqlite:FILE"})
      .required()
      .shown_as("URL");
  options
      .text("--tenant", words.tenant, {"租户，不填即唯一租户", "tenant; without it the only one"})
      .shown_as("NAME");
}

Option add_policy_option(Options& options, std::vector<std::string>& packs) {
  return options
      .texts(
          "--policy", packs,
          {"策略包：内置名、文件或文件夹；可重复，最后一个生效",
           "policy pack: built-in name, file or folder; repeat it for packs that the last extends"})
      .shown_as("PACK");
}

void add_file_option(Options& options, std::string& file) {
  options.text("FILE", file, {"JSON Lines 文件，不填则读标准输入", "JSON Lines; without it stdin"});
}

void add_reader_options(Options& options, ReaderWords& words) {
  options
      .text("--as", words.who,
            {"以谁的身份看，例如 agent:li", "who reads: agent:li, customer:c-77"})
      .shown_as("ROLE:ID");
  options
      .text("--at", words.at,
            {"看哪一时刻；不填为存储中最后一刻",
             "as of this instant; without it the last one in the store"})
      .shown_as("TIME");
}

Result<Instant> as_of(Engine& engine, const ReaderWords& words) {
  return words.at.empty() ? engine.greatest_instant() : parse_instant(words.at);
}

Result<Json> ask(Engine& engine, const ReaderWords& words, const std::string& what,
                 const Json& where) {
  AMENDS_TRY_ASSIGN(const Instant now, as_of(engine, words));
  Json request = Json::object();
  request.set("op", Json::string("query"));
  request.set("what", Json::string(what));
  request.set("where", where);
  return engine.call(now, words.who, request);
}

Result<Json> ask_case(Engine& engine, const ReaderWords& words, const std::string& case_id) {
  Json where = Json::object();
  where.set("case_id", Json::string(case_id));
  AMENDS_TRY_ASSIGN(const Json answer, ask(engine, words, "case", where));
  return answer.find("rows")->items.front();
}

} // namespace amends::cli
