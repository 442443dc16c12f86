#ifndef ONELAYER_NATIVE_GEMM_H_
#define ONELAYER_NATIVE_GEMM_H_

#include <napi.h>

namespace onelayer {

// gemm(...), axpy(...) and bytesPastLine(...) of binding.d.ts.
Napi::Value Gemm(const Napi::CallbackInfo& info);
Napi::Value Axpy(const Napi::CallbackInfo& info);
Napi::Value BytesPastLine(const Napi::CallbackInfo& info);

}  // namespace onelayer

#endif  // ONELAYER_NATIVE_GEMM_H_
