#include "detached_thread.h"

#ifdef _WIN32
#include <thread>
#else
#include <pthread.h>
#endif

namespace onelayer {

#ifdef _WIN32

bool StartDetachedThread(void (*run)(void*, size_t), void* context, size_t number) {
  std::thread([=] { run(context, number); }).detach();
  return true;
}

#else

// Not std::thread, which throws if the system has no thread: this is compiled without exceptions.
bool StartDetachedThread(void (*run)(void*, size_t), void* context, size_t number) {
  struct Start {
    void (*run)(void*, size_t);
    void* context;
    size_t number;
  };
  const auto begin = [](void* argument) -> void* {
    const Start start = *static_cast<Start*>(argument);
    delete static_cast<Start*>(argument);
    start.run(start.context, start.number);
    return nullptr;
  };
  auto* const start = new Start{run, context, number};
  pthread_t thread;
  if (pthread_create(&thread, nullptr, begin, start) != 0) {
    delete start;
    return false;
  }
  pthread_detach(thread);
  return true;
}

#endif

}  // namespace onelayer
