#include "scratch.h"

#include <new>

namespace onelayer {
namespace {

constexpr std::align_val_t kLine{64};

}  // namespace

Scratch::~Scratch() { ::operator delete(data_, kLine); }

void* Scratch::Reserve(size_t bytes) {
  if (bytes <= bytes_) return data_;
  ::operator delete(data_, kLine);
  data_ = ::operator new(bytes, kLine, std::nothrow);
  bytes_ = data_ == nullptr ? 0 : bytes;
  return data_;
}

Scratch& ThreadScratch() {
  thread_local Scratch scratch;
  return scratch;
}

}  // namespace onelayer
