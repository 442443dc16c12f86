#include "pool.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>

#include "pool_policy.h"

#ifndef _WIN32
#include <pthread.h>
#endif

#if defined(__x86_64__) || defined(_M_X64)
#include <immintrin.h>
#endif

namespace onelayer {
namespace {

using Clock = std::chrono::steady_clock;

constexpr size_t kMostThreads = 64;

// How often an idle helper looks for work before it sleeps, some 0.1 ms in all: longer than the
// training loop takes between two mini-batches, so that it need not be woken for each.
constexpr int kIdleSpins = 4000;
// How often the caller looks whether others have ended a phase before it lets them run.
constexpr int kPhaseSpins = 1000;

void Pause() {
#if defined(__x86_64__) || defined(_M_X64)
  _mm_pause();
#elif defined(__aarch64__) && defined(__GNUC__)
  __asm__ __volatile__("yield");
#endif
}

// Runs a function on a thread that nobody waits for. False where the system gives none, which
// std::thread can't tell: this is compiled without exceptions.
bool StartDetachedThread(void* (*run)(void*), void* argument) {
#ifdef _WIN32
  std::thread(run, argument).detach();
  return true;
#else
  pthread_t thread;
  return pthread_create(&thread, nullptr, run, argument) == 0 && pthread_detach(thread) == 0;
#endif
}

// The units of a phase that were dealt to one thread: the phase's tag, the unit after the last, and
// the next to be taken, in one word. Any thread may take the next ones; the tag sees to it that a
// thread that was late takes nothing of a later phase.
struct alignas(64) Deal {
  std::atomic<uint64_t> word{0};
};

constexpr uint64_t kUnitBits = 20;
constexpr uint64_t kUnitMask = (uint64_t{1} << kUnitBits) - 1;
static_assert(kUnitMask == kMostUnits, "a deal holds two numbers of units");

uint64_t Tag(uint64_t sequence) { return sequence << (2 * kUnitBits); }

void RunAlone(Work* work) {
  const size_t phases = work->Phases();
  for (size_t phase = 0; phase < phases; ++phase) {
    work->Run(phase, 0, work->Units(phase), 0);
  }
}

class Pool {
 public:
  // The pool of the process. Never destroyed: its helpers may still look at it while that ends.
  static Pool& Only() {
    static Pool* const pool = new Pool;
    return *pool;
  }

  // False if the pool is in use.
  bool TryRun(Work* work, size_t threads);

 private:
  void Begin(size_t phase);
  void RunWithHelpers(Work* work, size_t threads);
  void TakePart();
  void TakeUnits(uint64_t sequence, size_t self);
  void TakeFrom(Deal* deal, uint64_t sequence, size_t self);
  void EndUnits(size_t count);
  size_t StartHelpers(size_t wanted);
  void Help(size_t self);
  void AwaitWork(uint64_t seen);

  std::mutex in_use_;
  PoolPolicy policy_;

  // Of the work at hand: written only while no unit can be taken.
  Work* work_ = nullptr;
  size_t phase_ = 0;
  size_t threads_ = 0;

  std::array<Deal, kMostThreads> deals_;
  std::atomic<size_t> dealt_to_{0};
  std::atomic<size_t> unfinished_{0};
  std::atomic<bool> is_done_{true};
  // Counts phases for ever, so that each has a tag of its own.
  std::atomic<uint64_t> sequence_{0};

  size_t helpers_ = 0;
  std::atomic<int> sleeping_{0};
  std::mutex sleep_mutex_;
  std::condition_variable wake_;
};

bool Pool::TryRun(Work* work, size_t threads) {
  const std::unique_lock<std::mutex> lock(in_use_, std::try_to_lock);
  if (!lock.owns_lock()) return false;
  const bool takes_helpers = policy_.TakesHelpers();
  const Clock::time_point start = Clock::now();
  if (takes_helpers) {
    RunWithHelpers(work, threads);
  } else {
    RunAlone(work);
  }
  policy_.Learn(Clock::now() - start, work->Amount());
  return true;
}

void Pool::RunWithHelpers(Work* work, size_t threads) {
  work_ = work;
  threads_ = 1 + StartHelpers(threads - 1);
  is_done_.store(false, std::memory_order_relaxed);
  Begin(0);
  if (sleeping_.load() > 0) {
    const std::lock_guard<std::mutex> wake_lock(sleep_mutex_);
    wake_.notify_all();
  }
  TakePart();
}

// Takes part in the work until it is done.
void Pool::TakePart() {
  uint64_t seen = 0;
  for (int spins = 0; !is_done_.load(std::memory_order_acquire); ++spins) {
    const uint64_t sequence = sequence_.load(std::memory_order_acquire);
    if (sequence != seen) {
      TakeUnits(sequence, 0);
      seen = sequence;
      spins = 0;
    }
    Pause();
    if (spins >= kPhaseSpins) std::this_thread::yield();
  }
}

void Pool::Begin(size_t phase) {
  phase_ = phase;
  const size_t units = work_->Units(phase);
  const uint64_t sequence = sequence_.load(std::memory_order_relaxed) + 1;
  unfinished_.store(units, std::memory_order_relaxed);
  dealt_to_.store(threads_, std::memory_order_relaxed);
  for (size_t i = 0; i < threads_; ++i) {
    const uint64_t from = units * i / threads_;
    const uint64_t to = units * (i + 1) / threads_;
    deals_[i].word.store(Tag(sequence) | to << kUnitBits | from, std::memory_order_release);
  }
  sequence_.store(sequence);
}

void Pool::TakeUnits(uint64_t sequence, size_t self) {
  const size_t count = dealt_to_.load(std::memory_order_relaxed);
  for (size_t i = 0; i < count; ++i) TakeFrom(&deals_[(self + i) % count], sequence, self);
}

void Pool::TakeFrom(Deal* deal, uint64_t sequence, size_t self) {
  uint64_t word = deal->word.load(std::memory_order_relaxed);
  for (;;) {
    const uint64_t next = word & kUnitMask;
    const uint64_t end = (word >> kUnitBits) & kUnitMask;
    if ((word ^ Tag(sequence)) >> (2 * kUnitBits) != 0 || next >= end) return;
    // Half of the rest at a time: few calls while there is much, small ones at the end.
    const uint64_t taken = (end - next + 1) / 2;
    if (!deal->word.compare_exchange_weak(word, word + taken, std::memory_order_acquire,
                                          std::memory_order_relaxed)) {
      continue;
    }
    work_->Run(phase_, static_cast<size_t>(next), static_cast<size_t>(next + taken), self);
    EndUnits(static_cast<size_t>(taken));
    word = deal->word.load(std::memory_order_relaxed);
  }
}

void Pool::EndUnits(size_t count) {
  if (unfinished_.fetch_sub(count, std::memory_order_acq_rel) != count) return;
  if (phase_ + 1 < work_->Phases()) {
    Begin(phase_ + 1);
  } else {
    is_done_.store(true, std::memory_order_release);
  }
}

void Pool::Help(size_t self) {
  uint64_t seen = 0;
  for (;;) {
    AwaitWork(seen);
    seen = sequence_.load(std::memory_order_acquire);
    // One that was not dealt to may be left over from work on more threads: it stays out of this.
    if (self < dealt_to_.load(std::memory_order_relaxed)) TakeUnits(seen, self);
  }
}

void Pool::AwaitWork(uint64_t seen) {
  for (int spins = 0; spins < kIdleSpins; ++spins) {
    if (sequence_.load(std::memory_order_relaxed) != seen) return;
    Pause();
  }
  std::unique_lock<std::mutex> lock(sleep_mutex_);
  sleeping_.fetch_add(1);
  wake_.wait(lock, [&] { return sequence_.load() != seen; });
  sleeping_.fetch_sub(1);
}

// Helpers live as long as the process. Returns how many there are of those wanted.
size_t Pool::StartHelpers(size_t wanted) {
  wanted = std::min(wanted, kMostThreads - 1);
  const auto help = [](void* self) -> void* {
    Only().Help(reinterpret_cast<size_t>(self));
    return nullptr;
  };
  while (helpers_ < wanted && StartDetachedThread(help, reinterpret_cast<void*>(helpers_ + 1))) {
    ++helpers_;
  }
  return std::min(wanted, helpers_);
}

}  // namespace

void RunInParallel(Work* work, int threads) {
  if (threads > 1 && Pool::Only().TryRun(work, static_cast<size_t>(threads))) return;
  RunAlone(work);
}

}  // namespace onelayer
