#ifndef ONELAYER_NATIVE_POOL_H_
#define ONELAYER_NATIVE_POOL_H_

#include <cstddef>

namespace onelayer {

// The most units that a phase may have.
constexpr size_t kMostUnits = (size_t{1} << 20) - 1;

// Work in phases, each of which is a number of units that may run at the same time. A phase begins
// when every unit of the one before has ended.
class Work {
 public:
  virtual size_t Phases() const = 0;
  // At least 1; at most kMostUnits, if it is to run on several threads.
  virtual size_t Units(size_t phase) const = 0;
  // How much work it is, in any unit that other work is measured in too.
  virtual double Amount() const = 0;
  // Runs the units from .. to of a phase, on the thread numbered `self`, from 0.
  virtual void Run(size_t phase, size_t from, size_t to, size_t self) = 0;

 protected:
  ~Work() = default;
};

// Runs the work to its end on up to `threads` threads, the calling one among them. Any thread
// may run any unit, so a unit's result may not depend on the thread.
//
// The process has one pool. While it is in use by another thread, or where the system gives no
// thread, the calling thread does the work alone.
void RunInParallel(Work* work, int threads);

}  // namespace onelayer

#endif  // ONELAYER_NATIVE_POOL_H_
