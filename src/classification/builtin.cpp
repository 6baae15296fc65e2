#include "classification/builtin.hpp"

#include "classification/model_file.hpp"

namespace amends {

TrainOptions builtin_options() {
  TrainOptions out;
  out.multi = true;
  out.cost = 1; // best in cross-validation
  return out;
}

namespace {

std::shared_ptr<const Model> model_of(std::string_view bytes) {
  return bytes.empty() ? nullptr : std::make_shared<const Model>(read_model(bytes).value());
}

} // namespace

const std::shared_ptr<const Model>& builtin_model() {
  static const auto model = model_of(builtin_model_bytes());
  return model;
}

const std::shared_ptr<const Model>& builtin_severity_model() {
  static const auto model = model_of(builtin_severity_bytes());
  return model;
}

} // namespace amends
