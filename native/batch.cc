#include "batch.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

namespace onelayer {
namespace {

// The number of numbers after the last that may be prefetched: a band of rows (kernels/scores.inc).
constexpr size_t kAhead = 32;

}  // namespace

void Batch::Resize(size_t count, bool is_weighted) {
  count_ = known_ = count;
  is_weighted_ = is_weighted;
  if (numbers_.size() < count + kAhead) {
    numbers_.resize(count + kAhead);
    labels_.resize(count);
  }
  if (is_weighted && weights_.size() < count) weights_.resize(count);
}

void Batch::Fill(uint32_t first, size_t count) {
  Resize(count, false);
  std::iota(numbers_.begin(), numbers_.begin() + static_cast<ptrdiff_t>(count), first);
}

void Batch::Read(ArgumentReader* reader, const ArrayView& numbers, size_t first, size_t count,
                 const ArrayView& y, size_t classes, const ArrayView& weights) {
  Resize(count, weights.is_given);
  const auto* const from = numbers.as<const uint32_t>() + first;
  const bool is_byte = y.dtype == napi_uint8_array;
  const size_t samples = y.length;
  for (size_t i = 0; i < count_; ++i) {
    const uint32_t number = numbers_[i] = from[i];
    if (number >= samples) {
      return reader->FailRange(At("numbers", first + i).c_str(),
                               "a sample's number, below " + std::to_string(samples),
                               std::to_string(number));
    }
    const uint16_t label = labels_[i] =
        is_byte ? y.as<const uint8_t>()[number] : y.as<const uint16_t>()[number];
    if (label >= classes) {
      return reader->FailRange(At("y", number).c_str(), "a class, below " + std::to_string(classes),
                               std::to_string(label));
    }
    if (!is_weighted_) continue;
    const double weight = weights_[i] = weights.as<const double>()[number];
    if (!(weight >= 0) || !std::isfinite(weight)) {
      return reader->FailRange(At("weights", number).c_str(), "a finite number of at least 0",
                               weight);
    }
  }
  const size_t end = std::min(numbers.length - first, count_ + kAhead);
  while (known_ < end && (numbers_[known_] = from[known_]) < samples) ++known_;
}

}  // namespace onelayer
