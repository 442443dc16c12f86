#include "exports.h"
#include "threads.h"

namespace onelayer {
namespace {

template <Napi::Value (*kFunction)(const Napi::CallbackInfo&)>
void Export(Napi::Object exports, const char* name) {
  exports[name] = Napi::Function::New<kFunction>(exports.Env(), name);
}

// The exports are those of binding.d.ts, no more and no fewer.
Napi::Object Initialize(Napi::Env, Napi::Object exports) {
  InitializeThreads();
  Export<Gemm>(exports, "gemm");
  Export<Axpy>(exports, "axpy");
  Export<Softmax>(exports, "softmax");
  Export<Prepare<PassKind::kGradients>>(exports, "prepareGradients");
  Export<Prepare<PassKind::kSums>>(exports, "prepareSums");
  Export<Prepare<PassKind::kEvaluation>>(exports, "prepareEvaluation");
  Export<Prepare<PassKind::kScores>>(exports, "prepareScores");
  Export<EncodePatches>(exports, "encodePatches");
  Export<BytesPastLine>(exports, "bytesPastLine");
  Export<PreferLargePages>(exports, "preferLargePages");
  Export<BuildInformation>(exports, "buildInformation");
  Export<GetThreads>(exports, "getThreads");
  Export<SetThreads>(exports, "setThreads");
  return exports;
}

NODE_API_MODULE(onelayer, Initialize)

}  // namespace
}  // namespace onelayer
