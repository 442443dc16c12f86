#ifndef ONELAYER_NATIVE_MODEL_SCORES_H_
#define ONELAYER_NATIVE_MODEL_SCORES_H_

#include <napi.h>

namespace onelayer {

// modelScores(...) of binding.d.ts.
Napi::Value ModelScores(const Napi::CallbackInfo& info);

}  // namespace onelayer

#endif  // ONELAYER_NATIVE_MODEL_SCORES_H_
