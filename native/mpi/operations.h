#ifndef ONELAYER_NATIVE_MPI_OPERATIONS_H_
#define ONELAYER_NATIVE_MPI_OPERATIONS_H_

#include <napi.h>

#include <cstddef>
#include <cstdint>
#include <vector>

#include "../arguments.h"
#include "world.h"

namespace onelayer {
namespace mpi {

// Adds up an array over all processes, in the order of their ranks: the same terms in the same
// order wherever an element is added up, so that the bits depend on nothing else. The sums are
// divided by a number. Another one beside the array is summed with it, and not divided.
//
// Of a long array, each process adds up a slice, and all hand their slices round; of a short one,
// each adds up all.
template <typename Element>
class Sum : public Operation {
 public:
  // Copies the array, which JavaScript may change or detach meanwhile.
  Sum(Napi::Env env, const ArrayView& values, double beside, double divisor);
  void Run(World& world) override;
  // Copies the sums into the array. The value is the sum of the numbers beside it.
  Napi::Value Result(Napi::Env env) override;

 private:
  bool AddWhole(World& world);
  bool AddSlices(World& world);
  void AddUp(size_t first, const std::vector<Element>& terms, size_t count, size_t processes);

  Napi::Reference<Napi::Value> array_;
  // The terms of this process, then the sums; the number beside comes last.
  std::vector<Element> terms_;
  double divisor_;
};

// Hands the bytes of each process to all.
class Gather : public Operation {
 public:
  Gather(Napi::Env env, const ArrayView& bytes);
  void Run(World& world) override;
  // An array of a Uint8Array of each process.
  Napi::Value Result(Napi::Env env) override;

 private:
  std::vector<uint8_t> own_;
  std::vector<uint8_t> all_;
  std::vector<int> lengths_;
  std::vector<int> offsets_;
};

extern template class Sum<float>;
extern template class Sum<double>;

}  // namespace mpi
}  // namespace onelayer

#endif  // ONELAYER_NATIVE_MPI_OPERATIONS_H_
