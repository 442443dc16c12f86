#include <napi.h>

#include "build_information.h"
#include "gemm.h"
#include "prepared_pass.h"
#include "threads.h"

namespace {

// The exports are those of binding.d.ts, no more and no fewer.
Napi::Object Initialize(Napi::Env env, Napi::Object exports) {
  onelayer::InitializeThreads();
  exports["gemm"] = Napi::Function::New<onelayer::Gemm>(env, "gemm");
  exports["axpy"] = Napi::Function::New<onelayer::Axpy>(env, "axpy");
  exports["prepareGradients"] =
      Napi::Function::New<onelayer::PrepareGradients>(env, "prepareGradients");
  exports["prepareSums"] = Napi::Function::New<onelayer::PrepareSums>(env, "prepareSums");
  exports["prepareEvaluation"] =
      Napi::Function::New<onelayer::PrepareEvaluation>(env, "prepareEvaluation");
  exports["prepareScores"] = Napi::Function::New<onelayer::PrepareScores>(env, "prepareScores");
  exports["bytesPastLine"] = Napi::Function::New<onelayer::BytesPastLine>(env, "bytesPastLine");
  exports["buildInformation"] =
      Napi::Function::New<onelayer::BuildInformation>(env, "buildInformation");
  exports["getThreads"] = Napi::Function::New<onelayer::GetThreads>(env, "getThreads");
  exports["setThreads"] = Napi::Function::New<onelayer::SetThreads>(env, "setThreads");
  return exports;
}

}  // namespace

NODE_API_MODULE(onelayer, Initialize)
