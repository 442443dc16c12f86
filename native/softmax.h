#ifndef ONELAYER_NATIVE_SOFTMAX_H_
#define ONELAYER_NATIVE_SOFTMAX_H_

#include <napi.h>

namespace onelayer {

// softmaxGradients(...), softmaxAnswers(...), axpy(...) and bytesPastLine(...) of binding.d.ts.
Napi::Value SoftmaxGradients(const Napi::CallbackInfo& info);
Napi::Value SoftmaxAnswers(const Napi::CallbackInfo& info);
Napi::Value Axpy(const Napi::CallbackInfo& info);
Napi::Value BytesPastLine(const Napi::CallbackInfo& info);

}  // namespace onelayer

#endif  // ONELAYER_NATIVE_SOFTMAX_H_
