#ifndef ONELAYER_NATIVE_PASS_OPTIONS_H_
#define ONELAYER_NATIVE_PASS_OPTIONS_H_

#include <cstdint>
#include <vector>

#include "arguments.h"
#include "pass_plan.h"

namespace onelayer {

constexpr Dtypes kFeatures("a Uint8Array, a Float32Array or a Float64Array",
                           {napi_uint8_array, napi_float32_array, napi_float64_array});

// The options of a pass, as they came: see binding.d.ts. The arrays that its kind doesn't have are
// not given.
struct PassOptions : PassSettings {
  ArrayView gradients;
  ArrayView losses;
  ArrayView weight;
  ArrayView sample_losses;
  ArrayView predicted;
  ArrayView probabilities;
  ArrayView true_probabilities;
  ArrayView parameters;
  ArrayView lambdas;
  ArrayView etas;
  ArrayView velocities;
  ArrayView weights;
  ArrayView X;
  ArrayView slope;
  ArrayView intercept;
  ArrayView mean;
  ArrayView inverse;
  ArrayView y;
};

// What a pass does with an array; a step writes to the parameters and velocities.
enum class Use { kOutput, kStep, kInput, kCopy };

// An array among the options, and how many elements it must have.
struct UsedArray {
  const ArrayView* view;
  Use use;
  uint64_t elements;
  uint64_t elements_of_sample = 0;  // besides, for each sample of a run
  napi_ref reference = nullptr;
};

// The arrays that are given, outputs first.
std::vector<UsedArray> UsedArrays(const PassOptions& options);

// Reads the options of a pass of a kind, and checks everything that can't change from run to run.
PassOptions ReadPassOptions(ArgumentReader* reader, PassKind kind);

}  // namespace onelayer

#endif  // ONELAYER_NATIVE_PASS_OPTIONS_H_
