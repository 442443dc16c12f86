// NEON with fused multiply-add, which every arm64 processor has.

#if defined(__aarch64__) && defined(__GNUC__)

#include <arm_neon.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <type_traits>

#include "kernels.h"

#define ONELAYER_SET neon
#define ONELAYER_SET_NAME "neon"
#define ONELAYER_VECTOR_BYTES 16
// 4 × 5 of the 32 registers hold sums; the rest hold weights, rows, slopes and intercepts.
#define ONELAYER_ROWS 4
#define ONELAYER_CLASSES 5
#define ONELAYER_GRADIENT_CLASSES 5
#define ONELAYER_COLUMNS 1
#define ONELAYER_BLOCK_BYTES 2048
#define ONELAYER_FUSED 1
#define ONELAYER_NEON 1
#define ONELAYER_PATCH_ROWS 9
#define ONELAYER_PATCH_VECTORS 3
#include "kernels.inc"

#endif
