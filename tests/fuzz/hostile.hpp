// Texts made to hurt, of any length.
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace amends::fuzz {

struct Hostile {
  const char* name = "";
  std::function<std::string(std::size_t bytes)> of; // about so many bytes
};

inline std::string repeated(std::string_view piece, std::size_t bytes,
                            std::string_view begin = {}) {
  std::string out(begin);
  while (out.size() + piece.size() <= bytes)
    out += piece;
  return out;
}

inline std::vector<Hostile> hostile_texts() {
  const auto of = [](std::string_view piece, std::string_view begin = {}) {
    return [piece, begin](std::size_t bytes) { return repeated(piece, bytes, begin); };
  };
  return {{"one letter", of("x")},
          {"one digit", of("7")},
          {"one Chinese character", of("书")},
          {"blanks", of(" ")},
          {"line breaks", of("\n")},
          {"combining marks", of("\u0301\u0327", "a")},
          {"invisible characters", of("\u200b", "a")},
          {"one mark a letter", of("e\u0301")},
          {"Hangul letters", of("\u1100\u1161\u11a8")},
          {"the widest expansion", of("\ufdfa")},
          {"flags", of("\U0001f1e8\U0001f1f3")},
          {"joined faces", of("\U0001f469\u200d")},
          {"bytes that are no UTF-8", of("\xff\x80")},
          {"UTF-8 cut short", of("\xe4\xb9")},
          {"a word of the lexicon", of("撕裂")},
          {"a word and its denial", of("没有撕裂")},
          {"denials", of("没有不是")},
          {"the beginning of gaps", of("快递")},
          {"a word in English", of("late ")},
          {"an English word that goes on", of("delay")},
          {"clauses", of("破，")},
          {"telephone numbers", of("13912345678 ")},
          {"digits and dashes", of("1-2-3-4-5-6-7-8-9-0-")},
          {"mail addresses", of("a@b.")},
          {"names", of("我叫王")},
          {"addresses", of("北京市朝阳区建国路1号")},
          {"read as Latin-1", of("Ã©")},
          {"read as GBK", of("鍙涓")}};
}

} // namespace amends::fuzz
