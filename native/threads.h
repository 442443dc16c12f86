#ifndef ONELAYER_NATIVE_THREADS_H_
#define ONELAYER_NATIVE_THREADS_H_

#include <napi.h>

namespace onelayer {

// Sets OpenBLAS to one thread the first time that the process loads the addon; later loads, by
// worker threads, change nothing.
void InitializeThreads();

// The most threads that this OpenBLAS can use.
int MaximumThreads();

// getThreads() and setThreads(threads) of binding.d.ts.
Napi::Value GetThreads(const Napi::CallbackInfo& info);
Napi::Value SetThreads(const Napi::CallbackInfo& info);

// Held around every product: makes the calling thread use the number of threads that is set, and
// lets products that may not run at the same time as others, or as a fork, run one by one.
class ProductScope {
 public:
  ProductScope();
  ~ProductScope();
  ProductScope(const ProductScope&) = delete;
  ProductScope& operator=(const ProductScope&) = delete;

 private:
  bool locked_;
};

}  // namespace onelayer

#endif  // ONELAYER_NATIVE_THREADS_H_
