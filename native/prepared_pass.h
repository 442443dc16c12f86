#ifndef ONELAYER_NATIVE_PREPARED_PASS_H_
#define ONELAYER_NATIVE_PREPARED_PASS_H_

#include <napi.h>

namespace onelayer {

// prepareGradients(options), prepareSums(options), prepareEvaluation(options) and
// prepareScores(options) of binding.d.ts. Each returns a function that owns what was prepared.
Napi::Value PrepareGradients(const Napi::CallbackInfo& info);
Napi::Value PrepareSums(const Napi::CallbackInfo& info);
Napi::Value PrepareEvaluation(const Napi::CallbackInfo& info);
Napi::Value PrepareScores(const Napi::CallbackInfo& info);

}  // namespace onelayer

#endif  // ONELAYER_NATIVE_PREPARED_PASS_H_
