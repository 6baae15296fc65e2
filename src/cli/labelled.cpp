#include "labelled.hpp"

#include "amends/ids.hpp"
#include "amends/limits.hpp"
#include "amends/text.hpp"
#include "line_reader.hpp"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>

namespace amends::cli {
namespace {

Result<std::vector<TrainRow>> read_all(std::istream& in) {
  std::vector<TrainRow> rows;
  LineReader lines(in, limits::command_bytes);
  for (std::size_t number = 1; const auto line = lines.next(); ++number) {
    const auto json = parse_json(line->text, {limits::command_bytes, limits::json_depth});
    auto row = json ? read_train_row(*json) : Result<TrainRow>(json.error());
    if (!row)
      return std::move(row).error().inside(pointer_step(number));
    row->at = pointer_step(number);
    rows.push_back(std::move(*row));
  }
  return rows;
}

std::u32string normal_of(const std::string& text) {
  auto normal = normalise(text);
  return normal ? std::move(normal->text) : std::u32string{};
}

} // namespace

Result<std::vector<TrainRow>> read_labelled(const std::string& file) {
  if (file.empty() || file == "-")
    return read_all(std::cin);
  std::ifstream in(file, std::ios::binary);
  if (!in)
    return Error{Code::not_found, "cannot read the file " + file, ""};
  return read_all(in);
}

void drop_shared(std::vector<TrainRow>& rows, const std::vector<TrainRow>& kept) {
  std::set<std::u32string> texts;
  for (const TrainRow& row : kept)
    texts.insert(normal_of(row.text));
  std::erase_if(rows, [&](const TrainRow& row) { return texts.contains(normal_of(row.text)); });
}

Result<void> write_file(const std::string& path, std::string_view bytes) {
  const std::string part = path + ".part";
  std::ofstream out(part, std::ios::binary);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  std::error_code failed;
  if (out)
    std::filesystem::rename(part, path, failed);
  if (out && !failed)
    return {};
  std::error_code none;
  std::filesystem::remove(part, none);
  return Error{Code::not_found, "cannot write the file " + path, ""};
}

} // namespace amends::cli
