#include "taken_memory.hpp"

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<std::int64_t> times{0};
std::atomic<std::int64_t> bytes{0};

void* taken(std::size_t size) noexcept {
  ++times;
  bytes += static_cast<std::int64_t>(size);
  return std::malloc(size == 0 ? 1 : size);
}

void* taken_or_thrown(std::size_t size) {
  void* memory = taken(size);
  if (memory == nullptr)
    throw std::bad_alloc();
  return memory;
}

} // namespace

void* operator new(std::size_t size) { return taken_or_thrown(size); }
void* operator new[](std::size_t size) { return taken_or_thrown(size); }
// The standard library's own sorting takes memory in this way.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return taken(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return taken(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

namespace amends::test {

TakenMemory taken_memory() { return {times, bytes}; }

} // namespace amends::test
