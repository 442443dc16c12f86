#include "softmax.h"

#include <cmath>
#include <limits>
#include <type_traits>

#include "kernels/kernels.h"
#include "pass_arguments.h"
#include "pool.h"
#include "scratch.h"
#include "softmax_pass.h"
#include "threads.h"

namespace onelayer {
namespace {

constexpr uintptr_t kLineBytes = 64;
constexpr int32_t kLargest = std::numeric_limits<int32_t>::max();
constexpr Dtypes kIndices("a Uint16Array", {napi_uint16_array});

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
  ReadBatch(reader, task, &batch);
  if (!reader->ok()) return;
  if (task.parameters.is_float32()) {
    finish(TaskOf<float>(task, batch));
  } else {
    finish(TaskOf<double>(task, batch));
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
  CheckFactors(&reader, lambdas);
  const bool is_step = etas.is_given;
  if (is_step) {
    reader.CheckLength(etas, task.models);
    CheckFactors(&reader, etas);
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

Napi::Value BytesPastLine(const Napi::CallbackInfo& info) {
  ArgumentReader reader(info);
  const ArrayView array = reader.Floats("array");
  if (!reader.ok()) return info.Env().Undefined();
  return Napi::Number::New(
      info.Env(), static_cast<double>(reinterpret_cast<uintptr_t>(array.data) % kLineBytes));
}

}  // namespace onelayer
