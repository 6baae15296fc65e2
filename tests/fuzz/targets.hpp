// What is fuzzed. In: any bytes. Out: nothing; what must hold of them is checked, and a promise
// that is broken ends the program.
#pragma once

#include "amends/classification.hpp"

#include <string_view>

namespace amends::fuzz {

// The words of the pack "base" with the built-in model.
[[nodiscard]] const Classifier& builtin();

// Normalising, personal data: offsets stay inside and in order, twice is once.
void normalise_any(std::string_view bytes);
// The built-in words and model on a text, as `amends classify` uses them.
void classify_any(std::string_view bytes);
// A model file. One that begins with '=' is the body of one, put into a file whose digests are
// right, so that what stands behind them is reached too.
void load_any(std::string_view bytes);

} // namespace amends::fuzz
