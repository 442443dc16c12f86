#include <algorithm>
#include <cstdlib>

#include "kernels.h"

namespace onelayer {

namespace avx512 {
extern const InstructionSet kSet;
}
namespace avx2 {
extern const InstructionSet kSet;
}
namespace neon {
extern const InstructionSet kSet;
}
namespace baseline {
extern const InstructionSet kSet;
}

namespace {

std::vector<const InstructionSet*> Available() {
#if defined(__aarch64__) && defined(__GNUC__)
  return {&neon::kSet};
#else
  std::vector<const InstructionSet*> sets;
#if defined(__x86_64__) && defined(__GNUC__)
  const bool has_avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  const bool has_avx512 = has_avx2 && __builtin_cpu_supports("avx512f") &&
                          __builtin_cpu_supports("avx512dq") &&
                          __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl");
  if (has_avx512) sets.push_back(&avx512::kSet);
  if (has_avx2) sets.push_back(&avx2::kSet);
#endif
  sets.push_back(&baseline::kSet);
  return sets;
#endif
}

InstructionSets Choose() {
  InstructionSets sets{Available(), "", nullptr};
  if (const char* const named = std::getenv("ONELAYER_INSTRUCTIONS")) sets.named = named;
  const auto is_named = [&sets](const InstructionSet* set) { return sets.named == set->name; };
  const auto found = std::find_if(sets.available.begin(), sets.available.end(), is_named);
  sets.chosen = found == sets.available.end() ? sets.available.front() : *found;
  return sets;
}

}  // namespace

const InstructionSets& TheInstructionSets() {
  static const InstructionSets sets = Choose();
  return sets;
}

const InstructionSet& ChosenInstructionSet() {
  static const InstructionSet& chosen = *TheInstructionSets().chosen;
  return chosen;
}

}  // namespace onelayer
