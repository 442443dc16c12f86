#ifndef ONELAYER_NATIVE_PASS_ARGUMENTS_H_
#define ONELAYER_NATIVE_PASS_ARGUMENTS_H_

#include <cstdint>
#include <vector>

#include "arguments.h"
#include "model_pass.h"

namespace onelayer {

constexpr int32_t kMostModels = 1 << 10;

constexpr Dtypes kDoubles("a Float64Array", {napi_float64_array});

// The arguments that both passes share, as they came.
struct PassArguments {
  ArrayView parameters;
  uint64_t models = 1;
  uint64_t classes = 0;
  uint64_t features = 0;
  ArrayView X;
  ArrayView slope;
  ArrayView intercept;
  ArrayView y;
  ArrayView weights;
  Loss loss = Loss::kCrossEntropy;
  double label_smoothing = 0;
  ArrayView numbers;
  uint64_t first = 0;
  uint64_t count = 0;
  Product product = Product::kDirect;
  uint64_t tile_rows = 0;

  uint64_t ParameterCount() const { return models * (classes * features + classes); }
};

// Copies of the samples' numbers, labels and weights, so that what was checked stays true while
// other threads write to shared memory; the largest of each thread is kept.
struct Batch {
  std::vector<uint32_t> numbers;
  std::vector<uint16_t> labels;
  std::vector<double> weights;  // none if all count 1
};

uint64_t ReadCount(ArgumentReader* reader, const char* name, int32_t minimum, int32_t maximum);

// The loss and its label smoothing.
void ReadLoss(ArgumentReader* reader, PassArguments* task);

// A number of at least 0 and below 1.
double ReadFraction(ArgumentReader* reader, const char* name);

// Classes and features; the features and what standardises them; then the samples.
void ReadShape(ArgumentReader* reader, PassArguments* task);
void ReadFeatures(ArgumentReader* reader, PassArguments* task);
void ReadSamples(ArgumentReader* reader, PassArguments* task);

// Which samples, and how they pass.
void ReadRange(ArgumentReader* reader, PassArguments* task);

// That the arrays are long enough, and of the parameters' dtype where they must be.
void CheckFeatures(ArgumentReader* reader, const PassArguments& task, uint64_t samples);
void CheckSamples(ArgumentReader* reader, const PassArguments& task);

// That an output shares no memory with an input, or with any that a pass reads.
void CheckApart(ArgumentReader* reader, const ArrayView& output, uint64_t elements,
                const ArrayView& input);
void CheckOutput(ArgumentReader* reader, const PassArguments& task, const ArrayView& output,
                 uint64_t elements);

// Each must be a finite number.
void CheckFactors(ArgumentReader* reader, const ArrayView& factors);

// Reads and checks the mini-batch's numbers, their labels and weights, and those after it as far as
// they are samples' numbers.
void ReadBatch(ArgumentReader* reader, const PassArguments& task, Batch* batch);

}  // namespace onelayer

#endif  // ONELAYER_NATIVE_PASS_ARGUMENTS_H_
