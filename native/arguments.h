#ifndef ONELAYER_NATIVE_ARGUMENTS_H_
#define ONELAYER_NATIVE_ARGUMENTS_H_

#include <napi.h>

#include <cstddef>
#include <cstdint>
#include <string>

namespace onelayer {

// A float32 or float64 typed array, seen through its own view.
struct FloatView {
  const char* name = "";
  napi_typedarray_type dtype = napi_float32_array;
  void* data = nullptr;
  size_t length = 0;

  bool is_float32() const { return dtype == napi_float32_array; }
  size_t element_size() const { return is_float32() ? sizeof(float) : sizeof(double); }
};

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
  FloatView Floats(const char* name);

  // Leaves a TypeError (wrong kind) or RangeError (wrong value) worded
  // `name: expected what, got that`; nothing if one is pending already.
  void FailType(const char* name, const std::string& expected, const std::string& got);
  void FailRange(const char* name, const std::string& expected, const std::string& got);
  void FailRange(const char* name, const std::string& expected, double got);

 private:
  napi_value Next() { return info_[next_++]; }
  bool ReadNumber(const char* name, const std::string& expected, napi_value value, double* number);

  Napi::Env env_;
  const Napi::CallbackInfo& info_;
  size_t next_ = 0;
  bool ok_ = true;
};

}  // namespace onelayer

#endif  // ONELAYER_NATIVE_ARGUMENTS_H_
