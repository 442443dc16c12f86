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

std::string Quoted(const char* word) { return '"' + std::string(word) + '"'; }

// A detached buffer leaves its views without elements.
bool IsDetached(napi_env env, napi_value array) {
  napi_value buffer = nullptr;
  bool is_detached = false;
  return napi_get_typedarray_info(env, array, nullptr, nullptr, nullptr, &buffer, nullptr) !=
             napi_ok ||
         napi_is_detached_arraybuffer(env, buffer, &is_detached) != napi_ok || is_detached;
}

}  // namespace

size_t ArrayView::element_size() const {
  constexpr size_t kBytes[] = {1, 1, 1, 2, 2, 4, 4, 4, 8, 8, 8};  // in the enumeration's order
  return kBytes[dtype];
}

std::string At(const char* name, uint64_t index) {
  return std::string(name) + "[" + std::to_string(index) + "]";
}

// Uses the C functions, which report a failure where Napi::Error would abort, as it may while a
// worker is being terminated.
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

ArgumentReader::ArgumentReader(const Napi::CallbackInfo& info) : env_(info.Env()), next_(values_) {
  for (size_t i = 0; i < kMostValues; ++i) values_[i] = info[i];
}

void ArgumentReader::Options(const char* name, const char* const* keys, size_t count) {
  if (!ok_) return;
  const napi_value object = Next();
  napi_valuetype type = napi_undefined;
  if (napi_typeof(env_, object, &type) != napi_ok || type != napi_object) {
    return FailType(name, "an object", Show(env_, object));
  }
  CheckKeys(name, keys, count, object);
  next_ = values_;
  for (size_t i = 0; ok_ && i < count; ++i) {
    Succeeded(napi_get_named_property(env_, object, keys[i], &values_[i]), name);
  }
}

void ArgumentReader::CheckKeys(const char* name, const char* const* keys, size_t count,
                               napi_value object) {
  napi_value found = nullptr;
  uint32_t found_count = 0;
  const auto filter = static_cast<napi_key_filter>(napi_key_enumerable | napi_key_skip_symbols);
  if (!Succeeded(napi_get_all_property_names(env_, object, napi_key_own_only, filter,
                                             napi_key_numbers_to_strings, &found),
                 name) ||
      !Succeeded(napi_get_array_length(env_, found, &found_count), name)) {
    return;
  }
  for (uint32_t i = 0; i < found_count; ++i) {
    napi_value key = nullptr;
    if (!Succeeded(napi_get_element(env_, found, i, &key), name)) return;
    const std::string shown = Show(env_, key);
    std::string expected;
    bool is_known = false;
    for (size_t known = 0; known < count; ++known) {
      is_known = is_known || shown == Quoted(keys[known]);
      expected += (known == 0 ? "only the keys " : ", ") + std::string(keys[known]);
    }
    if (!is_known) return FailType(name, expected, shown);
  }
}

bool ArgumentReader::Succeeded(napi_status status, const char* name) {
  if (status == napi_ok) return true;
  bool is_pending = false;
  if (napi_is_exception_pending(env_, &is_pending) == napi_ok && !is_pending) {
    FailType(name, "an object that can be read", "one that can't");
  }
  return ok_ = false;
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

int32_t ArgumentReader::Integer(const char* name, int32_t minimum, int32_t maximum) {
  if (!ok_) return minimum;
  const napi_value value = Next();
  double number = 0;
  const bool is_number = napi_get_value_double(env_, value, &number) == napi_ok;
  // NaN fails too, and the conversion, undefined outside int32_t, comes after.
  const bool is_in_range = number >= minimum && number <= maximum;
  if (is_number && is_in_range && number == std::trunc(number)) return static_cast<int32_t>(number);
  const std::string expected =
      "an integer from " + std::to_string(minimum) + " to " + std::to_string(maximum);
  if (is_number) {
    FailRange(name, expected, number);
  } else {
    FailType(name, expected, Show(env_, value));
  }
  return minimum;
}

double ArgumentReader::Finite(const char* name) {
  if (!ok_) return 0;
  const napi_value value = Next();
  double number = 0;
  if (napi_get_value_double(env_, value, &number) != napi_ok) {
    FailType(name, "a finite number", Show(env_, value));
  } else if (!std::isfinite(number)) {
    FailRange(name, "a finite number", number);
  }
  return ok_ ? number : 0;
}

size_t ArgumentReader::OneOf(const char* name, std::initializer_list<const char*> words) {
  if (!ok_) return 0;
  const napi_value value = Next();
  const std::string shown = Show(env_, value);
  std::string expected;
  size_t index = 0;
  for (const char* const word : words) {
    if (shown == Quoted(word)) return index;
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

ArrayView ArgumentReader::Array(const char* name, const Dtypes& dtypes, bool may_be_null) {
  ArrayView missing;
  missing.name = name;
  if (!ok_) return missing;
  ArrayView view = missing;
  view.value = Next();
  napi_valuetype type = napi_undefined;
  if (may_be_null && napi_typeof(env_, view.value, &type) == napi_ok && type == napi_null) {
    return missing;
  }
  // Stays, and is refused, where Node has no word for the array's dtype.
  view.dtype = napi_int8_array;
  // The data pointer is the view's own start, its buffer's plus the view's byte offset.
  view.is_given = napi_get_typedarray_info(env_, view.value, &view.dtype, &view.length, &view.data,
                                           nullptr, nullptr) == napi_ok &&
                  dtypes.Include(view.dtype);
  const bool is_detached = view.is_given && view.length == 0 && IsDetached(env_, view.value);
  if (view.is_given && !is_detached) return view;
  FailType(name, dtypes.expected + std::string(may_be_null ? ", or null" : ""),
           is_detached ? "one whose buffer is detached" : Show(env_, view.value));
  return missing;
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

void ArgumentReader::CheckStill(const ArrayView& before, napi_value array, uint64_t least) {
  if (!ok_) return;
  ArrayView now = before;
  const bool is_read = napi_get_typedarray_info(env_, array, nullptr, &now.length, &now.data,
                                                nullptr, nullptr) == napi_ok;
  if (is_read && now.length >= least && now.data == before.data) return;
  const char* const expected = "the array that was prepared";
  if (!is_read || (now.length == 0 && IsDetached(env_, array))) {
    return FailType(before.name, expected, "one whose buffer is detached");
  }
  CheckLength(now, least);
  FailRange(before.name, expected, "other memory");
}

void ArgumentReader::CheckFinite(const ArrayView& doubles, uint64_t count) {
  for (uint64_t i = 0; ok_ && i < count; ++i) {
    const double value = doubles.as<const double>()[i];
    if (std::isfinite(value)) continue;
    FailRange(At(doubles.name, i).c_str(), "a finite number", value);
  }
}

void ArgumentReader::CheckApart(const ArrayView& output, uint64_t elements, const ArrayView& input,
                                uint64_t input_elements) {
  if (elements == 0 || input_elements == 0) return;
  const auto start = reinterpret_cast<uintptr_t>(output.data);
  const auto input_start = reinterpret_cast<uintptr_t>(input.data);
  if (start >= input_start + input_elements * input.element_size()) return;
  if (input_start >= start + elements * output.element_size()) return;
  FailRange(output.name, "memory of its own", std::string("memory shared with ") + input.name);
}

}  // namespace onelayer
