// Notices: what goes out when, and that every `{field}` can be filled in every language.
#include "policy/compiled.hpp"
#include "policy/vocabulary.hpp"

#include <algorithm>
#include <set>

namespace amends::packs {
namespace {

using Fields = std::set<std::string>;

class NoticeCompiler {
public:
  NoticeCompiler(Build& build, const std::string& name, const Json& spec)
      : build_(build), spec_(spec), where_("/notices" + pointer_step(name)) {
    out_.name = name;
  }

  Notice run() {
    out_.on = texts_of(spec_.find("on"));
    out_.by = texts_of(spec_.find("by"));
    out_.to = spec_.find("to") == nullptr ? "customer" : text_of(spec_.find("to"));
    out_.subject = words_of(spec_.find("subject"));
    out_.condition = build_.guard(spec_.find("if"), where_ + "/if");
    out_.quiet = text_of(spec_.find("quiet"));
    if (const Json* urgent = spec_.find("urgent"); urgent != nullptr)
      out_.urgent = urgent->flag;
    if (const Json* templates = spec_.find("provider_template"); templates != nullptr)
      for (const auto& [provider, code] : templates->members)
        out_.provider_template.emplace(provider, code.text);
    for (const auto& [key, value] : spec_.members)
      if (is_language(key) && key != "on" && key != "by" && key != "to" && key != "if" &&
          key != "x")
        out_.text.emplace(key, value.text);
    build_.check_role(out_.to, true, where_ + "/to");
    for (const std::string& word : out_.on)
      check_cause(word);
    if (out_.by.empty())
      build_.report.error("notice", where_ + "/by", "the notice has no way to go out",
                          "write \"by\": [\"app\", \"sms\"]");
    check_fields();
    return std::move(out_);
  }

private:
  // Clocks that could not be compiled count too: their own mistake has been said.
  std::vector<std::string> clocks() {
    std::vector<std::string> names;
    for (const auto& [name, target] : build_.out.targets)
      names.push_back(name);
    for (const auto& [name, spec] : build_.section("clocks").members)
      if (!build_.out.targets.contains(name))
        names.push_back(name);
    return names;
  }

  void check_cause(const std::string& word) {
    std::vector<std::string> known = clocks();
    for (std::string& name : known)
      name += ".late";
    for (const auto& [kind, workflow] : build_.out.workflows)
      for (const auto& [name, stage] : workflow.stages)
        known.push_back("stage:" + name);
    std::vector<std::string_view> names = command_words();
    names.insert(names.end(), known.begin(), known.end());
    if (!contains(names, word))
      build_.report.error("notice", where_ + "/on",
                          quoted(word) + " is no command, no stage and no clock",
                          offer(word, names, "write a command, \"stage:NAME\" or \"CLOCK.late\""));
  }

  // The fields of one text; what is no field is reported.
  Fields fields_of(const std::string& text, const std::string& where) {
    Fields fields;
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (text[at] != '{' && text[at] != '}')
        continue;
      const std::size_t end = text[at] == '{' ? text.find('}', at) : std::string::npos;
      if (end == std::string::npos) {
        build_.report.error("field", where, "a brace stands alone in the text",
                            "write fields as {case.number}; other braces cannot be used");
        return fields;
      }
      const std::string field = text.substr(at + 1, end - at - 1);
      check_field(field, where);
      fields.insert(field);
      at = end;
    }
    return fields;
  }

  void check_field(const std::string& field, const std::string& where) {
    std::vector<std::string> of_clocks;
    for (const std::string& name : clocks())
      for (const char* what : {".due", ".next"})
        of_clocks.push_back("clock." + name + what);
    std::vector<std::string_view> names(of_clocks.begin(), of_clocks.end());
    for (const FactInfo& info : notice_fields())
      names.push_back(info.name);
    if (!contains(names, field))
      build_.report.error("field", where, "there is no field {" + field + "}",
                          offer(field, names, "amends facts lists them"));
  }

  void check_fields() {
    compare(out_.text, where_, true);
    compare(out_.subject, where_ + "/subject", false);
  }

  // All languages use the same fields.
  void compare(const Words& texts, const std::string& where, bool body) {
    std::optional<std::pair<std::string, Fields>> first;
    for (const auto& [language, text] : texts) {
      const std::string here = where + pointer_step(language);
      Fields fields = fields_of(text, here);
      out_.fields.insert(out_.fields.end(), fields.begin(), fields.end());
      if (!first) {
        first.emplace(language, std::move(fields));
        continue;
      }
      for (const std::string& field : first->second)
        if (!fields.contains(field))
          report_missing(field, first->first, language, here);
      for (const std::string& field : fields)
        if (!first->second.contains(field))
          report_missing(field, language, first->first, where + pointer_step(first->first));
    }
    if (body && texts.empty())
      build_.report.error("notice", where, "the notice has no text", "add \"zh\" and \"en\"");
    std::sort(out_.fields.begin(), out_.fields.end());
    out_.fields.erase(std::unique(out_.fields.begin(), out_.fields.end()), out_.fields.end());
  }

  void report_missing(const std::string& field, const std::string& has, const std::string& lacks,
                      const std::string& where) {
    build_.report.error("field", where,
                        "{" + field + "} stands in " + quoted(has) + " and not in " + quoted(lacks),
                        "use the same fields in every language");
  }

  Build& build_;
  const Json& spec_;
  std::string where_;
  Notice out_;
};

} // namespace

void compile_notices(Build& build) {
  for (const auto& [name, spec] : build.section("notices").members)
    build.out.notices.emplace(name, NoticeCompiler(build, name, spec).run());
}

} // namespace amends::packs
