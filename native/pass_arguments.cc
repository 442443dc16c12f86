#include "pass_arguments.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace onelayer {
namespace {

constexpr int32_t kLargest = std::numeric_limits<int32_t>::max();
constexpr int32_t kMostClasses = 1 << 16;
// With the space between a tile's rows still an int of BLAS.
constexpr int32_t kMostFeatures = kLargest - 63;

constexpr Dtypes kFeatures("a Uint8Array, a Float32Array or a Float64Array",
                           {napi_uint8_array, napi_float32_array, napi_float64_array});
constexpr Dtypes kLabels("a Uint8Array or a Uint16Array", {napi_uint8_array, napi_uint16_array});
constexpr Dtypes kNumbers("a Uint32Array", {napi_uint32_array});

// Few numbers after the last: those that may be fetched ahead.
constexpr uint64_t kAhead = 16;

bool ReadWeight(ArgumentReader* reader, const PassArguments& task, uint32_t number, Batch* batch) {
  const double weight = task.weights.as<const double>()[number];
  if (!(weight >= 0) || !std::isfinite(weight)) {
    reader->FailRange(("weights[" + std::to_string(number) + "]").c_str(),
                      "a finite number of at least 0", weight);
    return false;
  }
  batch->weights.push_back(weight);
  return true;
}

template <typename Label>
void ReadBatchOf(ArgumentReader* reader, const PassArguments& task, Batch* batch) {
  const auto* const numbers = task.numbers.as<const uint32_t>() + task.first;
  const auto* const y = task.y.as<const Label>();
  batch->numbers.clear();
  batch->labels.clear();
  batch->weights.clear();
  for (uint64_t i = 0; i < task.count; ++i) {
    const uint32_t number = numbers[i];
    if (number >= task.y.length) {
      reader->FailRange(("numbers[" + std::to_string(task.first + i) + "]").c_str(),
                        "a sample's number, below " + std::to_string(task.y.length),
                        std::to_string(number));
      return;
    }
    const auto label = static_cast<uint16_t>(y[number]);
    if (label >= task.classes) {
      reader->FailRange(("y[" + std::to_string(number) + "]").c_str(),
                        "a class, below " + std::to_string(task.classes), std::to_string(label));
      return;
    }
    batch->numbers.push_back(number);
    batch->labels.push_back(label);
    if (task.weights.is_given && !ReadWeight(reader, task, number, batch)) return;
  }
  const uint64_t end = std::min<uint64_t>(task.numbers.length - task.first, task.count + kAhead);
  for (uint64_t i = task.count; i < end; ++i) {
    const uint32_t number = numbers[i];
    if (number >= task.y.length) return;
    batch->numbers.push_back(number);
  }
}

}  // namespace

uint64_t ReadCount(ArgumentReader* reader, const char* name, int32_t minimum, int32_t maximum) {
  return static_cast<uint64_t>(reader->Integer(name, minimum, maximum));
}

double ReadFraction(ArgumentReader* reader, const char* name) {
  const double value = reader->Finite(name);
  if (reader->ok() && !(value >= 0 && value < 1)) {
    reader->FailRange(name, "a number of at least 0 and below 1", value);
  }
  return value;
}

void ReadLoss(ArgumentReader* reader, PassArguments* task) {
  constexpr Loss kLosses[] = {Loss::kCrossEntropy, Loss::kBinaryCrossEntropy, Loss::kHinge};
  task->loss = kLosses[reader->OneOf("loss", {"cross-entropy", "binary-cross-entropy", "hinge"})];
  task->label_smoothing = ReadFraction(reader, "labelSmoothing");
  if (reader->ok() && task->loss == Loss::kHinge && task->label_smoothing > 0) {
    reader->FailRange("labelSmoothing", "0 for the hinge loss", task->label_smoothing);
  }
}

void ReadShape(ArgumentReader* reader, PassArguments* task) {
  task->classes = ReadCount(reader, "classes", 1, kMostClasses);
  task->features = ReadCount(reader, "features", 1, kMostFeatures);
}

void ReadFeatures(ArgumentReader* reader, PassArguments* task) {
  task->X = reader->Array("X", kFeatures);
  task->slope = reader->OptionalArray("slope", kFloats);
  task->intercept = reader->OptionalArray("intercept", kFloats);
}

void ReadSamples(ArgumentReader* reader, PassArguments* task) {
  ReadFeatures(reader, task);
  task->y = reader->Array("y", kLabels);
  task->numbers = reader->Array("numbers", kNumbers);
  ReadRange(reader, task);
}

void ReadRange(ArgumentReader* reader, PassArguments* task) {
  task->first = ReadCount(reader, "first", 0, kLargest);
  task->count = ReadCount(reader, "count", 1, kLargest);
  constexpr Product kProducts[] = {Product::kDirect, Product::kOpenBlas};
  task->product = kProducts[reader->OneOf("product", {"direct", "openblas"})];
  task->tile_rows = ReadCount(reader, "tileRows", 1, kLargest);
}

void CheckFeatures(ArgumentReader* reader, const PassArguments& task, uint64_t samples) {
  reader->CheckLength(task.parameters, task.ParameterCount());
  reader->CheckLength(task.X, samples * task.features);
  if (task.X.dtype != napi_uint8_array) return;
  for (const ArrayView* const vector : {&task.slope, &task.intercept}) {
    if (!vector->is_given) {
      reader->FailType(vector->name, "an array, since X is one of bytes", "none");
      return;
    }
    reader->CheckDtype(*vector, task.parameters);
    reader->CheckLength(*vector, task.features);
  }
}

void CheckSamples(ArgumentReader* reader, const PassArguments& task) {
  const uint64_t samples = task.y.length;
  // Fits: a label is a byte at least, and memory ends long before 2^64.
  CheckFeatures(reader, task, samples);
  if (task.weights.is_given) reader->CheckLength(task.weights, samples);
  if (reader->ok() && task.first + task.count > task.numbers.length) {
    reader->FailRange("count",
                      "at most the numbers that there are from first on, " +
                          std::to_string(task.numbers.length -
                                         std::min<uint64_t>(task.first, task.numbers.length)),
                      std::to_string(task.count));
  }
}

void CheckApart(ArgumentReader* reader, const ArrayView& output, uint64_t elements,
                const ArrayView& input) {
  if (!reader->ok() || !Overlap(output, elements, input, input.length)) return;
  reader->FailRange(output.name, "memory of its own",
                    std::string("memory shared with ") + input.name);
}

void CheckOutput(ArgumentReader* reader, const PassArguments& task, const ArrayView& output,
                 uint64_t elements) {
  reader->CheckLength(output, elements);
  for (const ArrayView* const input : {&task.parameters, &task.X, &task.slope, &task.intercept,
                                       &task.y, &task.weights, &task.numbers}) {
    CheckApart(reader, output, elements, *input);
  }
}

void CheckFactors(ArgumentReader* reader, const ArrayView& factors) {
  for (size_t i = 0; reader->ok() && i < factors.length; ++i) {
    const double factor = factors.as<const double>()[i];
    if (std::isfinite(factor)) continue;
    const std::string name = std::string(factors.name) + "[" + std::to_string(i) + "]";
    reader->FailRange(name.c_str(), "a finite number", factor);
  }
}

void ReadBatch(ArgumentReader* reader, const PassArguments& task, Batch* batch) {
  if (task.y.dtype == napi_uint8_array) {
    ReadBatchOf<uint8_t>(reader, task, batch);
  } else {
    ReadBatchOf<uint16_t>(reader, task, batch);
  }
}

}  // namespace onelayer
