#include "scratch.h"

#include <cstdlib>
#ifdef _WIN32
#include <malloc.h>
#endif

namespace onelayer {
namespace {

constexpr size_t kLine = 64;

void* Allocate(size_t bytes) {
#ifdef _WIN32
  return _aligned_malloc(bytes, kLine);
#else
  void* memory = nullptr;
  return posix_memalign(&memory, kLine, bytes) == 0 ? memory : nullptr;
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
