#include "product.h"

#include <cmath>
#include <limits>
#include <string>

namespace onelayer {
namespace {

// BLAS's int; a build with 64-bit integers takes no more, so that the contract is one.
constexpr int32_t kLargest = std::numeric_limits<int32_t>::max();

static_assert(std::numeric_limits<float>::is_iec559, "an overflow to float32 must give infinity");

Matrix ReadMatrix(ArgumentReader* reader, const char* name, const char* stride_name, int32_t rows,
                  int32_t columns) {
  Matrix matrix;
  matrix.view = reader->Floats(name);
  matrix.rows = rows;
  matrix.columns = columns;
  matrix.stride = reader->Integer(stride_name, columns > 1 ? columns : 1, kLargest);
  return matrix;
}

// The product is computed in the arrays' dtype, where alpha and beta must be finite as well.
void CheckScalar(ArgumentReader* reader, const char* name, double value, const ArrayView& view) {
  if (!view.is_float32() || std::isfinite(static_cast<float>(value))) return;
  reader->FailRange(name, "a number that is finite in float32", value);
}

void CheckOverlap(ArgumentReader* reader, const Matrix& c, const Matrix& input) {
  if (!Overlap(c.view, c.Extent(), input.view, input.Extent())) return;
  reader->FailRange(c.view.name, "memory of its own",
                    std::string("memory shared with ") + input.view.name);
}

void CheckTogether(ArgumentReader* reader, const Product& product) {
  reader->CheckDtype(product.b.view, product.a.view);
  reader->CheckDtype(product.c.view, product.a.view);
  CheckScalar(reader, "alpha", product.alpha, product.a.view);
  CheckScalar(reader, "beta", product.beta, product.a.view);
  reader->CheckLength(product.a.view, product.a.Extent());
  reader->CheckLength(product.b.view, product.b.Extent());
  reader->CheckLength(product.c.view, product.c.Extent());
  if (!reader->ok()) return;
  CheckOverlap(reader, product.c, product.a);
  CheckOverlap(reader, product.c, product.b);
}

}  // namespace

Product ReadProduct(ArgumentReader* reader) {
  Product product;
  product.trans_a = reader->Boolean("transA");
  product.trans_b = reader->Boolean("transB");
  product.m = reader->Integer("m", 0, kLargest);
  product.n = reader->Integer("n", 0, kLargest);
  product.k = reader->Integer("k", 0, kLargest);
  product.alpha = reader->Finite("alpha");
  product.a = ReadMatrix(reader, "a", "lda", product.trans_a ? product.k : product.m,
                         product.trans_a ? product.m : product.k);
  product.b = ReadMatrix(reader, "b", "ldb", product.trans_b ? product.n : product.k,
                         product.trans_b ? product.k : product.n);
  product.beta = reader->Finite("beta");
  product.c = ReadMatrix(reader, "c", "ldc", product.m, product.n);
  if (reader->ok()) CheckTogether(reader, product);
  return product;
}

}  // namespace onelayer
