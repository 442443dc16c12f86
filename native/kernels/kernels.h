#ifndef ONELAYER_NATIVE_KERNELS_H_
#define ONELAYER_NATIVE_KERNELS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace onelayer {

// The samples that tiles are gathered from: n×d, one row a sample. Bytes are standardised on the
// way: x' = slope · byte + intercept; numbers, if there is a mean: x' = (x − mean) · inverse, in
// double whatever the dtype, since a mean may be large beside the deviation.
template <typename Float>
struct Source {
  const void* data = nullptr;
  size_t element = 1;                // the size of a byte, a float or a double
  const Float* slope = nullptr;      // d
  const Float* intercept = nullptr;  // d
  const double* mean = nullptr;      // d
  const double* inverse = nullptr;   // d
  size_t features = 0;               // d
};

// Rows of a source to gather into a tile and score, while those after them are prefetched.
template <typename Float>
struct RowRange {
  const Source<Float>* source = nullptr;
  const uint32_t* numbers = nullptr;
  size_t rows = 0;
  size_t known = 0;  // numbers[rows .. known) are gathered next
};

// The weights of models that see the same samples.
template <typename Float>
struct Weights {
  const Float* data = nullptr;    // (models·K)×d
  const Float* packed = nullptr;  // the same, as `pack` left them; null if it wasn't called
  size_t models = 0;
  size_t classes = 0;  // K
};

// Rows of features with space between them, so that they don't map to the same cache sets.
template <typename Float>
struct Tile {
  Float* data = nullptr;
  size_t stride = 0;
};

// The features, cut into slices at multiples of 64.
struct Slices {
  size_t features = 0;
  size_t count = 1;

  // The start of a slice, or the end of the last.
  size_t Start(size_t slice) const {
    const size_t groups = (features + 63) / 64;
    const size_t start = groups * slice / count * 64;
    return start < features ? start : features;
  }

  // The gap before each slice's columns of a tile, in bytes. At the end of a core's slice of a row,
  // its prefetcher takes the lines that follow, and a core that writes to them must wait to get
  // them back: with two cores of different caches, scores took twice as long.
  static constexpr size_t kGap = 1024;
  template <typename Float>
  Tile<Float> TileOf(const Tile<Float>& tile, size_t slice) const {
    return {tile.data + slice * kGap / sizeof(Float), tile.stride};
  }
};

// The loss to minimise, without the penalty: see binding.d.ts.
enum class Loss { kCrossEntropy, kBinaryCrossEntropy, kHinge };
constexpr size_t kLossCount = 3;

// The targets of rows: T = (1 − ε) Y + ε/K, where Y is one-hot.
struct Targets {
  const uint16_t* labels = nullptr;
  const double* weights = nullptr;  // of the rows; null if all are 1
  size_t rows = 0;
  size_t classes = 0;          // K
  double label_smoothing = 0;  // ε

  double Weight(size_t row) const { return weights == nullptr ? 1 : weights[row]; }
  double Off() const { return label_smoothing / static_cast<double>(classes); }
  double On() const { return 1 - label_smoothing + Off(); }
};

// Metrics of a model on single rows: one number a row.
struct Evaluation {
  double* losses = nullptr;
  uint16_t* predicted = nullptr;
  double* probabilities = nullptr;
  double* true_probabilities = nullptr;
};

// A step with momentum: v ← μ v + g, and θ ← θ − η v or, with Nesterov's momentum, θ − η (g + μ v).
template <typename Float>
struct MomentumStep {
  Float eta = 0;
  Float momentum = 0;
  bool is_nesterov = false;
};

// The loops for which BLAS has no routine, or none that is fast for few classes; compiled from
// kernels.inc once for each instruction set.
template <typename Float>
struct Kernels {
  // X ← the rows.
  void (*gather)(const Tile<Float>& x, const RowRange<Float>& range);

  // Packs the weights at the features of some slices, in the order in which they are scored; null
  // for a set that gains nothing by it.
  void (*pack)(Float* packed, const Weights<Float>& weights, const Slices& slices, size_t from,
               size_t to);

  // For the features of some slices, X ← the rows, each slice in its `TileOf`, and for each model S
  // ← S + X Wᵀ. scores: models × (rows×K), `scores_stride` elements from model to model. A slice's
  // part of a score is summed by itself, in an order that depends on the slice alone.
  void (*gather_and_score)(Float* scores, size_t scores_stride, const Tile<Float>& x,
                           const RowRange<Float>& range, const Weights<Float>& weights,
                           const Slices& slices, size_t from, size_t to);

  // dW[:, from .. to) ← 2λ W + Gᵀ X if `first`, dW + Gᵀ X otherwise. G: rows×K. Rows are added in
  // their order, so that splitting them doesn't matter. Prefetches the rows of `next`.
  void (*add_products)(Float* gradient, const Float* weights, Float twice_lambda, bool first,
                       const Float* g, const Tile<Float>& x, size_t rows, size_t classes,
                       size_t features, size_t from, size_t to, const RowRange<Float>& next);

  // For each loss: S ← G, each row's gradient of its loss, times its weight and divided by the
  // batch size, which is 1 for a sum. scratch: rows·K.
  void (*score_gradient[kLossCount])(Float* scores, double* scratch, const Targets& targets,
                                     double batch_size);

  // For each loss: a row's loss without its weight, the class with the highest score (the first of
  // equals), and the probabilities of that class and of its own. scratch: rows·K.
  void (*evaluate[kLossCount])(const Evaluation& evaluation, const Float* scores, double* scratch,
                               const Targets& targets);

  // y ← alpha x + y.
  void (*axpy)(Float* y, Float alpha, const Float* x, size_t length);

  // A step with momentum.
  void (*momentum_step)(Float* parameters, Float* velocity, const Float* gradient,
                        const MomentumStep<Float>& step, size_t length);
};

// The loops that encode pictures by their patches, in float32. A group of up to `rows` patches is
// kept with its numbers interleaved: number j of patch r at j · rows + r. Vectors that patches are
// multiplied with come in panels of `panel`: number j of vector v at j · panel + v.
struct PatchKernels {
  size_t rows;
  size_t panel;

  // out[r][v] ← offset[v] + Σ_j x[j][r] · panel[j][v] for v < components at least, row r at r ·
  // stride.
  void (*project)(float* out, size_t stride, const float* x, size_t rows, const float* panel,
                  const float* offset, size_t inner, size_t components);

  // x[j][r] ← row[r][j] / ‖row[r]‖, or 0 for a row of zeros.
  void (*interleave)(float* x, const float* row, size_t stride, size_t rows, size_t length);

  // With S = Σ_j x[j][r] · panel[j][v]: sums[v] += Σ_r e(S), sums[panel + v] += Σ_r e(−S), where
  // e(s) is 1 above the threshold, or how far above it s is if `is_rectified`, and 0 below. Patches
  // are added in their order.
  void (*add_similarities)(float* sums, const float* x, size_t rows, const float* panel,
                           size_t inner, const float* threshold, bool is_rectified);

  // bytes ← min(255, ⌊scale √sums + ½⌋).
  void (*roots_to_bytes)(uint8_t* bytes, const float* sums, float scale, size_t count);
};

// An instruction set's loops, in both dtypes.
struct InstructionSet {
  const char* name;
  Kernels<float> float32;
  Kernels<double> float64;
  PatchKernels patches;
  // S ← softmax(S), row by row.
  void (*softmax)(double* scores, size_t rows, size_t classes);
};

// The instruction sets that this processor and this build have, and the one in use: the best, or
// the one that the environment variable ONELAYER_INSTRUCTIONS names.
struct InstructionSets {
  std::vector<const InstructionSet*> available;  // the best first
  std::string named;                             // empty if none is
  const InstructionSet* chosen;
};

// Chosen at the first call. A name that isn't among the available ones is for the caller to refuse.
const InstructionSets& TheInstructionSets();
const InstructionSet& ChosenInstructionSet();

template <typename Float>
const Kernels<Float>& ChosenKernels() {
  if constexpr (sizeof(Float) == sizeof(float)) {
    return ChosenInstructionSet().float32;
  } else {
    return ChosenInstructionSet().float64;
  }
}

}  // namespace onelayer

#endif  // ONELAYER_NATIVE_KERNELS_H_
