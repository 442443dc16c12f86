// AVX-512, for processors that have it.

#if defined(__x86_64__) && defined(__GNUC__)

#include <immintrin.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <type_traits>

#include "kernels.h"

#if defined(__clang__)
#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512dq,avx512bw,avx512vl,avx2,fma"))), apply_to = function)
#else
#pragma GCC push_options
// GCC 12 warns of a register that its own header leaves uninitialised on purpose.
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#pragma GCC target("avx512f,avx512dq,avx512bw,avx512vl,avx2,fma,prefer-vector-width=512")
#endif

#define ONELAYER_SET avx512
#define ONELAYER_SET_NAME "avx512"
#define ONELAYER_VECTOR_BYTES 64
#define ONELAYER_ROWS 4
#define ONELAYER_CLASSES 5
#define ONELAYER_GRADIENT_CLASSES 5
#define ONELAYER_COLUMNS 4
#define ONELAYER_BLOCK_BYTES 0
#define ONELAYER_FUSED 1
#define ONELAYER_PATCH_ROWS 9
#define ONELAYER_PATCH_VECTORS 3
#include "kernels.inc"

#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

#endif
