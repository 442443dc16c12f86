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

#endif

namespace {

const InstructionSet& Choose() {
#if defined(__x86_64__) && defined(__GNUC__)
  const char* const named = std::getenv("ONELAYER_INSTRUCTIONS");
  const auto may_be = [named](const InstructionSet& set) {
    return named == nullptr || *named == '\0' || std::strcmp(named, set.name) == 0;
  };
  const bool has_avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  const bool has_avx512 = has_avx2 && __builtin_cpu_supports("avx512f") &&
                          __builtin_cpu_supports("avx512dq") &&
                          __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl");
  if (has_avx512 && may_be(avx512::kSet)) return avx512::kSet;
  if (has_avx2 && may_be(avx2::kSet)) return avx2::kSet;
#endif
  return baseline::kSet;
}

}  // namespace

const InstructionSet& ChosenInstructionSet() {
  static const InstructionSet& chosen = Choose();
  return chosen;
}

}  // namespace onelayer
