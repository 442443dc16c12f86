#ifndef ONELAYER_NATIVE_DETACHED_THREAD_H_
#define ONELAYER_NATIVE_DETACHED_THREAD_H_

#include <cstddef>

namespace onelayer {

// Runs `run(context, number)` on a detached thread. Returns false if the system has none.
bool StartDetachedThread(void (*run)(void* context, size_t number), void* context, size_t number);

}  // namespace onelayer

#endif  // ONELAYER_NATIVE_DETACHED_THREAD_H_
