#include "amends/json.hpp"

namespace amends {

namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

class Printer {
public:
  explicit Printer(bool pretty) : pretty_(pretty) {}

  void print(const Json& value, std::size_t level) {
    switch (value.kind) {
    case Json::Kind::null: out += "null"; break;
    case Json::Kind::boolean: out += value.flag ? "true" : "false"; break;
    case Json::Kind::number: out += value.text; break;
    case Json::Kind::text: append_json_string(out, value.text); break;
    case Json::Kind::array:
      out += '[';
      for (const Json& item : value.items) {
        separate(&item == value.items.data(), level + 1);
        print(item, level + 1);
      }
      close(value.items.empty(), ']', level);
      break;
    case Json::Kind::object:
      out += '{';
      for (const Json::Member& member : value.members) {
        separate(&member == value.members.data(), level + 1);
        append_json_string(out, member.first);
        out += pretty_ ? ": " : ":";
        print(member.second, level + 1);
      }
      close(value.members.empty(), '}', level);
      break;
    }
  }

  std::string out;

private:
  void separate(bool first, std::size_t level) {
    if (!first)
      out += ',';
    break_line(level);
  }

  void close(bool empty, char bracket, std::size_t level) {
    if (!empty)
      break_line(level);
    out += bracket;
  }

  void break_line(std::size_t level) {
    if (pretty_)
      out.append("\n").append(2 * level, ' ');
  }

  bool pretty_;
};

} // namespace

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    switch (c) {
    case '"': out += "\\\""; break;
    case '\\': out += "\\\\"; break;
    case '\b': out += "\\b"; break;
    case '\f': out += "\\f"; break;
    case '\n': out += "\\n"; break;
    case '\r': out += "\\r"; break;
    case '\t': out += "\\t"; break;
    default:
      if (const auto byte = static_cast<unsigned char>(c); byte < 0x20U || byte == 0x7FU) {
        out += "\\u00";
        out += hex_digits[byte >> 4U];
        out += hex_digits[byte & 15U];
      } else {
        out += c;
      }
    }
  }
  out += '"';
}

std::string print_json(const Json& value) {
  Printer printer(false);
  printer.print(value, 0);
  return std::move(printer.out);
}

std::string print_json_pretty(const Json& value) {
  Printer printer(true);
  printer.print(value, 0);
  return std::move(printer.out);
}

} // namespace amends
