#include "scratch.h"

#include <cstdlib>
#ifdef _WIN32
#include <malloc.h>
#elif defined(__linux__)
#include <sys/mman.h>
#endif

namespace onelayer {
namespace {

constexpr size_t kLine = 64;
constexpr size_t kHugePage = size_t{1} << 21;

void* Allocate(size_t bytes) {
#ifdef _WIN32
  return _aligned_malloc(bytes, kLine);
#else
  void* memory = nullptr;
  if (bytes < kHugePage / 4) return posix_memalign(&memory, kLine, bytes) == 0 ? memory : nullptr;
  bytes = (bytes + kHugePage - 1) / kHugePage * kHugePage;
  if (posix_memalign(&memory, kHugePage, bytes) != 0) return nullptr;
#if defined(__linux__)
  // A wish: a tile's rows lie pages apart, more of them than a core remembers the addresses of.
  madvise(memory, bytes, MADV_HUGEPAGE);
#endif
  return memory;
#endif
}

void Free(void* memory) {
#ifdef _WIN32
  _aligned_free(memory);
#else
  std::free(memory);
#endif
}

}  // namespace

Scratch::~Scratch() { Free(data_); }

void* Scratch::Reserve(size_t bytes) {
  if (bytes <= bytes_) return data_;
  Free(data_);
  data_ = Allocate(bytes);
  bytes_ = data_ == nullptr ? 0 : bytes;
  return data_;
}

Scratch& ThreadScratch() {
  thread_local Scratch scratch;
  return scratch;
}

}  // namespace onelayer
