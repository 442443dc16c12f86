#include <algorithm>
#include <cmath>
#include <cstdint>

#include "arguments.h"
#include "blas.h"
#include "exports.h"
#include "kernels/kernels.h"

namespace onelayer {
namespace {

static_assert(std::numeric_limits<float>::is_iec559, "an overflow to float32 must give infinity");

// A row-major matrix in a view, as it is stored, before any transposition.
struct Matrix {
  ArrayView view;
  int32_t rows = 0;
  int32_t columns = 0;
  int32_t stride = 1;

  // The number of elements from the first to the last; 0 if it is empty. At most 2^62: no overflow.
  uint64_t Extent() const {
    if (rows == 0 || columns == 0) return 0;
    return static_cast<uint64_t>(rows - 1) * static_cast<uint64_t>(stride) +
           static_cast<uint64_t>(columns);
  }
};

// C ← alpha · op(A) · op(B) + beta · C, where op(A) is m×k, op(B) is k×n and C is m×n.
struct GemmCall {
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

Matrix ReadMatrix(ArgumentReader* reader, const char* name, const char* stride_name, int32_t rows,
                  int32_t columns) {
  Matrix matrix;
  matrix.view = reader->Floats(name);
  matrix.rows = rows;
  matrix.columns = columns;
  matrix.stride = reader->Integer(stride_name, columns > 1 ? columns : 1, kLargest);
  return matrix;
}

// Fails unless alpha or beta is finite in the arrays' dtype, in which the product is computed.
void CheckScalar(ArgumentReader* reader, const char* name, double value, const ArrayView& view) {
  if (!view.is_float32() || std::isfinite(static_cast<float>(value))) return;
  reader->FailRange(name, "a number that is finite in float32", value);
}

// Reads the thirteen arguments, and checks all that memory safety and the contract require.
GemmCall ReadGemmCall(ArgumentReader* reader) {
  GemmCall call;
  call.trans_a = reader->Boolean("transA");
  call.trans_b = reader->Boolean("transB");
  call.m = reader->Integer("m", 0, kLargest);
  call.n = reader->Integer("n", 0, kLargest);
  call.k = reader->Integer("k", 0, kLargest);
  call.alpha = reader->Finite("alpha");
  call.a = ReadMatrix(reader, "a", "lda", call.trans_a ? call.k : call.m,
                      call.trans_a ? call.m : call.k);
  call.b = ReadMatrix(reader, "b", "ldb", call.trans_b ? call.n : call.k,
                      call.trans_b ? call.k : call.n);
  call.beta = reader->Finite("beta");
  call.c = ReadMatrix(reader, "c", "ldc", call.m, call.n);
  reader->CheckDtype(call.b.view, call.a.view);
  reader->CheckDtype(call.c.view, call.a.view);
  CheckScalar(reader, "alpha", call.alpha, call.a.view);
  CheckScalar(reader, "beta", call.beta, call.a.view);
  for (const Matrix* const matrix : {&call.a, &call.b, &call.c}) {
    reader->CheckLength(matrix->view, matrix->Extent());
  }
  for (const Matrix* const input : {&call.a, &call.b}) {
    reader->CheckApart(call.c.view, call.c.Extent(), input->view, input->Extent());
  }
  return call;
}

// C ← beta · C; zeros if beta is 0, even where C is NaN.
template <typename Float>
void Scale(const GemmCall& p, Float beta, Float* c) {
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
void Compute(const GemmCall& p) {
  // Rounded first, so that a scalar that is 0 in this dtype is treated as 0.
  const auto alpha = static_cast<Float>(p.alpha);
  const auto beta = static_cast<Float>(p.beta);
  const auto* const a = p.a.view.as<const Float>();
  const auto* const b = p.b.view.as<const Float>();
  auto* const c = p.c.view.as<Float>();
  if (p.m == 0 || p.n == 0) return;
  // OpenBLAS's kernels for small matrices read A and B even if alpha is 0.
  if (p.k == 0 || alpha == Float{0}) {
    Scale(p, beta, c);
    return;
  }
  // Newer versions of OpenBLAS pass a product that is a vector to gemv, some of whose kernels
  // multiply C by a beta of 0, so that NaN would stay.
  if (beta == Float{0} && (p.m == 1 || p.n == 1)) Scale(p, beta, c);
  BlasGemm(p.trans_a, p.trans_b, p.m, p.n, p.k, alpha, a, p.a.stride, b, p.b.stride, beta, c,
           p.c.stride);
}

template <typename Float>
void AddTo(const ArrayView& y, double alpha, const ArrayView& x, size_t count) {
  ChosenKernels<Float>().axpy(y.as<Float>(), static_cast<Float>(alpha), x.as<const Float>(), count);
}

}  // namespace

Napi::Value Gemm(const Napi::CallbackInfo& info) {
  ArgumentReader reader(info);
  const GemmCall call = ReadGemmCall(&reader);
  if (!reader.ok()) return info.Env().Undefined();
  if (call.a.view.is_float32()) {
    Compute<float>(call);
  } else {
    Compute<double>(call);
  }
  return info.Env().Undefined();
}

Napi::Value Axpy(const Napi::CallbackInfo& info) {
  ArgumentReader reader(info);
  const size_t n = reader.Count("n", 0);
  const double alpha = reader.Finite("alpha");
  const ArrayView x = reader.Floats("x");
  const ArrayView y = reader.Floats("y");
  reader.CheckDtype(y, x);
  reader.CheckLength(x, n);
  reader.CheckLength(y, n);
  reader.CheckApart(y, n, x, n);
  if (!reader.ok()) return info.Env().Undefined();
  if (x.is_float32()) {
    AddTo<float>(y, alpha, x, n);
  } else {
    AddTo<double>(y, alpha, x, n);
  }
  return info.Env().Undefined();
}

Napi::Value Softmax(const Napi::CallbackInfo& info) {
  ArgumentReader reader(info);
  const ArrayView scores = reader.Array("S", kDoubles);
  const size_t rows = reader.Count("rows", 0);
  const size_t classes = reader.Count("K", 1);
  reader.CheckLength(scores, static_cast<uint64_t>(rows) * classes);
  if (reader.ok()) ChosenInstructionSet().softmax(scores.as<double>(), rows, classes);
  return info.Env().Undefined();
}

}  // namespace onelayer
