#include "softmax.h"

#include <cmath>
#include <limits>
#include <new>
#include <vector>

#include "arguments.h"
#include "kernels/kernels.h"
#include "pool.h"
#include "scratch.h"
#include "softmax_pass.h"
#include "threads.h"

namespace onelayer {
namespace {

constexpr int32_t kLargest = std::numeric_limits<int32_t>::max();
constexpr int32_t kMostClasses = 1 << 16;
constexpr int32_t kMostModels = 1 << 10;

constexpr Dtypes kFeatures("a Uint8Array, a Float32Array or a Float64Array",
                           {napi_uint8_array, napi_float32_array, napi_float64_array});
constexpr Dtypes kLabels("a Uint8Array or a Uint16Array", {napi_uint8_array, napi_uint16_array});
constexpr Dtypes kNumbers("a Uint32Array", {napi_uint32_array});
constexpr Dtypes kDoubles("a Float64Array", {napi_float64_array});
constexpr Dtypes kIndices("a Uint16Array", {napi_uint16_array});

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
  ArrayView numbers;
  uint64_t first = 0;
  uint64_t count = 0;
  Product product = Product::kDirect;
  uint64_t tile_rows = 0;

  uint64_t ParameterCount() const { return models * (classes * features + classes); }
};

uint64_t ReadCount(ArgumentReader* reader, const char* name, int32_t minimum, int32_t maximum) {
  return static_cast<uint64_t>(reader->Integer(name, minimum, maximum));
}

void ReadShape(ArgumentReader* reader, PassArguments* task) {
  task->classes = ReadCount(reader, "classes", 1, kMostClasses);
  task->features = ReadCount(reader, "features", 1, kLargest);
}

void ReadSamples(ArgumentReader* reader, PassArguments* task) {
  task->X = reader->Array("X", kFeatures);
  task->slope = reader->OptionalArray("slope", kFloats);
  task->intercept = reader->OptionalArray("intercept", kFloats);
  task->y = reader->Array("y", kLabels);
  task->numbers = reader->Array("numbers", kNumbers);
  task->first = ReadCount(reader, "first", 0, kLargest);
  task->count = ReadCount(reader, "count", 1, kLargest);
  constexpr Product kProducts[] = {Product::kDirect, Product::kOpenBlas};
  task->product = kProducts[reader->OneOf("product", {"direct", "openblas"})];
  task->tile_rows = ReadCount(reader, "tileRows", 1, kLargest);
}

void CheckSamples(ArgumentReader* reader, const PassArguments& task) {
  reader->CheckLength(task.parameters, task.ParameterCount());
  const uint64_t samples = task.y.length;
  // Fits: a label is a byte at least, and memory ends long before 2^64.
  reader->CheckLength(task.X, samples * task.features);
  if (task.X.dtype == napi_uint8_array) {
    for (const ArrayView* const vector : {&task.slope, &task.intercept}) {
      if (!vector->is_given) {
        reader->FailType(vector->name, "an array, since X is one of bytes", "none");
        return;
      }
      reader->CheckDtype(*vector, task.parameters);
      reader->CheckLength(*vector, task.features);
    }
  }
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
  for (const ArrayView* const input :
       {&task.parameters, &task.X, &task.slope, &task.intercept, &task.y, &task.numbers}) {
    CheckApart(reader, output, elements, *input);
  }
}

// Copies of the samples' numbers and labels, so that what was checked stays true while other
// threads write to shared memory; the largest of each thread is kept.
struct Batch {
  std::vector<uint32_t> numbers;
  std::vector<uint16_t> labels;
};

// Few numbers after the last: those that may be fetched ahead.
constexpr uint64_t kAhead = 16;

// Reads and checks the mini-batch's numbers and their labels, and those after it as far as they are
// samples' numbers.
template <typename Label>
void ReadBatch(ArgumentReader* reader, const PassArguments& task, Batch* batch) {
  const auto* const numbers = task.numbers.as<const uint32_t>() + task.first;
  const auto* const y = task.y.as<const Label>();
  batch->numbers.clear();
  batch->labels.clear();
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
  }
  const uint64_t end = std::min<uint64_t>(task.numbers.length - task.first, task.count + kAhead);
  for (uint64_t i = task.count; i < end; ++i) {
    const uint32_t number = numbers[i];
    if (number >= task.y.length) return;
    batch->numbers.push_back(number);
  }
}

template <typename Float>
PassTask<Float> TaskOf(const PassArguments& from, const Batch& batch) {
  PassTask<Float> task;
  task.source.features = from.features;
  if (from.X.dtype == napi_uint8_array) {
    task.source.bytes = from.X.as<const uint8_t>();
    task.source.slope = from.slope.as<const Float>();
    task.source.intercept = from.intercept.as<const Float>();
  } else if (from.X.is_float32()) {
    task.source.floats = from.X.as<const float>();
  } else {
    task.source.doubles = from.X.as<const double>();
  }
  task.numbers = batch.numbers.data();
  task.count = from.count;
  task.known = batch.numbers.size();
  task.labels = batch.labels.data();
  task.models = from.models;
  task.classes = from.classes;
  task.parameters = from.parameters.as<Float>();
  task.product = from.product;
  task.tile_rows = from.tile_rows;
  task.threads = static_cast<size_t>(Threads());
  return task;
}

template <typename Float>
void RunPass(ArgumentReader* reader, const PassTask<Float>& task) {
  SoftmaxPass<Float> pass(task);
  void* const scratch = ThreadScratch().Reserve(pass.ScratchBytes());
  if (scratch == nullptr) {
    reader->FailRange("tileRows", "a tile that fits the memory", std::to_string(task.tile_rows));
    return;
  }
  pass.UseScratch(scratch);
  RunInParallel(&pass, pass.UsefulThreads());
}

// Reads the mini-batch, and hands the task over in its dtype.
template <typename Finish>
void WithTask(ArgumentReader* reader, const PassArguments& task, const Finish& finish) {
  thread_local Batch batch;
  if (task.y.dtype == napi_uint8_array) {
    ReadBatch<uint8_t>(reader, task, &batch);
  } else {
    ReadBatch<uint16_t>(reader, task, &batch);
  }
  if (!reader->ok()) return;
  if (task.parameters.is_float32()) {
    finish(TaskOf<float>(task, batch));
  } else {
    finish(TaskOf<double>(task, batch));
  }
}

// Twice λ, and η, must be finite in the parameters' dtype.
void CheckFactors(ArgumentReader* reader, const ArrayView& factors, bool is_float32) {
  for (size_t i = 0; reader->ok() && i < factors.length; ++i) {
    const double factor = factors.as<const double>()[i];
    if (std::isfinite(factor) && (!is_float32 || std::isfinite(static_cast<float>(2 * factor)))) {
      continue;
    }
    const std::string name = std::string(factors.name) + "[" + std::to_string(i) + "]";
    reader->FailRange(name.c_str(), "a finite number", factor);
  }
}

template <typename Float>
void AddTo(const ArrayView& y, double alpha, const ArrayView& x, size_t count) {
  ChosenKernels<Float>().axpy(y.as<Float>(), static_cast<Float>(alpha), x.as<const Float>(), count);
}

}  // namespace

Napi::Value SoftmaxGradients(const Napi::CallbackInfo& info) {
  ArgumentReader reader(info);
  PassArguments task;
  const ArrayView gradients = reader.Floats("gradients");
  task.parameters = reader.Floats("parameters");
  const ArrayView lambdas = reader.Array("lambdas", kDoubles);
  const ArrayView etas = reader.OptionalArray("etas", kDoubles);
  ReadShape(&reader, &task);
  ReadSamples(&reader, &task);
  if (!reader.ok()) return info.Env().Undefined();
  if (lambdas.length < 1 || lambdas.length > kMostModels) {
    reader.FailRange("lambdas.length", "an integer from 1 to " + std::to_string(kMostModels),
                     std::to_string(lambdas.length));
    return info.Env().Undefined();
  }
  task.models = lambdas.length;
  reader.CheckDtype(task.parameters, gradients);
  CheckFactors(&reader, lambdas, gradients.is_float32());
  const bool is_step = etas.is_given;
  if (is_step) {
    reader.CheckLength(etas, task.models);
    CheckFactors(&reader, etas, gradients.is_float32());
  }
  CheckSamples(&reader, task);
  CheckOutput(&reader, task, gradients, task.ParameterCount());
  CheckApart(&reader, gradients, task.ParameterCount(), lambdas);
  CheckApart(&reader, gradients, task.ParameterCount(), etas);
  if (is_step) {
    for (const ArrayView* const input : std::initializer_list<const ArrayView*>{
             &lambdas, &etas, &task.X, &task.slope, &task.intercept, &task.y, &task.numbers}) {
      CheckApart(&reader, task.parameters, task.ParameterCount(), *input);
    }
  }
  if (!reader.ok()) return info.Env().Undefined();
  WithTask(&reader, task, [&](auto pass) {
    pass.lambdas = lambdas.as<const double>();
    if (is_step) pass.etas = etas.as<const double>();
    pass.gradients = gradients.as<std::remove_pointer_t<decltype(pass.gradients)>>();
    RunPass(&reader, pass);
  });
  return info.Env().Undefined();
}

Napi::Value SoftmaxAnswers(const Napi::CallbackInfo& info) {
  ArgumentReader reader(info);
  PassArguments task;
  const ArrayView losses = reader.Array("losses", kDoubles);
  const ArrayView predicted = reader.Array("predicted", kIndices);
  const ArrayView probabilities = reader.Array("probabilities", kDoubles);
  task.parameters = reader.Floats("parameters");
  task.models = ReadCount(&reader, "models", 1, kMostModels);
  ReadShape(&reader, &task);
  ReadSamples(&reader, &task);
  if (!reader.ok()) return info.Env().Undefined();
  CheckSamples(&reader, task);
  const uint64_t answers = task.models * task.count;
  for (const ArrayView* const output : {&losses, &predicted, &probabilities}) {
    CheckOutput(&reader, task, *output, answers);
  }
  if (reader.ok() && Overlap(losses, answers, probabilities, answers)) {
    reader.FailRange("losses", "memory of its own", "memory shared with probabilities");
  }
  CheckApart(&reader, predicted, answers, losses);
  CheckApart(&reader, predicted, answers, probabilities);
  if (!reader.ok()) return info.Env().Undefined();
  WithTask(&reader, task, [&](auto pass) {
    pass.answers = {losses.as<double>(), predicted.as<uint16_t>(), probabilities.as<double>()};
    RunPass(&reader, pass);
  });
  return info.Env().Undefined();
}

Napi::Value Axpy(const Napi::CallbackInfo& info) {
  ArgumentReader reader(info);
  const uint64_t n = ReadCount(&reader, "n", 0, kLargest);
  const double alpha = reader.Finite("alpha");
  const ArrayView x = reader.Floats("x");
  const ArrayView y = reader.Floats("y");
  if (!reader.ok()) return info.Env().Undefined();
  reader.CheckDtype(y, x);
  if (reader.ok() && x.is_float32() && !std::isfinite(static_cast<float>(alpha))) {
    reader.FailRange("alpha", "a number that is finite in float32", alpha);
  }
  reader.CheckLength(x, n);
  reader.CheckLength(y, n);
  if (reader.ok() && Overlap(y, n, x, n)) {
    reader.FailRange("y", "memory of its own", "memory shared with x");
  }
  if (!reader.ok()) return info.Env().Undefined();
  if (x.is_float32()) {
    AddTo<float>(y, alpha, x, n);
  } else {
    AddTo<double>(y, alpha, x, n);
  }
  return info.Env().Undefined();
}

}  // namespace onelayer
