#ifndef ONELAYER_NATIVE_MODEL_PASSES_H_
#define ONELAYER_NATIVE_MODEL_PASSES_H_

#include <napi.h>

namespace onelayer {

// modelGradients(...), modelAnswers(...), axpy(...) and bytesPastLine(...) of binding.d.ts.
Napi::Value ModelGradients(const Napi::CallbackInfo& info);
Napi::Value ModelAnswers(const Napi::CallbackInfo& info);
Napi::Value Axpy(const Napi::CallbackInfo& info);
Napi::Value BytesPastLine(const Napi::CallbackInfo& info);

}  // namespace onelayer

#endif  // ONELAYER_NATIVE_MODEL_PASSES_H_
