#include "policy/source.hpp"

#include "amends/json_place.hpp"
#include "amends/limits.hpp"
#include "base/full_width.hpp"

#include <algorithm>

namespace amends::packs {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Digits with dots between: "1", "1.0.2".
bool is_version(std::string_view text) {
  bool digit = false;
  for (char c : text) {
    if (!is_digit(c) && !(c == '.' && digit))
      return false;
    digit = is_digit(c);
  }
  return digit;
}

bool is_pack_id(std::string_view text) {
  if (text.empty() || text.size() > limits::id_bytes || text[0] < 'a' || text[0] > 'z')
    return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || is_digit(c) || c == '-' || c == '_';
  });
}

// A full-width sign where JSON has none: outside of texts. Empty: there is none.
std::string sign_outside_texts(std::string_view text) {
  std::size_t line = 1;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n')
      ++line;
    if (half_width_at(text.substr(i)) != 0 && static_cast<unsigned char>(text[i]) >= 0x80)
      return "line " + std::to_string(line) + ": " + half_width_hint(text.substr(i));
    if (text[i] != '"')
      continue;
    while (++i < text.size() && text[i] != '"' && text[i] != '\n')
      i += text[i] == '\\' ? 1 : 0;
    if (i < text.size() && text[i] == '\n')
      ++line;
  }
  return {};
}

std::string at_file(const SourceFile& file, std::string_view pointer) {
  return file.name + " line " + std::to_string(find_json_place(file.text, pointer).line) + ": ";
}

// Reads the head keys that name a pack; false when it cannot be used.
bool read_head(Pack& pack, Report& report) {
  const SourceFile& file = pack.files.front();
  const Json* format = file.root.find("amends_pack");
  if (!format->is(Json::Kind::number) || format->text != "1") {
    report.error("format", "/amends_pack",
                 at_file(file, "/amends_pack") + "the format of this "
                                                 "pack is not known here",
                 "write \"amends_pack\": 1, or use a newer amends");
    return false;
  }
  const Json* id = file.root.find("id");
  if (id == nullptr || !id->is(Json::Kind::text) || !is_pack_id(id->text)) {
    report.error("head", "/id",
                 at_file(file, "/id") + "a pack needs an id of small letters, "
                                        "digits and hyphens",
                 "write \"id\": \"my-shop\"");
    return false;
  }
  const Json* version = file.root.find("version");
  if (version == nullptr || !version->is(Json::Kind::text) || !is_version(version->text)) {
    report.error("head", "/version",
                 at_file(file, "/version") + "a pack needs a version of "
                                             "numbers with dots",
                 "write \"version\": \"1.0.0\"");
    return false;
  }
  pack.id = id->text;
  pack.version = version->text;
  pack.major = pack.version.substr(0, pack.version.find('.'));
  return true;
}

std::string_view section_of(std::string_view key) {
  return key.starts_with('+') ? key.substr(1) : key;
}

// Puts the sections of one more file beside those the pack has.
void join_file(Pack& pack, const SourceFile& file, Report& report) {
  for (const Json::Member& member : file.root.members) {
    const auto same = [&](const Json::Member& have) {
      return section_of(have.first) == section_of(member.first);
    };
    if (std::any_of(pack.root.members.begin(), pack.root.members.end(), same)) {
      const std::string where = pointer_step(member.first);
      report.error("section_twice", where,
                   at_file(file, where) + "section " + quoted(member.first) +
                       " stands already in another file of the pack " + quoted(pack.id),
                   "keep it in one file");
      continue;
    }
    pack.root.members.push_back(member);
  }
}

} // namespace

std::vector<Pack> read_packs(std::span<const PackText> texts, Report& report) {
  std::vector<Pack> packs;
  std::size_t bytes = 0; // of the pack being read
  bool usable = false;
  for (const PackText& given : texts) {
    JsonLimits json_limits;
    json_limits.bytes = limits::pack_bytes;
    json_limits.depth = limits::json_depth;
    Result<Json> root = parse_json(given.text, json_limits);
    if (!root) {
      Error error = std::move(root).error();
      report.error("json", error.where, given.name + ": " + error.message,
                   sign_outside_texts(given.text), error.code);
      usable = false;
      continue;
    }
    if (!root->is(Json::Kind::object)) {
      report.error("json", "",
                   given.name + ": a pack is a JSON object, not " +
                       std::string(kind_words(root->kind)),
                   "begin with {\"amends_pack\": 1");
      usable = false;
      continue;
    }
    const bool begins = root->find("amends_pack") != nullptr;
    SourceFile file{given.name, given.text, std::move(*root)};
    if (begins) {
      Pack pack;
      pack.root = file.root;
      pack.files.push_back(std::move(file));
      bytes = given.text.size();
      usable = read_head(pack, report);
      if (usable)
        packs.push_back(std::move(pack));
      continue;
    }
    if (!usable) {
      report.error("head", "/amends_pack",
                   given.name + ": no \"amends_pack\" and no pack before "
                                "it that this file could belong to",
                   "begin with \"amends_pack\": 1");
      continue;
    }
    bytes += given.text.size();
    if (bytes > limits::pack_bytes) {
      report.error("limit", "",
                   given.name + ": the files of the pack " + quoted(packs.back().id) +
                       " are over 16 MiB together (limit pack_bytes)",
                   "split the pack and let one part extend the other", Code::limit);
      continue;
    }
    join_file(packs.back(), file, report);
    packs.back().files.push_back(std::move(file));
  }
  return packs;
}

} // namespace amends::packs
