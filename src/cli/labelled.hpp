// Labelled texts, the rows of `amends train`. In: a file or stdin. Out: all of them, or why not.
#pragma once

#include "amends/training.hpp"

#include <string>
#include <vector>

namespace amends::cli {

// `file` empty or "-": stdin. A wrong line is an error that names it ("/12/labels"): a model must
// not be made of what is left.
[[nodiscard]] Result<std::vector<TrainRow>> read_labelled(const std::string& file);

// Takes the rows out whose text is also one of `kept`, however it is spelt.
void drop_shared(std::vector<TrainRow>& rows, const std::vector<TrainRow>& kept);

// In whole or not at all.
[[nodiscard]] Result<void> write_file(const std::string& path, std::string_view bytes);

} // namespace amends::cli
