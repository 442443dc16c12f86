#ifndef ONELAYER_NATIVE_THREADS_H_
#define ONELAYER_NATIVE_THREADS_H_

namespace onelayer {

// Sets OpenBLAS to one thread the first time that the process loads the addon; later loads, by
// worker threads, change nothing.
void InitializeThreads();

// The most threads that may call this OpenBLAS at the same time, which bounds those of a pass too.
int MaximumThreads();

// The threads that a pass may use.
int Threads();

// Held around every call of OpenBLAS: sees to it that it uses one thread, and lets calls run one by
// one where it was built without any locking.
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
