#include <napi.h>

#include "build_information.h"
#include "gemm.h"
#include "model_passes.h"
#include "model_scores.h"
#include "threads.h"

namespace {

// The exports are those of binding.d.ts, no more and no fewer.
Napi::Object Initialize(Napi::Env env, Napi::Object exports) {
  onelayer::InitializeThreads();
  exports["gemm"] = Napi::Function::New<onelayer::Gemm>(env, "gemm");
  exports["axpy"] = Napi::Function::New<onelayer::Axpy>(env, "axpy");
  exports["modelGradients"] = Napi::Function::New<onelayer::ModelGradients>(env, "modelGradients");
  exports["modelAnswers"] = Napi::Function::New<onelayer::ModelAnswers>(env, "modelAnswers");
  exports["modelScores"] = Napi::Function::New<onelayer::ModelScores>(env, "modelScores");
  exports["bytesPastLine"] = Napi::Function::New<onelayer::BytesPastLine>(env, "bytesPastLine");
  exports["buildInformation"] =
      Napi::Function::New<onelayer::BuildInformation>(env, "buildInformation");
  exports["getThreads"] = Napi::Function::New<onelayer::GetThreads>(env, "getThreads");
  exports["setThreads"] = Napi::Function::New<onelayer::SetThreads>(env, "setThreads");
  return exports;
}

}  // namespace

NODE_API_MODULE(onelayer, Initialize)
