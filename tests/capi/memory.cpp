// Memory that runs out at the n-th allocation, for every n: each function answers
// AMENDS_E_MEMORY, loses nothing, changes nothing, and does the job once there is memory again.
#include "amends.h"

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <new>
#include <string>
#include <string_view>

namespace {

long allocations_left = -1; // below 0: no end of them
long allocations_made = 0;
long blocks_alive = 0;

void* allocate(std::size_t size) {
  if (allocations_left == 0)
    throw std::bad_alloc();
  if (allocations_left > 0)
    --allocations_left;
  void* block = std::malloc(size == 0 ? 1 : size);
  if (block == nullptr)
    throw std::bad_alloc();
  ++allocations_made;
  ++blocks_alive;
  return block;
}

void release(void* block) noexcept {
  if (block != nullptr)
    --blocks_alive;
  std::free(block);
}

} // namespace

void* operator new(std::size_t size) { return allocate(size); }
void* operator new[](std::size_t size) { return allocate(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  try {
    return allocate(size);
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}
void operator delete(void* block) noexcept { release(block); }
void operator delete[](void* block) noexcept { release(block); }
void operator delete(void* block, std::size_t) noexcept { release(block); }
void operator delete[](void* block, std::size_t) noexcept { release(block); }

namespace {

int failures = 0;

void check(bool so, const char* what, long n) {
  if (so)
    return;
  ++failures;
  std::fprintf(stderr, "not so: %s (allocation %ld)\n", what, n);
}

std::string text_of(const amends_buf* buffer) {
  std::size_t size = 0;
  const char* data = amends_buf_data(buffer, &size);
  return {data, size};
}

using Attempt = std::function<amends_status(amends_error**)>;

// Counts what the attempt needs, by a run on `rehearsal`; then fails the n-th allocation of
// `attempt` for n spread over that count (every one of the first 200), until it comes through.
void run_out(const char* name, const Attempt& rehearsal, const Attempt& attempt,
             const std::function<void(long)>& after_failure) {
  const long before = allocations_made;
  if (rehearsal(nullptr) != AMENDS_OK) {
    check(false, name, -1);
    return;
  }
  const long needed = allocations_made - before;
  const long step = needed < 400 ? 1 : (needed - 200) / 200 + 1;
  for (long n = 0;; n += n < 200 ? 1 : step) {
    amends_error* err = nullptr;
    const long alive = blocks_alive;
    allocations_left = n;
    const amends_status status = attempt(&err);
    allocations_left = -1;
    if (status == AMENDS_OK) {
      check(n > 0, name, n);
      check(err == nullptr, "no error object on success", n);
      std::printf("%s: %ld allocations\n", name, needed);
      return;
    }
    check(status == AMENDS_E_MEMORY, "the status is `memory`", n);
    check(err != nullptr && std::strstr(amends_error_json(err, nullptr), "\"memory\"") != nullptr,
          "the error says `memory`", n);
    amends_error_free(err);
    check(blocks_alive <= alive, "nothing leaks", n);
    after_failure(n);
    if (failures > 10 || n > needed * 2 + 1000)
      return check(false, "it comes to an end", n);
  }
}

constexpr std::string_view config =
    R"({"policy":["book-delivery"],"store":"memory:","tenant":"t"})";
constexpr std::string_view system_party = "system";
constexpr std::string_view complaint =
    R"({"op":"open","id":"web-1","at":"2026-09-22T08:45:12+08:00","kind":"complaint","customer":)"
    R"({"id":"c-77","name":"王芳"},"order":{"id":"o-9","paid":"80.00 CNY"},"text":"封面撕裂"})";
constexpr std::string_view all_cases = R"({"op":"query","what":"cases"})";
constexpr amends_time now = 1790037972000000;

amends_status call(amends_engine* shop, std::string_view line, amends_buf* answer,
                   amends_error** err) {
  return amends_call(shop, now, system_party.data(), system_party.size(), line.data(), line.size(),
                     answer, err);
}

std::string answer_to(amends_engine* shop, std::string_view line) {
  amends_buf* answer = amends_buf_new();
  check(call(shop, line, answer, nullptr) == AMENDS_OK, "a line is answered", 0);
  std::string text = text_of(answer);
  amends_buf_free(answer);
  return text;
}

amends_engine* open_shop() {
  amends_engine* shop = nullptr;
  check(amends_open(config.data(), config.size(), nullptr, 0, nullptr, &shop, nullptr) == AMENDS_OK,
        "a shop opens", 0);
  return shop;
}

void test_open() {
  amends_engine* shop = nullptr;
  const Attempt open = [&](amends_error** err) {
    amends_close(shop);
    shop = nullptr;
    return amends_open(config.data(), config.size(), nullptr, 0, nullptr, &shop, err);
  };
  // Once more than needed: what the library keeps for ever is there before the counting begins.
  check(open(nullptr) == AMENDS_OK, "a shop opens", 0);
  run_out("amends_open", open, open, [&](long n) { check(shop == nullptr, "no handle", n); });
  amends_close(shop);
}

void test_call() {
  amends_engine* rehearsed = open_shop();
  amends_engine* shop = open_shop();
  amends_buf* answer = amends_buf_new();
  // The world an engine has read stays with it: it is read before the counting begins.
  for (amends_engine* one : {rehearsed, shop})
    answer_to(one, R"({"op":"sweep"})");
  for (const std::string_view line : {complaint, all_cases, std::string_view(R"({"op":"tick"})")}) {
    const std::string before = answer_to(shop, all_cases);
    std::string wanted;
    run_out(
        "amends_call",
        [&](amends_error** err) {
          const amends_status status = call(rehearsed, line, answer, err);
          wanted = text_of(answer);
          return status;
        },
        [&](amends_error** err) { return call(shop, line, answer, err); },
        [&](long n) {
          check(text_of(answer).empty(), "the buffer is empty", n);
          check(answer_to(shop, all_cases) == before, "the store is as it was", n);
        });
    check(text_of(answer) == wanted, "the same answer as if nothing had happened", 0);
  }
  amends_buf_free(answer);
  amends_close(shop);
  amends_close(rehearsed);
}

void test_parts() {
  amends_policy* policy = nullptr;
  const std::string_view name = "base";
  const Attempt load = [&](amends_error** err) {
    amends_policy_free(policy);
    policy = nullptr;
    return amends_policy_builtin(name.data(), name.size(), &policy, err);
  };
  run_out("amends_policy_builtin", load, load,
          [&](long n) { check(policy == nullptr, "no handle", n); });

  const std::string_view pack = R"({"amends_pack":1,"id":"mine","version":"1"})";
  const amends_text packs[1] = {{pack.data(), pack.size()}};
  amends_buf* buffer = amends_buf_new();
  const Attempt lint = [&](amends_error** err) {
    return amends_policy_lint(packs, 1, buffer, err);
  };
  run_out("amends_policy_lint", lint, lint,
          [&](long n) { check(text_of(buffer).empty(), "the buffer is empty", n); });

  amends_classifier* classifier = nullptr;
  const Attempt make = [&](amends_error** err) {
    amends_classifier_free(classifier);
    classifier = nullptr;
    return amends_classifier_new(policy, nullptr, 0, &classifier, err);
  };
  run_out("amends_classifier_new", make, make,
          [&](long n) { check(classifier == nullptr, "no handle", n); });

  amends_host host = AMENDS_INIT(amends_host);
  host.classify = [](void*, amends_judgement*) -> std::int32_t { return 0; };
  amends_classifier* asking = nullptr;
  const Attempt ask = [&](amends_error** err) {
    amends_classifier_free(asking);
    asking = nullptr;
    return amends_classifier_with_host(classifier, &host, &asking, err);
  };
  run_out("amends_classifier_with_host", ask, ask,
          [&](long n) { check(asking == nullptr, "no handle", n); });
  amends_classifier_free(asking);

  amends_labels* labels = nullptr;
  const std::string_view words = "书到了，封面撕裂，还少了一本";
  const Attempt classify = [&](amends_error** err) {
    amends_labels_free(labels);
    labels = nullptr;
    return amends_classify(classifier, words.data(), words.size(), nullptr, 0, &labels, err);
  };
  check(classify(nullptr) == AMENDS_OK, "words are classified", 0);
  run_out("amends_classify", classify, classify,
          [&](long n) { check(labels == nullptr, "no handle", n); });
  const Attempt why = [&](amends_error** err) { return amends_labels_why(labels, buffer, err); };
  run_out("amends_labels_why", why, why,
          [&](long n) { check(text_of(buffer).empty(), "the buffer is empty", n); });

  const Attempt personal = [&](amends_error** err) {
    return amends_labels_personal(labels, buffer, err);
  };
  run_out("amends_labels_personal", personal, personal,
          [&](long n) { check(text_of(buffer).empty(), "the buffer is empty", n); });

  amends_labels_free(labels);
  amends_classifier_free(classifier);
  amends_policy_free(policy);
  amends_buf_free(buffer);
}

std::int32_t two_rows(void* user, amends_text* line) {
  static const std::array<std::string_view, 2> rows{
      R"({"text":"rain and snow","label":"weather"})",
      R"({"text":"the next train","label":"trains"})"};
  auto& next = *static_cast<std::size_t*>(user);
  if (next == rows.size())
    return 0;
  *line = {rows[next].data(), rows[next].size()};
  ++next;
  return 1;
}

void test_training() {
  amends_buf* model = amends_buf_new();
  const Attempt learn = [&](amends_error** err) {
    std::size_t next = 0;
    return amends_train(nullptr, 0, two_rows, &next, model, nullptr, err);
  };
  run_out("amends_train", learn, learn,
          [&](long n) { check(text_of(model).empty(), "the buffer is empty", n); });
  const std::string bytes = text_of(model);
  amends_classifier* classifier = nullptr;
  const Attempt make = [&](amends_error** err) {
    amends_classifier_free(classifier);
    classifier = nullptr;
    return amends_classifier_new(nullptr, reinterpret_cast<const std::uint8_t*>(bytes.data()),
                                 bytes.size(), &classifier, err);
  };
  run_out("amends_classifier_new with a model", make, make,
          [&](long n) { check(classifier == nullptr, "no handle", n); });
  amends_classifier_free(classifier);
  amends_buf_free(model);
}

} // namespace

int main() {
  allocations_left = 0;
  check(amends_buf_new() == nullptr, "no buffer without memory", 0);
  allocations_left = -1;
  test_open();
  test_call();
  test_parts();
  test_training();
  return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
