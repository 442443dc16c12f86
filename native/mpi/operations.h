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
// order wherever an element is added up, so that the bits depend on nothing else. A number beside
// the array is summed with it.
//
// Of a long array, each process adds up a slice, and all hand their slices round; of a short one,
// each adds up all.
template <typename Element>
class Sum : public Operation {
 public:
  // Copies the array, which JavaScript may change or detach meanwhile.
  Sum(Napi::Env env, const ArrayView& values, double beside);
  void Run(World& world) override;
  // Copies the sums into the array. The value is the sum of the numbers beside it.
  Napi::Value Result(Napi::Env env) override;

 private:
  bool AddWhole(World& world);
  bool AddSlices(World& world);

  Napi::Reference<Napi::Value> array_;
  std::vector<Element> terms_;
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
