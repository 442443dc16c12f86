#ifndef ONELAYER_NATIVE_PRODUCT_H_
#define ONELAYER_NATIVE_PRODUCT_H_

#include <cstdint>

#include "arguments.h"

namespace onelayer {

// A row-major matrix in a view: as it is stored, before any transposition.
struct Matrix {
  ArrayView view;
  int32_t rows = 0;
  int32_t columns = 0;
  int32_t stride = 1;

  // From the first element to the last, 0 if there is none. Fits: below 2^62.
  uint64_t Extent() const {
    if (rows == 0 || columns == 0) return 0;
    return static_cast<uint64_t>(rows - 1) * static_cast<uint64_t>(stride) +
           static_cast<uint64_t>(columns);
  }
};

// C ← alpha · op(A) · op(B) + beta · C, where op(A) is m×k, op(B) is k×n and C is m×n.
struct Product {
  bool trans_a = false;
  bool trans_b = false;
  int32_t m = 0;
  int32_t n = 0;
  int32_t k = 0;
  double alpha = 0;
  double beta = 0;
  Matrix a;
  Matrix b;
  Matrix c;
};

// Reads gemm's thirteen arguments and checks all that memory safety and the contract ask for; if
// `reader.ok()` is false afterwards, an exception is pending and the product means nothing.
Product ReadProduct(ArgumentReader* reader);

}  // namespace onelayer

#endif  // ONELAYER_NATIVE_PRODUCT_H_
