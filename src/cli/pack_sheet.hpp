// amends packs to-csv, from-csv. In: a pack and the name of a table of it. Out: the table as a
// spreadsheet; the pack with the table as a spreadsheet has it, everything else as it was written.
#pragma once

#include "options.hpp"
#include "verb.hpp"

namespace amends::cli {

// Adds the verbs; the one that is chosen is put into `work`.
void add_sheet_verbs(Options& options, Work& work);

} // namespace amends::cli
