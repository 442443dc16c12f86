#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "batch.h"
#include "exports.h"
#include "model_pass.h"
#include "pass_options.h"

namespace onelayer {
namespace {

constexpr Dtypes kNumbers("a Uint32Array", {napi_uint32_array});

// A pass that was prepared once, with everything that its runs have in common. It belongs to the
// function that JavaScript gets.
class PreparedPass {
 public:
  PreparedPass(napi_env env, const PassOptions& options);
  ~PreparedPass();
  PreparedPass(const PreparedPass&) = delete;
  PreparedPass& operator=(const PreparedPass&) = delete;

  bool has_memory() const { return pass_ != nullptr; }
  // Runs the pass with the arguments of a call.
  void Run(ArgumentReader* reader);

 private:
  // False if there is no scratch memory.
  bool RunSamples(ArgumentReader* reader, Batch* batch);
  bool RunRows(ArgumentReader* reader, Batch* batch);
  void CheckArrays(ArgumentReader* reader, uint64_t count) const;

  const napi_env env_;
  const PassOptions options_;
  const std::unique_ptr<Pass> pass_;
  std::vector<UsedArray> arrays_;  // that are read or written at each run
};

PreparedPass::PreparedPass(napi_env env, const PassOptions& options)
    : env_(env), options_(options), pass_(MakePass(options_)) {
  for (UsedArray array : UsedArrays(options_)) {
    if (array.use == Use::kCopy) continue;
    // Where there is none, every run is refused.
    napi_create_reference(env, array.view->value, 1, &array.reference);
    arrays_.push_back(array);
  }
}

PreparedPass::~PreparedPass() {
  for (const UsedArray& array : arrays_) napi_delete_reference(env_, array.reference);
}

void PreparedPass::Run(ArgumentReader* reader) {
  thread_local Batch batch;
  const bool has_run =
      options_.kind == PassKind::kScores ? RunRows(reader, &batch) : RunSamples(reader, &batch);
  if (has_run) return;
  reader->FailRange("tileRows", "a tile that fits the memory", std::to_string(options_.tile_rows));
}

bool PreparedPass::RunSamples(ArgumentReader* reader, Batch* batch) {
  const PassOptions& o = options_;
  const ArrayView numbers = reader->Array("numbers", kNumbers);
  const size_t first = reader->Count("first", 0);
  const size_t count = reader->Count("count", 1);
  const bool is_step = o.kind == PassKind::kGradients && reader->Boolean("isStep");
  if (is_step && !o.etas.is_given) {
    reader->FailRange("isStep", "false, since there are no etas", "true");
  }
  if (first + count > numbers.length) {
    const size_t left = numbers.length - std::min(first, numbers.length);
    reader->FailRange("count",
                      "at most the numbers that there are from first on, " + std::to_string(left),
                      std::to_string(count));
  }
  CheckArrays(reader, count);
  if (is_step) reader->CheckFinite(o.etas, o.models);
  if (reader->ok()) batch->Read(reader, numbers, first, count, o.y, o.classes, o.weights);
  return !reader->ok() || pass_->Start(*batch, o.X, {}, is_step);
}

bool PreparedPass::RunRows(ArgumentReader* reader, Batch* batch) {
  const PassOptions& o = options_;
  const ArrayView scores = reader->Floats("scores");
  const ArrayView X = reader->Array("X", kFeatures);
  const size_t first = reader->Count("first", 0);
  const size_t count = reader->Count("count", 1);
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
  return pass_->Start(*batch, X, scores, false);
}

// An array may have been detached since it was prepared, or have shrunk.
void PreparedPass::CheckArrays(ArgumentReader* reader, uint64_t count) const {
  for (const UsedArray& array : arrays_) {
    napi_value value = nullptr;
    napi_get_reference_value(env_, array.reference, &value);
    reader->CheckStill(*array.view, value, array.elements + array.elements_of_sample * count);
  }
}

napi_value RunPass(napi_env env, napi_callback_info info) {
  napi_value arguments[4];
  size_t count = 4;
  void* pass = nullptr;
  if (napi_get_cb_info(env, info, &count, arguments, nullptr, &pass) != napi_ok) return nullptr;
  ArgumentReader reader(env, arguments);
  static_cast<PreparedPass*>(pass)->Run(&reader);
  return nullptr;
}

}  // namespace

template <PassKind kKind>
Napi::Value Prepare(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  ArgumentReader reader(info);
  const PassOptions options = ReadPassOptions(&reader, kKind);
  if (!reader.ok()) return env.Undefined();
  auto pass = std::make_unique<PreparedPass>(env, options);
  if (!pass->has_memory()) {
    reader.FailRange("features", "vectors that fit the memory", std::to_string(options.features));
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

template Napi::Value Prepare<PassKind::kGradients>(const Napi::CallbackInfo&);
template Napi::Value Prepare<PassKind::kSums>(const Napi::CallbackInfo&);
template Napi::Value Prepare<PassKind::kEvaluation>(const Napi::CallbackInfo&);
template Napi::Value Prepare<PassKind::kScores>(const Napi::CallbackInfo&);

}  // namespace onelayer
