#ifndef ONELAYER_NATIVE_GEMM_H_
#define ONELAYER_NATIVE_GEMM_H_

#include <napi.h>

namespace onelayer {

// C ← alpha · op(A) · op(B) + beta · C: gemm(...) of binding.d.ts.
Napi::Value Gemm(const Napi::CallbackInfo& info);

}  // namespace onelayer

#endif  // ONELAYER_NATIVE_GEMM_H_
