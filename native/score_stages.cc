// The stages of a pass from rows to scores, and on to what is made of them: their gradients, an
// evaluation, or the scores themselves.

#include <algorithm>

#include "blas.h"
#include "model_pass.h"

namespace onelayer {
namespace {

// S ← S + 1 bᵀ.
template <typename Float>
void AddRow(Float* scores, const Float* bias, size_t rows, size_t classes) {
  for (size_t i = 0; i < rows; ++i, scores += classes) {
    for (size_t k = 0; k < classes; ++k) scores[k] += bias[k];
  }
}

}  // namespace

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

// Computes the scores of some rows, added up over all slices.
template <typename Float>
void ModelPass<Float>::ScoreRows(const Rows& chunk, const Rows& rows) {
  const Tile<Float> tile{x_ + (rows.from - chunk.from) * stride_, stride_};
  Score(rows, ScoresOf(0, chunk, rows.from), tile, AllWeights(0), 0, slices_.count);
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

// S ← G, of one model; of a sum, the rows are evaluated first.
template <typename Float>
void ModelPass<Float>::ScoreGradient(const Rows& rows, Float* scores, double* scratch,
                                     const Evaluation& evaluation) {
  if (is_sum()) Evaluate(rows, evaluation, scores, scratch);
  const double batch_size = is_sum() ? 1 : static_cast<double>(plan_.count());
  kernels_.score_gradient[static_cast<size_t>(options_.loss)](scores, scratch, TargetsOf(rows),
                                                              batch_size);
}

// Hands out the scores of some rows, or their evaluation, by every model.
template <typename Float>
void ModelPass<Float>::Output(const Rows& rows, Float* scores, double* scratch) {
  const size_t K = options_.classes;
  const PassOptions& o = options_;
  for (size_t m = 0; m < o.models; ++m) {
    Float* const own = scores + m * scores_stride_;
    if (o.kind == PassKind::kScores) {
      std::copy_n(own, rows.size() * K, output_ + (m * plan_.count() + rows.from) * K);
      continue;
    }
    Evaluate(rows, OutputsOf(o.losses, m, rows.from), own, scratch + m * scores_stride_);
  }
}

template <typename Float>
void ModelPass<Float>::Evaluate(const Rows& rows, const Evaluation& evaluation, const Float* scores,
                                double* scratch) const {
  kernels_.evaluate[static_cast<size_t>(options_.loss)](evaluation, scores, scratch,
                                                        TargetsOf(rows));
}

template <typename Float>
Targets ModelPass<Float>::TargetsOf(const Rows& rows) const {
  const double* const weights = batch_->weights();
  return {batch_->labels() + rows.from, weights == nullptr ? nullptr : weights + rows.from,
          rows.size(), options_.classes, options_.label_smoothing};
}

template void ModelPass<float>::Forward(const Rows&, size_t);
template void ModelPass<double>::Forward(const Rows&, size_t);
template void ModelPass<float>::ScoreSlices(const Rows&, size_t, size_t);
template void ModelPass<double>::ScoreSlices(const Rows&, size_t, size_t);
template void ModelPass<float>::ScoreRows(const Rows&, const Rows&);
template void ModelPass<double>::ScoreRows(const Rows&, const Rows&);
template void ModelPass<float>::AddSlices(const Rows&, const Rows&, size_t, float*) const;
template void ModelPass<double>::AddSlices(const Rows&, const Rows&, size_t, double*) const;
template void ModelPass<float>::Gather(const Rows&, const Rows&);
template void ModelPass<double>::Gather(const Rows&, const Rows&);
template void ModelPass<float>::ScoreClasses(const Rows&, size_t, size_t);
template void ModelPass<double>::ScoreClasses(const Rows&, size_t, size_t);
template void ModelPass<float>::Losses(const Rows&, const Rows&);
template void ModelPass<double>::Losses(const Rows&, const Rows&);
template void ModelPass<float>::ScoreGradient(const Rows&, float*, double*, const Evaluation&);
template void ModelPass<double>::ScoreGradient(const Rows&, double*, double*, const Evaluation&);
template Targets ModelPass<float>::TargetsOf(const Rows&) const;
template Targets ModelPass<double>::TargetsOf(const Rows&) const;

}  // namespace onelayer
