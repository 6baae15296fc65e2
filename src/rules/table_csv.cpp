// Tables to spreadsheets and back.
#include "amends/table_csv.hpp"

#include "amends/limits.hpp"
#include "rules/csv.hpp"

#include <algorithm>
#include <charconv>
#include <map>

namespace amends {
namespace {

using rules::csv_error;
using rules::CsvRow;

constexpr std::string_view when_mark = "when:";
constexpr std::string_view then_mark = "then:";

bool is_json(const std::string& text) { return !text.empty() && parse_json(text).has_value(); }

// A value beside the row: texts as they are, unless they would read as JSON.
std::string meta_field(const Json& value) {
  if (value.is(Json::Kind::text) && !value.text.empty() && !is_json(value.text))
    return value.text;
  return print_json(value);
}

// A cell; no cell at all reads as "anything" or "nothing".
std::string cell_field(const Json& cell) {
  switch (cell.kind) {
  case Json::Kind::text: return cell.text.empty() ? "-" : cell.text;
  case Json::Kind::number: return cell.text;
  case Json::Kind::boolean: return cell.flag ? "true" : "false";
  default: return "-";
  }
}

Result<const Json*> list_in(const Json& table, std::string_view member) {
  const Json* list = table.find(member);
  if (list == nullptr || !list->is(Json::Kind::array))
    return Error{Code::parse, "a table has a list \"" + std::string(member) + "\"",
                 pointer_step(member)};
  return list;
}

Result<CsvRow> names_in(const Json& table, std::string_view member, std::string_view mark) {
  AMENDS_TRY_ASSIGN(const Json* list, list_in(table, member));
  CsvRow heads;
  for (std::size_t i = 0; i < list->items.size(); ++i) {
    if (!list->items[i].is(Json::Kind::text))
      return Error{Code::parse, "a column's name is a text",
                   pointer_step(member) + pointer_step(i)};
    heads.push_back(std::string(mark) + list->items[i].text);
  }
  return heads;
}

// The heads of a sheet: `width` columns, then the keys of the rows' objects as they first come.
struct Heads {
  CsvRow names;
  std::size_t width = 0;
};

Result<Heads> heads_of(const Json& table) {
  Heads heads;
  AMENDS_TRY_ASSIGN(heads.names, names_in(table, "when", when_mark));
  AMENDS_TRY_ASSIGN(const CsvRow then, names_in(table, "then", then_mark));
  heads.names.insert(heads.names.end(), then.begin(), then.end());
  heads.width = heads.names.size();
  AMENDS_TRY_ASSIGN(const Json* rows, list_in(table, "rows"));
  for (std::size_t r = 0; r < rows->items.size(); ++r) {
    const Json& row = rows->items[r];
    const bool meta =
        row.items.size() == heads.width + 1 && row.items.back().is(Json::Kind::object);
    if (row.items.size() != heads.width + (meta ? 1 : 0))
      return Error{Code::parse, "row " + std::to_string(r + 1) + " has not one cell a column",
                   "/rows" + pointer_step(r)};
    for (const auto& [key, value] : meta ? row.items.back().members : std::vector<Json::Member>())
      if (std::find(heads.names.begin() + static_cast<std::ptrdiff_t>(heads.width),
                    heads.names.end(), key) == heads.names.end())
        heads.names.push_back(key);
  }
  return heads;
}

CsvRow fields_of(const Json& row, const Heads& heads) {
  CsvRow fields;
  for (std::size_t c = 0; c < heads.width; ++c)
    fields.push_back(cell_field(row.items[c]));
  for (std::size_t k = heads.width; k < heads.names.size(); ++k) {
    const Json* value =
        row.items.size() > heads.width ? row.items.back().find(heads.names[k]) : nullptr;
    fields.push_back(value != nullptr ? meta_field(*value) : "");
  }
  return fields;
}

// The rows a table had, by what a sheet says of them: unchanged ones are kept as they were written.
std::map<CsvRow, const Json*> rows_by_fields(const Json& table, const CsvRow& names) {
  std::map<CsvRow, const Json*> known;
  const auto heads = heads_of(table);
  if (heads && heads->names == names)
    for (const Json& row : table.find("rows")->items)
      known.emplace(fields_of(row, *heads), &row);
  return known;
}

Json row_of(const CsvRow& fields, const Heads& heads) {
  Json row = Json::array();
  for (std::size_t c = 0; c < heads.width; ++c)
    row.items.push_back(Json::string(fields[c].empty() ? "-" : fields[c]));
  Json meta = Json::object();
  for (std::size_t k = heads.width; k < heads.names.size(); ++k) {
    if (fields[k].empty())
      continue;
    auto value = parse_json(fields[k]);
    meta.set(heads.names[k], value ? std::move(*value) : Json::string(fields[k]));
  }
  if (!meta.members.empty())
    row.items.push_back(std::move(meta));
  return row;
}

// Reads the head into `when` and `then`.
Result<Heads> read_heads(const CsvRow& row, Json& when, Json& then) {
  Heads heads;
  heads.names = row;
  for (std::size_t c = 0; c < row.size(); ++c) {
    const std::string_view head = row[c];
    const bool keys_began = c > heads.width;
    if (head.starts_with(when_mark) && then.items.empty() && !keys_began)
      when.items.push_back(Json::string(std::string(head.substr(when_mark.size()))));
    else if (head.starts_with(then_mark) && !keys_began)
      then.items.push_back(Json::string(std::string(head.substr(then_mark.size()))));
    else if (head.empty() || head.starts_with(when_mark) || head.starts_with(then_mark) ||
             std::find(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(c), head) !=
                 row.begin() + static_cast<std::ptrdiff_t>(c))
      return csv_error("the head is when:COLUMN..., then:COLUMN..., then keys, each once", 1,
                       c + 1);
    heads.width = when.items.size() + then.items.size();
  }
  if (then.items.empty())
    return csv_error("the head has no then:COLUMN", 1, row.size());
  return heads;
}

} // namespace

Result<std::string> table_to_csv(const Json& table) {
  AMENDS_TRY_ASSIGN(const Heads heads, heads_of(table));
  std::string out = "\xEF\xBB\xBF";
  rules::append_csv_row(out, heads.names);
  for (const Json& row : table.find("rows")->items)
    rules::append_csv_row(out, fields_of(row, heads));
  return out;
}

Result<SheetTable> table_from_csv(std::string_view csv, const Json& table) {
  AMENDS_TRY_ASSIGN(const rules::Csv sheet, rules::read_csv(csv));
  if (sheet.rows.empty())
    return csv_error("the head is missing: when:COLUMN..., then:COLUMN...", 1, 1);
  if (sheet.rows.size() - 1 > limits::table_rows)
    return Error{Code::limit,
                 "more than " + std::to_string(limits::table_rows) + " rows (table_rows)", ""};
  Json when = Json::array();
  Json then = Json::array();
  AMENDS_TRY_ASSIGN(const Heads heads, read_heads(sheet.rows.front(), when, then));
  const auto known = rows_by_fields(table, heads.names);
  SheetTable out;
  out.heads = heads.names;
  Json rows = Json::array();
  for (std::size_t r = 1; r < sheet.rows.size(); ++r) {
    const CsvRow& fields = sheet.rows[r];
    if (std::all_of(fields.begin(), fields.end(), [](const auto& f) { return f.empty(); }))
      continue; // an empty line
    if (fields.size() != heads.names.size())
      return csv_error("the row has " + std::to_string(fields.size()) + " cells, the head " +
                           std::to_string(heads.names.size()),
                       sheet.lines[r], std::min(fields.size(), heads.names.size()));
    const auto same = known.find(fields);
    rows.items.push_back(same != known.end() ? *same->second : row_of(fields, heads));
    out.lines.push_back(sheet.lines[r]);
  }
  out.table = table.is(Json::Kind::object) ? table : Json::object();
  out.table.set("when", std::move(when));
  out.table.set("then", std::move(then));
  out.table.set("rows", std::move(rows));
  return out;
}

std::string SheetTable::place(std::string_view pointer) const {
  constexpr std::string_view begin = "/rows/";
  if (!pointer.starts_with(begin))
    return {};
  const char* end = pointer.data() + pointer.size();
  std::size_t row = 0;
  const auto read = std::from_chars(pointer.data() + begin.size(), end, row);
  if (read.ec != std::errc() || row >= lines.size())
    return {};
  std::string text = "line " + std::to_string(lines[row]);
  std::size_t column = 0;
  if (read.ptr != end && *read.ptr == '/' &&
      std::from_chars(read.ptr + 1, end, column).ec == std::errc() && column < heads.size())
    text += ", column " + std::to_string(column + 1) + " (" + heads[column] + ")";
  return text;
}

} // namespace amends
