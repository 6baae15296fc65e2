#include "policy/resolve.hpp"

#include "amends/json_place.hpp"

#include <algorithm>

namespace amends::packs {
namespace {

// Head keys that speak of one pack and are not inherited; `examples` prove the pack they stand in.
constexpr std::string_view own_keys[] = {"amends_pack", "id",         "version", "title",
                                         "extends",     "valid_from", "examples"};

struct Reference {
  std::string id;
  std::string major;
};

bool split_reference(std::string_view text, Reference& out) {
  const std::size_t at = text.find('@');
  if (at == std::string_view::npos || at == 0 || at + 1 == text.size())
    return false;
  out = {std::string(text.substr(0, at)), std::string(text.substr(at + 1))};
  return std::all_of(out.major.begin(), out.major.end(),
                     [](char c) { return c >= '0' && c <= '9'; });
}

class Resolver {
public:
  Resolver(std::vector<Pack> packs, Report& report) : report_(report) {
    for (Pack& pack : packs)
      given_.push_back(std::make_shared<const Pack>(std::move(pack)));
  }

  std::vector<std::shared_ptr<const Pack>> run() {
    visit(given_.back(), given_.size() - 1);
    return std::move(order_);
  }

private:
  // Ancestors first, left to right, each once.
  void visit(const std::shared_ptr<const Pack>& pack, std::size_t before) {
    const auto same = [&](const auto& other) { return other->id == pack->id; };
    if (std::any_of(order_.begin(), order_.end(), same))
      return;
    open_.push_back(pack->id);
    if (const Json* extends = pack->root.find("extends"); extends != nullptr)
      follow(*pack, *extends, before);
    open_.pop_back();
    order_.push_back(pack);
  }

  void follow(const Pack& pack, const Json& extends, std::size_t before) {
    if (!extends.is(Json::Kind::array)) {
      report_.error("extends", "/extends", at(pack, "/extends") + "`extends` is a list",
                    "write \"extends\": [\"base@1\"]");
      return;
    }
    for (std::size_t i = 0; i < extends.items.size(); ++i) {
      const std::string where = "/extends" + pointer_step(i);
      Reference ref;
      if (!extends.items[i].is(Json::Kind::text) || !split_reference(extends.items[i].text, ref)) {
        report_.error("extends", where,
                      at(pack, where) + "a parent is named with its major "
                                        "version",
                      "write " + quoted(with_major(extends.items[i].text)));
        continue;
      }
      if (std::find(open_.begin(), open_.end(), ref.id) != open_.end()) {
        report_.error("extends", where,
                      at(pack, where) + "the pack " + quoted(ref.id) +
                          " extends itself in a circle",
                      "take it out");
        continue;
      }
      std::size_t below = before;
      if (const auto parent = find(ref, pack, where, below))
        visit(parent, below);
    }
  }

  std::shared_ptr<const Pack> find(const Reference& ref, const Pack& pack, const std::string& where,
                                   std::size_t& before) {
    std::shared_ptr<const Pack> found;
    for (std::size_t i = before; i > 0 && found == nullptr; --i) {
      if (given_[i - 1]->id == ref.id) {
        found = given_[i - 1];
        before = i - 1;
      }
    }
    if (found == nullptr)
      found = find_builtin(ref.id);
    if (found == nullptr) {
      report_.error(
          "extends", where, at(pack, where) + "there is no pack " + quoted(ref.id),
          offer(ref.id, known(), "pass it before this one; built in are " + joined(known())));
      return nullptr;
    }
    if (found->major != ref.major) {
      report_.error("extends", where,
                    at(pack, where) + "the pack " + quoted(ref.id) +
                        " here is "
                        "version " +
                        found->version + ", not " + ref.major,
                    "write " + quoted(ref.id + "@" + found->major) + " and read what changed");
      return nullptr;
    }
    return found;
  }

  // "base" -> "base@1", by the version that is at hand.
  std::string with_major(const std::string& written) {
    const std::string id = written.substr(0, written.find('@'));
    for (const auto& pack : given_)
      if (pack->id == id)
        return id + "@" + pack->major;
    if (const auto builtin = find_builtin(id))
      return id + "@" + builtin->major;
    return id.empty() ? "base@1" : id + "@1";
  }

  std::shared_ptr<const Pack> find_builtin(const std::string& id) {
    std::vector<PackText> texts;
    for (const BuiltinFile& file : builtin_files())
      if (file.name.substr(0, file.name.find('.')) == id)
        texts.push_back({"built-in " + std::string(file.name), std::string(file.text)});
    if (texts.empty())
      return nullptr;
    std::vector<Pack> read = read_packs(texts, report_);
    return read.empty() ? nullptr : std::make_shared<const Pack>(std::move(read.front()));
  }

  [[nodiscard]] std::vector<std::string_view> known() const {
    std::vector<std::string_view> names;
    for (const auto& pack : given_)
      names.push_back(pack->id);
    for (const BuiltinFile& file : builtin_files())
      names.push_back(file.name.substr(0, file.name.find('.')));
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
  }

  static std::string at(const Pack& pack, std::string_view pointer) {
    const SourceFile& file = pack.files.front();
    return file.name + " line " + std::to_string(find_json_place(file.text, pointer).line) + ": ";
  }

  Report& report_;
  std::vector<std::shared_ptr<const Pack>> given_;
  std::vector<std::shared_ptr<const Pack>> order_;
  std::vector<std::string> open_; // the chain being followed
};

// What `extends` became: every ancestor with its full version, for `outdated`.
Json lineage(const std::vector<std::shared_ptr<const Pack>>& layers) {
  Json list = Json::array();
  for (std::size_t i = 0; i + 1 < layers.size(); ++i)
    list.items.push_back(Json::string(layers[i]->id + "@" + layers[i]->version));
  return list;
}

} // namespace

Resolved resolve(std::vector<Pack> packs, Report& report) {
  Resolved out;
  out.root = Json::object();
  out.layers = Resolver(std::move(packs), report).run();
  for (const auto& layer : out.layers) {
    for (std::string_view key : own_keys)
      out.root.remove(key);
    const std::size_t before = report.findings().size();
    merge_layer(out.root, layer->root, "", report);
    for (std::size_t i = before; i < report.findings().size(); ++i) {
      Finding& finding = report.findings()[i];
      finding.text.insert(0, Resolved{{}, {layer}}.place_of(finding.where));
    }
  }
  if (out.layers.size() > 1)
    out.root.set("extends", lineage(out.layers));
  order_sections(out.root);
  return out;
}

std::string Resolved::place_of(std::string_view pointer) const {
  const SourceFile* best = nullptr;
  JsonPlace place{0, 0, 0, 0};
  for (auto layer = layers.rbegin(); layer != layers.rend(); ++layer) {
    for (const SourceFile& file : (*layer)->files) {
      const JsonPlace found = find_json_place(file.text, pointer);
      if (best == nullptr || found.depth > place.depth) {
        best = &file;
        place = found;
      }
    }
  }
  if (best == nullptr)
    return {};
  return best->name + " line " + std::to_string(place.line) + ": ";
}

} // namespace amends::packs
