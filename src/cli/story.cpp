#include "story.hpp"

#include "local_time.hpp"

#include "amends/instant.hpp"
#include "amends/titles.hpp"

#include <algorithm>

namespace amends::cli {
namespace {

class Story {
public:
  Story(const Json& row, const Policy& policy, Language language)
      : row_(row), language_(language), titles_(&policy, word_of(language)), time_(&policy) {}

  std::string head() const {
    const Say shape_case{"工单 ", "Case "};
    std::string out =
        say(shape_case) + text_at(row_, "number") + " (" + text_at(row_, "id") + ")\n";
    line(out, {"提出", "opened"}, time_.text(text_at(row_, "opened_at")) + " " + time_.zone());
    if (const Json* customer = row_.find("customer"))
      line(out, {"客户", "customer"}, text_at(*customer, "id"));
    if (const Json* order = row_.find("order"))
      line(out, {"订单", "order"}, text_at(*order, "id"));
    line(out, {"类别", "about"}, categories("labels"));
    line(out, {"依据", "because of"}, terms());
    line(out, {"amends 原判", "amends had said"}, categories("overruled"));
    line(out, {"此前同类来诉", "came about it before"}, repeats());
    line(out, {"程度", "how bad"},
         titles_.severity(text_at(row_, "severity")) + comma() + text_at(row_, "priority"));
    line(out, {"现在", "now"}, stage());
    const Json* due = next_clock();
    line(out, {"到期", "due next"}, due == nullptr ? "" : next_due(*due));
    line(out, {"为何", "because"}, due == nullptr ? "" : why(*due));
    return out;
  }

  std::string entry(const Json& event, const std::string& before) const {
    std::string out;
    const std::string head = entry_head(event);
    if (head != before)
      out += "\n" + head + "\n";
    const Json* words = event.find("text");
    const std::string text =
        words == nullptr ? "" : text_at(*words, language_ == Language::zh ? "zh" : "en");
    out += "  - " + text + "\n";
    const std::string because = why(event);
    return because.empty() ? out : out + "    " + because + "\n";
  }

  std::string entry_head(const Json& event) const {
    return time_.text(text_at(event, "at")) + "  " + titles_.party(text_at(event, "by"));
  }

private:
  std::string say(const Say& words) const { return words.in(language_); }

  void line(std::string& out, const Say& title, const std::string& text) const {
    if (!text.empty())
      out += "  " + say(title) + (language_ == Language::zh ? "：" : ": ") + text + "\n";
  }

  const char* comma() const { return Say{"，", ", "}.in(language_); }

  std::string categories(std::string_view of) const {
    std::string out;
    for (const Json& label : items_at(row_, of)) {
      out += (out.empty() ? "" : comma()) + titles_.category(text_at(label, "category"));
      if (!text_at(label, "by").empty())
        out += say({"（宿主判定）", " (by the host)"});
    }
    return out;
  }

  // Nothing when nobody had come before.
  std::string repeats() const {
    const Json* found = row_.find("repeat_contacts");
    if (found == nullptr)
      return {};
    const std::string cases = found->find("cases")->text;
    const std::string joined = found->find("joined")->text;
    if (cases == "0" && joined == "0")
      return {};
    return say({"其他工单 ", "other cases "}) + cases + say({"，本工单内 ", ", in this case "}) +
           joined;
  }

  // The customer's words that led to the first label: those the policy lists, or what the model
  // went by where it lists none of them.
  std::string terms() const {
    const std::string listed = terms_if([](const std::string& from) { return from != "model"; });
    return listed.empty() ? terms_if([](const std::string&) { return true; }) : listed;
  }

  template <class Wanted> std::string terms_if(const Wanted& wanted) const {
    const auto labels = items_at(row_, "labels");
    if (labels.empty())
      return {};
    std::string out;
    for (const Json& term : items_at(row_, "terms")) {
      if (text_at(term, "category") != text_at(labels.front(), "category") ||
          !wanted(text_at(term, "from")))
        continue;
      const std::string word = cut(text_at(term, "message"), items_at(term, "at"));
      if (!word.empty() && out.find(word) == std::string::npos)
        out += (out.empty() ? "" : comma()) + word;
    }
    return out;
  }

  std::string cut(const std::string& message, std::span<const Json> at) const {
    if (at.size() != 2)
      return {};
    const auto from = static_cast<std::size_t>(std::stoull(at[0].text));
    const auto to = static_cast<std::size_t>(std::stoull(at[1].text));
    for (const Json& one : items_at(row_, "messages"))
      if (text_at(one, "id") == message) {
        const std::string text = text_at(one, "text");
        return from <= to && to <= text.size() ? text.substr(from, to - from) : std::string();
      }
    return {};
  }

  std::string stage() const {
    std::string out = titles_.stage(text_at(row_, "kind"), text_at(row_, "stage"));
    if (const Json* ended = row_.find("ended"); ended != nullptr && ended->flag)
      return out;
    const Say owner{"，负责：", ", with "};
    out += say(owner) + titles_.party(text_at(row_, "owner"));
    const Say waiting{"，等待：", ", waiting for "};
    if (const std::string whom = text_at(row_, "waiting_for"); !whom.empty())
      out += say(waiting) + titles_.party(whom);
    return out;
  }

  // The running clock that is due first; nullptr when none runs.
  const Json* next_clock() const {
    const Json* first = nullptr;
    for (const Json& clock : items_at(row_, "clocks"))
      if (text_at(clock, "state") == "running" && clock.find("due") != nullptr &&
          (first == nullptr || due_of(clock) < due_of(*first)))
        first = &clock;
    return first;
  }

  std::string next_due(const Json& clock) const {
    const std::string target = text_at(clock, "target");
    return time_.text(text_at(clock, "due")) + " " + titles_.clock(target) + " (" +
           budget_words(text_at(clock, "within"), text_at(clock, "on"), word_of(language_)) + ")";
  }

  // Why a due instant is what it is; of plain clock time there is nothing to explain.
  std::string why(const Json& timed) const {
    const Json* words = timed.find("why");
    if (words == nullptr ||
        (items_at(*words, "counted").size() < 2 && items_at(*words, "skipped").empty()))
      return {};
    return text_at(*words, language_ == Language::zh ? "zh" : "en");
  }

  static Instant due_of(const Json& clock) {
    const auto at = parse_instant(text_at(clock, "due"));
    return at ? *at : Instant::never();
  }

  const Json& row_;
  Language language_;
  Titles titles_;
  LocalTime time_;
};

} // namespace

std::string text_at(const Json& object, std::string_view name) {
  const Json* member = object.find(name);
  return member != nullptr && member->is(Json::Kind::text) ? member->text : std::string();
}

std::span<const Json> items_at(const Json& object, std::string_view name) {
  const Json* member = object.find(name);
  if (member == nullptr || !member->is(Json::Kind::array))
    return {};
  return member->items;
}

std::string story_of(const Json& row, std::span<const Json> timeline, const Policy& policy,
                     Language language) {
  const Story story(row, policy, language);
  std::string out = story.head();
  std::string before;
  for (const Json& event : timeline) {
    out += story.entry(event, before);
    before = story.entry_head(event);
  }
  return out;
}

} // namespace amends::cli
