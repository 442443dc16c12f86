#ifndef ONELAYER_NATIVE_SOFTMAX_PASS_H_
#define ONELAYER_NATIVE_SOFTMAX_PASS_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "kernels/kernels.h"
#include "pool.h"
#include "scratch.h"

namespace onelayer {

// What does the matrix products of a pass.
enum class Product { kDirect, kOpenBlas };

// A pass of samples through linear classifiers that see the same samples: their gradients or their
// answers.
template <typename Float>
struct PassTask {
  Source<Float> source;
  const uint32_t* numbers = nullptr;  // the samples' numbers: count, then what is read next
  size_t count = 0;
  size_t known = 0;                  // how many numbers there are, at least `count`
  const uint16_t* labels = nullptr;  // of the samples: count
  size_t models = 1;
  size_t classes = 0;                 // K
  const Float* parameters = nullptr;  // models × [W: K×d, b: K]
  const double* lambdas = nullptr;    // models
  Float* gradients = nullptr;         // likewise; null where answers are asked for
  Answers answers;                    // models × count each
  Product product = Product::kDirect;
  size_t tile_rows = 0;
  size_t threads = 1;
};

// Runs samples through the models a chunk of rows at a time: gathered, scored, and used for the
// gradient while the chunk is in the cache.
//
// Units are independent, and what each computes doesn't depend on how the rows and columns are
// parted among them: a score is summed over the features, a gradient's element over the rows, each
// in one thread and in one order. So the number of threads changes no bit. With direct products the
// tile doesn't either; OpenBLAS's depend on the tile, since it sums in an order of its own.
template <typename Float>
class SoftmaxPass final : public Work {
 public:
  explicit SoftmaxPass(const PassTask<Float>& task);

  // The memory that the pass needs, and where it is. Must be given before it is run.
  size_t ScratchBytes();
  void UseScratch(void* block);

  // On as many of the task's threads as are worth waking.
  int UsefulThreads() const;

  double Amount() const override;
  size_t Phases() const override { return Chunks() * StagesOfChunk(); }
  size_t Units(size_t phase) const override;
  void Run(size_t phase, size_t from, size_t to) override;

 private:
  enum class Stage { kGatherAndScore, kGather, kScores, kSoftmax, kProducts };

  // Rows `from` .. `to` of the task.
  struct Rows {
    size_t from;
    size_t to;
    size_t size() const { return to - from; }
  };

  size_t Lay(Layout layout);
  size_t Chunks() const { return (task_.count + chunk_rows_ - 1) / chunk_rows_; }
  size_t StagesOfChunk() const;
  Stage StageOf(size_t phase) const;
  Rows ChunkOf(size_t phase) const;
  Rows UnitRows(const Rows& chunk, size_t from, size_t to) const;

  void GatherAndScore(const Rows& chunk, const Rows& rows);
  void Gather(const Rows& chunk, const Rows& rows);
  void Scores(const Rows& chunk, size_t model, size_t slice);
  void Softmax(const Rows& chunk, const Rows& rows);
  void DirectProducts(const Rows& chunk, size_t first, size_t last);
  void OpenBlasProducts(const Rows& chunk, size_t model, size_t slice);
  void AddBias(const Rows& chunk, size_t model, size_t from, size_t to);

  const Float* Weights(size_t model) const { return task_.parameters + model * parameter_count_; }
  const Float* Bias(size_t model) const { return Weights(model) + weight_count_; }
  Float* Gradient(size_t model) const { return task_.gradients + model * parameter_count_; }
  Float* ScoresOf(size_t model, const Rows& chunk, size_t row) const {
    return scores_ + model * scores_stride_ + (row - chunk.from) * task_.classes;
  }
  Tile<Float> TileFrom(const Rows& chunk, size_t row) const {
    return {x_ + (row - chunk.from) * stride_, stride_};
  }
  RowRange<Float> Range(const Rows& rows) const;

  const PassTask<Float> task_;
  const Kernels<Float>& kernels_;
  size_t weight_count_;
  size_t parameter_count_;
  size_t chunk_rows_;
  size_t stride_;
  size_t scores_stride_;
  size_t slices_;
  Float* x_ = nullptr;
  Float* scores_ = nullptr;
  double* exponentials_ = nullptr;
  Model<Float>* models_ = nullptr;
};

}  // namespace onelayer

#endif  // ONELAYER_NATIVE_SOFTMAX_PASS_H_
