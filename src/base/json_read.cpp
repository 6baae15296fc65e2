// The only file that includes Boost.JSON. Its library is compiled in here (src.hpp), so nothing has
// to be linked or shipped beside amends.
#include "amends/json.hpp"
#include "base/utf8.hpp"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/src.hpp>

#include <optional>
#include <set>

namespace amends {

namespace {

namespace bj = boost::json;

// Builds the document while Boost.JSON reads it. A handler function that answers false stops the
// reading; why is then in `stopped`.
class Builder {
public:
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);
  using Ec = bj::error_code;
  using View = bj::string_view;

  explicit Builder(std::size_t max_depth) : max_depth_(max_depth) {}

  Json root;
  std::optional<Error> stopped;

  bool on_document_begin(Ec&) { return true; }
  bool on_document_end(Ec&) { return true; }
  bool on_object_begin(Ec& ec) { return open(Json::object(), ec); }
  bool on_object_end(std::size_t, Ec&) { return close(); }
  bool on_array_begin(Ec& ec) { return open(Json::array(), ec); }
  bool on_array_end(std::size_t, Ec&) { return close(); }
  bool on_key_part(View part, std::size_t, Ec&) { return collect(part); }
  bool on_key(View part, std::size_t, Ec& ec) {
    collect(part);
    return begin_member(take(), ec);
  }
  bool on_string_part(View part, std::size_t, Ec&) { return collect(part); }
  bool on_string(View part, std::size_t, Ec& ec) {
    collect(part);
    if (text_.find('\0') != std::string::npos)
      return stop(Code::parse, "a text must not hold the character NUL (\\u0000)", ec);
    place() = Json::string(take());
    return true;
  }
  bool on_number_part(View part, Ec&) { return collect(part); }
  bool on_int64(std::int64_t, View part, Ec&) { return number(part); }
  bool on_uint64(std::uint64_t, View part, Ec&) { return number(part); }
  bool on_double(double, View part, Ec&) { return number(part); }
  bool on_bool(bool value, Ec&) {
    place() = Json::boolean(value);
    return true;
  }
  bool on_null(Ec&) {
    place() = Json();
    return true;
  }
  bool on_comment_part(View, Ec&) { return true; }
  bool on_comment(View, Ec&) { return true; }

  // The pointer of what was being read when the reading stopped.
  [[nodiscard]] std::string where() const {
    std::string pointer;
    for (const Open& open : open_) {
      const bool innermost = &open == &open_.back();
      if (open.json->is(Json::Kind::array)) {
        pointer += pointer_step(open.json->items.size() - (innermost ? 0U : 1U));
      } else if (!innermost || open.awaits_value) {
        pointer += pointer_step(open.json->members.back().first);
      }
    }
    return pointer;
  }

private:
  struct Open {
    Json* json;
    bool awaits_value = false;                // object: a key was read, its value was not
    std::set<std::string, std::less<>> names; // object: filled beyond `few_members`
  };
  // Up to here comparing with every earlier name is cheaper than keeping a set.
  static constexpr std::size_t few_members = 16;

  // Where the value read next belongs. Stays valid while its container is the innermost open one.
  Json& place() {
    if (open_.empty())
      return root;
    Open& top = open_.back();
    if (top.json->is(Json::Kind::array))
      return top.json->items.emplace_back();
    top.awaits_value = false;
    return top.json->members.back().second;
  }

  bool open(Json container, Ec& ec) {
    if (open_.size() == max_depth_)
      return stop(Code::limit,
                  "nested deeper than " + std::to_string(max_depth_) + " levels (json_depth)", ec);
    Json& json = place();
    json = std::move(container);
    open_.push_back({&json, false, {}});
    return true;
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  bool begin_member(std::string name, Ec& ec) {
    Open& top = open_.back();
    if (name.find('\0') != std::string::npos)
      return stop(Code::parse, "a name must not hold the character NUL (\\u0000)", ec);
    if (is_known(top, name)) {
      std::string message = "the name ";
      append_json_string(message, name);
      return stop(Code::parse, message + " stands twice in one object", ec);
    }
    if (top.json->members.size() >= few_members)
      top.names.insert(name);
    top.json->members.emplace_back(std::move(name), Json());
    top.awaits_value = true;
    return true;
  }

  static bool is_known(const Open& open, const std::string& name) {
    const auto& members = open.json->members;
    const std::size_t few = std::min(members.size(), few_members);
    for (std::size_t i = 0; i < few; ++i)
      if (members[i].first == name)
        return true;
    return open.names.contains(name);
  }

  bool collect(View part) {
    text_.append(part.data(), part.size());
    return true;
  }

  bool number(View part) {
    collect(part);
    place() = Json::number_text(take());
    return true;
  }

  std::string take() { return std::exchange(text_, {}); }

  bool stop(Code code, std::string message, Ec& ec) {
    stopped = Error{code, std::move(message), ""};
    ec = bj::error::exception;
    return false;
  }

  std::size_t max_depth_;
  std::vector<Open> open_;
  std::string text_;
};

std::string_view words_of(const bj::error_code& ec) {
  if (ec == bj::error::incomplete)
    return "the text ends in the middle of a value";
  if (ec == bj::error::extra_data)
    return "something follows after the end of the value";
  if (ec == bj::error::exponent_overflow)
    return "the exponent of the number is too large";
  if (ec == bj::error::illegal_leading_surrogate || ec == bj::error::illegal_trailing_surrogate ||
      ec == bj::error::expected_utf16_escape)
    return "a \\u escape of half a character lacks its other half";
  if (ec == bj::error::expected_hex_digit)
    return "a \\u escape needs four hexadecimal digits";
  return "this is not JSON";
}

// What was probably meant at the character where reading stopped.
std::string_view hint(std::string_view text, std::size_t offset) {
  if (offset >= text.size())
    return "";
  const char c = text[offset];
  if (c == '\'')
    return "; texts and names stand in double quotes";
  if (c == '/')
    return "; JSON has no comments";
  if (c == '}' || c == ']')
    return "; a value is missing, or there is a comma too many";
  if (static_cast<unsigned char>(c) < 0x20U)
    return "; inside a text a line break or other control character is written as \\n or \\uXXXX";
  return "";
}

// "line 2, column 7": columns count characters from 1.
std::string line_and_column(std::string_view text, std::size_t offset) {
  std::size_t line = 1;
  std::size_t column = 1;
  for (const char c : text.substr(0, offset)) {
    if (c == '\n') {
      ++line;
      column = 1;
    } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
      ++column;
    }
  }
  return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

} // namespace

Result<Json> parse_json(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.bytes)
    return Error{Code::limit,
                 "the text has " + std::to_string(text.size()) + " bytes, at most " +
                     std::to_string(limits.bytes) + " are read",
                 ""};
  if (const std::size_t bad = find_bad_utf8(text); bad != std::string_view::npos)
    return Error{
        Code::parse,
        line_and_column(text, bad) + ": this is not UTF-8" + std::string(encoding_hint(text)), ""};
  if (text.starts_with("\xEF\xBB\xBF"))
    return Error{Code::parse, "line 1, column 1: a byte order mark is not JSON; remove it", ""};

  bj::parse_options options;
  options.max_depth = static_cast<std::size_t>(-1); // Builder counts for itself
  bj::basic_parser<Builder> parser(options, limits.depth);
  bj::error_code ec;
  const std::size_t read = parser.write_some(false, text.data(), text.size(), ec);
  if (!ec && read < text.size())
    ec = bj::error::extra_data;
  Builder& builder = parser.handler();
  if (!ec)
    return std::move(builder.root);
  const std::string place = line_and_column(text, read) + ": ";
  if (builder.stopped)
    return Error{builder.stopped->code, place + builder.stopped->message, builder.where()};
  std::string message = place + std::string(words_of(ec));
  if (ec == bj::error::syntax)
    message += hint(text, read);
  return Error{Code::parse, std::move(message), builder.where()};
}

} // namespace amends
