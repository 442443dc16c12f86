#include "arguments.h"

#include <cmath>

#include "show.h"

namespace onelayer {
namespace {

// The `code` of every error, as in src/errors.
const char* const kInvalidArgument = "INVALID_ARGUMENT";
const char* const kFloatArray = "a Float32Array or a Float64Array";

std::string Message(const char* name, const std::string& expected, const std::string& got) {
  return std::string(name) + ": expected " + expected + ", got " + got;
}

}  // namespace

// The C functions rather than Napi::Error: they only report a failure where that class would abort,
// as it may while a worker is being terminated.
void ArgumentReader::FailType(const char* name, const std::string& expected,
                              const std::string& got) {
  if (!ok_) return;
  ok_ = false;
  napi_throw_type_error(env_, kInvalidArgument, Message(name, expected, got).c_str());
}

void ArgumentReader::FailRange(const char* name, const std::string& expected,
                               const std::string& got) {
  if (!ok_) return;
  ok_ = false;
  napi_throw_range_error(env_, kInvalidArgument, Message(name, expected, got).c_str());
}

void ArgumentReader::FailRange(const char* name, const std::string& expected, double got) {
  FailRange(name, expected, Show(env_, Napi::Number::New(env_, got)));
}

bool ArgumentReader::Boolean(const char* name) {
  if (!ok_) return false;
  const napi_value value = Next();
  bool result = false;
  if (napi_get_value_bool(env_, value, &result) != napi_ok) {
    FailType(name, "true or false", Show(env_, value));
  }
  return result;
}

bool ArgumentReader::ReadNumber(const char* name, const std::string& expected, napi_value value,
                                double* number) {
  if (napi_get_value_double(env_, value, number) == napi_ok) return true;
  FailType(name, expected, Show(env_, value));
  return false;
}

int32_t ArgumentReader::Integer(const char* name, int32_t minimum, int32_t maximum) {
  if (!ok_) return minimum;
  const napi_value value = Next();
  const std::string expected =
      "an integer from " + std::to_string(minimum) + " to " + std::to_string(maximum);
  double number = 0;
  if (!ReadNumber(name, expected, value, &number)) return minimum;
  // Written so that NaN fails, before the conversion, which is undefined outside int32_t.
  const bool in_range = number >= minimum && number <= maximum;
  if (!in_range || number != std::trunc(number)) {
    FailRange(name, expected, number);
    return minimum;
  }
  return static_cast<int32_t>(number);
}

double ArgumentReader::Finite(const char* name) {
  if (!ok_) return 0;
  const napi_value value = Next();
  double number = 0;
  if (!ReadNumber(name, "a finite number", value, &number)) return 0;
  if (!std::isfinite(number)) {
    FailRange(name, "a finite number", number);
    return 0;
  }
  return number;
}

FloatView ArgumentReader::Floats(const char* name) {
  FloatView view;
  view.name = name;
  if (!ok_) return view;
  const napi_value value = Next();
  bool is_typed_array = false;
  napi_value buffer = nullptr;
  // The data pointer is the view's own start, its buffer's plus the view's byte offset.
  if (napi_is_typedarray(env_, value, &is_typed_array) != napi_ok || !is_typed_array ||
      napi_get_typedarray_info(env_, value, &view.dtype, &view.length, &view.data, &buffer,
                               nullptr) != napi_ok ||
      (view.dtype != napi_float32_array && view.dtype != napi_float64_array)) {
    FailType(name, kFloatArray, Show(env_, value));
    return FloatView{name};
  }
  bool detached = false;
  if (napi_is_detached_arraybuffer(env_, buffer, &detached) != napi_ok || detached) {
    FailType(name, kFloatArray, "one whose buffer is detached");
    return FloatView{name};
  }
  return view;
}

}  // namespace onelayer
