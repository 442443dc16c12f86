#include "arguments.h"

#include <cmath>

#include "show.h"

namespace onelayer {
namespace {

// The `code` of every error, as in src/errors.
const char* const kInvalidArgument = "INVALID_ARGUMENT";

std::string Message(const char* name, const std::string& expected, const std::string& got) {
  return std::string(name) + ": expected " + expected + ", got " + got;
}

const char* DtypeName(const ArrayView& view) {
  return view.is_float32() ? "Float32Array" : "Float64Array";
}

ArrayView Missing(const char* name) {
  ArrayView view;
  view.name = name;
  return view;
}

}  // namespace

size_t ArrayView::element_size() const {
  switch (dtype) {
    case napi_uint8_array:
      return sizeof(uint8_t);
    case napi_uint16_array:
      return sizeof(uint16_t);
    case napi_uint32_array:
      return sizeof(uint32_t);
    case napi_float32_array:
      return sizeof(float);
    default:
      return sizeof(double);
  }
}

bool Overlap(const ArrayView& left, uint64_t left_elements, const ArrayView& right,
             uint64_t right_elements) {
  if (left_elements == 0 || right_elements == 0) return false;
  const auto left_start = reinterpret_cast<uintptr_t>(left.data);
  const auto right_start = reinterpret_cast<uintptr_t>(right.data);
  const uintptr_t left_bytes = left_elements * left.element_size();
  const uintptr_t right_bytes = right_elements * right.element_size();
  return left_start < right_start + right_bytes && right_start < left_start + left_bytes;
}

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

size_t ArgumentReader::OneOf(const char* name, std::initializer_list<const char*> words) {
  if (!ok_) return 0;
  const napi_value value = Next();
  const std::string shown = Show(env_, value);
  std::string expected;
  size_t index = 0;
  for (const char* const word : words) {
    if (shown == '"' + std::string(word) + '"') return index;
    expected += (index++ == 0 ? "" : " or ") + std::string(word);
  }
  napi_valuetype type = napi_undefined;
  if (napi_typeof(env_, value, &type) == napi_ok && type == napi_string) {
    FailRange(name, expected, shown);
  } else {
    FailType(name, expected, shown);
  }
  return 0;
}

ArrayView ArgumentReader::Array(const char* name, const Dtypes& dtypes) {
  if (!ok_) return Missing(name);
  return ReadArray(name, dtypes, Next());
}

ArrayView ArgumentReader::OptionalArray(const char* name, const Dtypes& dtypes) {
  if (!ok_) return Missing(name);
  const napi_value value = Next();
  napi_valuetype type = napi_undefined;
  if (napi_typeof(env_, value, &type) == napi_ok && (type == napi_null || type == napi_undefined)) {
    return Missing(name);
  }
  return ReadArray(name, dtypes, value);
}

ArrayView ArgumentReader::ReadArray(const char* name, const Dtypes& dtypes, napi_value value) {
  ArrayView view;
  view.name = name;
  bool is_typed_array = false;
  napi_value buffer = nullptr;
  // The data pointer is the view's own start, its buffer's plus the view's byte offset.
  if (napi_is_typedarray(env_, value, &is_typed_array) != napi_ok || !is_typed_array ||
      napi_get_typedarray_info(env_, value, &view.dtype, &view.length, &view.data, &buffer,
                               nullptr) != napi_ok ||
      !dtypes.Include(view.dtype)) {
    FailType(name, dtypes.expected, Show(env_, value));
    return Missing(name);
  }
  bool detached = false;
  if (napi_is_detached_arraybuffer(env_, buffer, &detached) != napi_ok || detached) {
    FailType(name, dtypes.expected, "one whose buffer is detached");
    return Missing(name);
  }
  view.is_given = true;
  return view;
}

void ArgumentReader::CheckDtype(const ArrayView& view, const ArrayView& first) {
  if (view.dtype == first.dtype) return;
  const std::string expected = std::string("a ") + DtypeName(first) + " like " + first.name;
  FailType(view.name, expected, std::string("a ") + DtypeName(view));
}

void ArgumentReader::CheckLength(const ArrayView& view, uint64_t least) {
  if (least <= view.length) return;
  FailRange(view.name, "at least " + std::to_string(least) + " elements",
            std::to_string(view.length));
}

}  // namespace onelayer
