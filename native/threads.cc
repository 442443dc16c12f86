#include "threads.h"

#include <cblas.h>

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <mutex>

#include "arguments.h"
#include "exports.h"

namespace onelayer {
namespace {

// The values of openblas_get_parallel().
constexpr int kSerial = 0;
constexpr int kOpenMp = 2;

std::atomic<int> threads{1};

std::mutex serial_mutex;

// OpenBLAS's own threads are never used. Its threaded products wait for each other on one lock,
// give other sums for other numbers of threads, and never end when another thread forks meanwhile,
// since its fork handler takes the threads down.
bool Initialize() {
  openblas_set_num_threads(1);
  return true;
}

// OpenMP keeps its number of threads for each thread of the process, and OpenBLAS follows the
// calling thread's: every other thread would use all cores.
void InitializeCallingThread() {
  if (openblas_get_parallel() != kOpenMp) return;
  thread_local const bool done = Initialize();
  static_cast<void>(done);
}

}  // namespace

void InitializeThreads() { [[maybe_unused]] static const bool done = Initialize(); }

int MaximumThreads() {
  // OpenBLAS has that many buffers for products at the same time, and tells it in this line alone.
  const char* const key = "MAX_THREADS=";
  const char* const found = std::strstr(openblas_get_config(), key);
  const int maximum = found == nullptr ? 0 : std::atoi(found + std::strlen(key));
  return maximum > 0 ? maximum : openblas_get_num_procs();
}

int Threads() { return threads.load(); }

Napi::Value GetThreads(const Napi::CallbackInfo& info) {
  return Napi::Number::New(info.Env(), Threads());
}

Napi::Value SetThreads(const Napi::CallbackInfo& info) {
  ArgumentReader reader(info);
  const int32_t count = reader.Integer("threads", 1, MaximumThreads());
  if (reader.ok()) threads.store(count);
  return info.Env().Undefined();
}

ProductScope::ProductScope() : locked_(openblas_get_parallel() == kSerial) {
  if (locked_) serial_mutex.lock();
  InitializeCallingThread();
}

ProductScope::~ProductScope() {
  if (locked_) serial_mutex.unlock();
}

}  // namespace onelayer
