// Part 7: training.
#include "guard.hpp"
#include "packs.hpp"

#include "amends/described.hpp"
#include "amends/limits.hpp"
#include "amends/training.hpp"

namespace amends::capi {
namespace {

struct Options {
  std::optional<std::string> task;
  std::optional<std::int64_t> seed;
  Json policy;
};
BOOST_DESCRIBE_STRUCT(Options, (), (task, seed, policy))

constexpr std::size_t options_bytes = 4 * limits::pack_bytes;

Result<Options> options_of(std::string_view text) {
  if (text.empty())
    return Options{};
  AMENDS_TRY_ASSIGN(const Json json, parse_json(text, {options_bytes, limits::json_depth + 2}));
  AMENDS_TRY_ASSIGN(Options given, decode<Options>(json));
  if (given.task && *given.task != "single" && *given.task != "multi")
    return Error{Code::parse, "the task is single (one label a text) or multi", "/task"};
  const bool helped = !given.policy.is_null() &&
                      !(given.policy.is(Json::Kind::array) && given.policy.items.empty());
  if (given.task == "single" && helped)
    return Error{Code::arg, "a policy's model gives any number of labels: no task single with it",
                 "/task"};
  return given;
}

Result<std::vector<TrainRow>> rows_from(amends_line_source source, void* user) {
  std::vector<TrainRow> rows;
  for (std::size_t number = 1;; ++number) {
    amends_text line{};
    const std::int32_t said = source(user, &line);
    if (said == 0)
      return rows;
    if (said < 0)
      return Error{Code::callback,
                   "the source of the rows gave up after " + std::to_string(number - 1), ""};
    AMENDS_TRY_ASSIGN(const std::string_view text, text_in(line.data, line.size, "line"));
    const auto json = parse_json(text, {limits::command_bytes, limits::json_depth});
    auto row = json ? read_train_row(*json) : Result<TrainRow>(json.error());
    if (!row)
      return std::move(row).error().inside(pointer_step(number));
    row->at = pointer_step(number);
    rows.push_back(std::move(*row));
  }
}

// Whose words and model help; nullptr: nobody's.
Result<std::shared_ptr<const Policy>> helper_of(const Options& options,
                                                const std::vector<TrainRow>& rows) {
  if (options.policy.is(Json::Kind::array) && options.policy.items.empty())
    return std::shared_ptr<const Policy>{};
  if (!options.policy.is_null())
    return policy_of(options.policy);
  if (options.task == "single")
    return std::shared_ptr<const Policy>{};
  AMENDS_TRY_ASSIGN(auto base, Policy::builtin("base"));
  return knows_labels(base->classifier(), rows) ? base : nullptr;
}

Result<Trained> trained_of(std::string_view options, amends_line_source source, void* user) {
  AMENDS_TRY_ASSIGN(const Options given, options_of(options));
  AMENDS_TRY_ASSIGN(const auto rows, rows_from(source, user));
  AMENDS_TRY_ASSIGN(const auto helper, helper_of(given, rows));
  TrainOptions how;
  how.multi = helper != nullptr || (given.task ? *given.task == "multi" : several_labels(rows));
  how.seed = given.seed.value_or(how.seed);
  return train(rows, how, helper != nullptr ? &helper->classifier() : nullptr);
}

} // namespace
} // namespace amends::capi

using namespace amends;
using namespace amends::capi;

amends_status amends_train(const char* options, size_t size, amends_line_source rows, void* user,
                           amends_buf* model, amends_buf* report, amends_error** err) {
  const amends_status done = guard(err, model, [&]() -> Result<void> {
    AMENDS_CHECK(need(model, "model"));
    if (rows == nullptr)
      return Error{Code::arg, "`rows` must not be NULL", ""};
    AMENDS_TRY_ASSIGN(const std::string_view given, text_in(options, size, "options"));
    AMENDS_TRY_ASSIGN(Trained trained, trained_of(given, rows, user));
    std::string figures = print_json(encode(trained.figures));
    model->text = std::move(trained.model);
    if (report != nullptr)
      report->text = std::move(figures);
    return {};
  });
  if (done != AMENDS_OK && report != nullptr)
    report->text.clear();
  return done;
}
