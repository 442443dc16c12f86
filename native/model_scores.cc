#include "model_scores.h"

#include <numeric>

#include "pass_arguments.h"
#include "run_pass.h"

namespace onelayer {
namespace {

template <typename Float>
void Score(ArgumentReader* reader, const PassArguments& arguments, const ArrayView& scores) {
  thread_local Batch batch;
  batch.numbers.resize(arguments.count);
  std::iota(batch.numbers.begin(), batch.numbers.end(), static_cast<uint32_t>(arguments.first));
  PassTask<Float> task = TaskOf<Float>(arguments, batch);
  task.scores = scores.as<Float>();
  RunPass(reader, task);
}

}  // namespace

Napi::Value ModelScores(const Napi::CallbackInfo& info) {
  ArgumentReader reader(info);
  PassArguments task;
  const ArrayView scores = reader.Floats("scores");
  task.parameters = reader.Floats("parameters");
  ReadShape(&reader, &task);
  ReadFeatures(&reader, &task);
  ReadRange(&reader, &task);
  if (!reader.ok()) return info.Env().Undefined();
  reader.CheckDtype(task.parameters, scores);
  CheckFeatures(&reader, task, task.first + task.count);
  CheckOutput(&reader, task, scores, task.count * task.classes);
  if (!reader.ok()) return info.Env().Undefined();
  if (scores.is_float32()) {
    Score<float>(&reader, task, scores);
  } else {
    Score<double>(&reader, task, scores);
  }
  return info.Env().Undefined();
}

}  // namespace onelayer
