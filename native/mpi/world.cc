#include "world.h"

#include <dlfcn.h>
#include <sched.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <utility>

namespace onelayer {
namespace mpi {
namespace {

using Clock = std::chrono::steady_clock;

// How long a wait keeps the processor before it sleeps between two looks: a sum takes less, and
// another process that writes a file takes longer.
constexpr std::chrono::milliseconds kBusy(5);
constexpr useconds_t kSleepMicroseconds = 100;

// How long an abort may take until the process ends by itself.
constexpr std::chrono::seconds kMostAbort(10);

// Makes the library's symbols global: its plugins, which are opened later, look for them there.
void ShareSymbols() {
  Dl_info found;
  if (dladdr(reinterpret_cast<void*>(&MPI_Init_thread), &found) == 0) return;
  dlopen(found.dli_fname, RTLD_NOW | RTLD_GLOBAL | RTLD_NOLOAD);
}

}  // namespace

std::string ErrorOf(int code) {
  if (code == MPI_SUCCESS) return "";
  char text[MPI_MAX_ERROR_STRING];
  int length = 0;
  if (MPI_Error_string(code, text, &length) != MPI_SUCCESS) return "an unknown error of MPI";
  return std::string(text, static_cast<size_t>(length));
}

void Operation::Settle(Napi::Env env) {
  Napi::HandleScope scope(env);
  Napi::Value result;
  if (failure.empty()) result = Result(env);
  if (failure.empty()) {
    deferred_.Resolve(result);
    return;
  }
  Napi::Object error = Napi::Error::New(env, failure).Value();
  error.Set("code", "MPI_FAILED");
  deferred_.Reject(error);
}

class StartOperation : public Operation {
 public:
  StartOperation(Napi::Env env, const World& world) : Operation(env), world_(world) {}

  void Run(World& world) override {
    world.Initialise();
    failure = world.start_failure_;
  }

  Napi::Value Result(Napi::Env env) override {
    Napi::Object facts = Napi::Object::New(env);
    facts.Set("rank", world_.rank());
    facts.Set("size", world_.size());
    facts.Set("library", world_.library());
    return facts;
  }

 private:
  const World& world_;
};

std::unique_ptr<Operation> NewStart(Napi::Env env) {
  return std::make_unique<StartOperation>(env, World::Instance());
}

World& World::Instance() {
  static World* const world = new World;
  return *world;
}

bool World::Start(Napi::Env env) {
  if (env_ != nullptr) return false;
  env_ = env;
  is_open_ = true;
  const Napi::Function none = Napi::Function::New(env, [](const Napi::CallbackInfo&) {});
  to_javascript_ = Napi::ThreadSafeFunction::New(env, none, "onelayer MPI", 0, 1);
  // Whoever waits for a promise keeps the process alive, not an operation that nobody waits for.
  to_javascript_.Unref(env);
  thread_ = std::thread([this] { Loop(); });
  return true;
}

void World::Enqueue(std::unique_ptr<Operation> operation) {
  unfinished_++;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    queue_.push_back(std::move(operation));
  }
  changed_.notify_one();
}

bool World::Finish() {
  if (unfinished_ > 0) return false;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    is_ending_ = true;
  }
  changed_.notify_one();
  thread_.join();
  is_open_ = false;
  return true;
}

void World::Abort(int code) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    abort_code_ = code;
  }
  changed_.notify_one();
  std::this_thread::sleep_for(kMostAbort);
  _exit(code);
}

std::unique_ptr<Operation> World::Next() {
  std::unique_lock<std::mutex> lock(mutex_);
  changed_.wait(lock, [this] { return is_ending_ || abort_code_ >= 0 || !queue_.empty(); });
  if (abort_code_ >= 0 || queue_.empty()) return nullptr;
  std::unique_ptr<Operation> next = std::move(queue_.front());
  queue_.pop_front();
  return next;
}

void World::Loop() {
  while (std::unique_ptr<Operation> operation = Next()) {
    if (start_failure_.empty()) {
      operation->Run(*this);
    } else {
      operation->failure = start_failure_;
    }
    Operation* const done = operation.release();
    const napi_status status = to_javascript_.BlockingCall(
        done, [this](Napi::Env env, Napi::Function, Operation* finished) {
          unfinished_--;
          // Without an environment, which is being torn down, its values are gone: nothing to
          // settle.
          if (static_cast<napi_env>(env) == nullptr) return;
          finished->Settle(env);
          delete finished;
        });
    if (status != napi_ok) unfinished_--;
  }
  AbortIfAsked();
  int is_initialised = 0;
  MPI_Initialized(&is_initialised);
  if (is_initialised != 0) MPI_Finalize();
}

void World::Initialise() {
  ShareSymbols();
  // Open MPI would take the signals of a crash from Node, whose own report says more.
  setenv("OMPI_MCA_opal_signal", "", 0);
  int is_initialised = 0;
  MPI_Initialized(&is_initialised);
  if (is_initialised != 0) {
    start_failure_ = "MPI has been started by another library of this process";
    return;
  }
  int provided = MPI_THREAD_SINGLE;
  start_failure_ = ErrorOf(MPI_Init_thread(nullptr, nullptr, MPI_THREAD_FUNNELED, &provided));
  if (!start_failure_.empty()) return;
  MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
  MPI_Comm_rank(MPI_COMM_WORLD, &rank_);
  MPI_Comm_size(MPI_COMM_WORLD, &size_);
  char text[MPI_MAX_LIBRARY_VERSION_STRING];
  int length = 0;
  MPI_Get_library_version(text, &length);
  library_ = std::string(text, static_cast<size_t>(length));
}

bool World::Wait(int started, MPI_Request* request, std::string* failure) {
  *failure = ErrorOf(started);
  const Clock::time_point begin = Clock::now();
  while (failure->empty()) {
    int is_done = 0;
    *failure = ErrorOf(MPI_Test(request, &is_done, MPI_STATUS_IGNORE));
    if (is_done != 0) break;
    AbortIfAsked();
    if (Clock::now() - begin < kBusy) {
      sched_yield();
    } else {
      usleep(kSleepMicroseconds);
    }
  }
  return failure->empty();
}

void World::AbortIfAsked() {
  const int code = abort_code_;
  if (code < 0) return;
  int is_initialised = 0;
  MPI_Initialized(&is_initialised);
  if (is_initialised != 0) MPI_Abort(MPI_COMM_WORLD, code);
  _exit(code);
}

}  // namespace mpi
}  // namespace onelayer
