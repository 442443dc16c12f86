#include "prepared_pass.h"

#include <algorithm>
#include <initializer_list>
#include <memory>
#include <string>
#include <vector>

#include "batch.h"
#include "model_pass.h"
#include "pass_options.h"
#include "scratch.h"

namespace onelayer {
namespace {

constexpr Dtypes kNumbers("a Uint32Array", {napi_uint32_array});

// An array that a pass keeps, as it was when the pass was prepared, and how much of it is used.
struct KeptArray {
  const ArrayView* view;
  uint64_t elements;
  uint64_t elements_of_sample = 0;
  napi_ref reference = nullptr;
};

// A pass that was prepared once, with everything that its runs have in common. It belongs to the
// function that JavaScript gets.
class PreparedPass {
 public:
  PreparedPass(napi_env env, PassKind kind, const PassOptions& options);
  virtual ~PreparedPass();
  PreparedPass(const PreparedPass&) = delete;
  PreparedPass& operator=(const PreparedPass&) = delete;

  // Runs the pass with the arguments of a call.
  void Run(ArgumentReader* reader);

 protected:
  const PassKind kind_;
  const PassOptions options_;

 private:
  // Run the pass; false if there is no scratch memory.
  virtual bool Start(const Batch& batch, bool is_step) = 0;
  virtual bool Start(const Batch& batch, const ArrayView& X, const ArrayView& scores) = 0;

  bool RunSamples(ArgumentReader* reader, Batch* batch);
  bool RunRows(ArgumentReader* reader, Batch* batch);
  void CheckArrays(ArgumentReader* reader, uint64_t count) const;

  const napi_env env_;
  std::vector<KeptArray> arrays_;
};

PreparedPass::PreparedPass(napi_env env, PassKind kind, const PassOptions& options)
    : kind_(kind), options_(options), env_(env) {
  const PassOptions& o = options_;
  const uint64_t parameters = o.ParameterCount();
  const uint64_t samples = o.y.length;
  const bool is_sum = kind == PassKind::kSums;
  for (KeptArray array :
       std::initializer_list<KeptArray>{{&o.gradients, parameters},
                                        {&o.losses, is_sum ? o.models : 0, is_sum ? 0 : o.models},
                                        {&o.weight, 1},
                                        {&o.predicted, 0, o.models},
                                        {&o.probabilities, 0, o.models},
                                        {&o.true_probabilities, 0, o.models},
                                        {&o.parameters, parameters},
                                        {&o.etas, o.models},
                                        {&o.velocities, parameters},
                                        {&o.weights, samples},
                                        {&o.X, samples * o.features},
                                        {&o.y, samples}}) {
    if (!array.view->is_given) continue;
    // Where there is none, every run is refused.
    napi_create_reference(env, array.view->value, 1, &array.reference);
    arrays_.push_back(array);
  }
}

PreparedPass::~PreparedPass() {
  for (const KeptArray& array : arrays_) napi_delete_reference(env_, array.reference);
}

void PreparedPass::Run(ArgumentReader* reader) {
  thread_local Batch batch;
  const bool has_run =
      kind_ == PassKind::kScores ? RunRows(reader, &batch) : RunSamples(reader, &batch);
  if (has_run) return;
  reader->FailRange("tileRows", "a tile that fits the memory", std::to_string(options_.tile_rows));
}

bool PreparedPass::RunSamples(ArgumentReader* reader, Batch* batch) {
  const PassOptions& o = options_;
  const ArrayView numbers = reader->Array("numbers", kNumbers);
  const size_t first = reader->Count("first", 0);
  const size_t count = reader->Count("count", 1);
  const bool is_step = kind_ == PassKind::kGradients && reader->Boolean("isStep");
  if (is_step && !o.etas.is_given) {
    reader->FailRange("isStep", "false, since there are no etas", "true");
  }
  if (reader->ok() && first + count > numbers.length) {
    const size_t left = numbers.length - std::min(first, numbers.length);
    reader->FailRange("count",
                      "at most the numbers that there are from first on, " + std::to_string(left),
                      std::to_string(count));
  }
  CheckArrays(reader, count);
  if (is_step && reader->ok()) reader->CheckFinite(o.etas, o.models);
  if (reader->ok()) batch->Read(reader, numbers, first, count, o.y, o.classes, o.weights);
  return !reader->ok() || Start(*batch, is_step);
}

bool PreparedPass::RunRows(ArgumentReader* reader, Batch* batch) {
  const PassOptions& o = options_;
  const ArrayView scores = reader->Floats("scores");
  const ArrayView X = reader->Array("X", kFeatures);
  const size_t first = reader->Count("first", 0);
  const size_t count = reader->Count("count", 1);
  if (!reader->ok()) return true;
  if (X.dtype == napi_uint8_array && !o.slope.is_given) {
    reader->FailType("X", "an array of numbers, since there is no slope", "a Uint8Array");
  }
  reader->CheckDtype(scores, o.parameters);
  reader->CheckLength(X, (first + count) * o.features);
  reader->CheckLength(scores, count * o.classes);
  CheckArrays(reader, count);
  reader->CheckApart(scores, count * o.classes, X, X.length);
  reader->CheckApart(scores, count * o.classes, o.parameters, o.parameters.length);
  if (!reader->ok()) return true;
  batch->Fill(static_cast<uint32_t>(first), count);
  return Start(*batch, X, scores);
}

// An array may have been detached since it was prepared, or have shrunk.
void PreparedPass::CheckArrays(ArgumentReader* reader, uint64_t count) const {
  for (const KeptArray& array : arrays_) {
    napi_value value = nullptr;
    napi_get_reference_value(env_, array.reference, &value);
    reader->CheckStill(*array.view, value, array.elements + array.elements_of_sample * count);
  }
}

template <typename Float>
PassTask<Float> TaskOf(PassKind kind, const PassOptions& options) {
  PassTask<Float> task;
  task.kind = kind;
  task.source.features = options.features;
  task.loss = options.loss;
  task.label_smoothing = options.label_smoothing;
  task.models = options.models;
  task.classes = options.classes;
  task.parameters = options.parameters.as<Float>();
  task.etas = options.etas.as<const double>();
  task.velocities = options.velocities.as<Float>();
  task.momentum = options.momentum;
  task.is_nesterov = options.is_nesterov;
  task.gradients = options.gradients.as<Float>();
  task.losses = options.losses.as<double>();
  task.weight = options.weight.as<double>();
  task.evaluation = {options.losses.as<double>(), options.predicted.as<uint16_t>(),
                     options.probabilities.as<double>(), options.true_probabilities.as<double>()};
  task.product = options.product;
  task.tile_rows = options.tile_rows;
  return task;
}

template <typename Float>
class PreparedPassOf final : public PreparedPass {
 public:
  PreparedPassOf(napi_env env, PassKind kind, const PassOptions& options)
      : PreparedPass(env, kind, options), pass_(TaskOf<Float>(kind, options)) {
    if (options.X.is_given) UseFeatures(options.X);
  }

  // Copies the vectors and factors that stay as they were when the pass was prepared; false if
  // there is no memory.
  bool Copy() {
    PassTask<Float>* const task = pass_.task();
    const auto* const lambdas = options_.lambdas.as<const double>();
    const size_t models = options_.lambdas.is_given ? options_.models : 0;
    const size_t features = options_.slope.is_given ? options_.features : 0;
    const auto lay = [&](Layout layout) {
      auto* const copied = layout.Array<double>(models);
      auto* const slope = layout.Array<Float>(features);
      auto* const intercept = layout.Array<Float>(features);
      if (copied == nullptr) return layout.bytes();
      std::copy_n(lambdas, models, copied);
      std::copy_n(options_.slope.as<const Float>(), features, slope);
      std::copy_n(options_.intercept.as<const Float>(), features, intercept);
      task->lambdas = models == 0 ? nullptr : copied;
      task->source.slope = slope;
      task->source.intercept = intercept;
      return layout.bytes();
    };
    void* const block = copies_.Reserve(std::max<size_t>(lay(Layout(nullptr)), 1));
    if (block == nullptr) return false;
    lay(Layout(block));
    return true;
  }

 private:
  bool Start(const Batch& batch, bool is_step) override { return pass_.Start(batch, is_step); }

  bool Start(const Batch& batch, const ArrayView& X, const ArrayView& scores) override {
    UseFeatures(X);
    pass_.task()->scores = scores.as<Float>();
    return pass_.Start(batch, false);
  }

  void UseFeatures(const ArrayView& X) {
    Source<Float>* const source = &pass_.task()->source;
    source->bytes = X.dtype == napi_uint8_array ? X.as<const uint8_t>() : nullptr;
    source->floats = X.dtype == napi_float32_array ? X.as<const float>() : nullptr;
    source->doubles = X.dtype == napi_float64_array ? X.as<const double>() : nullptr;
  }

  Scratch copies_;
  ModelPass<Float> pass_;
};

napi_value RunPass(napi_env env, napi_callback_info info) {
  napi_value arguments[4];
  size_t count = 4;
  void* pass = nullptr;
  if (napi_get_cb_info(env, info, &count, arguments, nullptr, &pass) != napi_ok) return nullptr;
  ArgumentReader reader(env, arguments);
  static_cast<PreparedPass*>(pass)->Run(&reader);
  return nullptr;
}

template <typename Float>
Napi::Value FunctionOf(ArgumentReader* reader, PassKind kind, const PassOptions& options) {
  const Napi::Env env = reader->env();
  auto pass = std::make_unique<PreparedPassOf<Float>>(env, kind, options);
  if (!pass->Copy()) {
    reader->FailRange("features", "vectors that fit the memory", std::to_string(options.features));
    return env.Undefined();
  }
  const auto finalize = [](napi_env, void* owned, void*) {
    delete static_cast<PreparedPass*>(owned);
  };
  PreparedPass* const owned = pass.get();
  napi_value function = nullptr;
  if (napi_create_function(env, "pass", NAPI_AUTO_LENGTH, RunPass, owned, &function) != napi_ok ||
      napi_add_finalizer(env, function, owned, finalize, nullptr, nullptr) != napi_ok) {
    return env.Undefined();
  }
  pass.release();
  return Napi::Value(env, function);
}

Napi::Value Prepare(const Napi::CallbackInfo& info, PassKind kind) {
  ArgumentReader reader(info);
  const PassOptions options = ReadPassOptions(&reader, kind);
  if (!reader.ok()) return info.Env().Undefined();
  return options.parameters.is_float32() ? FunctionOf<float>(&reader, kind, options)
                                         : FunctionOf<double>(&reader, kind, options);
}

}  // namespace

Napi::Value PrepareGradients(const Napi::CallbackInfo& info) {
  return Prepare(info, PassKind::kGradients);
}

Napi::Value PrepareSums(const Napi::CallbackInfo& info) { return Prepare(info, PassKind::kSums); }

Napi::Value PrepareEvaluation(const Napi::CallbackInfo& info) {
  return Prepare(info, PassKind::kEvaluation);
}

Napi::Value PrepareScores(const Napi::CallbackInfo& info) {
  return Prepare(info, PassKind::kScores);
}

}  // namespace onelayer
