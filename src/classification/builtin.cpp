#include "classification/builtin.hpp"

#include "classification/model_file.hpp"

namespace amends {

TrainOptions builtin_options() {
  TrainOptions out;
  out.multi = true;
  out.cost = 1; // best in cross-validation
  return out;
}

const std::shared_ptr<const Model>& builtin_model() {
  static const auto model = []() -> std::shared_ptr<const Model> {
    const std::string_view bytes = builtin_model_bytes();
    return bytes.empty() ? nullptr : std::make_shared<const Model>(read_model(bytes).value());
  }();
  return model;
}

} // namespace amends
