#ifndef ONELAYER_NATIVE_BLAS_H_
#define ONELAYER_NATIVE_BLAS_H_

#include <cblas.h>

#include <cstddef>

#include "threads.h"

namespace onelayer {

// C ← alpha · op(A) · op(B) + beta · C by OpenBLAS, row-major.
inline void BlasGemm(bool trans_a, bool trans_b, int m, int n, int k, float alpha, const float* a,
                     int lda, const float* b, int ldb, float beta, float* c, int ldc) {
  const ProductScope scope;
  cblas_sgemm(CblasRowMajor, trans_a ? CblasTrans : CblasNoTrans,
              trans_b ? CblasTrans : CblasNoTrans, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
}

inline void BlasGemm(bool trans_a, bool trans_b, int m, int n, int k, double alpha, const double* a,
                     int lda, const double* b, int ldb, double beta, double* c, int ldc) {
  const ProductScope scope;
  cblas_dgemm(CblasRowMajor, trans_a ? CblasTrans : CblasNoTrans,
              trans_b ? CblasTrans : CblasNoTrans, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
}

// C ← op(A) · op(B) + beta · C.
template <typename Float>
void AddGemm(bool trans_a, bool trans_b, size_t m, size_t n, size_t k, const Float* a, size_t lda,
             const Float* b, size_t ldb, Float beta, Float* c, size_t ldc) {
  BlasGemm(trans_a, trans_b, static_cast<int>(m), static_cast<int>(n), static_cast<int>(k),
           Float{1}, a, static_cast<int>(lda), b, static_cast<int>(ldb), beta, c,
           static_cast<int>(ldc));
}

}  // namespace onelayer

#endif  // ONELAYER_NATIVE_BLAS_H_
