#include "model_pass.h"

#include "blas.h"
#include "threads.h"

namespace onelayer {
namespace {

// S ← S + 1 bᵀ.
template <typename Float>
void AddRow(Float* scores, const Float* bias, size_t rows, size_t classes) {
  for (size_t i = 0; i < rows; ++i, scores += classes) {
    for (size_t k = 0; k < classes; ++k) scores[k] += bias[k];
  }
}

// For no samples yet.
template <typename Float>
PassSize SizeOf(const PassTask<Float>& task) {
  PassSize size;
  size.models = task.models;
  size.classes = task.classes;
  size.features = task.source.features;
  size.element = sizeof(Float);
  size.has_backward = task.gradients != nullptr;
  size.product = task.product;
  size.tile_rows = task.tile_rows;
  return size;
}

}  // namespace

template <typename Float>
ModelPass<Float>::ModelPass(const PassTask<Float>& task)
    : task_(task),
      kernels_(ChosenKernels<Float>()),
      size_(SizeOf(task)),
      plan_(size_),
      slices_(plan_.slices()),
      class_slices_(plan_.class_slices()),
      weight_count_(task.classes * task.source.features) {}

template <typename Float>
bool ModelPass<Float>::Start(const Batch& batch, bool is_step) {
  const auto threads = static_cast<size_t>(Threads());
  if (batch.count() != size_.count || threads != size_.threads) {
    size_.count = batch.count();
    size_.threads = threads;
    Replan();
  }
  void* const block = ThreadScratch().Reserve(scratch_bytes_);
  if (block == nullptr) return false;
  if (block != block_) Lay(Layout(block_ = block));
  batch_ = &batch;
  is_step_ = is_step;
  are_scores_added_ = false;
  std::copy_n(Bias(0), task_.models * task_.classes, biases_);
  std::fill_n(own_, Copies(), Own{size_.count});
  RunInParallel(this, static_cast<int>(plan_.threads()));
  return true;
}

template <typename Float>
void ModelPass<Float>::Replan() {
  plan_ = PassPlan(size_);
  stride_ = plan_.stride();
  scores_stride_ = WholeLines(plan_.chunk_rows() * task_.classes);
  scratch_bytes_ = Lay(Layout(nullptr));
  block_ = nullptr;
}

template <typename Float>
size_t ModelPass<Float>::Lay(Layout layout) {
  const size_t scores = task_.models * scores_stride_;
  const size_t rows = is_sum() ? Copies() * plan_.chunk_rows() : 0;
  const bool is_sliced = plan_.is_direct() && has_backward();
  x_ = layout.Array<Float>(plan_.buffers() * plan_.chunk_rows() * stride_);
  scores_ = layout.Array<Float>(scores * (is_sliced ? slices_.count : plan_.buffers()));
  own_scores_ = layout.Array<Float>(is_sliced ? scores * Copies() : 0);
  loss_scratch_ = layout.Array<double>(scores * Copies());
  evaluation_ = {layout.Array<double>(rows * task_.models), layout.Array<uint16_t>(rows),
                 layout.Array<double>(rows), layout.Array<double>(rows)};
  biases_ = layout.Array<Float>(task_.models * task_.classes);
  own_ = layout.Array<Own>(Copies());
  return layout.bytes();
}

template <typename Float>
void ModelPass<Float>::Run(size_t phase, size_t from, size_t to, size_t self) {
  const Rows chunk = plan_.ChunkOf(phase);
  switch (plan_.StageOf(phase)) {
    case Stage::kForward:
      return Forward(plan_.UnitRows(chunk, from, to), self);
    case Stage::kSliceScores:
      return ScoreSlices(chunk, from, to);
    case Stage::kGather:
      return Gather(chunk, plan_.UnitRows(chunk, from, to));
    case Stage::kLosses:
      return Losses(chunk, plan_.UnitRows(chunk, from, to));
    case Stage::kClassScores:
      for (size_t unit = from; unit < to; ++unit) {
        ScoreClasses(chunk, unit / class_slices_, unit % class_slices_);
      }
      return;
    case Stage::kProducts:
      for (size_t unit = from; unit < to; ++unit) {
        if (plan_.is_direct()) {
          DirectProducts(chunk, unit, self);
        } else {
          OpenBlasProducts(chunk, unit / class_slices_, unit % class_slices_);
        }
      }
      return;
  }
}

template <typename Float>
RowRange<Float> ModelPass<Float>::Range(const Rows& rows) const {
  return {&task_.source, batch_->numbers() + rows.from, rows.size(), batch_->known() - rows.from};
}

template <typename Float>
void ModelPass<Float>::Forward(const Rows& rows, size_t self) {
  const Tile<Float> tile{x_ + self * plan_.chunk_rows() * stride_, stride_};
  const size_t own = self * task_.models * scores_stride_;
  for (size_t from = rows.from; from < rows.to; from += plan_.chunk_rows()) {
    const Rows chunk{from, std::min(rows.to, from + plan_.chunk_rows())};
    const size_t size = chunk.size() * task_.classes;
    for (size_t m = 0; m < task_.models; ++m) {
      std::fill_n(scores_ + own + m * scores_stride_, size, Float{0});
    }
    kernels_.gather_and_score(scores_ + own, scores_stride_, tile, Range(chunk), task_.parameters,
                              task_.models, task_.classes, slices_, 0, slices_.count);
    for (size_t m = 0; m < task_.models; ++m) {
      AddRow(scores_ + own + m * scores_stride_, Bias(m), chunk.size(), task_.classes);
    }
    Output(chunk, scores_ + own, OwnScratch(self));
  }
}

template <typename Float>
Targets ModelPass<Float>::TargetsOf(const Rows& rows) const {
  const double* const weights = batch_->weights();
  return {batch_->labels() + rows.from, weights == nullptr ? nullptr : weights + rows.from,
          rows.size(), task_.classes, task_.label_smoothing};
}

// S ← G, of one model; of a sum, the rows are evaluated first.
template <typename Float>
void ModelPass<Float>::ScoreGradient(const Rows& rows, Float* scores, double* scratch,
                                     const Evaluation& evaluation) {
  if (is_sum()) Evaluate(rows, evaluation, scores, scratch);
  const double batch_size = is_sum() ? 1 : static_cast<double>(size_.count);
  kernels_.score_gradient[static_cast<size_t>(task_.loss)](scores, scratch, TargetsOf(rows),
                                                           batch_size);
}

template <typename Float>
void ModelPass<Float>::Evaluate(const Rows& rows, const Evaluation& evaluation, const Float* scores,
                                double* scratch) const {
  kernels_.evaluate[static_cast<size_t>(task_.loss)](evaluation, scores, scratch, TargetsOf(rows));
}

// Hands out the scores of some rows, or their evaluation, by every model.
template <typename Float>
void ModelPass<Float>::Output(const Rows& rows, Float* scores, double* scratch) {
  const size_t K = task_.classes;
  const Evaluation& all = task_.evaluation;
  for (size_t m = 0; m < task_.models; ++m) {
    const size_t at = m * size_.count + rows.from;
    Float* const own = scores + m * scores_stride_;
    if (task_.kind == PassKind::kScores) {
      std::copy_n(own, rows.size() * K, task_.scores + at * K);
      continue;
    }
    Evaluate(
        rows,
        {all.losses + at, all.predicted + at, all.probabilities + at, all.true_probabilities + at},
        own, scratch + m * scores_stride_);
  }
}

// Computes the parts of the scores of some slices. A thread that has all slices takes each row only
// once, and adds them up on the way.
template <typename Float>
void ModelPass<Float>::ScoreSlices(const Rows& chunk, size_t from, size_t to) {
  const size_t size = chunk.size() * task_.classes;
  const bool has_all = from == 0 && to == slices_.count;
  for (size_t slice = from; slice < (has_all ? 1 : to); ++slice) {
    Float* const scores = ScoresOf(0, chunk, chunk.from, slice);
    for (size_t m = 0; m < task_.models; ++m) {
      std::fill_n(scores + m * scores_stride_, size, Float{0});
    }
    kernels_.gather_and_score(scores, scores_stride_, {x_, stride_}, Range(chunk), task_.parameters,
                              task_.models, task_.classes, slices_, slice,
                              has_all ? to : slice + 1);
  }
  // Read in the next phase; only a thread that has all slices writes it.
  if (has_all) are_scores_added_ = true;
}

// S ← Σ over the slices + 1 bᵀ, in the slices' order.
template <typename Float>
void ModelPass<Float>::AddSlices(const Rows& chunk, const Rows& rows, size_t model,
                                 Float* sums) const {
  const size_t size = rows.size() * task_.classes;
  const size_t count = are_scores_added_ ? 1 : slices_.count;
  const Float* const first = ScoresOf(model, chunk, rows.from);
  if (sums != first) std::copy_n(first, size, sums);
  for (size_t slice = 1; slice < count; ++slice) {
    const Float* const added = ScoresOf(model, chunk, rows.from, slice);
    for (size_t i = 0; i < size; ++i) sums[i] += added[i];
  }
  AddRow(sums, biases_ + model * task_.classes, rows.size(), task_.classes);
}

// The gradients with respect to a chunk's scores: those that all threads computed together, or a
// thread's own, computed when it first needs them.
template <typename Float>
const Float* ModelPass<Float>::ScoreGradients(const Rows& chunk, size_t self) {
  if (plan_.parts_losses()) return ScoresOf(0, chunk, chunk.from);
  Float* const scores = OwnScores(self);
  if (own_[self].rows_from == chunk.from) return scores;
  own_[self].rows_from = chunk.from;
  for (size_t m = 0; m < task_.models; ++m) {
    Float* const s = scores + m * scores_stride_;
    AddSlices(chunk, chunk, m, s);
    ScoreGradient(chunk, s, OwnScratch(self), EvaluationOf(self, m, 0));
  }
  return scores;
}

template <typename Float>
void ModelPass<Float>::Gather(const Rows& chunk, const Rows& rows) {
  kernels_.gather({x_ + (rows.from - chunk.from) * stride_, stride_}, Range(rows));
}

// S[:, slice] ← X W[slice]ᵀ + 1 b[slice]ᵀ.
template <typename Float>
void ModelPass<Float>::ScoreClasses(const Rows& chunk, size_t model, size_t slice) {
  const size_t K = task_.classes;
  const size_t d = task_.source.features;
  const size_t from = plan_.ClassStart(slice);
  const size_t count = plan_.ClassStart(slice + 1) - from;
  Float* const scores = ScoresOf(model, chunk, chunk.from) + from;
  for (size_t i = 0; i < chunk.size(); ++i) {
    std::copy_n(Bias(model) + from, count, scores + i * K);
  }
  AddGemm<Float>(false, true, chunk.size(), count, d, x_, stride_, Weights(model) + from * d, d,
                 Float{1}, scores, K);
}

template <typename Float>
void ModelPass<Float>::Losses(const Rows& chunk, const Rows& rows) {
  double* const scratch = loss_scratch_ + (rows.from - chunk.from) * task_.classes;
  if (!has_backward()) return Output(rows, ScoresOf(0, chunk, rows.from), scratch);
  for (size_t m = 0; m < task_.models; ++m) {
    Float* const scores = ScoresOf(m, chunk, rows.from);
    if (plan_.is_direct()) AddSlices(chunk, rows, m, scores);
    ScoreGradient(rows, scores, scratch + m * scores_stride_,
                  EvaluationOf(0, m, rows.from - chunk.from));
  }
}

template class ModelPass<float>;
template class ModelPass<double>;

}  // namespace onelayer
