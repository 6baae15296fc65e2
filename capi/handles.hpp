// What is behind the opaque handles of amends.h.
#pragma once

#include "amends.h"

#include "amends/engine.hpp"
#include "amends/policy.hpp"

#include <atomic>
#include <memory>
#include <string>
#include <vector>

struct amends_buf {
  std::string text;
};

struct amends_error {
  std::string message;
  std::string where;
  std::string json;
};

struct amends_engine {
  amends_host host; // all zero when the caller lent none
  std::unique_ptr<amends::Engine> engine;
};

struct amends_policy {
  std::shared_ptr<const amends::Policy> policy;
  std::atomic<std::int64_t> users{1};
};

struct amends_classifier {
  std::shared_ptr<const amends::Policy> policy; // nullptr: a model alone
  std::shared_ptr<const amends::Classifier> classifier;
};

struct amends_labels {
  std::string text;
  amends::Classification found;
  std::vector<amends_label> labels; // views into `found`
  std::int32_t severity = -1;
  std::int32_t priority = -1;
};
