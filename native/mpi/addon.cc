#include <memory>
#include <utility>

#include "operations.h"

namespace onelayer {
namespace mpi {
namespace {

constexpr Dtypes kBytes("a Uint8Array", {napi_uint8_array});

// The most elements of a sum: with one beside them, as many as an int of MPI counts.
constexpr size_t kMostElements = static_cast<size_t>(kLargest) - 1;

// Leaves an exception pending unless MPI has been started here and not ended.
bool IsOpen(const Napi::CallbackInfo& info) {
  if (World::Instance().IsOpen(info.Env())) return true;
  napi_throw_error(info.Env(), "MPI_FAILED", "MPI: expected it to be started, in this thread");
  return false;
}

Napi::Value Enqueued(std::unique_ptr<Operation> operation) {
  const Napi::Value promise = operation->promise();
  World::Instance().Enqueue(std::move(operation));
  return promise;
}

Napi::Value Start(const Napi::CallbackInfo& info) {
  World& world = World::Instance();
  if (!world.Start(info.Env())) {
    napi_throw_error(info.Env(), "MPI_FAILED", "MPI: expected it to be started once");
    return info.Env().Undefined();
  }
  return Enqueued(NewStart(info.Env()));
}

Napi::Value SumValues(const Napi::CallbackInfo& info) {
  ArgumentReader reader(info);
  const ArrayView values = reader.Floats("values");
  const double beside = reader.Finite("beside");
  const double divisor = reader.Finite("divisor");
  if (reader.ok() && values.length > kMostElements) {
    reader.FailRange("values", "at most 2^31 - 2 elements", static_cast<double>(values.length));
  }
  if (!reader.ok() || !IsOpen(info)) return info.Env().Undefined();
  if (values.is_float32()) {
    return Enqueued(std::make_unique<Sum<float>>(info.Env(), values, beside, divisor));
  }
  return Enqueued(std::make_unique<Sum<double>>(info.Env(), values, beside, divisor));
}

Napi::Value GatherBytes(const Napi::CallbackInfo& info) {
  ArgumentReader reader(info);
  const ArrayView bytes = reader.Array("bytes", kBytes);
  if (reader.ok() && bytes.length > static_cast<size_t>(kLargest)) {
    reader.FailRange("bytes", "at most 2^31 - 1 elements", static_cast<double>(bytes.length));
  }
  if (!reader.ok() || !IsOpen(info)) return info.Env().Undefined();
  return Enqueued(std::make_unique<Gather>(info.Env(), bytes));
}

Napi::Value Finish(const Napi::CallbackInfo& info) {
  if (!IsOpen(info)) return info.Env().Undefined();
  return Napi::Boolean::New(info.Env(), World::Instance().Finish());
}

Napi::Value Abort(const Napi::CallbackInfo& info) {
  ArgumentReader reader(info);
  const int code = reader.Integer("code", 1, 255);
  if (reader.ok() && IsOpen(info)) World::Instance().Abort(code);
  return info.Env().Undefined();
}

template <Napi::Value (*kFunction)(const Napi::CallbackInfo&)>
void Export(Napi::Object exports, const char* name) {
  exports[name] = Napi::Function::New<kFunction>(exports.Env(), name);
}

// The exports are those of mpi-binding.d.ts, no more and no fewer.
Napi::Object Initialize(Napi::Env, Napi::Object exports) {
  Export<Start>(exports, "start");
  Export<SumValues>(exports, "sum");
  Export<GatherBytes>(exports, "gather");
  Export<Finish>(exports, "finish");
  Export<Abort>(exports, "abort");
  return exports;
}

NODE_API_MODULE(onelayer_mpi, Initialize)

}  // namespace
}  // namespace mpi
}  // namespace onelayer
