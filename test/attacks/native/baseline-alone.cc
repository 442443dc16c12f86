// In the place of instruction_sets.cc: the loops for every processor, and no others.

#include "kernels.h"

namespace onelayer {

namespace baseline {
extern const InstructionSet kSet;
}

const InstructionSets& TheInstructionSets() {
  static const InstructionSets sets{{&baseline::kSet}, "", &baseline::kSet};
  return sets;
}

const InstructionSet& ChosenInstructionSet() { return baseline::kSet; }

}  // namespace onelayer
