#ifndef ONELAYER_NATIVE_MODEL_PASS_H_
#define ONELAYER_NATIVE_MODEL_PASS_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "batch.h"
#include "kernels/kernels.h"
#include "pass_options.h"
#include "pass_plan.h"
#include "pool.h"
#include "scratch.h"

namespace onelayer {

// A pass of samples through linear classifiers that see the same samples, in either dtype.
class Pass {
 public:
  virtual ~Pass() = default;

  // Passes a batch through the models, with a step if there is one; false if there is no scratch
  // memory. The plan is that of the last run, as long as batches and threads are as many.
  virtual bool Start(const Batch& batch, const ArrayView& X, const ArrayView& scores,
                     bool is_step) = 0;
};

// The options must outlive the pass. Null if there is no memory for what it copies.
std::unique_ptr<Pass> MakePass(const PassOptions& options);

// Runs samples through the models a chunk of rows at a time: gathered, scored, and used for the
// gradient while the chunk is in the cache.
//
// Between cores, data travel slowly: 600 KB, half a chunk, took as long as all other work on it. So
// for a gradient by direct products each thread has a slice of the features, of the weights and of
// the chunk to itself, from gathering to the step, and only scores are exchanged: once a chunk,
// where each thread computes the losses of all rows for itself (between cores of different caches,
// a round trip took 450 ns, and a pass with three exchanges a third longer). For OpenBLAS's
// products, with their many classes, a thread has a slice of the classes. For scores and
// evaluations, it has rows of its own.
//
// Each slice's part of a score is summed by itself, slices in their order, and an element of a
// gradient is summed over the rows in their order; slices depend on the shape alone. So the number
// of threads changes no bit. With direct products the tile doesn't either; OpenBLAS's depend on the
// tile, since it sums in an order of its own.
template <typename Float>
class ModelPass final : public Pass, public Work {
 public:
  explicit ModelPass(const PassOptions& options);

  // Copies the vectors and factors that stay as they were when the pass was prepared; false if
  // there is no memory.
  bool Copy();
  bool Start(const Batch& batch, const ArrayView& X, const ArrayView& scores,
             bool is_step) override;

  double Amount() const override { return plan_.Amount(); }
  size_t Phases() const override { return plan_.Phases(); }
  size_t Units(size_t phase) const override { return plan_.Units(phase); }
  void Run(size_t phase, size_t from, size_t to, size_t self) override;

 private:
  bool is_sum() const { return options_.kind == PassKind::kSums; }
  size_t Lay(Layout layout);

  void Forward(const Rows& rows, size_t self);
  bool packs() const;
  void Score(const Rows& chunk, Float* scores, const Tile<Float>& x, const Weights<Float>& weights,
             size_t from, size_t to);
  void ScoreSlices(const Rows& chunk, size_t from, size_t to);
  void ScoreRows(const Rows& chunk, const Rows& rows);
  void AddSlices(const Rows& chunk, const Rows& rows, size_t model, Float* sums) const;
  const Float* ScoreGradients(const Rows& chunk, size_t self);
  void Gather(const Rows& chunk, const Rows& rows);
  void ScoreClasses(const Rows& chunk, size_t model, size_t slice);
  void Losses(const Rows& chunk, const Rows& rows);
  void DirectProducts(const Rows& chunk, size_t slice, size_t part, size_t self);
  void OpenBlasProducts(const Rows& chunk, size_t model, size_t slice);
  void AddBias(const Rows& chunk, const Float* score_gradients, size_t model, size_t from,
               size_t to);
  void AddLosses(const Rows& chunk, size_t model, size_t copy);
  void StepWeights(size_t model, size_t row_from, size_t row_to, size_t from, size_t to);
  void Step(size_t model, size_t at, size_t count);
  void ScoreGradient(const Rows& rows, Float* scores, double* scratch,
                     const Evaluation& evaluation);
  void Output(const Rows& rows, Float* scores, double* scratch);
  void Evaluate(const Rows& rows, const Evaluation& evaluation, const Float* scores,
                double* scratch) const;
  Targets TargetsOf(const Rows& rows) const;

  // 0 for a sum, which has no penalty.
  Float TwiceLambda(size_t model) const {
    return lambdas_ == nullptr ? Float{0} : static_cast<Float>(2 * lambdas_[model]);
  }
  // Whether the gradient of a step is complete.
  bool IsStepDue(const Rows& chunk) const { return is_step_ && chunk.to == plan_.count(); }
  // Where a model's W and b begin in a stack: all W come first, then all b.
  size_t WeightsAt(size_t model) const { return model * weight_count_; }
  size_t BiasAt(size_t model) const {
    return options_.models * weight_count_ + model * options_.classes;
  }
  Float* WeightsOf(size_t model) const {
    return options_.parameters.as<Float>() + WeightsAt(model);
  }
  // Where all weights are packed: in each buffer, where threads have rows of their own.
  Float* PackedBy(size_t self) const {
    return packed_ == nullptr ? nullptr : packed_ + self * options_.models * weight_count_;
  }
  Weights<Float> AllWeights(size_t self) const {
    return {WeightsOf(0), PackedBy(self), options_.models, options_.classes};
  }
  Float* Bias(size_t model) const { return options_.parameters.as<Float>() + BiasAt(model); }
  // How many threads' own sums there are.
  size_t Copies() const { return plan_.parts_losses() ? 1 : plan_.threads(); }
  // Where a sum keeps the evaluation of a chunk's rows from `row` on.
  Evaluation EvaluationOf(size_t copy, size_t model, size_t row) const {
    const size_t at = (copy * options_.models + model) * plan_.chunk_rows() + row;
    return {evaluation_.losses + at, evaluation_.predicted + at, evaluation_.probabilities + at,
            evaluation_.true_probabilities + at};
  }
  // Where the evaluation of a run's rows from `row` on is handed out.
  Evaluation OutputsOf(const ArrayView& losses, size_t model, size_t row) const {
    const PassOptions& o = options_;
    const size_t at = model * plan_.count() + row;
    return {losses.as<double>() + at, o.predicted.as<uint16_t>() + at,
            o.probabilities.as<double>() + at, o.true_probabilities.as<double>() + at};
  }
  // Where a row's scores are, or a slice's part of them, or a thread's own sums.
  Float* ScoresOf(size_t model, const Rows& chunk, size_t row, size_t slice = 0) const {
    return scores_ + (slice * options_.models + model) * scores_stride_ +
           (row - chunk.from) * options_.classes;
  }
  Float* OwnScores(size_t self) const {
    return own_scores_ + self * options_.models * scores_stride_;
  }
  double* OwnScratch(size_t self) const {
    return loss_scratch_ + self * options_.models * scores_stride_;
  }
  RowRange<Float> Range(const Rows& rows) const {
    return {&source_, batch_->numbers() + rows.from, rows.size(), batch_->known() - rows.from};
  }

  // The state of a thread's own sums, a cache line each: other threads don't wait for it.
  struct alignas(64) Own {
    size_t rows_from;         // of the chunk whose gradient with respect to the scores it has
    bool has_packed = false;  // the weights, in its buffer
  };

  const PassOptions& options_;
  const Kernels<Float>& kernels_;
  PassPlan plan_;
  size_t offered_threads_ = 1;
  const Slices slices_;
  const size_t class_slices_;
  const size_t weight_count_;  // of one model
  size_t scores_stride_ = 0;   // from a model's scores to the next one's
  size_t scratch_bytes_ = 0;

  // Copies, and where they are kept.
  Scratch copies_[5];
  const double* lambdas_ = nullptr;  // models; null for a sum
  Source<Float> source_;

  // Of the run at hand.
  const Batch* batch_ = nullptr;
  Float* output_ = nullptr;  // the scores, where they are what is computed: count×K
  bool is_step_ = false;
  bool are_scores_added_ = false;  // whether slice 0 has the sum over all of them

  // The scratch memory, and its parts.
  void* block_ = nullptr;
  size_t stride_ = 0;  // from a row of x_ to the next
  Float* x_ = nullptr;
  Float* packed_ = nullptr;  // all weights; null if they aren't packed beforehand
  Float* scores_ = nullptr;
  Float* own_scores_ = nullptr;
  double* loss_scratch_ = nullptr;
  Evaluation evaluation_;    // of a sum's chunk of rows, by every model
  Float* biases_ = nullptr;  // as they were before the step: models × K
  Own* own_ = nullptr;
};

}  // namespace onelayer

#endif  // ONELAYER_NATIVE_MODEL_PASS_H_
