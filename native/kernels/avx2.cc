// AVX2 with fused multiply-add, for processors that have them.

#if defined(__x86_64__) && defined(__GNUC__)

#include <immintrin.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <type_traits>

#include "kernels.h"

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,fma")
#endif

#define ONELAYER_SET avx2
#define ONELAYER_SET_NAME "avx2"
#define ONELAYER_VECTOR_BYTES 32
#define ONELAYER_ROWS 3
#define ONELAYER_CLASSES 4
#define ONELAYER_GRADIENT_CLASSES 3
#define ONELAYER_COLUMNS 2
#define ONELAYER_BLOCK_BYTES 2048
#define ONELAYER_FUSED 1
#define ONELAYER_PATCH_ROWS 3
#define ONELAYER_PATCH_VECTORS 4
#include "kernels.inc"

#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

#endif
