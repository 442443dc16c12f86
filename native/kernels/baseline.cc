// The instructions that every processor of an architecture has, e.g. SSE2 on x86-64. On arm64,
// those are NEON's.

#if !(defined(__aarch64__) && defined(__GNUC__))

#include <algorithm>
#include <cmath>
#include <cstring>
#include <type_traits>

#include "kernels.h"

#define ONELAYER_SET baseline
#define ONELAYER_SET_NAME "baseline"
#define ONELAYER_VECTOR_BYTES 16
#define ONELAYER_ROWS 2
#define ONELAYER_CLASSES 4
#define ONELAYER_GRADIENT_CLASSES 4
#define ONELAYER_COLUMNS 1
#define ONELAYER_BLOCK_BYTES 0
#if defined(__FMA__)
#define ONELAYER_FUSED 1
#else
#define ONELAYER_FUSED 0
#endif
#define ONELAYER_PATCH_ROWS 3
#define ONELAYER_PATCH_VECTORS 4
#include "kernels.inc"

#endif
