#ifndef ONELAYER_NATIVE_PASS_OPTIONS_H_
#define ONELAYER_NATIVE_PASS_OPTIONS_H_

#include <cstdint>

#include "arguments.h"
#include "pass_plan.h"

namespace onelayer {

constexpr Dtypes kFeatures("a Uint8Array, a Float32Array or a Float64Array",
                           {napi_uint8_array, napi_float32_array, napi_float64_array});

// The options of a pass, as they came: see binding.d.ts. Those that its kind doesn't have keep
// their defaults, and its arrays are not given.
struct PassOptions {
  ArrayView gradients;
  ArrayView losses;
  ArrayView weight;
  ArrayView predicted;
  ArrayView probabilities;
  ArrayView true_probabilities;
  ArrayView parameters;
  ArrayView lambdas;
  ArrayView etas;
  ArrayView velocities;
  double momentum = 0;
  bool is_nesterov = false;
  Loss loss = Loss::kCrossEntropy;
  double label_smoothing = 0;
  ArrayView weights;
  uint64_t models = 1;
  uint64_t classes = 0;
  uint64_t features = 0;
  ArrayView X;
  ArrayView slope;
  ArrayView intercept;
  ArrayView y;
  Product product = Product::kDirect;
  uint64_t tile_rows = 0;

  uint64_t ParameterCount() const { return models * (classes * features + classes); }
};

// Reads the options of a pass of a kind, and checks everything that can't change from run to run.
PassOptions ReadPassOptions(ArgumentReader* reader, PassKind kind);

}  // namespace onelayer

#endif  // ONELAYER_NATIVE_PASS_OPTIONS_H_
