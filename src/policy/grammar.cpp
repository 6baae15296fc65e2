#include "policy/grammar.hpp"

#include "policy/vocabulary.hpp"

#include <initializer_list>
#include <span>

namespace amends::packs {
namespace {

enum class Holds : std::uint8_t {
  anything, // another room's, or the shop's own
  text,
  flag,
  whole, // a whole number
  texts, // a list of texts
  text_or_texts,
  text_or_map, // a text, or an object of texts
  words,       // {"zh":..., "en":...}
  object,      // the fields of a form
  named,       // lower_case name -> form
  map,         // any name -> form
  list,        // list of form
  go,          // one way out, or several
};

struct Form;
struct Entry {
  std::string_view key;
  Holds holds;
  const Form* form = nullptr; // object, named, map, list, go
  bool required = false;
};
struct Form {
  std::span<const Entry> entries;
  bool open = false;      // keys beside the entries are another room's
  bool words_too = false; // languages stand beside the entries (notices)
};

constexpr Entry role_entries[] = {{"title", Holds::words, nullptr, true},
                                  {"may", Holds::texts},
                                  {"up_to", Holds::text},
                                  {"x", Holds::anything}};
constexpr Form role_form{role_entries};

constexpr Entry titled_entries[] = {{"title", Holds::words, nullptr, true}};
constexpr Form titled_form{titled_entries, true};
constexpr Entry maybe_titled_entries[] = {{"title", Holds::words}};
constexpr Form maybe_titled_form{maybe_titled_entries, true};

constexpr Entry levels_entries[] = {{"severity", Holds::texts},
                                    {"priority", Holds::texts},
                                    {"severity_words", Holds::anything},
                                    {"repeat_within", Holds::text}};
constexpr Form levels_form{levels_entries};
constexpr Entry numbers_entries[] = {{"case", Holds::text}};
constexpr Form numbers_form{numbers_entries};

constexpr Entry way_entries[] = {{"to", Holds::text, nullptr, true},
                                 {"if", Holds::text},
                                 {"needs", Holds::texts},
                                 {"on", Holds::text},
                                 {"x", Holds::anything}};
constexpr Form way_form{way_entries};

constexpr Entry task_entries[] = {{"title", Holds::words, nullptr, true},
                                  {"owner", Holds::text, nullptr, true},
                                  {"within", Holds::text, nullptr, true},
                                  {"on", Holds::text},
                                  {"if", Holds::text},
                                  {"until", Holds::text_or_texts},
                                  {"x", Holds::anything}};
constexpr Form task_form{task_entries};

constexpr Entry stage_entries[] = {
    {"shown", Holds::words},      {"owner", Holds::text},
    {"within", Holds::anything},  {"on", Holds::text},
    {"waiting_for", Holds::text}, {"needs", Holds::texts},
    {"end", Holds::flag},         {"tasks", Holds::named, &task_form},
    {"go", Holds::go, &way_form}, {"x", Holds::anything}};
constexpr Form stage_form{stage_entries};

constexpr Entry workflow_entries[] = {{"title", Holds::words},
                                      {"first", Holds::text, nullptr, true},
                                      {"stages", Holds::map, &stage_form, true},
                                      {"x", Holds::anything}};
constexpr Form workflow_form{workflow_entries};

constexpr Entry notice_entries[] = {{"title", Holds::words},
                                    {"on", Holds::text_or_texts, nullptr, true},
                                    {"by", Holds::text_or_texts, nullptr, true},
                                    {"to", Holds::text},
                                    {"if", Holds::text},
                                    {"subject", Holds::words},
                                    {"provider_template", Holds::text_or_map},
                                    {"urgent", Holds::flag},
                                    {"quiet", Holds::text},
                                    {"x", Holds::anything}};
constexpr Form notice_form{notice_entries, false, true};

constexpr Entry gift_entries[] = {
    {"give", Holds::text, nullptr, true}, {"amount", Holds::text}, {"title", Holds::words}};
constexpr Form gift_form{gift_entries};
constexpr Entry survey_entries[] = {{"title", Holds::words, nullptr, true},
                                    {"on", Holds::text, nullptr, true},
                                    {"after", Holds::text},
                                    {"calendar", Holds::text},
                                    {"by", Holds::text_or_texts, nullptr, true},
                                    {"if", Holds::text},
                                    {"gift", Holds::object, &gift_form},
                                    {"questions", Holds::anything},
                                    {"x", Holds::anything}};
constexpr Form survey_form{survey_entries};

constexpr Entry fact_entries[] = {{"type", Holds::text, nullptr, true},
                                  {"title", Holds::words},
                                  {"unit", Holds::text},
                                  {"meaning", Holds::words},
                                  {"example", Holds::anything}};
constexpr Form fact_form{fact_entries};

constexpr Entry example_entries[] = {{"name", Holds::text, nullptr, true},
                                     {"given", Holds::anything, nullptr, true},
                                     {"expect", Holds::anything, nullptr, true},
                                     {"x", Holds::anything}};
constexpr Form example_form{example_entries};

constexpr Entry pack_entries[] = {{"amends_pack", Holds::whole, nullptr, true},
                                  {"id", Holds::text, nullptr, true},
                                  {"version", Holds::text, nullptr, true},
                                  {"title", Holds::words},
                                  {"extends", Holds::texts},
                                  {"valid_from", Holds::text},
                                  {"languages", Holds::texts},
                                  {"currency", Holds::text},
                                  {"levels", Holds::object, &levels_form},
                                  {"numbers", Holds::object, &numbers_form},
                                  {"roles", Holds::named, &role_form},
                                  {"calendars", Holds::named, &maybe_titled_form},
                                  {"categories", Holds::named, &titled_form},
                                  {"clocks", Holds::named, &titled_form},
                                  {"workflows", Holds::named, &workflow_form},
                                  {"tables", Holds::named, &maybe_titled_form},
                                  {"laws", Holds::anything},
                                  {"notices", Holds::named, &notice_form},
                                  {"surveys", Holds::named, &survey_form},
                                  {"documents", Holds::anything},
                                  {"forms", Holds::anything},
                                  {"duties", Holds::anything},
                                  {"campaigns", Holds::anything},
                                  {"facts", Holds::named, &fact_form},
                                  {"examples", Holds::list, &example_form},
                                  {"x", Holds::anything}};
constexpr Form pack_form{pack_entries};

class Checker {
public:
  Checker(const Languages& languages, Report& report) : languages_(languages), report_(report) {}

  // `name` of this object among those of `named`: a misspelt one makes a thing of its own, which
  // then lacks all it was meant to inherit.
  void check_object(const Json& json, const Form& form, const std::string& where,
                    std::string_view name = {}, const Json* named = nullptr) {
    if (!expect(json, Json::Kind::object, where))
      return;
    for (const auto& [key, value] : json.members) {
      const Entry* entry = find(form, key);
      if (entry != nullptr)
        check(value, *entry, where + pointer_step(key));
      else if (form.words_too && is_language(key))
        expect(value, Json::Kind::text, where + pointer_step(key));
      else if (!form.open)
        unknown_key(form, key, where + pointer_step(key));
    }
    for (const Entry& entry : form.entries)
      if (entry.required && json.find(entry.key) == nullptr)
        report_.error("missing", where, quoted(entry.key) + " is missing here",
                      mend_missing(entry.key, name, named));
    if (form.words_too)
      check_languages(json, where);
  }

private:
  static std::string mend_missing(std::string_view key, std::string_view name, const Json* named) {
    std::vector<std::string_view> others;
    if (named != nullptr)
      for (const auto& [other, value] : named->members)
        if (other != name)
          others.push_back(other);
    const std::string meant = offer(name, others, "");
    return (meant.empty() ? ""
                          : meant + " (to change what is inherited, its name is written as "
                                    "there); else ") +
           "add " + quoted(key);
  }

  static const Entry* find(const Form& form, std::string_view key) {
    for (const Entry& entry : form.entries)
      if (entry.key == key)
        return &entry;
    return nullptr;
  }

  void unknown_key(const Form& form, const std::string& key, const std::string& where) {
    std::vector<std::string_view> names;
    for (const Entry& entry : form.entries)
      names.push_back(entry.key);
    report_.error(
        "unknown_key", where, quoted(key) + " is no key that is known here",
        offer(key, names, "known are " + joined(names) + "; a shop's own go under \"x\""));
  }

  bool expect(const Json& json, Json::Kind kind, const std::string& where) {
    if (json.is(kind))
      return true;
    report_.error("kind", where,
                  std::string(kind_words(kind)) + " belongs here, not " +
                      std::string(kind_words(json.kind)),
                  example_of(kind));
    return false;
  }

  static std::string example_of(Json::Kind kind) {
    switch (kind) {
    case Json::Kind::object: return "write {\"name\": ...}";
    case Json::Kind::array: return "write [\"...\"]";
    case Json::Kind::text: return "write it in quotes: \"...\"";
    case Json::Kind::boolean: return "write true or false";
    default: return "write a number";
    }
  }

  void check(const Json& json, const Entry& entry, const std::string& where) {
    switch (entry.holds) {
    case Holds::anything: return;
    case Holds::text: expect(json, Json::Kind::text, where); return;
    case Holds::flag: expect(json, Json::Kind::boolean, where); return;
    case Holds::whole: expect(json, Json::Kind::number, where); return;
    case Holds::texts: check_texts(json, where); return;
    case Holds::text_or_texts:
      if (!json.is(Json::Kind::text))
        check_texts(json, where);
      return;
    case Holds::text_or_map:
      if (!json.is(Json::Kind::text) && expect(json, Json::Kind::object, where))
        for (const auto& [key, value] : json.members)
          expect(value, Json::Kind::text, where + pointer_step(key));
      return;
    case Holds::words: check_words(json, where); return;
    case Holds::object: check_object(json, *entry.form, where); return;
    case Holds::named: check_members(json, *entry.form, where, true); return;
    case Holds::map: check_members(json, *entry.form, where, false); return;
    case Holds::list:
      if (expect(json, Json::Kind::array, where))
        for (std::size_t i = 0; i < json.items.size(); ++i)
          check_object(json.items[i], *entry.form, where + pointer_step(i));
      return;
    case Holds::go: check_go(json, *entry.form, where); return;
    }
  }

  void check_texts(const Json& json, const std::string& where) {
    if (!expect(json, Json::Kind::array, where))
      return;
    for (std::size_t i = 0; i < json.items.size(); ++i)
      expect(json.items[i], Json::Kind::text, where + pointer_step(i));
  }

  void check_members(const Json& json, const Form& form, const std::string& where, bool named) {
    if (!expect(json, Json::Kind::object, where))
      return;
    for (const auto& [key, value] : json.members) {
      const std::string here = where + pointer_step(key);
      if (named && !is_name(key))
        report_.error("name", here, quoted(key) + " is no name",
                      "names are small letters, digits "
                      "and \"_\", with dots for families: \"delivery.delay\"");
      check_object(value, form, here, key, &json);
    }
  }

  void check_words(const Json& json, const std::string& where) {
    if (!json.is(Json::Kind::object)) {
      report_.error("words", where,
                    "words for people are given by language, not as " +
                        std::string(kind_words(json.kind)),
                    "write {\"zh\": \"...\", \"en\": \"...\"}");
      return;
    }
    for (const auto& [key, value] : json.members) {
      if (!is_language(key))
        report_.error("words", where + pointer_step(key), quoted(key) + " is no language",
                      "write \"zh\", \"zh-Hant\", \"en\"");
      else
        expect(value, Json::Kind::text, where + pointer_step(key));
    }
    check_languages(json, where);
  }

  void check_languages(const Json& json, const std::string& where) {
    for (const std::string& language : languages_.wanted)
      if (language != "zh-Hant" && json.find(language) == nullptr)
        report_.error("language", where, "the language " + quoted(language) + " is missing here",
                      "add it, or take it out of \"languages\"");
  }

  void check_go(const Json& json, const Form& way, const std::string& where) {
    if (!expect(json, Json::Kind::object, where))
      return;
    for (const auto& [key, value] : json.members) {
      const std::string here = where + pointer_step(key);
      if (value.is(Json::Kind::array)) {
        for (std::size_t i = 0; i < value.items.size(); ++i)
          check_way(value.items[i], way, here + pointer_step(i));
      } else {
        check_way(value, way, here);
      }
    }
  }

  void check_way(const Json& json, const Form& way, const std::string& where) {
    if (!json.is(Json::Kind::text))
      check_object(json, way, where);
  }

  const Languages& languages_;
  Report& report_;
};

} // namespace

void check_grammar(const Json& root, const Languages& languages, Report& report) {
  Checker(languages, report).check_object(root, pack_form, "");
}

} // namespace amends::packs
