# cmake -D FOLDER=packs -D OUT=builtin_packs.cpp -P embed.cmake: writes every pack file as a raw
# string, sorted by pack, each pack's main file first.
file(GLOB paths "${FOLDER}/*.json")
set(keys)
foreach(path IN LISTS paths)
  get_filename_component(name "${path}" NAME)
  string(REGEX REPLACE "\\.json$" "" stem "${name}")
  string(REGEX REPLACE "\\..*$" "" pack "${stem}")
  list(APPEND keys "${pack}/${stem}") # "base/base" sorts before "base/base.categories"
endforeach()
list(SORT keys)

set(rows "")
foreach(key IN LISTS keys)
  string(REGEX REPLACE "^.*/" "" stem "${key}")
  file(READ "${FOLDER}/${stem}.json" text)
  string(FIND "${text}" ")amends_pack\"" clash)
  if(NOT clash EQUAL -1)
    message(FATAL_ERROR "${stem}.json holds the end mark of a raw string")
  endif()
  string(APPEND rows "    {\"${stem}.json\", R\"amends_pack(${text})amends_pack\"},\n")
endforeach()

file(WRITE "${OUT}" "// Written by embed.cmake; do not edit.
#include \"policy/builtin.hpp\"

namespace amends::packs {

std::span<const BuiltinFile> builtin_files() {
  static constexpr BuiltinFile files[] = {
${rows}  };
  return files;
}

} // namespace amends::packs
")
