#include "policy/report.hpp"

#include "amends/ids.hpp"

#include <algorithm>

namespace amends::packs {

void Report::error(std::string rule, std::string where, std::string text, std::string mend,
                   Code code) {
  if (!failed_)
    first_code_ = code;
  failed_ = true;
  findings_.push_back(
      {"error", std::move(rule), std::move(where), std::move(text), std::move(mend), {}});
}

void Report::warning(std::string rule, std::string where, std::string text, std::string mend) {
  findings_.push_back(
      {"warning", std::move(rule), std::move(where), std::move(text), std::move(mend), {}});
}

void Report::note(std::string rule, std::string where, std::string text) {
  findings_.push_back({"info", std::move(rule), std::move(where), std::move(text), {}, {}});
}

void Report::take(Error error, std::string rule) {
  this->error(std::move(rule), std::move(error.where), std::move(error.message), {},
              error.code == Code::limit ? Code::limit : Code::policy);
}

std::size_t Report::errors() const {
  return static_cast<std::size_t>(std::count_if(
      findings_.begin(), findings_.end(), [](const Finding& f) { return f.level == "error"; }));
}

Error Report::first() const {
  for (const Finding& f : findings_) {
    if (f.level != "error")
      continue;
    return {first_code_, f.mend.empty() ? f.text : f.text + "; " + f.mend, f.where};
  }
  return {Code::internal, "a pack failed without a finding", ""};
}

std::string quoted(std::string_view word) { return "\"" + std::string(word) + "\""; }

Error about(std::string_view written, Error error, std::string_view where) {
  error.message.insert(0, quoted(written) + ": ");
  return std::move(error).inside(where);
}

std::string joined(const std::vector<std::string_view>& names) {
  std::string out;
  for (std::string_view name : names) {
    if (!out.empty())
      out += ", ";
    out += name;
  }
  return out;
}

std::string offer(std::string_view word, const std::vector<std::string_view>& names,
                  std::string_view otherwise) {
  const std::vector<std::string_view> near = nearest_names(word, names);
  if (near.empty())
    return std::string(otherwise);
  std::string out = "did you mean ";
  for (std::size_t i = 0; i < near.size(); ++i)
    out += (i == 0 ? "" : " or ") + quoted(near[i]);
  return out + "?";
}

} // namespace amends::packs
