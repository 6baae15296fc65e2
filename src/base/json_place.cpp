#include "amends/json_place.hpp"

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

namespace amends {
namespace {

class Walker {
public:
  Walker(std::string_view text, std::vector<std::string> steps)
      : text_(text), steps_(std::move(steps)) {}

  JsonPlace run() {
    skip_space();
    JsonPlace place{line_, 0, at_, text_.size()};
    for (const std::string& step : steps_) {
      if (!enter(step))
        break;
      place = {line_, place.depth + 1, at_, text_.size()};
    }
    at_ = place.begin;
    skip_value();
    place.end = at_;
    return place;
  }

private:
  [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void advance() {
    if (peek() == '\n')
      ++line_;
    ++at_;
  }
  void skip_space() {
    while (at_ < text_.size() &&
           (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t'))
      advance();
  }
  // Leaves the position behind the closing quote; answers the raw characters between the quotes.
  std::string_view string() {
    advance();
    const std::size_t from = at_;
    while (at_ < text_.size() && peek() != '"') {
      if (peek() == '\\')
        advance();
      advance();
    }
    const std::string_view raw = text_.substr(from, at_ - from);
    advance();
    return raw;
  }
  void skip_value() {
    int depth = 0;
    do {
      skip_space();
      const char c = peek();
      if (c == '"')
        string();
      else if (c == '{' || c == '[')
        ++depth, advance();
      else if (c == '}' || c == ']')
        --depth, advance();
      else if (c == ',' || c == ':')
        advance();
      else
        while (at_ < text_.size() &&
               std::string_view(",]} \n\r\t").find(peek()) == std::string_view::npos)
          advance();
    } while (depth > 0 && at_ < text_.size());
  }
  // Moves to the value of one step inside the value at hand; false when it has none.
  bool enter(const std::string& step) {
    if (peek() == '{')
      return enter_member(step);
    if (peek() == '[')
      return enter_item(step);
    return false;
  }
  bool enter_member(const std::string& step) {
    advance();
    for (skip_space(); peek() == '"'; skip_space()) {
      const std::size_t key_line = line_;
      const std::string_view key = string();
      skip_space();
      advance(); // ':'
      skip_space();
      if (key == step || (key.starts_with('+') && key.substr(1) == step)) {
        line_ = key_line; // the place of a member is where its name stands
        return true;
      }
      skip_value();
      skip_space();
      if (peek() == ',')
        advance();
    }
    return false;
  }
  bool enter_item(const std::string& step) {
    std::size_t index = 0;
    const char* end = step.data() + step.size();
    if (std::from_chars(step.data(), end, index).ptr != end || step.empty())
      return false;
    advance();
    skip_space();
    for (std::size_t i = 0; peek() != ']' && at_ < text_.size(); ++i) {
      if (i == index)
        return true;
      skip_value();
      skip_space();
      if (peek() == ',')
        advance();
      skip_space();
    }
    return false;
  }

  std::string_view text_;
  std::vector<std::string> steps_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

std::vector<std::string> steps_of(std::string_view pointer) {
  std::vector<std::string> steps;
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const std::size_t end = std::min(pointer.find('/'), pointer.size());
    std::string step;
    for (std::size_t i = 0; i < end; ++i) {
      if (pointer[i] == '~' && i + 1 < end) {
        ++i;
        step += pointer[i] == '1' ? '/' : '~';
      } else {
        step += pointer[i];
      }
    }
    steps.push_back(std::move(step));
    pointer.remove_prefix(end);
  }
  return steps;
}

} // namespace

JsonPlace find_json_place(std::string_view text, std::string_view pointer) {
  return Walker(text, steps_of(pointer)).run();
}

} // namespace amends
