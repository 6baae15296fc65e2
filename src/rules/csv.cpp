#include "rules/csv.hpp"

#include "base/utf8.hpp"

#include <algorithm>

namespace amends::rules {
namespace {

class Reader {
public:
  explicit Reader(std::string_view text) : text_(text), separator_(separator_of(text)) {}

  Result<Csv> read() {
    Csv csv;
    while (at_ < text_.size()) {
      csv.lines.push_back(line_);
      AMENDS_TRY_ASSIGN(CsvRow row, read_row());
      csv.rows.push_back(std::move(row));
    }
    return csv;
  }

private:
  static char separator_of(std::string_view text) {
    bool quoted = false;
    for (const char c : text) {
      if (c == '"')
        quoted = !quoted;
      else if (!quoted && (c == ',' || c == ';' || c == '\t'))
        return c;
      else if (!quoted && (c == '\r' || c == '\n'))
        break;
    }
    return ',';
  }

  [[nodiscard]] bool at_end_of_field() const {
    return at_ >= text_.size() || text_[at_] == separator_ || text_[at_] == '\r' ||
           text_[at_] == '\n';
  }

  Result<CsvRow> read_row() {
    CsvRow row;
    while (true) {
      AMENDS_TRY_ASSIGN(std::string field, read_field(row.size() + 1));
      row.push_back(std::move(field));
      if (at_ >= text_.size() || text_[at_] != separator_)
        break;
      ++at_;
    }
    if (at_ < text_.size() && text_[at_] == '\r')
      ++at_;
    if (at_ < text_.size() && text_[at_] == '\n')
      ++at_;
    ++line_;
    return row;
  }

  Result<std::string> read_field(std::size_t column) {
    std::string field;
    if (at_ >= text_.size() || text_[at_] != '"') {
      while (!at_end_of_field())
        field += text_[at_++];
      return field;
    }
    const std::size_t first_line = line_;
    for (++at_; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '\n')
        ++line_;
      if (c != '"') {
        field += c;
      } else if (text_.substr(at_ + 1).starts_with('"')) {
        field += '"';
        ++at_;
      } else {
        ++at_;
        if (!at_end_of_field())
          return csv_error("after a closing quote the next cell or line has to follow", line_,
                           column);
        return field;
      }
    }
    return csv_error("a quoted cell is not closed", first_line, column);
  }

  std::string_view text_;
  char separator_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

} // namespace

Error csv_error(const std::string& message, std::size_t line, std::size_t column) {
  return {Code::parse,
          "line " + std::to_string(line) + ", column " + std::to_string(column) + ": " + message,
          ""};
}

void append_csv_row(std::string& out, const CsvRow& row) {
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (i > 0)
      out += ',';
    const std::string& field = row[i];
    if (field.find_first_of("\",;\t\r\n") == std::string::npos) {
      out += field;
      continue;
    }
    out += '"';
    for (const char c : field) {
      if (c == '"')
        out += '"';
      out += c;
    }
    out += '"';
  }
  out += "\r\n";
}

Result<Csv> read_csv(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF"))
    text.remove_prefix(3);
  const std::size_t bad = find_bad_utf8(text);
  if (bad != std::string_view::npos) {
    const std::string_view before = text.substr(0, bad);
    const auto line = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1;
    return csv_error("the text is not UTF-8: save the sheet as \"CSV UTF-8\"", line, 1);
  }
  return Reader(text).read();
}

} // namespace amends::rules
