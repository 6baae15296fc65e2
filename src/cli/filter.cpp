#include "filter.hpp"

#include "amends/limits.hpp"
#include "complain.hpp"
#include "line_reader.hpp"
#include "progress.hpp"

#include <cstdio>
#include <fstream>
#include <iostream>

namespace amends::cli {
namespace {

// What is kept of one line while it is read; only lists of commands may come near it.
constexpr std::size_t most_line_bytes = 256U << 20U;

bool is_list(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  return first != std::string_view::npos && text[first] == '[';
}

JsonLimits limits_for(const Filter& filter, std::string_view text) {
  JsonLimits out;
  out.bytes = limits::command_bytes;
  out.depth = limits::json_depth;
  if (filter.lists && is_list(text)) {
    out.bytes = most_line_bytes;
    out.depth = limits::json_depth + 1;
  }
  return out;
}

Result<Json> read_line(const Filter& filter, const Line& line) {
  const std::string place = "line " + std::to_string(line.number);
  if (line.too_long)
    return Error{Code::limit,
                 place + " is longer than " + std::to_string(most_line_bytes) +
                     " bytes; a command may have " + std::to_string(limits::command_bytes),
                 ""};
  auto read = parse_json(line.text, limits_for(filter, line.text));
  if (read)
    return read;
  // The parser knows one line only.
  constexpr std::string_view only = "line 1,";
  Error error = std::move(read).error();
  if (error.message.starts_with(only))
    error.message = place + "," + error.message.substr(only.size());
  return error;
}

// An answer begins with the id of its line; the caller's own comes back in it.
Json for_line(Json answer, const Json& line) {
  if (!answer.is(Json::Kind::object))
    return answer;
  const Json* id = line.find("id");
  if (id != nullptr && answer.find("id") == nullptr)
    answer.members.insert(answer.members.begin(), {"id", *id});
  const Json* x = line.find("x");
  if (x != nullptr && !x->is_null() && answer.find("x") == nullptr)
    answer.set("x", *x);
  return answer;
}

int answer_all(const Filter& filter, std::istream& in, const AnswerLine& answer,
               Progress& progress) {
  LineReader lines(in, most_line_bytes);
  int code = fine;
  while (const auto line = lines.next()) {
    const Result<Json> question = read_line(filter, *line);
    Result<Json> said = question ? answer(*question) : question;
    const Json* id = question ? question->find("id") : nullptr;
    if (!said)
      code = some_failed;
    Json out = said ? for_line(std::move(*said), *question) : error_line(said.error(), id);
    if (!said && filter.result)
      out.set("result", Json());
    const std::string text = print_json(out);
    if (!filter.quiet)
      print_line(text);
    else if (!said)
      std::fprintf(stderr, "%s\n", text.c_str());
    progress.at(lines.bytes_read());
  }
  return code;
}

} // namespace

Json error_line(const Error& error, const Json* id) {
  Json inner = Json::object();
  inner.set("code", Json::string(std::string(code_name(error.code))));
  inner.set("message", Json::string(error.message));
  inner.set("where", Json::string(error.where));
  Json out = Json::object();
  if (id != nullptr)
    out.set("id", *id);
  out.set("error", std::move(inner));
  return out;
}

void print_line(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fputc('\n', stdout);
  std::fflush(stdout);
}

int run_filter(const Filter& filter, const AnswerLine& answer) {
  if (filter.file.empty() || filter.file == "-") {
    Progress none(0);
    return answer_all(filter, std::cin, answer, none);
  }
  std::ifstream in(filter.file, std::ios::binary);
  if (!in) {
    const Say say{"读不到文件 ", "cannot read the file "};
    complain(say.in(spoken()) + filter.file);
    return wrong_usage;
  }
  in.seekg(0, std::ios::end);
  const auto size = in.tellg();
  in.seekg(0);
  in.clear();
  Progress progress(size > 0 ? static_cast<std::size_t>(size) : 0);
  return answer_all(filter, in, answer, progress);
}

} // namespace amends::cli
