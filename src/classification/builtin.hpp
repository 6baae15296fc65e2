// Goes out: the model that the library brings along; nothing comes in.
#pragma once

#include "amends/training.hpp"
#include "classification/model_file.hpp"

#include <memory>
#include <string_view>

namespace amends {

// The bytes of the built-in model's file, of labels and of severity; made at build time
// (CMakeLists.txt) from the seed messages and the words of the pack "base". Empty in the program
// that makes it.
[[nodiscard]] std::string_view builtin_model_bytes();

// Read once, at the first call; nullptr where there are no bytes.
[[nodiscard]] const std::shared_ptr<const Models>& builtin_models();

// How it is trained.
[[nodiscard]] TrainOptions builtin_options();

} // namespace amends
