#ifndef ONELAYER_NATIVE_BATCH_H_
#define ONELAYER_NATIVE_BATCH_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "arguments.h"

namespace onelayer {

// The samples of one run of a pass: copies of their numbers, labels and weights, so that they stay
// as checked while other threads write to shared memory. The memory is reused by the next run.
class Batch {
 public:
  // Fills the batch with consecutive samples, without labels.
  void Fill(uint32_t first, size_t count);

  // Reads and checks `count` numbers from `first` on, which must exist, with their labels and
  // weights. Also reads numbers after them, as far as they are valid, for prefetching.
  void Read(ArgumentReader* reader, const ArrayView& numbers, size_t first, size_t count,
            const ArrayView& y, size_t classes, const ArrayView& weights);

  size_t count() const { return count_; }
  // The number of known numbers, at least `count`.
  size_t known() const { return known_; }
  const uint32_t* numbers() const { return numbers_.data(); }
  const uint16_t* labels() const { return labels_.data(); }
  // Null if all weights are 1.
  const double* weights() const { return is_weighted_ ? weights_.data() : nullptr; }

 private:
  void Resize(size_t count, bool is_weighted);

  size_t count_ = 0;
  size_t known_ = 0;
  bool is_weighted_ = false;
  std::vector<uint32_t> numbers_;
  std::vector<uint16_t> labels_;
  std::vector<double> weights_;
};

}  // namespace onelayer

#endif  // ONELAYER_NATIVE_BATCH_H_
