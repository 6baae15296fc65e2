#include "rules/regex.hpp"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <array>

namespace amends::rules {
namespace {

// The work a match may take: PCRE2's own counts, the same on every machine.
constexpr std::uint32_t most_steps = 200'000, most_kibibytes = 20'000;
constexpr std::size_t most_pattern_bytes = 4096;

Result<std::uint32_t> options_of(std::string_view flags) {
  std::uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C;
  bool lines = false;
  for (const char flag : flags)
    switch (flag) {
    case 's': options |= PCRE2_DOTALL; break;
    case 'i': options |= PCRE2_CASELESS; break;
    case 'm': lines = true; break;
    case 'x': break;
    default:
      return Error{Code::parse,
                   "flags are the letters s, m, i, x; not \"" + std::string(flags) + "\"", ""};
    }
  return options | (lines ? PCRE2_MULTILINE : PCRE2_DOLLAR_ENDONLY);
}

std::string words_of(int code) {
  std::array<PCRE2_UCHAR, 256> text{};
  pcre2_get_error_message(code, text.data(), text.size());
  std::string out;
  for (const PCRE2_UCHAR c : text) {
    if (c == 0)
      break;
    out += static_cast<char>(c);
  }
  return out;
}

const PCRE2_UCHAR* units(std::string_view text) {
  return reinterpret_cast<const PCRE2_UCHAR*>(text.data());
}

} // namespace

struct Regex::Compiled {
  pcre2_compile_context* rules = pcre2_compile_context_create(nullptr);
  pcre2_match_context* limits = pcre2_match_context_create(nullptr);
  pcre2_code* code = nullptr;

  Compiled() = default;
  Compiled(const Compiled&) = delete;
  Compiled& operator=(const Compiled&) = delete;
  ~Compiled() {
    pcre2_code_free(code);
    pcre2_match_context_free(limits);
    pcre2_compile_context_free(rules);
  }
};

Result<Regex> Regex::compile(std::string_view pattern, std::string_view flags) {
  AMENDS_TRY_ASSIGN(const std::uint32_t options, options_of(flags));
  if (pattern.size() > most_pattern_bytes)
    return Error{
        Code::limit,
        "a regular expression has at most " + std::to_string(most_pattern_bytes) + " bytes", ""};
  AMENDS_TRY_ASSIGN(const std::string words, translate_regex(pattern, flags));
  const auto made = std::make_shared<Compiled>();
  if (made->rules == nullptr || made->limits == nullptr)
    throw std::bad_alloc();
  pcre2_set_newline(made->rules, PCRE2_NEWLINE_LF);
  pcre2_set_match_limit(made->limits, most_steps);
  pcre2_set_depth_limit(made->limits, most_steps);
  pcre2_set_heap_limit(made->limits, most_kibibytes);
  int error = 0;
  PCRE2_SIZE place = 0;
  made->code = pcre2_compile(units(words), words.size(), options, &error, &place, made->rules);
  if (made->code == nullptr)
    return Error{Code::parse, words_of(error), ""};
  Regex regex;
  regex.compiled_ = made;
  return regex;
}

std::size_t Regex::groups() const {
  std::uint32_t count = 0;
  pcre2_pattern_info(compiled_->code, PCRE2_INFO_CAPTURECOUNT, &count);
  return count;
}

Result<std::optional<std::vector<RegexSpan>>> Regex::find(std::string_view text,
                                                          std::size_t from) const {
  using Found = std::optional<std::vector<RegexSpan>>;
  const std::unique_ptr<pcre2_match_data, decltype(&pcre2_match_data_free)> data(
      pcre2_match_data_create_from_pattern(compiled_->code, nullptr), pcre2_match_data_free);
  if (data == nullptr)
    throw std::bad_alloc();
  const int count = pcre2_match(compiled_->code, units(text), text.size(), from, 0, data.get(),
                                compiled_->limits);
  if (count == PCRE2_ERROR_NOMATCH)
    return Found();
  if (count < 0)
    return Error{Code::limit, words_of(count), ""};
  const PCRE2_SIZE* places = pcre2_get_ovector_pointer(data.get());
  std::vector<RegexSpan> spans(groups() + 1);
  for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i)
    if (places[2 * i] != PCRE2_UNSET)
      spans[i] = {places[2 * i], places[2 * i + 1]};
  return Found(std::move(spans));
}

} // namespace amends::rules
