// Parts 3 and 7: the labels of one text in the hands of the host.
#include "judgement.hpp"

#include <algorithm>
#include <new>
#include <string>
#include <string_view>
#include <vector>

struct amends_judgement {
  std::string text;
  std::vector<amends::Label>* labels; // the engine's; only put and drop change them
  std::vector<amends_label> views;    // of `labels`

  void show() {
    views.clear();
    for (const amends::Label& label : *labels)
      views.push_back(amends::capi::label_out(label));
  }
  [[nodiscard]] auto find(std::string_view category) const {
    return std::find_if(labels->begin(), labels->end(),
                        [&](const amends::Label& label) { return label.category == category; });
  }
  // The labels become `next`, or nothing changes.
  amends_status become(std::vector<amends::Label> next) noexcept {
    try {
      views.reserve(next.size());
    } catch (const std::bad_alloc&) {
      return AMENDS_E_MEMORY;
    }
    labels->swap(next);
    show();
    return AMENDS_OK;
  }
};

namespace amends::capi {

amends_label label_out(const Label& label) {
  amends_label out{};
  out.struct_size = sizeof out;
  out.score_ppm = label.score_ppm;
  out.category = {label.category.data(), label.category.size()};
  return out;
}

ClassifyHost classify_host(const amends_host& host) {
  if (host.classify == nullptr)
    return {};
  return [classify = host.classify, user = host.user](std::string_view text,
                                                      std::vector<Label>& labels) -> Result<void> {
    amends_judgement judgement{std::string(text), &labels, {}};
    judgement.show();
    const std::int32_t said = classify(user, &judgement);
    if (said != 0)
      return Error{Code::callback, "the host's classify answered " + std::to_string(said), ""};
    return {};
  };
}

} // namespace amends::capi

using namespace amends;

const char* amends_judgement_text(const amends_judgement* j, size_t* size) {
  if (size != nullptr)
    *size = j == nullptr ? 0 : j->text.size();
  return j == nullptr ? "" : j->text.c_str();
}

size_t amends_judgement_count(const amends_judgement* j) {
  return j == nullptr ? 0 : j->views.size();
}

const amends_label* amends_judgement_at(const amends_judgement* j, size_t index) {
  return j == nullptr || index >= j->views.size() ? nullptr : &j->views[index];
}

amends_status amends_judgement_put(amends_judgement* j, const char* category, size_t size,
                                   int32_t score_ppm, size_t index) {
  if (j == nullptr || category == nullptr || size == 0 || score_ppm < 0 || score_ppm > 1'000'000)
    return AMENDS_E_ARG;
  try {
    std::vector<Label> next = *j->labels;
    std::erase_if(next, [&](const Label& label) {
      return std::string_view(label.category) == std::string_view(category, size);
    });
    const auto at = static_cast<std::ptrdiff_t>(std::min(index, next.size()));
    next.insert(next.begin() + at, Label{std::string(category, size), score_ppm});
    return j->become(std::move(next));
  } catch (const std::bad_alloc&) {
    return AMENDS_E_MEMORY;
  }
}

amends_status amends_judgement_drop(amends_judgement* j, const char* category, size_t size) {
  if (j == nullptr || category == nullptr)
    return AMENDS_E_ARG;
  const auto found = j->find({category, size});
  if (found == j->labels->end())
    return AMENDS_E_NOT_FOUND;
  j->labels->erase(found);
  j->show();
  return AMENDS_OK;
}
