// The last stage of a pass for gradients or sums, with either product: dW, db, and the step.

#include <algorithm>

#include "blas.h"
#include "model_pass.h"

namespace onelayer {

// The gradients with respect to a chunk's scores: those that all threads computed together, or a
// thread's own, computed when it first needs them.
template <typename Float>
const Float* ModelPass<Float>::ScoreGradients(const Rows& chunk, size_t self) {
  if (plan_.parts_losses()) return ScoresOf(0, chunk, chunk.from);
  Float* const scores = OwnScores(self);
  if (own_[self].rows_from == chunk.from) return scores;
  own_[self].rows_from = chunk.from;
  for (size_t m = 0; m < options_.models; ++m) {
    Float* const s = scores + m * scores_stride_;
    AddSlices(chunk, chunk, m, s);
    ScoreGradient(chunk, s, OwnScratch(self), EvaluationOf(self, m, 0));
  }
  return scores;
}

// db[from .. to) ← Σ rows of G; or db ← db + Σ rows of G, after the first chunk and for a sum.
template <typename Float>
void ModelPass<Float>::AddBias(const Rows& chunk, const Float* score_gradients, size_t model,
                               size_t from, size_t to) {
  Float* const bias = options_.gradients.as<Float>() + BiasAt(model);
  if (chunk.from == 0 && !is_sum()) std::fill(bias + from, bias + to, Float{0});
  const Float* g = score_gradients + model * scores_stride_;
  for (size_t i = 0; i < chunk.size(); ++i, g += options_.classes) {
    for (size_t k = from; k < to; ++k) bias[k] += g[k];
  }
}

// Adds the weights of a chunk's rows, and their weighted losses, to a sum, and hands out the
// evaluation of each row where it is wanted.
template <typename Float>
void ModelPass<Float>::AddLosses(const Rows& chunk, size_t model, size_t copy) {
  const PassOptions& o = options_;
  const Targets targets = TargetsOf(chunk);
  const Evaluation evaluation = EvaluationOf(copy, model, 0);
  for (size_t i = 0; i < chunk.size(); ++i) {
    o.losses.as<double>()[model] += targets.Weight(i) * evaluation.losses[i];
    if (model == 0) *o.weight.as<double>() += targets.Weight(i);
  }
  if (!o.sample_losses.is_given) return;
  const Evaluation outputs = OutputsOf(o.sample_losses, model, chunk.from);
  std::copy_n(evaluation.losses, chunk.size(), outputs.losses);
  std::copy_n(evaluation.predicted, chunk.size(), outputs.predicted);
  std::copy_n(evaluation.probabilities, chunk.size(), outputs.probabilities);
  std::copy_n(evaluation.true_probabilities, chunk.size(), outputs.true_probabilities);
}

// dW ← 2λ W + Gᵀ X for the columns of a part of a slice, of every model.
template <typename Float>
void ModelPass<Float>::DirectProducts(const Rows& chunk, size_t slice, size_t part, size_t self) {
  const Float* const score_gradients = ScoreGradients(chunk, self);
  const bool is_first = chunk.from == 0 && !is_sum();
  const size_t K = options_.classes;
  const size_t from = plan_.PartStart(slice, part);
  const size_t to = plan_.PartStart(slice, part + 1);
  const bool has_bias = slice == 0 && part == 0;
  const Tile<Float> x = slices_.TileOf(Tile<Float>{x_, stride_}, slice);
  for (size_t m = 0; m < options_.models; ++m) {
    kernels_.add_products(options_.gradients.as<Float>() + WeightsAt(m), WeightsOf(m),
                          TwiceLambda(m), is_first, score_gradients + m * scores_stride_, x,
                          chunk.size(), K, options_.features, from, to,
                          m == 0 ? Range({chunk.to, chunk.to}) : RowRange<Float>{});
    if (has_bias) AddBias(chunk, score_gradients, m, 0, K);
    if (has_bias && is_sum()) AddLosses(chunk, m, plan_.parts_losses() ? 0 : self);
    if (!IsStepDue(chunk)) continue;
    StepWeights(m, 0, K, from, to);
    if (has_bias) Step(m, BiasAt(m), K);
  }
}

// dW ← 2λ W + Gᵀ X for some rows, of one model.
template <typename Float>
void ModelPass<Float>::OpenBlasProducts(const Rows& chunk, size_t model, size_t slice) {
  const size_t K = options_.classes;
  const size_t d = options_.features;
  const size_t from = plan_.ClassStart(slice);
  const size_t to = plan_.ClassStart(slice + 1);
  AddBias(chunk, ScoresOf(0, chunk, chunk.from), model, from, to);
  if (slice == 0 && is_sum()) AddLosses(chunk, model, 0);
  Float* const gradient = options_.gradients.as<Float>() + WeightsAt(model) + from * d;
  const size_t size = (to - from) * d;
  const Float twice_lambda = TwiceLambda(model);
  const bool is_first = chunk.from == 0 && !is_sum();
  Float beta{1};
  if (is_first && twice_lambda == Float{0}) {
    // Not zeroed first, which would write a large gradient twice, unless the product is a vector:
    // gemv may multiply NaN by a beta of 0.
    beta = Float{0};
    if (to - from == 1 || d == 1) std::fill_n(gradient, size, Float{0});
  } else if (is_first) {
    const Float* const weights = WeightsOf(model) + from * d;
    for (size_t i = 0; i < size; ++i) gradient[i] = twice_lambda * weights[i];
  }
  AddGemm<Float>(true, false, to - from, d, chunk.size(), ScoresOf(model, chunk, chunk.from) + from,
                 K, x_, stride_, beta, gradient, d);
  if (!IsStepDue(chunk)) return;
  StepWeights(model, from, to, 0, d);
  Step(model, BiasAt(model) + from, to - from);
}

// Makes the step of W, plain or with momentum, in some rows and columns.
template <typename Float>
void ModelPass<Float>::StepWeights(size_t model, size_t row_from, size_t row_to, size_t from,
                                   size_t to) {
  const size_t d = options_.features;
  for (size_t k = row_from; k < row_to; ++k)
    Step(model, WeightsAt(model) + k * d + from, to - from);
}

// Some of a model's numbers, from `at` on in the stack.
template <typename Float>
void ModelPass<Float>::Step(size_t model, size_t at, size_t count) {
  const auto eta = static_cast<Float>(options_.etas.as<const double>()[model]);
  Float* const parameters = options_.parameters.as<Float>() + at;
  const Float* const gradient = options_.gradients.as<Float>() + at;
  if (!options_.velocities.is_given) return kernels_.axpy(parameters, -eta, gradient, count);
  Float* const velocity = options_.velocities.as<Float>() + at;
  const auto momentum = static_cast<Float>(options_.momentum);
  kernels_.momentum_step(parameters, velocity, gradient, {eta, momentum, options_.is_nesterov},
                         count);
}

template void ModelPass<float>::DirectProducts(const Rows&, size_t, size_t, size_t);
template void ModelPass<double>::DirectProducts(const Rows&, size_t, size_t, size_t);
template void ModelPass<float>::OpenBlasProducts(const Rows&, size_t, size_t);
template void ModelPass<double>::OpenBlasProducts(const Rows&, size_t, size_t);

}  // namespace onelayer
