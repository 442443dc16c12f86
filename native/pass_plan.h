#ifndef ONELAYER_NATIVE_PASS_PLAN_H_
#define ONELAYER_NATIVE_PASS_PLAN_H_

#include <cstddef>

#include "kernels/kernels.h"

namespace onelayer {

// What a pass computes: see the functions of binding.d.ts that prepare one.
enum class PassKind { kGradients, kSums, kEvaluation, kScores };

// The loops that compute the matrix products of a pass.
enum class Product { kDirect, kOpenBlas };

// The sizes and settings that decide how a pass is parted.
struct PassSize {
  size_t count = 0;  // samples
  size_t models = 1;
  size_t classes = 0;
  size_t features = 0;
  size_t element = 4;        // bytes of a number
  bool has_backward = true;  // whether gradients are computed from the scores
  Product product = Product::kDirect;
  size_t tile_rows = 0;
  size_t threads = 1;
};

// The work on a chunk of rows in one phase of the pass.
enum class Stage { kForward, kSliceScores, kGather, kClassScores, kLosses, kProducts };

// Rows `from` .. `to` of a pass.
struct Rows {
  size_t from;
  size_t to;
  size_t size() const { return to - from; }
};

// How a pass is parted: into chunks of rows that fit the cache, their stages, and the units of a
// stage that may run at the same time.
//
// Slices of the features and of the classes decide the order of summation, and depend on the shape
// alone; chunks of rows and the number of threads change no bit of a direct product.
class PassPlan {
 public:
  explicit PassPlan(const PassSize& size);

  bool is_direct() const { return size_.product == Product::kDirect; }
  // Whether each thread has rows of its own, from the first stage to the last: they part all rows,
  // without waiting for each other.
  bool has_own_rows() const { return !size_.has_backward && is_direct(); }

  const Slices& slices() const { return slices_; }
  size_t class_slices() const { return class_slices_; }
  // The first class of a slice, or the end of the last.
  size_t ClassStart(size_t slice) const { return size_.classes * slice / class_slices_; }
  // The threads that are worth waking, of those that may be used.
  size_t threads() const { return threads_; }
  size_t chunk_rows() const { return chunk_rows_; }
  // The buffers of `chunk_rows` rows that are needed: one for each thread, or one that all share.
  size_t buffers() const { return has_own_rows() ? threads_ : 1; }
  // The distance between the starts of a buffer's rows, in elements.
  size_t stride() const;

  // Whether the rows of a chunk are parted for the softmax. A few rows take each thread less time
  // to compute for itself, from the sums of all slices, than to wait for.
  bool parts_losses() const;

  // The number of multiplications.
  double Amount() const;
  size_t Phases() const;
  Stage StageOf(size_t phase) const;
  Rows ChunkOf(size_t phase) const;
  size_t Units(size_t phase) const;
  // The rows of some units of a chunk, in a stage whose units are rows.
  Rows UnitRows(const Rows& chunk, size_t from, size_t to) const;

 private:
  size_t StagesOfChunk() const;
  size_t UnitsOf(Stage stage, size_t rows) const;

  PassSize size_;
  Slices slices_;
  size_t class_slices_;
  size_t threads_;
  size_t chunk_rows_;
};

}  // namespace onelayer

#endif  // ONELAYER_NATIVE_PASS_PLAN_H_
