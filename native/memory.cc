#if defined(__linux__)
#include <sys/mman.h>
#endif

#include <cstdint>

#include "exports.h"
#include "pass_options.h"

namespace onelayer {
namespace {

constexpr uintptr_t kLineBytes = 64;

// A large page of x86-64, and of arm64 with small pages of 4 KB.
constexpr uintptr_t kPageBytes = uintptr_t{1} << 21;

// Advises on whole pages alone: the rest of the first and last one is other arrays' memory. Where
// the system has no large pages it says so, and nothing is lost.
void AdviseLargePages(const ArrayView& array) {
#if defined(MADV_HUGEPAGE)
  const auto begin = reinterpret_cast<uintptr_t>(array.data);
  const uintptr_t first = (begin + kPageBytes - 1) / kPageBytes * kPageBytes;
  const uintptr_t end = (begin + array.length * array.element_size()) / kPageBytes * kPageBytes;
  if (first < end) madvise(reinterpret_cast<void*>(first), end - first, MADV_HUGEPAGE);
#else
  static_cast<void>(array);
#endif
}

}  // namespace

Napi::Value BytesPastLine(const Napi::CallbackInfo& info) {
  ArgumentReader reader(info);
  const ArrayView array = reader.Floats("array");
  if (!reader.ok()) return info.Env().Undefined();
  return Napi::Number::New(
      info.Env(), static_cast<double>(reinterpret_cast<uintptr_t>(array.data) % kLineBytes));
}

Napi::Value PreferLargePages(const Napi::CallbackInfo& info) {
  ArgumentReader reader(info);
  const ArrayView array = reader.Array("array", kFeatures);
  if (reader.ok()) AdviseLargePages(array);
  return info.Env().Undefined();
}

}  // namespace onelayer
