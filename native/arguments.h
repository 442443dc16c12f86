#ifndef ONELAYER_NATIVE_ARGUMENTS_H_
#define ONELAYER_NATIVE_ARGUMENTS_H_

#include <napi.h>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>

namespace onelayer {

// A typed array, seen through its own view.
struct ArrayView {
  const char* name = "";
  bool is_given = false;
  napi_typedarray_type dtype = napi_float32_array;
  void* data = nullptr;
  size_t length = 0;

  bool is_float32() const { return dtype == napi_float32_array; }
  size_t element_size() const;
  template <typename Element>
  Element* as() const {
    return static_cast<Element*>(data);
  }
};

// Whether the first `left_elements` and `right_elements` of two arrays have a byte in common.
bool Overlap(const ArrayView& left, uint64_t left_elements, const ArrayView& right,
             uint64_t right_elements);

// The dtypes that an argument may have, and the words for them.
struct Dtypes {
  const char* expected;
  uint32_t mask;

  constexpr Dtypes(const char* words, std::initializer_list<napi_typedarray_type> types)
      : expected(words), mask(0) {
    for (const napi_typedarray_type type : types) mask |= 1u << type;
  }
  constexpr bool Include(napi_typedarray_type type) const { return (mask >> type & 1u) != 0; }
};

constexpr Dtypes kFloats("a Float32Array or a Float64Array",
                         {napi_float32_array, napi_float64_array});

// Reads a call's arguments in their order and checks each one. The first that is wrong leaves a
// JavaScript exception pending; from then on `ok` is false, every read returns a harmless value,
// and the caller must return. No JavaScript runs between two reads, so what was checked stays true.
class ArgumentReader {
 public:
  explicit ArgumentReader(const Napi::CallbackInfo& info) : env_(info.Env()), info_(info) {}

  bool ok() const { return ok_; }

  bool Boolean(const char* name);
  int32_t Integer(const char* name, int32_t minimum, int32_t maximum);
  double Finite(const char* name);
  // The index of the word among `words`.
  size_t OneOf(const char* name, std::initializer_list<const char*> words);
  ArrayView Array(const char* name, const Dtypes& dtypes);
  // Null or undefined: an array that is not given.
  ArrayView OptionalArray(const char* name, const Dtypes& dtypes);
  ArrayView Floats(const char* name) { return Array(name, kFloats); }

  // Fail unless the view has the dtype of the first one, or at least so many elements.
  void CheckDtype(const ArrayView& view, const ArrayView& first);
  void CheckLength(const ArrayView& view, uint64_t least);

  // Leaves a TypeError (wrong kind) or RangeError (wrong value) worded
  // `name: expected what, got that`; nothing if one is pending already.
  void FailType(const char* name, const std::string& expected, const std::string& got);
  void FailRange(const char* name, const std::string& expected, const std::string& got);
  void FailRange(const char* name, const std::string& expected, double got);

 private:
  napi_value Next() { return info_[next_++]; }
  ArrayView ReadArray(const char* name, const Dtypes& dtypes, napi_value value);
  bool ReadNumber(const char* name, const std::string& expected, napi_value value, double* number);

  Napi::Env env_;
  const Napi::CallbackInfo& info_;
  size_t next_ = 0;
  bool ok_ = true;
};

}  // namespace onelayer

#endif  // ONELAYER_NATIVE_ARGUMENTS_H_
