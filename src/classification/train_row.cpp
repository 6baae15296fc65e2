// Labelled texts as they are given. In: a line of JSON, or all rows. Out: a row, and what the rows
// tell of the task.
#include "amends/training.hpp"

#include <algorithm>

namespace amends {

bool several_labels(std::span<const TrainRow> rows) {
  return std::any_of(rows.begin(), rows.end(),
                     [](const TrainRow& row) { return row.labels.size() > 1; });
}

bool knows_labels(const Classifier& classifier, std::span<const TrainRow> rows) {
  const auto known = classifier.categories();
  return std::all_of(rows.begin(), rows.end(), [&](const TrainRow& row) {
    return std::all_of(row.labels.begin(), row.labels.end(), [&](const auto& label) {
      return std::find(known.begin(), known.end(), label) != known.end();
    });
  });
}

Result<TrainRow> read_train_row(const Json& line) {
  if (!line.is(Json::Kind::object))
    return Error{Code::parse, "a row is an object: {\"text\": \"...\", \"label\": \"x\"}", ""};
  for (const auto& [key, value] : line.members)
    if (key != "text" && key != "label" && key != "labels" && key != "id" && key != "x" &&
        key != "source" && key != "severity" && key != "tags")
      return Error{Code::parse, "unknown field \"" + key + "\": a row has text, label or labels",
                   pointer_step(key)};
  TrainRow out;
  const Json* text = line.find("text");
  if (text == nullptr || !text->is(Json::Kind::text))
    return Error{Code::parse, "\"text\" is missing", "/text"};
  out.text = text->text;
  const Json* severity = line.find("severity");
  if (severity != nullptr && !severity->is(Json::Kind::text))
    return Error{Code::parse, "a severity is a text", "/severity"};
  if (severity != nullptr)
    out.severity = severity->text;
  const Json* label = line.find("label");
  const Json* labels = line.find("labels");
  if ((label == nullptr) == (labels == nullptr))
    return Error{Code::parse, "a row has either \"label\" or \"labels\"", ""};
  if (label != nullptr) {
    if (!label->is(Json::Kind::text))
      return Error{Code::parse, "a label is a text", "/label"};
    out.labels.push_back(label->text);
    return out;
  }
  if (!labels->is(Json::Kind::array) || labels->items.empty())
    return Error{Code::parse, "labels are a list of texts", "/labels"};
  for (std::size_t i = 0; i < labels->items.size(); ++i) {
    if (!labels->items[i].is(Json::Kind::text))
      return Error{Code::parse, "a label is a text", "/labels" + pointer_step(i)};
    out.labels.push_back(labels->items[i].text);
  }
  return out;
}

} // namespace amends
