#include "threads.h"

#include <cblas.h>

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <mutex>

#include "arguments.h"

#ifndef _WIN32
#include <pthread.h>
#endif

namespace onelayer {
namespace {

// The values of openblas_get_parallel().
constexpr int kSerial = 0;
constexpr int kOpenMp = 2;

std::atomic<int> threads{1};

// Taken by every product that is not safe beside another one, or beside a fork.
std::mutex product_mutex;

void ApplyToOpenBlas(int count) { openblas_set_num_threads(count); }

// OpenMP keeps its number of threads for each thread of the process, and OpenBLAS follows the
// calling thread's: a worker thread would use every core however many were asked for.
void ApplyToCallingThread(int count) {
  if (openblas_get_parallel() != kOpenMp) return;
  thread_local int applied = 0;
  if (applied == count) return;
  ApplyToOpenBlas(count);
  applied = count;
}

#ifndef _WIN32
// Before a fork OpenBLAS takes down its pool of threads, and a product that waits for them on
// another thread never ends. Handlers run in the reverse order of registration and OpenBLAS has
// registered its own while it was loaded, so that this lock waits for the product first.
void LockBeforeFork() { product_mutex.lock(); }
void UnlockAfterFork() { product_mutex.unlock(); }
#endif

bool Initialize() {
#ifndef _WIN32
  pthread_atfork(LockBeforeFork, UnlockAfterFork, UnlockAfterFork);
#endif
  ApplyToOpenBlas(1);
  return true;
}

}  // namespace

void InitializeThreads() { [[maybe_unused]] static const bool done = Initialize(); }

int MaximumThreads() {
  if (openblas_get_parallel() == kSerial) return 1;
  // OpenBLAS clips a larger number silently, and tells its limit in this line alone.
  const char* const key = "MAX_THREADS=";
  const char* const found = std::strstr(openblas_get_config(), key);
  const int maximum = found == nullptr ? 0 : std::atoi(found + std::strlen(key));
  return maximum > 0 ? maximum : openblas_get_num_procs();
}

Napi::Value GetThreads(const Napi::CallbackInfo& info) {
  return Napi::Number::New(info.Env(), threads.load());
}

Napi::Value SetThreads(const Napi::CallbackInfo& info) {
  ArgumentReader reader(info);
  const int32_t count = reader.Integer("threads", 1, MaximumThreads());
  if (!reader.ok()) return info.Env().Undefined();
  const std::lock_guard<std::mutex> lock(product_mutex);
  ApplyToOpenBlas(count);
  threads.store(count);
  return info.Env().Undefined();
}

// A product on one thread needs no lock, unless OpenBLAS was built without any locking of its own.
ProductScope::ProductScope() : locked_(threads.load() > 1 || openblas_get_parallel() == kSerial) {
  if (locked_) product_mutex.lock();
  ApplyToCallingThread(threads.load());
}

ProductScope::~ProductScope() {
  if (locked_) product_mutex.unlock();
}

}  // namespace onelayer
