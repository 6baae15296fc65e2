#include "pack_sheet.hpp"

#include "amends/json_place.hpp"
#include "amends/limits.hpp"
#include "amends/table_csv.hpp"
#include "complain.hpp"
#include "sources.hpp"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>

namespace amends::cli {
namespace {

struct SheetWords {
  std::string pack, table, file;
  std::vector<std::string> beside; // packs that this one extends
  bool write = false;
};

std::string pointer_of(const std::string& table) { return "/tables" + pointer_step(table); }

Result<Json> read_pack(const PackText& file) {
  auto root = parse_json(file.text, {limits::pack_bytes, limits::json_depth});
  if (!root)
    return Error{root.error().code, file.name + ": " + root.error().message, root.error().where};
  return std::move(*root);
}

// The table as that file writes it; nullptr when it does not.
const Json* table_in(const Json& pack, const std::string& table) {
  const Json* tables = pack.find("tables");
  return tables != nullptr ? tables->find(table) : nullptr;
}

Error no_table(const std::string& table, const std::vector<std::string>& known) {
  std::string message = "no table is called \"" + table + "\"";
  for (std::size_t i = 0; i < known.size(); ++i)
    message += (i == 0 ? "; there is " : ", ") + known[i];
  return {Code::not_found, message, pointer_of(table)};
}

std::vector<std::string> table_names(const Json& pack) {
  std::vector<std::string> names;
  if (const Json* tables = pack.find("tables"))
    for (const auto& [name, table] : tables->members)
      names.push_back(name);
  return names;
}

// Columns and rows are there; else they are inherited.
bool is_whole(const Json& table) {
  return table.find("when") != nullptr && table.find("then") != nullptr &&
         table.find("rows") != nullptr;
}

// The pack's own table, else the one it inherits.
Result<Json> find_table(const SheetWords& words) {
  AMENDS_TRY_ASSIGN(const std::vector<PackText> files, pack_texts(words.pack));
  for (const PackText& file : files) {
    AMENDS_TRY_ASSIGN(const Json root, read_pack(file));
    if (const Json* table = table_in(root, words.table); table != nullptr && is_whole(*table))
      return *table;
  }
  std::vector<std::string> packs = words.beside;
  packs.push_back(words.pack);
  AMENDS_TRY_ASSIGN(const auto policy, load_policy(packs));
  if (const Json* table = table_in(policy->resolved(), words.table))
    return *table;
  return no_table(words.table, table_names(policy->resolved()));
}

int to_csv(const SheetWords& words) {
  const auto table = find_table(words);
  if (!table)
    return give_up(table.error());
  const auto csv = table_to_csv(*table);
  if (!csv)
    return give_up(Error(csv.error()).inside(pointer_of(words.table)));
  std::fwrite(csv->data(), 1, csv->size(), stdout);
  return fine;
}

// A row as packs are written: on one line, with spaces between its cells.
std::string row_text(const Json& row) {
  std::string out = "[";
  for (const Json& cell : row.items) {
    out += out.size() > 1 ? ", " : "";
    if (!cell.is(Json::Kind::object)) {
      out += print_json(cell);
      continue;
    }
    out += "{";
    for (const auto& [key, value] : cell.members) {
      out += out.back() == '{' ? "" : ", ";
      append_json_string(out, key);
      out += ": " + print_json(value);
    }
    out += "}";
  }
  return out + "]";
}

// A row of a pack's text, with what stands between it and the row before it.
struct WrittenRow {
  std::string before;
  std::string text;
};

// The rows of the list at `list`, which begins with "[".
std::vector<WrittenRow> written_rows(std::string_view list) {
  std::vector<WrittenRow> rows;
  std::size_t at = 1;
  while (true) {
    const std::size_t begin = list.find_first_not_of(", \t\r\n", at);
    if (begin == std::string_view::npos || list[begin] == ']')
      return rows;
    const std::size_t size = find_json_place(list.substr(begin), "").end;
    rows.push_back(
        {std::string(list.substr(at, begin - at)), std::string(list.substr(begin, size))});
    at = begin + size;
  }
}

std::string indent_at(std::string_view text, std::size_t at) {
  const std::size_t line = text.rfind('\n', at);
  const std::size_t from = line == std::string_view::npos ? 0 : line + 1;
  const std::size_t to = std::min(text.find_first_not_of(" \t", from), text.size());
  return std::string(text.substr(from, to - from));
}

// The list of rows; those that stay are left as they were written.
std::string rows_text(std::string_view list, const std::string& indent, const Json& was,
                      const Json& now) {
  const std::vector<WrittenRow> written = written_rows(list);
  std::string out = "[";
  std::size_t next = 0; // of the rows that were: they keep their order
  for (const Json& row : now.items) {
    const auto from = was.items.begin() + static_cast<std::ptrdiff_t>(next);
    const auto same = std::find(from, was.items.end(), row);
    const bool first = out.size() == 1;
    if (same == was.items.end()) {
      out += (first ? "\n" : ",\n") + indent + "  " + row_text(row);
      continue;
    }
    next = static_cast<std::size_t>(same - was.items.begin());
    std::string before = written[next].before;
    std::erase(before, ',');
    out += (first ? "" : ",") + before + written[next].text;
    ++next;
  }
  return out + (now.items.empty() ? "]" : "\n" + indent + "]");
}

// The text with the table's columns and rows replaced where they differ.
std::string with_table(std::string text, const std::string& table, const Json& was,
                       const Json& now) {
  for (const char* member : {"when", "then", "rows"}) {
    const Json* old = was.find(member);
    const Json* own = now.find(member);
    if (old == nullptr || *old == *own)
      continue;
    const JsonPlace place = find_json_place(text, pointer_of(table) + "/" + member);
    const std::size_t size = place.end - place.begin;
    const std::string value = std::string_view(member) == "rows"
                                  ? rows_text(std::string_view(text).substr(place.begin, size),
                                              indent_at(text, place.begin), *old, *own)
                                  : row_text(*own);
    text.replace(place.begin, size, value);
  }
  return text;
}

// The text with the columns and rows of a table of its own over the one it inherits.
std::string with_own_table(std::string text, const std::string& table, const Json& now) {
  std::string entry = "\n    ";
  append_json_string(entry, table);
  entry += ": {\n      \"when\": " + row_text(*now.find("when")) +
           ",\n      \"then\": " + row_text(*now.find("then")) +
           ",\n      \"rows\": " + rows_text("[]", "      ", Json::array(), *now.find("rows"));
  entry += "}";
  const JsonPlace tables = find_json_place(text, "/tables");
  if (tables.depth == 1) {
    const std::size_t first = text.find_first_not_of(" \t\r\n", tables.begin + 1);
    return text.insert(tables.begin + 1, entry + (text[first] == '}' ? "" : ","));
  }
  const std::size_t last = text.find_last_not_of(" \t\r\n", text.rfind('}') - 1);
  return text.insert(last + 1, ",\n  \"tables\": {" + entry + "}");
}

// The errors that the changed pack has; those of the table say where they stand in the sheet.
Result<void> check_pack(const SheetWords& words, const std::vector<PackText>& files,
                        const SheetTable& sheet) {
  std::vector<PackText> texts;
  for (const std::string& pack : words.beside) {
    AMENDS_TRY_ASSIGN(std::vector<PackText> more, pack_texts(pack));
    std::move(more.begin(), more.end(), std::back_inserter(texts));
  }
  texts.insert(texts.end(), files.begin(), files.end());
  const std::string below = pointer_of(words.table);
  std::vector<Error> errors;
  for (const Finding& finding : Policy::lint(texts)) {
    if (finding.level != "error")
      continue;
    std::string place;
    if (finding.where.starts_with(below))
      place = sheet.place(std::string_view(finding.where).substr(below.size()));
    const std::string mend = finding.mend.empty() ? "" : "; " + finding.mend;
    errors.push_back({Code::policy,
                      (place.empty() ? "" : words.file + " " + place + ": ") + finding.text + mend,
                      finding.where});
  }
  if (errors.empty())
    return {};
  for (std::size_t i = 0; i + 1 < errors.size(); ++i)
    complain(errors[i]);
  return std::move(errors.back());
}

Result<void> write_file(const std::string& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  if (!out)
    return Error{Code::not_found, "cannot write the file " + path, ""};
  return {};
}

Result<void> from_csv(const SheetWords& words) {
  AMENDS_TRY_ASSIGN(std::vector<PackText> files, pack_texts(words.pack));
  AMENDS_TRY_ASSIGN(const std::string csv, file_text(words.file));
  const auto keep = [&](const PackText& file) -> Result<void> {
    if (words.write)
      return write_file(file.name, file.text);
    std::fwrite(file.text.data(), 1, file.text.size(), stdout);
    return {};
  };
  for (PackText& file : files) {
    AMENDS_TRY_ASSIGN(const Json root, read_pack(file));
    const Json* was = table_in(root, words.table);
    if (was == nullptr)
      continue;
    if (!is_whole(*was))
      return Error{Code::policy,
                   file.name + " changes only a part of the table " + words.table +
                       "; take that part out, and the sheet becomes a table of its own",
                   pointer_of(words.table)};
    auto sheet = table_from_csv(csv, *was);
    if (!sheet)
      return Error{sheet.error().code, words.file + " " + sheet.error().message, ""};
    file.text = with_table(file.text, words.table, *was, sheet->table);
    AMENDS_CHECK(check_pack(words, files, *sheet));
    return keep(file);
  }
  AMENDS_TRY_ASSIGN(const Json was, find_table(words));
  auto sheet = table_from_csv(csv, was);
  if (!sheet)
    return Error{sheet.error().code, words.file + " " + sheet.error().message, ""};
  PackText& first = files.front();
  first.text = with_own_table(first.text, words.table, sheet->table);
  AMENDS_CHECK(check_pack(words, files, *sheet));
  return keep(first);
}

void add_words(Options& verb, SheetWords& words) {
  verb.text("PACK", words.pack, {"内置名、文件或文件夹", "built-in name, file or folder"})
      .required();
  verb.text("TABLE", words.table, {"表的名字", "a table of the pack"}).required();
}

void add_beside(Options& verb, SheetWords& words) {
  verb.texts("--with", words.beside,
             {"它所继承的策略包（非内置）", "a pack it extends, where that is no built-in one"})
      .shown_as("PACK");
}

} // namespace

void add_sheet_verbs(Options& options, Work& work) {
  const auto words = std::make_shared<SheetWords>();
  Options to = options.verb("to-csv", {"把一张表输出为 CSV", "a table as a spreadsheet"},
                            [words, &work] { work = [words] { return to_csv(*words); }; });
  add_words(to, *words);
  add_beside(to, *words);
  Options from = options.verb(
      "from-csv",
      {"用 CSV 更新一张表，输出整个文件", "the pack with a table as a spreadsheet has it"},
      [words, &work] {
        work = [words] {
          const auto done = from_csv(*words);
          return done ? static_cast<int>(fine) : give_up(done.error());
        };
      });
  add_words(from, *words);
  from.text("FILE", words->file, {"CSV 文件", "the spreadsheet"}).required();
  from.flag("--write", words->write,
            {"直接改写策略包文件", "write it into the pack's file instead of stdout"});
  add_beside(from, *words);
}

} // namespace amends::cli
