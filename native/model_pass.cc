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

template <typename Float>
std::unique_ptr<Pass> MakePassOf(const PassOptions& options) {
  auto pass = std::make_unique<ModelPass<Float>>(options);
  if (!pass->Copy()) return nullptr;
  return pass;
}

// Whether there was memory for a copy, or nothing to copy.
template <typename Element>
bool CopyTo(const Element** copy, Scratch* memory, const ArrayView& view, size_t count) {
  if (!view.is_given) return true;
  auto* const copied = static_cast<Element*>(memory->Reserve(count * sizeof(Element)));
  if (copied != nullptr) std::copy_n(view.as<const Element>(), count, copied);
  return (*copy = copied) != nullptr;
}

}  // namespace

std::unique_ptr<Pass> MakePass(const PassOptions& options) {
  return options.parameters.is_float32() ? MakePassOf<float>(options) : MakePassOf<double>(options);
}

template <typename Float>
ModelPass<Float>::ModelPass(const PassOptions& options)
    : options_(options),
      kernels_(ChosenKernels<Float>()),
      plan_(options, sizeof(Float), 0, 1),
      slices_(plan_.slices()),
      class_slices_(plan_.class_slices()),
      weight_count_(options.classes * options.features) {
  source_.features = options.features;
}

template <typename Float>
bool ModelPass<Float>::Copy() {
  const PassOptions& o = options_;
  return CopyTo(&lambdas_, &copies_[0], o.lambdas, o.models) &&
         CopyTo(&source_.slope, &copies_[1], o.slope, o.features) &&
         CopyTo(&source_.intercept, &copies_[2], o.intercept, o.features);
}

template <typename Float>
bool ModelPass<Float>::Start(const Batch& batch, const ArrayView& X, const ArrayView& scores,
                             bool is_step) {
  const auto threads = static_cast<size_t>(Threads());
  if (batch.count() != plan_.count() || threads != offered_threads_) {
    plan_ = PassPlan(options_, sizeof(Float), batch.count(), offered_threads_ = threads);
    stride_ = plan_.stride();
    // Whole cache lines, so that threads write to lines of their own.
    scores_stride_ = (plan_.chunk_rows() * options_.classes + 15) / 16 * 16;
    scratch_bytes_ = Lay(Layout(nullptr));
    block_ = nullptr;
  }
  void* const block = ThreadScratch().Reserve(scratch_bytes_);
  if (block == nullptr) return false;
  if (block != block_) Lay(Layout(block_ = block));
  batch_ = &batch;
  source_.data = X.data;
  source_.element = X.element_size();
  output_ = scores.as<Float>();
  is_step_ = is_step;
  are_scores_added_ = false;
  std::copy_n(Bias(0), options_.models * options_.classes, biases_);
  std::fill_n(own_, Copies(), Own{plan_.count()});
  RunInParallel(this, static_cast<int>(plan_.threads()));
  return true;
}

// Whether the weights are packed for all chunks at once. Very wide ones cost more to write and read
// again than to pack for each chunk.
template <typename Float>
bool ModelPass<Float>::packs() const {
  constexpr size_t kMostBytes = size_t{1} << 19;
  return kernels_.pack != nullptr && plan_.is_direct() && plan_.count() > plan_.chunk_rows() &&
         options_.models * weight_count_ * sizeof(Float) <= kMostBytes;
}

template <typename Float>
size_t ModelPass<Float>::Lay(Layout layout) {
  const size_t scores = options_.models * scores_stride_;
  const size_t rows = is_sum() ? Copies() * plan_.chunk_rows() : 0;
  const bool is_sliced = plan_.is_direct() && options_.has_backward();
  x_ = layout.Array<Float>(plan_.buffers() * plan_.chunk_rows() * stride_);
  packed_ =
      packs() ? layout.Array<Float>(plan_.buffers() * options_.models * weight_count_) : nullptr;
  scores_ = layout.Array<Float>(scores * (is_sliced ? slices_.count : plan_.buffers()));
  own_scores_ = layout.Array<Float>(is_sliced ? scores * Copies() : 0);
  loss_scratch_ = layout.Array<double>(scores * Copies());
  evaluation_ = {layout.Array<double>(rows * options_.models), layout.Array<uint16_t>(rows),
                 layout.Array<double>(rows), layout.Array<double>(rows)};
  biases_ = layout.Array<Float>(options_.models * options_.classes);
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
  return {&source_, batch_->numbers() + rows.from, rows.size(), batch_->known() - rows.from};
}

// The parts of the scores of some slices, of every model.
template <typename Float>
void ModelPass<Float>::Score(const Rows& chunk, Float* scores, const Tile<Float>& x,
                             const Weights<Float>& weights, size_t from, size_t to) {
  for (size_t m = 0; m < options_.models; ++m) {
    std::fill_n(scores + m * scores_stride_, chunk.size() * options_.classes, Float{0});
  }
  kernels_.gather_and_score(scores, scores_stride_, x, Range(chunk), weights, slices_, from, to);
}

template <typename Float>
void ModelPass<Float>::Forward(const Rows& rows, size_t self) {
  const Tile<Float> tile{x_ + self * plan_.chunk_rows() * stride_, stride_};
  Float* const own = scores_ + self * options_.models * scores_stride_;
  // Each thread packs its own: what another core has just written comes slowly.
  if (packed_ != nullptr && !own_[self].has_packed) {
    kernels_.pack(PackedBy(self), AllWeights(self), slices_, 0, slices_.count);
    own_[self].has_packed = true;
  }
  for (size_t from = rows.from; from < rows.to; from += plan_.chunk_rows()) {
    const Rows chunk{from, std::min(rows.to, from + plan_.chunk_rows())};
    Score(chunk, own, tile, AllWeights(self), 0, slices_.count);
    for (size_t m = 0; m < options_.models; ++m) {
      AddRow(own + m * scores_stride_, Bias(m), chunk.size(), options_.classes);
    }
    Output(chunk, own, OwnScratch(self));
  }
}

template <typename Float>
Targets ModelPass<Float>::TargetsOf(const Rows& rows) const {
  const double* const weights = batch_->weights();
  return {batch_->labels() + rows.from, weights == nullptr ? nullptr : weights + rows.from,
          rows.size(), options_.classes, options_.label_smoothing};
}

// S ← G, of one model; of a sum, the rows are evaluated first.
template <typename Float>
void ModelPass<Float>::ScoreGradient(const Rows& rows, Float* scores, double* scratch,
                                     const Evaluation& evaluation) {
  if (is_sum()) Evaluate(rows, evaluation, scores, scratch);
  const double batch_size = is_sum() ? 1 : static_cast<double>(plan_.count());
  kernels_.score_gradient[static_cast<size_t>(options_.loss)](scores, scratch, TargetsOf(rows),
                                                              batch_size);
}

template <typename Float>
void ModelPass<Float>::Evaluate(const Rows& rows, const Evaluation& evaluation, const Float* scores,
                                double* scratch) const {
  kernels_.evaluate[static_cast<size_t>(options_.loss)](evaluation, scores, scratch,
                                                        TargetsOf(rows));
}

// Hands out the scores of some rows, or their evaluation, by every model.
template <typename Float>
void ModelPass<Float>::Output(const Rows& rows, Float* scores, double* scratch) {
  const size_t K = options_.classes;
  const PassOptions& o = options_;
  for (size_t m = 0; m < o.models; ++m) {
    const size_t at = m * plan_.count() + rows.from;
    Float* const own = scores + m * scores_stride_;
    if (o.kind == PassKind::kScores) {
      std::copy_n(own, rows.size() * K, output_ + at * K);
      continue;
    }
    Evaluate(rows,
             {o.losses.as<double>() + at, o.predicted.as<uint16_t>() + at,
              o.probabilities.as<double>() + at, o.true_probabilities.as<double>() + at},
             own, scratch + m * scores_stride_);
  }
}

// Computes the parts of the scores of some slices. A thread that has all slices takes each row only
// once, and adds them up on the way.
template <typename Float>
void ModelPass<Float>::ScoreSlices(const Rows& chunk, size_t from, size_t to) {
  if (packed_ != nullptr && chunk.from == 0)
    kernels_.pack(PackedBy(0), AllWeights(0), slices_, from, to);
  const bool has_all = from == 0 && to == slices_.count;
  for (size_t slice = from; slice < (has_all ? 1 : to); ++slice) {
    Score(chunk, ScoresOf(0, chunk, chunk.from, slice), {x_, stride_}, AllWeights(0), slice,
          has_all ? to : slice + 1);
  }
  // Read in the next phase; only a thread that has all slices writes it.
  if (has_all) are_scores_added_ = true;
}

// S ← Σ over the slices + 1 bᵀ, in the slices' order.
template <typename Float>
void ModelPass<Float>::AddSlices(const Rows& chunk, const Rows& rows, size_t model,
                                 Float* sums) const {
  const size_t size = rows.size() * options_.classes;
  const size_t count = are_scores_added_ ? 1 : slices_.count;
  const Float* const first = ScoresOf(model, chunk, rows.from);
  if (sums != first) std::copy_n(first, size, sums);
  for (size_t slice = 1; slice < count; ++slice) {
    const Float* const added = ScoresOf(model, chunk, rows.from, slice);
    for (size_t i = 0; i < size; ++i) sums[i] += added[i];
  }
  AddRow(sums, biases_ + model * options_.classes, rows.size(), options_.classes);
}

template <typename Float>
void ModelPass<Float>::Gather(const Rows& chunk, const Rows& rows) {
  kernels_.gather({x_ + (rows.from - chunk.from) * stride_, stride_}, Range(rows));
}

// S[:, slice] ← X W[slice]ᵀ + 1 b[slice]ᵀ.
template <typename Float>
void ModelPass<Float>::ScoreClasses(const Rows& chunk, size_t model, size_t slice) {
  const size_t K = options_.classes;
  const size_t d = options_.features;
  const size_t from = plan_.ClassStart(slice);
  const size_t count = plan_.ClassStart(slice + 1) - from;
  Float* const scores = ScoresOf(model, chunk, chunk.from) + from;
  for (size_t i = 0; i < chunk.size(); ++i) {
    std::copy_n(Bias(model) + from, count, scores + i * K);
  }
  AddGemm<Float>(false, true, chunk.size(), count, d, x_, stride_, WeightsOf(model) + from * d, d,
                 Float{1}, scores, K);
}

template <typename Float>
void ModelPass<Float>::Losses(const Rows& chunk, const Rows& rows) {
  double* const scratch = loss_scratch_ + (rows.from - chunk.from) * options_.classes;
  if (!options_.has_backward()) return Output(rows, ScoresOf(0, chunk, rows.from), scratch);
  for (size_t m = 0; m < options_.models; ++m) {
    Float* const scores = ScoresOf(m, chunk, rows.from);
    if (plan_.is_direct()) AddSlices(chunk, rows, m, scores);
    ScoreGradient(rows, scores, scratch + m * scores_stride_,
                  EvaluationOf(0, m, rows.from - chunk.from));
  }
}

template class ModelPass<float>;
template class ModelPass<double>;

}  // namespace onelayer
