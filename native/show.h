#ifndef ONELAYER_NATIVE_SHOW_H_
#define ONELAYER_NATIVE_SHOW_H_

#include <napi.h>

#include <string>

namespace onelayer {

// How a value is shown in an error: short, on one line, and without running any JavaScript.
std::string Show(Napi::Env env, napi_value value);

}  // namespace onelayer

#endif  // ONELAYER_NATIVE_SHOW_H_
