#include "model_passes.h"

#include <cmath>
#include <limits>
#include <type_traits>

#include "kernels/kernels.h"
#include "model_pass.h"
#include "pass_arguments.h"
#include "run_pass.h"

namespace onelayer {
namespace {

constexpr uintptr_t kLineBytes = 64;
constexpr int32_t kLargest = std::numeric_limits<int32_t>::max();
constexpr Dtypes kIndices("a Uint16Array", {napi_uint16_array});

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

// How a step goes, as it came.
struct StepArguments {
  ArrayView etas;
  ArrayView velocities;
  double momentum = 0;
  bool is_nesterov = false;
};

StepArguments ReadStep(ArgumentReader* reader) {
  StepArguments step;
  step.etas = reader->OptionalArray("etas", kDoubles);
  step.velocities = reader->OptionalArray("velocities", kFloats);
  step.momentum = ReadFraction(reader, "momentum");
  step.is_nesterov = reader->Boolean("nesterov");
  return step;
}

// The parameters and velocities of a step are outputs too.
void CheckStep(ArgumentReader* reader, const PassArguments& task, const ArrayView& gradients,
               const ArrayView& lambdas, const StepArguments& step) {
  const uint64_t count = task.ParameterCount();
  if (!reader->ok()) return;
  CheckApart(reader, gradients, count, step.etas);
  CheckApart(reader, gradients, count, step.velocities);
  if (!step.etas.is_given) {
    if (reader->ok() && step.velocities.is_given) {
      reader->FailType("etas", "an array, since there are velocities", "none");
    }
    return;
  }
  reader->CheckLength(step.etas, task.models);
  CheckFactors(reader, step.etas);
  for (const ArrayView* const input : std::initializer_list<const ArrayView*>{
           &lambdas, &step.etas, &task.X, &task.slope, &task.intercept, &task.y, &task.weights,
           &task.numbers}) {
    CheckApart(reader, task.parameters, count, *input);
    if (step.velocities.is_given) CheckApart(reader, step.velocities, count, *input);
  }
  if (!step.velocities.is_given) return;
  reader->CheckDtype(step.velocities, task.parameters);
  reader->CheckLength(step.velocities, count);
  CheckApart(reader, step.velocities, count, task.parameters);
}

void CheckOutputsApart(ArgumentReader* reader, const ArrayView& one, const ArrayView& other,
                       uint64_t elements) {
  if (!reader->ok() || !Overlap(one, elements, other, elements)) return;
  reader->FailRange(one.name, "memory of its own", std::string("memory shared with ") + other.name);
}

template <typename Float>
void AddTo(const ArrayView& y, double alpha, const ArrayView& x, size_t count) {
  ChosenKernels<Float>().axpy(y.as<Float>(), static_cast<Float>(alpha), x.as<const Float>(), count);
}

}  // namespace

Napi::Value ModelGradients(const Napi::CallbackInfo& info) {
  ArgumentReader reader(info);
  PassArguments task;
  const ArrayView gradients = reader.Floats("gradients");
  task.parameters = reader.Floats("parameters");
  const ArrayView lambdas = reader.Array("lambdas", kDoubles);
  const StepArguments step = ReadStep(&reader);
  ReadLoss(&reader, &task);
  task.weights = reader.OptionalArray("weights", kDoubles);
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
  CheckSamples(&reader, task);
  CheckOutput(&reader, task, gradients, task.ParameterCount());
  CheckApart(&reader, gradients, task.ParameterCount(), lambdas);
  CheckStep(&reader, task, gradients, lambdas, step);
  if (!reader.ok()) return info.Env().Undefined();
  WithTask(&reader, task, [&](auto pass) {
    using Float = std::remove_pointer_t<decltype(pass.gradients)>;
    pass.lambdas = lambdas.as<const double>();
    pass.gradients = gradients.as<Float>();
    if (step.etas.is_given) pass.etas = step.etas.as<const double>();
    if (step.velocities.is_given) pass.velocities = step.velocities.as<Float>();
    pass.momentum = step.momentum;
    pass.is_nesterov = step.is_nesterov;
    RunPass(&reader, pass);
  });
  return info.Env().Undefined();
}

Napi::Value ModelAnswers(const Napi::CallbackInfo& info) {
  ArgumentReader reader(info);
  PassArguments task;
  const ArrayView losses = reader.Array("losses", kDoubles);
  const ArrayView predicted = reader.Array("predicted", kIndices);
  const ArrayView probabilities = reader.Array("probabilities", kDoubles);
  const ArrayView true_probabilities = reader.Array("trueProbabilities", kDoubles);
  task.parameters = reader.Floats("parameters");
  task.models = ReadCount(&reader, "models", 1, kMostModels);
  ReadLoss(&reader, &task);
  ReadShape(&reader, &task);
  ReadSamples(&reader, &task);
  if (!reader.ok()) return info.Env().Undefined();
  CheckSamples(&reader, task);
  const uint64_t answers = task.models * task.count;
  const std::initializer_list<const ArrayView*> outputs = {&losses, &predicted, &probabilities,
                                                           &true_probabilities};
  for (const ArrayView* const output : outputs) {
    CheckOutput(&reader, task, *output, answers);
    for (const ArrayView* const other : outputs) {
      if (other == output) break;
      CheckOutputsApart(&reader, *output, *other, answers);
    }
  }
  if (!reader.ok()) return info.Env().Undefined();
  WithTask(&reader, task, [&](auto pass) {
    pass.answers = {losses.as<double>(), predicted.as<uint16_t>(), probabilities.as<double>(),
                    true_probabilities.as<double>()};
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
