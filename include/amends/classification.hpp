// Classification. In: a customer's words (and facts). Out: labels, severity, priority, and the
// words that led there.
#pragma once

#include "amends/described.hpp"
#include "amends/value.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace amends {

struct Label {
  std::string category;
  std::int32_t score_ppm = 0; // calibrated, parts per million
};
BOOST_DESCRIBE_STRUCT(Label, (), (category, score_ppm))

// Why a label: one term of the text. `at` are byte offsets [from, to) into the text as given.
struct LabelWhy {
  std::string category;
  std::string term; // as the customer wrote it
  std::string from; // "lexicon", "model", "rule", "severity" (a word for how bad it is)
  std::int64_t weight_milli = 0;
  std::vector<std::int64_t> at;
  bool negated = false; // seen, but taken back by a negation
};

struct Classification {
  std::vector<Label> labels; // the first is primary; "other" alone when nothing is in scope
  std::string severity;      // of the policy's list; empty without policy
  std::string priority;
  bool abstained = false; // a person should look
  std::vector<LabelWhy> why;
};

class Classifier {
public:
  // `policy` is a resolved pack's root: its `categories`, `levels` and, where given, the tables
  // `severity` and `priority` are read. Without `categories` every text is "other". Errors:
  // `policy` with the pointer into `policy`.
  [[nodiscard]] static Result<std::shared_ptr<const Classifier>> compile(const Json& policy);

  // `facts` are for the tables; `category`, `severity`, `said` and `usual` are set here. Errors:
  // `parse` (no UTF-8), `limit` (more than limits::message_bytes), `evaluation` (a table).
  [[nodiscard]] Result<Classification> classify(std::string_view text, const Facts& facts) const;
  // The categories in the policy's order, "other" among them.
  [[nodiscard]] std::vector<std::string> categories() const;

  struct Compiled;
  explicit Classifier(std::shared_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}

private:
  std::shared_ptr<const Compiled> compiled_;
};

// One line of `amends classify`: {"id"?, "text", "facts"?, "x"?} -> {"id", "labels", "severity",
// "priority", "abstained", "why", "x"}. Errors: `parse` for a line of another shape, and those of
// `classify`, with the pointer into the line.
[[nodiscard]] Result<Json> answer_classify(const Classifier& classifier, const Json& question);

} // namespace amends
