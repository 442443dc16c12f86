#include "softmax_pass.h"

#include "blas.h"

namespace onelayer {
namespace {

// Units: the rows that the direct kernels score together on the widest vectors, and 256 bytes of a
// gradient's columns in float32.
constexpr size_t kRowGroup = 4;
constexpr size_t kColumnGroup = 64;
// Below this many multiplications, waking another thread costs more than it brings.
constexpr double kFewMultiplications = 2e5;

// The parts that OpenBLAS's products are cut into, by classes. They are part of the result
// (OpenBLAS sums in an order that depends on the shape), so they don't depend on the threads.
size_t ClassSlices(size_t classes) {
  if (classes < 64) return 1;
  return 2 * ((classes + 511) / 512);
}

// The start of part `index` of `parts` that `size` things are cut into.
size_t PartStart(size_t size, size_t parts, size_t index) { return size * index / parts; }

// Rows lie an odd number of cache lines apart: at a power of two, a column of a tile would fall on
// a few sets of the cache.
template <typename Float>
size_t TileStride(size_t features) {
  constexpr size_t kLine = 64 / sizeof(Float);
  const size_t lines = (features + kLine - 1) / kLine;
  return (lines | 1) * kLine;
}

}  // namespace

template <typename Float>
SoftmaxPass<Float>::SoftmaxPass(const PassTask<Float>& task)
    : task_(task),
      kernels_(ChosenKernels<Float>()),
      weight_count_(task.classes * task.source.features),
      parameter_count_(weight_count_ + task.classes),
      stride_(TileStride<Float>(task.source.features)) {
  const bool is_direct = task.product == Product::kDirect;
  const auto threads = static_cast<size_t>(UsefulThreads());
  // Every thread brings a cache for a tile of its own.
  chunk_rows_ = std::min(task.count, task.tile_rows * (is_direct ? threads : 1));
  scores_stride_ = chunk_rows_ * task.classes;
  slices_ = ClassSlices(task.classes);
}

// Multiplications.
template <typename Float>
double SoftmaxPass<Float>::Amount() const {
  const double passes = task_.gradients == nullptr ? 1 : 2;
  return passes * static_cast<double>(task_.count) *
         static_cast<double>(task_.models * task_.classes) *
         static_cast<double>(task_.source.features);
}

template <typename Float>
int SoftmaxPass<Float>::UsefulThreads() const {
  return Amount() < kFewMultiplications ? 1 : static_cast<int>(task_.threads);
}

template <typename Float>
size_t SoftmaxPass<Float>::Lay(Layout layout) {
  x_ = layout.Array<Float>(chunk_rows_ * stride_);
  scores_ = layout.Array<Float>(task_.models * scores_stride_);
  exponentials_ = layout.Array<double>(task_.models * scores_stride_);
  models_ = layout.Array<Model<Float>>(task_.models);
  return layout.bytes();
}

template <typename Float>
size_t SoftmaxPass<Float>::ScratchBytes() {
  return Lay(Layout(nullptr));
}

template <typename Float>
void SoftmaxPass<Float>::UseScratch(void* block) {
  Lay(Layout(block));
  for (size_t m = 0; m < task_.models; ++m) models_[m] = {Weights(m), Bias(m)};
}

template <typename Float>
size_t SoftmaxPass<Float>::StagesOfChunk() const {
  const size_t forward = task_.product == Product::kDirect ? 1 : 3;
  return forward + (task_.gradients == nullptr ? 0 : 1);
}

template <typename Float>
typename SoftmaxPass<Float>::Stage SoftmaxPass<Float>::StageOf(size_t phase) const {
  const size_t stage = phase % StagesOfChunk();
  if (task_.product == Product::kDirect) {
    return stage == 0 ? Stage::kGatherAndScore : Stage::kProducts;
  }
  constexpr Stage kStages[] = {Stage::kGather, Stage::kScores, Stage::kSoftmax, Stage::kProducts};
  return kStages[stage];
}

template <typename Float>
typename SoftmaxPass<Float>::Rows SoftmaxPass<Float>::ChunkOf(size_t phase) const {
  const size_t from = phase / StagesOfChunk() * chunk_rows_;
  return {from, std::min(task_.count, from + chunk_rows_)};
}

template <typename Float>
typename SoftmaxPass<Float>::Rows SoftmaxPass<Float>::UnitRows(const Rows& chunk, size_t from,
                                                               size_t to) const {
  return {chunk.from + from * kRowGroup, std::min(chunk.to, chunk.from + to * kRowGroup)};
}

template <typename Float>
size_t SoftmaxPass<Float>::Units(size_t phase) const {
  switch (StageOf(phase)) {
    case Stage::kScores:
      return task_.models * slices_;
    case Stage::kProducts:
      if (task_.product == Product::kOpenBlas) return task_.models * slices_;
      return (task_.source.features + kColumnGroup - 1) / kColumnGroup;
    default:
      return (ChunkOf(phase).size() + kRowGroup - 1) / kRowGroup;
  }
}

template <typename Float>
void SoftmaxPass<Float>::Run(size_t phase, size_t from, size_t to) {
  const Rows chunk = ChunkOf(phase);
  switch (StageOf(phase)) {
    case Stage::kGatherAndScore:
      return GatherAndScore(chunk, UnitRows(chunk, from, to));
    case Stage::kGather:
      return Gather(chunk, UnitRows(chunk, from, to));
    case Stage::kSoftmax:
      return Softmax(chunk, UnitRows(chunk, from, to));
    case Stage::kScores:
      for (size_t unit = from; unit < to; ++unit) Scores(chunk, unit / slices_, unit % slices_);
      return;
    case Stage::kProducts:
      if (task_.product == Product::kDirect) return DirectProducts(chunk, from, to);
      for (size_t unit = from; unit < to; ++unit) {
        OpenBlasProducts(chunk, unit / slices_, unit % slices_);
      }
      return;
  }
}

template <typename Float>
RowRange<Float> SoftmaxPass<Float>::Range(const Rows& rows) const {
  return {&task_.source, task_.numbers + rows.from, rows.size(), task_.known - rows.from};
}

template <typename Float>
void SoftmaxPass<Float>::GatherAndScore(const Rows& chunk, const Rows& rows) {
  kernels_.gather_and_score(ScoresOf(0, chunk, rows.from), scores_stride_,
                            TileFrom(chunk, rows.from), Range(rows), models_, task_.models,
                            task_.classes);
  Softmax(chunk, rows);
}

template <typename Float>
void SoftmaxPass<Float>::Gather(const Rows& chunk, const Rows& rows) {
  kernels_.gather(TileFrom(chunk, rows.from), Range(rows));
}

// S[:, slice] ← X W[slice]ᵀ + 1 b[slice]ᵀ.
template <typename Float>
void SoftmaxPass<Float>::Scores(const Rows& chunk, size_t model, size_t slice) {
  const size_t K = task_.classes;
  const size_t d = task_.source.features;
  const size_t from = PartStart(K, slices_, slice);
  const size_t count = PartStart(K, slices_, slice + 1) - from;
  Float* const scores = ScoresOf(model, chunk, chunk.from) + from;
  for (size_t i = 0; i < chunk.size(); ++i) {
    std::copy_n(Bias(model) + from, count, scores + i * K);
  }
  AddGemm<Float>(false, true, chunk.size(), count, d, x_, stride_, Weights(model) + from * d, d,
                 scores, K);
}

template <typename Float>
void SoftmaxPass<Float>::Softmax(const Rows& chunk, const Rows& rows) {
  const size_t K = task_.classes;
  const uint16_t* const labels = task_.labels + rows.from;
  for (size_t m = 0; m < task_.models; ++m) {
    Float* const scores = ScoresOf(m, chunk, rows.from);
    double* const exponentials = exponentials_ + m * scores_stride_ + (rows.from - chunk.from) * K;
    if (task_.gradients != nullptr) {
      kernels_.softmax_gradient(scores, exponentials, labels, rows.size(), K,
                                static_cast<double>(task_.count));
    } else {
      const size_t at = m * task_.count + rows.from;
      const Answers& all = task_.answers;
      kernels_.cross_entropy({all.losses + at, all.predicted + at, all.probabilities + at}, scores,
                             exponentials, labels, rows.size(), K);
    }
  }
}

// db[from .. to) ← Σ rows of G, added to what earlier chunks gave.
template <typename Float>
void SoftmaxPass<Float>::AddBias(const Rows& chunk, size_t model, size_t from, size_t to) {
  Float* const bias = Gradient(model) + weight_count_;
  if (chunk.from == 0) std::fill(bias + from, bias + to, Float{0});
  const Float* g = ScoresOf(model, chunk, chunk.from);
  for (size_t i = 0; i < chunk.size(); ++i, g += task_.classes) {
    for (size_t k = from; k < to; ++k) bias[k] += g[k];
  }
}

// Some groups of columns of dW ← 2λ W + Gᵀ X, of every model.
template <typename Float>
void SoftmaxPass<Float>::DirectProducts(const Rows& chunk, size_t first, size_t last) {
  const size_t d = task_.source.features;
  const size_t from = first * kColumnGroup;
  const size_t to = std::min(d, last * kColumnGroup);
  for (size_t m = 0; m < task_.models; ++m) {
    if (first == 0) AddBias(chunk, m, 0, task_.classes);
    kernels_.add_products(Gradient(m), Weights(m), static_cast<Float>(2 * task_.lambdas[m]),
                          chunk.from == 0, ScoresOf(m, chunk, chunk.from), {x_, stride_},
                          chunk.size(), task_.classes, d, from, to);
  }
}

// Some rows of dW ← 2λ W + Gᵀ X, of one model.
template <typename Float>
void SoftmaxPass<Float>::OpenBlasProducts(const Rows& chunk, size_t model, size_t slice) {
  const size_t K = task_.classes;
  const size_t d = task_.source.features;
  const size_t from = PartStart(K, slices_, slice);
  const size_t to = PartStart(K, slices_, slice + 1);
  AddBias(chunk, model, from, to);
  Float* const gradient = Gradient(model) + from * d;
  if (chunk.from == 0) {
    const size_t size = (to - from) * d;
    const auto twice_lambda = static_cast<Float>(2 * task_.lambdas[model]);
    if (twice_lambda == Float{0}) {
      std::fill_n(gradient, size, Float{0});
    } else {
      const Float* const weights = Weights(model) + from * d;
      for (size_t i = 0; i < size; ++i) gradient[i] = twice_lambda * weights[i];
    }
  }
  AddGemm<Float>(true, false, to - from, d, chunk.size(), ScoresOf(model, chunk, chunk.from) + from,
                 K, x_, stride_, gradient, d);
}

template class SoftmaxPass<float>;
template class SoftmaxPass<double>;

}  // namespace onelayer
