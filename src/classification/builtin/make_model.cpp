// Makes the built-in model: amends_make_model PACK.json OUT.cpp SEEDS.jsonl... In: the pack "base"
// with its words, and the seed messages. Out: the model's file as a C++ source. The same input
// gives the same bytes on every machine.
#include "amends/training.hpp"
#include "classification/builtin.hpp"

#include <cstdio>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <vector>

namespace amends {

std::string_view builtin_model_bytes() { return {}; }

namespace {

constexpr std::size_t most_bytes = 64U << 20U;

Result<std::string> file_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in)
    return Error{Code::not_found, "cannot read " + path, ""};
  return std::string{std::istreambuf_iterator<char>(in), {}};
}

Result<void> add_seeds(const std::string& path, std::vector<TrainRow>& rows) {
  AMENDS_TRY_ASSIGN(const std::string text, file_text(path));
  std::size_t number = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string line = text.substr(at, end - at);
    at = end + 1;
    ++number;
    if (line.empty())
      continue;
    const auto json = parse_json(line, {most_bytes, 16});
    auto row = json ? read_train_row(*json) : Result<TrainRow>(json.error());
    if (!row)
      return std::move(row).error().inside(path + ":" + std::to_string(number) + " ");
    rows.push_back(std::move(*row));
  }
  return {};
}

Result<std::string> make(std::span<char* const> paths) {
  AMENDS_TRY_ASSIGN(const std::string pack, file_text(paths[0]));
  AMENDS_TRY_ASSIGN(const Json policy, parse_json(pack, {most_bytes, 64}));
  AMENDS_TRY_ASSIGN(const auto words, Classifier::compile(policy));
  std::vector<TrainRow> rows;
  for (const char* seeds : paths.subspan(2))
    AMENDS_CHECK(add_seeds(seeds, rows));
  AMENDS_TRY_ASSIGN(Trained trained, train(rows, builtin_options(), words.get()));
  return std::move(trained.model);
}

// Octal escapes: a byte is written the same whatever follows it.
void write_source(const char* path, std::string_view model) {
  std::ofstream out(path, std::ios::binary);
  out << "// Written by amends_make_model; do not edit.\n#include "
         "\"classification/builtin.hpp\"\n\nnamespace amends {\n\n"
         "std::string_view builtin_model_bytes() {\n  static constexpr char bytes[] =";
  constexpr std::size_t a_line = 4096;
  std::string line;
  for (std::size_t at = 0; at < model.size(); at += a_line) {
    line = "\n\"";
    for (const char c : model.substr(at, a_line)) {
      const auto byte = static_cast<unsigned char>(c);
      const char digits[] = {'\\', static_cast<char>('0' + (byte >> 6U)),
                             static_cast<char>('0' + ((byte >> 3U) & 7U)),
                             static_cast<char>('0' + (byte & 7U))};
      line.append(digits, sizeof digits);
    }
    out << line << '"';
  }
  out << ";\n  return {bytes, sizeof bytes - 1};\n}\n\n} // namespace amends\n";
}

} // namespace
} // namespace amends

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fputs("usage: amends_make_model PACK.json OUT.cpp SEEDS.jsonl...\n", stderr);
    return 2;
  }
  const std::span<char* const> paths(argv + 1, static_cast<std::size_t>(argc - 1));
  const auto made = amends::make(paths);
  if (!made) {
    std::fprintf(stderr, "amends_make_model: %s %s\n", made.error().where.c_str(),
                 made.error().message.c_str());
    return 1;
  }
  amends::write_source(paths[1], *made);
  return 0;
}
