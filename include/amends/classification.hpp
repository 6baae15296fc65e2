// Classification. In: a customer's words (and facts). Out: labels, severity, priority, and the
// words that led there.
#pragma once

#include "amends/described.hpp"
#include "amends/value.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace amends {

struct Label {
  std::string category;
  std::int32_t score_ppm = 0;         // calibrated, parts per million
  std::optional<std::string> by = {}; // "host": a host callback put it there
};
BOOST_DESCRIBE_STRUCT(Label, (), (category, score_ppm, by))

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
  std::vector<Label> overruled;           // the labels as they were where a host changed them
  std::optional<std::string> host_failed; // why a host's judgement did not count
};

// A host's own judgement, asked once a text after words and model have spoken: it may change
// `labels` (add, take away, re-order, new scores) and nothing else; none left is "other". Labels
// that it added or scored anew say `by` "host", and where it changed anything `overruled` has the
// library's own, all of them. Severity and priority follow the labels that it leaves. When it
// answers an error, or labels that cannot be, the library's own stand and `host_failed` says why:
// its message is kept with a case and must hold no personal data. It must not throw.
using ClassifyHost = std::function<Result<void>(std::string_view text, std::vector<Label>& labels)>;

// Facts for the tables, asked for once the labels are known.
using FactsFor = std::function<Result<Facts>(const std::vector<Label>& labels)>;

struct Gravity {
  std::string severity; // both of the policy's lists
  std::string priority;
};

class Classifier {
public:
  // `policy` is a resolved pack's root: its `categories`, `levels` and, where given, the tables
  // `severity` and `priority` are read. Without `categories` every text is "other". A policy that
  // has all categories of the built-in model uses it beside its words. Errors: `policy` with the
  // pointer into `policy`.
  [[nodiscard]] static Result<std::shared_ptr<const Classifier>> compile(const Json& policy);
  // A model file (`train`) alone: its own categories, no severity and no priority. Errors:
  // `corrupt` (no model file, cut off, damaged), `unsupported` (of another version), `policy`
  // (trained with the words of a policy: it needs them).
  [[nodiscard]] static Result<std::shared_ptr<const Classifier>> load(std::string_view model);
  // The same policy with another model, whose bytes are read and copied; empty: by the words alone.
  // Errors: those of `load`, and `policy` when the model has a category that the policy has not.
  [[nodiscard]] Result<std::shared_ptr<const Classifier>> with_model(std::string_view model) const;
  // The same, asking `host` about every text. `this` is not changed.
  [[nodiscard]] std::shared_ptr<const Classifier> with_host(ClassifyHost host) const;

  // `facts` are for the tables; `category`, `severity`, `said` and `usual` are set here. Errors:
  // `parse` (no UTF-8), `limit` (more than limits::message_bytes), `evaluation` (a table).
  [[nodiscard]] Result<Classification> classify(std::string_view text, const Facts& facts) const;
  // The same; also the errors of `facts`, which is not asked where there is no policy.
  [[nodiscard]] Result<Classification> classify_with(std::string_view text,
                                                     const FactsFor& facts) const;
  // What the tables say of a text whose labels are known, whoever gave them. No host is asked.
  // Errors as `classify`; `arg` without policy, or for a label that it does not have.
  [[nodiscard]] Result<Gravity> gravity(std::string_view text, const std::vector<Label>& labels,
                                        const Facts& facts) const;
  // The categories in the policy's order, "other" among them; without policy those of the model.
  [[nodiscard]] std::vector<std::string> categories() const;

  struct Compiled;
  explicit Classifier(std::shared_ptr<const Compiled> compiled, ClassifyHost host = {})
      : compiled_(std::move(compiled)), host_(std::move(host)) {}
  [[nodiscard]] const Compiled& compiled() const { return *compiled_; }

private:
  std::shared_ptr<const Compiled> compiled_;
  ClassifyHost host_;
};

// Labels text after text with a model alone, as fast as it goes: no words, no reasons, and after
// the first texts no memory is asked for. One thread at a time.
class Labeller {
public:
  // Error `arg` for a classifier with a policy, or without a model.
  [[nodiscard]] static Result<Labeller> make(std::shared_ptr<const Classifier> classifier);
  ~Labeller();
  Labeller(Labeller&&) noexcept;
  Labeller& operator=(Labeller&&) noexcept;

  struct Answer {
    std::size_t category = 0;      // index into Classifier::categories(): the best one
    std::int32_t score_ppm = 0;    // its probability
    std::int32_t margin_milli = 0; // by how much it passes; the lower, the likelier out of scope
  };
  // Errors as `classify`.
  [[nodiscard]] Result<Answer> label(std::string_view text);

private:
  struct State;
  explicit Labeller(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// [{"category", "term", "from", "weight", "at", "negated"?}]
[[nodiscard]] Json why_json(const std::vector<LabelWhy>& why);
// Personal data standing in `text`, for masking: [{"kind", "at": [from, to]}] in order of place,
// never overlapping, bytes of `text`; the kinds are those of find_personal (text.hpp). Error
// `parse`: no UTF-8.
[[nodiscard]] Result<Json> personal_json(std::string_view text);

// One line of `amends classify`: {"id"?, "text", "facts"?, "x"?} -> {"id", "labels", "severity",
// "priority", "abstained", "why", "personal"?, "x"}. Errors: `parse` for a line of another shape,
// and those of `classify`, with the pointer into the line.
[[nodiscard]] Result<Json> answer_classify(const Classifier& classifier, const Json& question);

} // namespace amends
