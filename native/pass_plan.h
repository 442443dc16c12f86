#ifndef ONELAYER_NATIVE_PASS_PLAN_H_
#define ONELAYER_NATIVE_PASS_PLAN_H_

#include <cstddef>

#include "kernels/kernels.h"

namespace onelayer {

// What a pass computes: see the functions of binding.d.ts that prepare one.
enum class PassKind { kGradients, kSums, kEvaluation, kScores };

// The loops that compute the matrix products of a pass.
enum class Product { kDirect, kOpenBlas };

// What the options of a pass say besides arrays. Those that its kind doesn't have keep their
// defaults.
struct PassSettings {
  PassKind kind = PassKind::kGradients;
  double momentum = 0;
  bool is_nesterov = false;
  Loss loss = Loss::kCrossEntropy;
  double label_smoothing = 0;
  size_t models = 1;
  size_t classes = 0;   // K
  size_t features = 0;  // d
  Product product = Product::kDirect;
  size_t tile_rows = 0;

  // Whether gradients are computed from the scores.
  bool has_backward() const { return kind == PassKind::kGradients || kind == PassKind::kSums; }
};

// The work on a chunk of rows in one phase of the pass.
enum class Stage { kForward, kRowScores, kSliceScores, kGather, kClassScores, kLosses, kProducts };

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
  // Of a number of samples, whose numbers take so many bytes, on at most so many threads.
  PassPlan(const PassSettings& settings, size_t element, size_t count, size_t threads);

  size_t count() const { return count_; }
  bool is_direct() const { return settings_.product == Product::kDirect; }
  // Whether each thread has rows of its own, from the first stage to the last: they part all rows,
  // without waiting for each other.
  bool has_own_rows() const { return !settings_.has_backward() && is_direct(); }

  // Whether the threads part a chunk's rows to score them, as there are fewer slices than threads.
  bool scores_rows() const { return is_direct() && threads_ > slices_.count; }

  const Slices& slices() const { return slices_; }
  // The parts of each slice whose products may run at the same time.
  size_t slice_parts() const { return slice_parts_; }
  // The first feature of a part of a slice, or the end of the last.
  size_t PartStart(size_t slice, size_t part) const;
  size_t class_slices() const { return class_slices_; }
  // The first class of a slice, or the end of the last.
  size_t ClassStart(size_t slice) const { return settings_.classes * slice / class_slices_; }
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

  PassSettings settings_;
  size_t element_;
  size_t count_;
  Slices slices_;
  size_t class_slices_;
  size_t threads_;
  size_t slice_parts_ = 1;
  size_t chunk_rows_;
};

}  // namespace onelayer

#endif  // ONELAYER_NATIVE_PASS_PLAN_H_
