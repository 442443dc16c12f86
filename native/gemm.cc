#include "gemm.h"

#include <algorithm>
#include <cstddef>

#include "arguments.h"
#include "blas.h"
#include "product.h"

namespace onelayer {
namespace {

// C ← beta · C, and zeros if beta is 0, whatever C holds.
template <typename Float>
void Scale(const Product& p, Float beta, Float* c) {
  if (beta == Float{1}) return;
  for (size_t i = 0; i < static_cast<size_t>(p.m); ++i) {
    Float* const row = c + i * static_cast<size_t>(p.c.stride);
    if (beta == Float{0}) {
      std::fill_n(row, p.n, Float{0});
    } else {
      std::for_each(row, row + p.n, [beta](Float& value) { value *= beta; });
    }
  }
}

template <typename Float>
void Compute(const Product& p) {
  // Rounded first: a scalar that is 0 in this dtype is a 0 for the edge laws too.
  const auto alpha = static_cast<Float>(p.alpha);
  const auto beta = static_cast<Float>(p.beta);
  const auto* const a = static_cast<const Float*>(p.a.view.data);
  const auto* const b = static_cast<const Float*>(p.b.view.data);
  auto* const c = static_cast<Float*>(p.c.view.data);
  if (p.m == 0 || p.n == 0) return;
  // OpenBLAS's kernels for small matrices multiply by an alpha of 0, and so read A and B.
  if (p.k == 0 || alpha == Float{0}) {
    Scale(p, beta, c);
    return;
  }
  // A product that is a vector is handed on to gemv by newer versions of OpenBLAS, some of whose
  // kernels multiply C by a beta of 0: NaN would stay.
  if (beta == Float{0} && (p.m == 1 || p.n == 1)) Scale(p, beta, c);
  BlasGemm(p.trans_a, p.trans_b, p.m, p.n, p.k, alpha, a, p.a.stride, b, p.b.stride, beta, c,
           p.c.stride);
}

}  // namespace

Napi::Value Gemm(const Napi::CallbackInfo& info) {
  ArgumentReader reader(info);
  const Product product = ReadProduct(&reader);
  if (!reader.ok()) return info.Env().Undefined();
  if (product.a.view.is_float32()) {
    Compute<float>(product);
  } else {
    Compute<double>(product);
  }
  return info.Env().Undefined();
}

}  // namespace onelayer
