#include "fault/allocations.hpp"

#include <sqlite3.h>

#include <atomic>
#include <cstdlib>
#include <new>

namespace amends::test {
namespace {

std::atomic<std::int64_t> count{0};
std::atomic<std::int64_t> fail_at{0};
std::atomic<bool> fail_later{false};

bool next_fails() {
  const std::int64_t number = ++count;
  const std::int64_t at = fail_at;
  return at != 0 && (number == at || (fail_later && number > at));
}

sqlite3_mem_methods real_methods;

void* failing_malloc(int size) { return next_fails() ? nullptr : real_methods.xMalloc(size); }
void* failing_realloc(void* old, int size) {
  return next_fails() ? nullptr : real_methods.xRealloc(old, size);
}

// Before any connection is made: SQLite takes its allocator only then.
const bool installed = [] {
  sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real_methods);
  sqlite3_mem_methods methods = real_methods;
  methods.xMalloc = failing_malloc;
  methods.xRealloc = failing_realloc;
  return sqlite3_config(SQLITE_CONFIG_MALLOC, &methods) == SQLITE_OK;
}();

} // namespace

void fail_allocation(std::int64_t n, bool and_all_later) {
  if (!installed) {
    std::abort();
  }
  fail_at = 0;
  count = 0;
  fail_later = and_all_later;
  fail_at = n;
}

std::int64_t allocations_counted() { return count; }

} // namespace amends::test

void* operator new(std::size_t size) {
  void* memory = amends::test::next_fails() ? nullptr : std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) {
    throw std::bad_alloc();
  }
  return memory;
}
void* operator new[](std::size_t size) { return operator new(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
