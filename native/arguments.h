#ifndef ONELAYER_NATIVE_ARGUMENTS_H_
#define ONELAYER_NATIVE_ARGUMENTS_H_

#include <napi.h>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <string>

namespace onelayer {

// A typed array, as its own view.
struct ArrayView {
  const char* name = "";
  bool is_given = false;
  napi_value value = nullptr;  // valid in the call that read it
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

// The largest int of BLAS; a build with 64-bit integers takes no more, so that the contract is one.
constexpr int32_t kLargest = std::numeric_limits<int32_t>::max();

// The dtypes that an argument may have, and their names in errors.
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

constexpr Dtypes kDoubles("a Float64Array", {napi_float64_array});

// How an element of an array is named in an error.
std::string At(const char* name, uint64_t index);

// Reads values in their order and checks each one: a call's arguments, or the values of an options
// object. The first that is wrong leaves a JavaScript exception pending; from then on `ok` is
// false, every read returns a harmless value, and the caller must return. No JavaScript runs
// between two reads, so what was checked stays true.
class ArgumentReader {
 public:
  // The largest number of arguments of a function, or of keys of an options object.
  static constexpr size_t kMostValues = 24;

  explicit ArgumentReader(const Napi::CallbackInfo& info);
  ArgumentReader(napi_env env, const napi_value* values) : env_(env), next_(values) {}
  ArgumentReader(const ArgumentReader&) = delete;
  ArgumentReader& operator=(const ArgumentReader&) = delete;

  bool ok() const { return ok_; }
  Napi::Env env() const { return env_; }

  // Reads an object that has these keys and no others; the values of the keys, in their order, are
  // read next. Getters and proxies may run JavaScript, which has ended when this returns; an
  // exception of theirs stays pending.
  void Options(const char* name, const char* const* keys, size_t count);

  bool Boolean(const char* name);
  int32_t Integer(const char* name, int32_t minimum, int32_t maximum);
  double Finite(const char* name);
  // Reads one of `words`, and returns its index.
  size_t OneOf(const char* name, std::initializer_list<const char*> words);
  size_t Count(const char* name, int32_t minimum, int32_t maximum = kLargest) {
    return static_cast<size_t>(Integer(name, minimum, maximum));
  }
  // If it may be null: an array that is not given.
  ArrayView Array(const char* name, const Dtypes& dtypes, bool may_be_null = false);
  ArrayView Floats(const char* name) { return Array(name, kFloats); }

  // Fail unless the view has the first one's dtype, enough elements, or finite numbers only.
  void CheckDtype(const ArrayView& view, const ArrayView& first);
  void CheckLength(const ArrayView& view, uint64_t least);
  void CheckFinite(const ArrayView& doubles, uint64_t count);
  // Fails unless an array that was read before still has enough elements, and the same memory.
  void CheckStill(const ArrayView& before, napi_value array, uint64_t least);
  // Fails if the first elements of the output share memory with those of the input.
  void CheckApart(const ArrayView& output, uint64_t elements, const ArrayView& input,
                  uint64_t input_elements);

  // Leave a TypeError (wrong kind) or RangeError (wrong value) `name: expected …, got …` pending,
  // unless another exception is.
  void FailType(const char* name, const std::string& expected, const std::string& got);
  void FailRange(const char* name, const std::string& expected, const std::string& got);
  void FailRange(const char* name, const std::string& expected, double got);

 private:
  napi_value Next() { return *next_++; }
  void CheckKeys(const char* name, const char* const* keys, size_t count, napi_value object);
  // Fails unless a call that may run JavaScript was successful.
  bool Succeeded(napi_status status, const char* name);

  Napi::Env env_;
  napi_value values_[kMostValues];
  const napi_value* next_;
  bool ok_ = true;
};

}  // namespace onelayer

#endif  // ONELAYER_NATIVE_ARGUMENTS_H_
