#ifndef ONELAYER_NATIVE_EXPORTS_H_
#define ONELAYER_NATIVE_EXPORTS_H_

#include <napi.h>

#include "pass_plan.h"

namespace onelayer {

// The functions of binding.d.ts.
Napi::Value Gemm(const Napi::CallbackInfo& info);
Napi::Value Axpy(const Napi::CallbackInfo& info);
Napi::Value Softmax(const Napi::CallbackInfo& info);
// Each returns a function that owns what was prepared.
template <PassKind kKind>
Napi::Value Prepare(const Napi::CallbackInfo& info);
Napi::Value EncodePatches(const Napi::CallbackInfo& info);
Napi::Value BytesPastLine(const Napi::CallbackInfo& info);
Napi::Value PreferLargePages(const Napi::CallbackInfo& info);
Napi::Value BuildInformation(const Napi::CallbackInfo& info);
Napi::Value GetThreads(const Napi::CallbackInfo& info);
Napi::Value SetThreads(const Napi::CallbackInfo& info);

}  // namespace onelayer

#endif  // ONELAYER_NATIVE_EXPORTS_H_
