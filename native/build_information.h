#ifndef ONELAYER_NATIVE_BUILD_INFORMATION_H_
#define ONELAYER_NATIVE_BUILD_INFORMATION_H_

#include <napi.h>

namespace onelayer {

// buildInformation() of binding.d.ts.
Napi::Value BuildInformation(const Napi::CallbackInfo& info);

}  // namespace onelayer

#endif  // ONELAYER_NATIVE_BUILD_INFORMATION_H_
