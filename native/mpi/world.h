#ifndef ONELAYER_NATIVE_MPI_WORLD_H_
#define ONELAYER_NATIVE_MPI_WORLD_H_

#include <mpi.h>
#include <napi.h>

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace onelayer {
namespace mpi {

class World;

// A call of MPI on behalf of JavaScript, which has a promise of its end.
class Operation {
 public:
  explicit Operation(Napi::Env env) : deferred_(Napi::Promise::Deferred::New(env)) {}
  virtual ~Operation() = default;
  Operation(const Operation&) = delete;
  Operation& operator=(const Operation&) = delete;

  // On MPI's thread. Must leave JavaScript's values alone.
  virtual void Run(World& world) = 0;
  // On JavaScript's thread, after a run without failure: the value of the promise.
  virtual Napi::Value Result(Napi::Env env) = 0;

  Napi::Value promise() const { return deferred_.Promise(); }
  void Settle(Napi::Env env);

  std::string failure;

 private:
  Napi::Promise::Deferred deferred_;
};

// The processes of this job. One thread makes all calls of MPI, in the order in which they were
// asked for, so that JavaScript's thread never waits for another process.
class World {
 public:
  // The only one of this process; never destroyed, since its thread may outlive static objects.
  static World& Instance();

  // Starts the thread and MPI. False if it has been started before.
  bool Start(Napi::Env env);
  // True between a start and the end, in the environment that has started it.
  bool IsOpen(Napi::Env env) const { return is_open_ && env_ == static_cast<napi_env>(env); }
  void Enqueue(std::unique_ptr<Operation> operation);
  // Finalises MPI, and waits for all processes to do so. False if there are operations to finish.
  bool Finish();
  // Ends all processes of the job; doesn't return.
  [[noreturn]] void Abort(int code);

  // On MPI's thread: waits for a request. False after an error of MPI, or if a call failed.
  bool Wait(int started, MPI_Request* request, std::string* failure);

  int rank() const { return rank_; }
  int size() const { return size_; }
  const std::string& library() const { return library_; }

 private:
  World() = default;
  void Loop();
  void Initialise();
  std::unique_ptr<Operation> Next();
  void AbortIfAsked();

  napi_env env_ = nullptr;
  bool is_open_ = false;
  Napi::ThreadSafeFunction to_javascript_;
  std::thread thread_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::unique_ptr<Operation>> queue_;
  bool is_ending_ = false;
  std::atomic<int> unfinished_{0};
  std::atomic<int> abort_code_{-1};
  std::string start_failure_;
  int rank_ = 0;
  int size_ = 1;
  std::string library_;

  friend class StartOperation;
};

// The operation that starts MPI itself, the first of all.
std::unique_ptr<Operation> NewStart(Napi::Env env);

// What MPI says of an error; empty of a success.
std::string ErrorOf(int code);

}  // namespace mpi
}  // namespace onelayer

#endif  // ONELAYER_NATIVE_MPI_WORLD_H_
