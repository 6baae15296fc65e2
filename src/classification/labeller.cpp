#include "amends/classification.hpp"
#include "amends/limits.hpp"
#include "classification/calibration.hpp"
#include "classification/compiled.hpp"
#include "classification/model.hpp"

namespace amends {

struct Labeller::State {
  std::shared_ptr<const Classifier> classifier;
  NormalText normal;
  Margins room;
};

Labeller::Labeller(std::unique_ptr<State> state) : state_(std::move(state)) {}
Labeller::~Labeller() = default;
Labeller::Labeller(Labeller&&) noexcept = default;
Labeller& Labeller::operator=(Labeller&&) noexcept = default;

Result<Labeller> Labeller::make(std::shared_ptr<const Classifier> classifier) {
  if (!classifier->compiled().model || classifier->compiled().has_policy)
    return Error{Code::arg, "a labeller works with a model alone; use classify with a policy", ""};
  auto state = std::make_unique<State>();
  state->classifier = std::move(classifier);
  return Labeller(std::move(state));
}

Result<Labeller::Answer> Labeller::label(std::string_view text) {
  State& state = *state_;
  if (text.size() > limits::message_bytes)
    return Error{Code::limit,
                 "a message has at most " + std::to_string(limits::message_bytes) + " bytes", ""};
  AMENDS_CHECK(normalise_into(text, state.normal, Offsets::none));
  const Model& model = *state.classifier->compiled().model;
  collect(model, state.normal.text, state.room);
  add_up(model, state.room);
  const auto& milli = state.room.milli;
  const std::size_t best = best_column(model, milli);
  return Answer{best, probability_ppm(model, milli, best),
                trusted(milli[best], state.room.known_permille())};
}

} // namespace amends
