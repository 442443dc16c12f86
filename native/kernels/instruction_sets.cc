#include <cstdlib>
#include <cstring>

#include "kernels.h"

namespace onelayer {

namespace baseline {
extern const InstructionSet kSet;
}

#if defined(__x86_64__) && defined(__GNUC__)

namespace avx2 {
extern const InstructionSet kSet;
}
namespace avx512 {
extern const InstructionSet kSet;
}

namespace {

bool HasAvx2() { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }

bool HasAvx512() {
  return HasAvx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
         __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl");
}

const InstructionSet& Choose() {
  const char* const named = std::getenv("ONELAYER_INSTRUCTIONS");
  const auto may_be = [named](const InstructionSet& set) {
    return named == nullptr || *named == '\0' || std::strcmp(named, set.name) == 0;
  };
  if (HasAvx512() && may_be(avx512::kSet)) return avx512::kSet;
  if (HasAvx2() && may_be(avx2::kSet)) return avx2::kSet;
  return baseline::kSet;
}

}  // namespace

#else

namespace {
const InstructionSet& Choose() { return baseline::kSet; }
}  // namespace

#endif

const InstructionSet& ChosenInstructionSet() {
  static const InstructionSet& chosen = Choose();
  return chosen;
}

}  // namespace onelayer
