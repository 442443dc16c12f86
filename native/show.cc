#include "show.h"

#include <array>
#include <cstdio>
#include <iterator>

namespace onelayer {
namespace {

constexpr size_t kLongestText = 60;

// The string's UTF-8 text, clipped.
std::string ReadText(napi_env env, napi_value string) {
  std::array<char, kLongestText + 1> buffer{};
  size_t bytes = 0;
  size_t read = 0;
  if (napi_get_value_string_utf8(env, string, nullptr, 0, &bytes) != napi_ok ||
      napi_get_value_string_utf8(env, string, buffer.data(), buffer.size(), &read) != napi_ok) {
    return "?";
  }
  std::string text(buffer.data(), read);
  if (bytes <= kLongestText) return text;
  if (text.size() > kLongestText - 3) text.resize(kLongestText - 3);
  // A cut in the middle of a character leaves its first bytes: drop them.
  while (!text.empty() && (text.back() & 0xC0) == 0x80) text.pop_back();
  if (!text.empty() && (text.back() & 0x80) != 0) text.pop_back();
  return text + "...";
}

std::string Quote(const std::string& text) {
  std::string quoted = "\"";
  for (const char character : text) {
    const auto byte = static_cast<unsigned char>(character);
    if (character == '"' || character == '\\') {
      quoted += '\\';
      quoted += character;
    } else if (byte < 0x20) {
      std::array<char, 8> escape{};
      std::snprintf(escape.data(), escape.size(), "\\u%04x", static_cast<unsigned>(byte));
      quoted += escape.data();
    } else {
      quoted += character;
    }
  }
  return quoted + "\"";
}

// Text of a primitive that converts to a string without running JavaScript.
std::string ShowPrimitive(napi_env env, napi_value value) {
  napi_value string = nullptr;
  if (napi_coerce_to_string(env, value, &string) != napi_ok) return "?";
  return ReadText(env, string);
}

const char* TypedArrayName(napi_env env, napi_value value) {
  napi_typedarray_type type = napi_int8_array;
  if (napi_get_typedarray_info(env, value, &type, nullptr, nullptr, nullptr, nullptr) != napi_ok) {
    return "TypedArray";
  }
  // In the order of napi_typedarray_type, which newer versions of Node lengthen.
  constexpr const char* kNames[] = {"Int8Array",     "Uint8Array",    "Uint8ClampedArray",
                                    "Int16Array",    "Uint16Array",   "Int32Array",
                                    "Uint32Array",   "Float32Array",  "Float64Array",
                                    "BigInt64Array", "BigUint64Array"};
  return type < std::size(kNames) ? kNames[type] : "TypedArray";
}

const char* ObjectName(napi_env env, napi_value value) {
  bool is = false;
  if (napi_is_typedarray(env, value, &is) == napi_ok && is) return TypedArrayName(env, value);
  if (napi_is_array(env, value, &is) == napi_ok && is) return "Array";
  if (napi_is_arraybuffer(env, value, &is) == napi_ok && is) return "ArrayBuffer";
  if (napi_is_dataview(env, value, &is) == napi_ok && is) return "DataView";
  return "Object";
}

}  // namespace

std::string Show(Napi::Env env, napi_value value) {
  napi_valuetype type = napi_undefined;
  if (napi_typeof(env, value, &type) != napi_ok) return "an unknown value";
  switch (type) {
    case napi_undefined:
      return "undefined";
    case napi_null:
      return "null";
    case napi_boolean:
    case napi_number:
      return ShowPrimitive(env, value);
    case napi_bigint:
      return ShowPrimitive(env, value) + "n";
    case napi_string:
      return Quote(ReadText(env, value));
    case napi_symbol:
      return "a symbol";
    case napi_function:
      return "a function";
    default:
      return std::string("an object of type ") + ObjectName(env, value);
  }
}

}  // namespace onelayer
