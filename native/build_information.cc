#include <cblas.h>

#if defined(__linux__)
#include <unistd.h>
#endif

#include <string>

#include "exports.h"
#include "kernels/kernels.h"
#include "threads.h"

namespace onelayer {
namespace {

std::string Compiler() {
#if defined(__clang__)
  return "Clang " + std::to_string(__clang_major__) + "." + std::to_string(__clang_minor__) + "." +
         std::to_string(__clang_patchlevel__);
#elif defined(__GNUC__)
  return "GCC " + std::to_string(__GNUC__) + "." + std::to_string(__GNUC_MINOR__) + "." +
         std::to_string(__GNUC_PATCHLEVEL__);
#elif defined(_MSC_VER)
  return "MSVC " + std::to_string(_MSC_VER / 100) + "." + std::to_string(_MSC_VER % 100);
#else
  return "unknown";
#endif
}

// Returns the second word of `OpenBLAS 0.3.21 NO_LAPACKE DYNAMIC_ARCH ...`: the version of the
// library in use, which may be newer than the header of the build.
std::string Version(const std::string& configuration) {
  const std::string prefix = "OpenBLAS ";
  if (configuration.compare(0, prefix.size(), prefix) != 0) return "unknown";
  const size_t end = configuration.find(' ', prefix.size());
  return configuration.substr(prefix.size(), end - prefix.size());
}

const char* Parallel() {
  switch (openblas_get_parallel()) {
    case 0:
      return "none";
    case 2:
      return "openmp";
    default:
      return "pthreads";
  }
}

#if defined(_SC_LEVEL1_DCACHE_SIZE) && defined(_SC_LEVEL2_CACHE_SIZE)
constexpr int kCacheSizes[] = {_SC_LEVEL1_DCACHE_SIZE, _SC_LEVEL2_CACHE_SIZE,
                               _SC_LEVEL3_CACHE_SIZE};

// The bytes of each level's data cache, as far as the system knows them.
Napi::Array CacheSizes(Napi::Env env) {
  Napi::Array sizes = Napi::Array::New(env);
  for (const int name : kCacheSizes) {
    const long size = sysconf(name);
    if (size <= 0) break;
    sizes[sizes.Length()] = Napi::Number::New(env, static_cast<double>(size));
  }
  return sizes;
}
#else
Napi::Array CacheSizes(Napi::Env env) { return Napi::Array::New(env); }
#endif

}  // namespace

Napi::Value BuildInformation(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  std::string configuration = openblas_get_config();
  configuration.erase(configuration.find_last_not_of(' ') + 1);

  Napi::Object openblas = Napi::Object::New(env);
  openblas["version"] = Napi::String::New(env, Version(configuration));
  openblas["core"] = Napi::String::New(env, openblas_get_corename());
  openblas["parallel"] = Napi::String::New(env, Parallel());
  openblas["maximumThreads"] = Napi::Number::New(env, MaximumThreads());
  openblas["configuration"] = Napi::String::New(env, configuration);

  const InstructionSets& sets = TheInstructionSets();
  Napi::Array available = Napi::Array::New(env);
  for (const InstructionSet* const set : sets.available) {
    available[available.Length()] = Napi::String::New(env, set->name);
  }

  Napi::Object result = Napi::Object::New(env);
  result["builder"] = Napi::String::New(env, ONELAYER_BUILDER);
  result["compiler"] = Napi::String::New(env, Compiler());
  result["instructions"] = Napi::String::New(env, sets.chosen->name);
  result["namedInstructions"] = Napi::String::New(env, sets.named);
  result["availableInstructions"] = available;
  result["caches"] = CacheSizes(env);
  result["openblas"] = openblas;
  return result;
}

}  // namespace onelayer
