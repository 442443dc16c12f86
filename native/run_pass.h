#ifndef ONELAYER_NATIVE_RUN_PASS_H_
#define ONELAYER_NATIVE_RUN_PASS_H_

#include <string>

#include "model_pass.h"
#include "pass_arguments.h"
#include "pool.h"
#include "scratch.h"
#include "threads.h"

namespace onelayer {

// What checked arguments and the batch that they name ask for.
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
  task.labels = batch.labels.empty() ? nullptr : batch.labels.data();
  task.weights = batch.weights.empty() ? nullptr : batch.weights.data();
  task.loss = from.loss;
  task.label_smoothing = from.label_smoothing;
  task.models = from.models;
  task.classes = from.classes;
  task.parameters = from.parameters.as<Float>();
  task.product = from.product;
  task.tile_rows = from.tile_rows;
  task.threads = static_cast<size_t>(Threads());
  return task;
}

// Runs a task on the threads that are worth waking; fails if its scratch memory can't be had.
template <typename Float>
void RunPass(ArgumentReader* reader, const PassTask<Float>& task) {
  ModelPass<Float> pass(task);
  void* const scratch = ThreadScratch().Reserve(pass.ScratchBytes());
  if (scratch == nullptr) {
    reader->FailRange("tileRows", "a tile that fits the memory", std::to_string(task.tile_rows));
    return;
  }
  pass.UseScratch(scratch);
  RunInParallel(&pass, pass.UsefulThreads());
}

}  // namespace onelayer

#endif  // ONELAYER_NATIVE_RUN_PASS_H_
