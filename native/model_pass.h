#ifndef ONELAYER_NATIVE_MODEL_PASS_H_
#define ONELAYER_NATIVE_MODEL_PASS_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "batch.h"
#include "kernels/kernels.h"
#include "pass_plan.h"
#include "pool.h"
#include "scratch.h"

namespace onelayer {

// Rounds a number of elements up to whole cache lines, so that threads write to lines of their own.
template <typename Size>
constexpr Size WholeLines(Size numbers) {
  return (numbers + 15) / 16 * 16;
}

// The task of a pass of samples through linear classifiers that see the same samples: all that
// stays the same from run to run.
template <typename Float>
struct PassTask {
  PassKind kind = PassKind::kGradients;
  Source<Float> source;
  Loss loss = Loss::kCrossEntropy;
  double label_smoothing = 0;
  size_t models = 1;
  size_t classes = 0;           // K
  Float* parameters = nullptr;  // W of all models: (models·K)×d, then b of all; a step writes it
  const double* lambdas = nullptr;  // models
  const double* etas = nullptr;     // models; null where there is no step
  Float* velocities = nullptr;      // as the parameters; null without momentum
  double momentum = 0;
  bool is_nesterov = false;
  Float* gradients = nullptr;  // as the parameters
  double* losses = nullptr;    // of sums: models
  double* weight = nullptr;    // of sums: 1
  Evaluation evaluation;       // models × count each
  Float* scores = nullptr;     // models × count×K
  Product product = Product::kDirect;
  size_t tile_rows = 0;
};

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
class ModelPass final : public Work {
 public:
  explicit ModelPass(const PassTask<Float>& task);

  // For a caller that changes the features or the scores from run to run.
  PassTask<Float>* task() { return &task_; }

  // Passes a batch through the models, with a step if there is one; false if there is no scratch
  // memory. The plan is that of the last run, as long as batches and threads are as many.
  bool Start(const Batch& batch, bool is_step);

  double Amount() const override { return plan_.Amount(); }
  size_t Phases() const override { return plan_.Phases(); }
  size_t Units(size_t phase) const override { return plan_.Units(phase); }
  void Run(size_t phase, size_t from, size_t to, size_t self) override;

 private:
  bool has_backward() const { return task_.gradients != nullptr; }
  bool is_sum() const { return task_.kind == PassKind::kSums; }
  void Replan();
  size_t Lay(Layout layout);

  void Forward(const Rows& rows, size_t self);
  void ScoreSlices(const Rows& chunk, size_t from, size_t to);
  void AddSlices(const Rows& chunk, const Rows& rows, size_t model, Float* sums) const;
  const Float* ScoreGradients(const Rows& chunk, size_t self);
  void Gather(const Rows& chunk, const Rows& rows);
  void ScoreClasses(const Rows& chunk, size_t model, size_t slice);
  void Losses(const Rows& chunk, const Rows& rows);
  void DirectProducts(const Rows& chunk, size_t slice, size_t self);
  void OpenBlasProducts(const Rows& chunk, size_t model, size_t slice);
  void AddBias(const Rows& chunk, const Float* score_gradients, size_t model, size_t from,
               size_t to);
  void AddLosses(const Rows& chunk, size_t model, size_t copy);
  void StepWeights(size_t model, size_t row_from, size_t row_to, size_t from, size_t to);
  void StepBias(size_t model, size_t from, size_t to);
  void Step(size_t model, size_t at, size_t count);
  void ScoreGradient(const Rows& rows, Float* scores, double* scratch,
                     const Evaluation& evaluation);
  void Output(const Rows& rows, Float* scores, double* scratch);
  void Evaluate(const Rows& rows, const Evaluation& evaluation, const Float* scores,
                double* scratch) const;
  Targets TargetsOf(const Rows& rows) const;

  // 0 for a sum, which has no penalty.
  Float TwiceLambda(size_t model) const {
    return task_.lambdas == nullptr ? Float{0} : static_cast<Float>(2 * task_.lambdas[model]);
  }
  // Whether the gradient of a step is complete.
  bool IsStepDue(const Rows& chunk) const { return is_step_ && chunk.to == size_.count; }
  // Where a model's W and b begin in a stack: all W come first, then all b.
  size_t WeightsAt(size_t model) const { return model * weight_count_; }
  size_t BiasAt(size_t model) const { return task_.models * weight_count_ + model * task_.classes; }
  Float* Weights(size_t model) const { return task_.parameters + WeightsAt(model); }
  Float* Bias(size_t model) const { return task_.parameters + BiasAt(model); }
  // How many threads' own sums there are.
  size_t Copies() const { return plan_.parts_losses() ? 1 : plan_.threads(); }
  // Where a sum keeps the evaluation of a chunk's rows from `row` on.
  Evaluation EvaluationOf(size_t copy, size_t model, size_t row) const {
    const size_t rows = plan_.chunk_rows();
    const size_t at = copy * rows + row;
    return {evaluation_.losses + (copy * task_.models + model) * rows + row,
            evaluation_.predicted + at, evaluation_.probabilities + at,
            evaluation_.true_probabilities + at};
  }
  // Where a row's scores are, or a slice's part of them, or a thread's own sums.
  Float* ScoresOf(size_t model, const Rows& chunk, size_t row, size_t slice = 0) const {
    return scores_ + (slice * task_.models + model) * scores_stride_ +
           (row - chunk.from) * task_.classes;
  }
  Float* OwnScores(size_t self) const { return own_scores_ + self * task_.models * scores_stride_; }
  double* OwnScratch(size_t self) const {
    return loss_scratch_ + self * task_.models * scores_stride_;
  }
  RowRange<Float> Range(const Rows& rows) const;

  // The state of a thread's own sums, a cache line each: other threads don't wait for it.
  struct alignas(64) Own {
    size_t rows_from;  // of the chunk whose gradient with respect to the scores it has
  };

  PassTask<Float> task_;
  const Kernels<Float>& kernels_;
  PassSize size_;
  PassPlan plan_;
  const Slices slices_;
  const size_t class_slices_;
  const size_t weight_count_;  // of one model
  size_t scores_stride_ = 0;   // from a model's scores to the next one's
  size_t scratch_bytes_ = 0;

  // Of the run at hand.
  const Batch* batch_ = nullptr;
  bool is_step_ = false;
  bool are_scores_added_ = false;  // whether slice 0 has the sum over all of them

  // The scratch memory, and its parts.
  void* block_ = nullptr;
  size_t stride_ = 0;  // from a row of x_ to the next
  Float* x_ = nullptr;
  Float* scores_ = nullptr;
  Float* own_scores_ = nullptr;
  double* loss_scratch_ = nullptr;
  Evaluation evaluation_;    // of a sum, of whose numbers the losses alone are used
  Float* biases_ = nullptr;  // as they were before the step: models × K
  Own* own_ = nullptr;
};

}  // namespace onelayer

#endif  // ONELAYER_NATIVE_MODEL_PASS_H_
