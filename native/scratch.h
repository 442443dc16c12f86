#ifndef ONELAYER_NATIVE_SCRATCH_H_
#define ONELAYER_NATIVE_SCRATCH_H_

#include <cstddef>
#include <cstdint>

namespace onelayer {

// Memory that begins at a cache line and grows to the largest size that was asked for. A thread
// keeps one from call to call, so that a training step allocates nothing.
class Scratch {
 public:
  Scratch() = default;
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  // Room for `bytes`, whose contents are lost when it grows; null if there is no memory.
  void* Reserve(size_t bytes);

 private:
  void* data_ = nullptr;
  size_t bytes_ = 0;
};

// The calling thread's own.
Scratch& ThreadScratch();

// Parts a block of memory into arrays that each begin at a cache line. Without a block, only
// counts.
class Layout {
 public:
  explicit Layout(void* block) : block_(static_cast<char*>(block)) {}

  template <typename Element>
  Element* Array(size_t count) {
    Element* const array = block_ == nullptr ? nullptr : reinterpret_cast<Element*>(block_ + used_);
    // A double can't wrap around: sizes beyond any machine's memory are refused.
    wanted_ += static_cast<double>(count) * sizeof(Element);
    used_ += (count * sizeof(Element) + kLine - 1) / kLine * kLine;
    return array;
  }

  size_t bytes() const { return wanted_ < kMost ? used_ : PTRDIFF_MAX; }

 private:
  static constexpr size_t kLine = 64;
  static constexpr double kMost = 1e15;
  char* block_;
  size_t used_ = 0;
  double wanted_ = 0;
};

}  // namespace onelayer

#endif  // ONELAYER_NATIVE_SCRATCH_H_
