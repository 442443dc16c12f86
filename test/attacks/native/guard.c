/**
 * Array buffers between pages that can't be touched: a read or write past the end of one, by as
 * much as a byte, ends the process, whatever code does it. Linux and macOS.
 */

#include <node_api.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

typedef struct {
  uint8_t* start;
  size_t length;
} Mapping;

static Mapping MappingOf(size_t bytes) {
  const size_t page = (size_t)sysconf(_SC_PAGESIZE);
  const size_t pages = (bytes + page - 1) / page;
  const Mapping mapping = {NULL, (pages + 2) * page};
  return mapping;
}

static void Free(napi_env env, void* data, void* hint) {
  (void)env;
  const size_t page = (size_t)sysconf(_SC_PAGESIZE);
  const Mapping mapping = MappingOf((size_t)(uintptr_t)hint);
  const uintptr_t end = (uintptr_t)data + (size_t)(uintptr_t)hint;
  munmap((void*)(end + page - mapping.length), mapping.length);
}

/** guarded(bytes): an ArrayBuffer of zeros whose end is the end of a page. */
static napi_value Guarded(napi_env env, napi_callback_info info) {
  napi_value argument, buffer;
  size_t count = 1;
  uint32_t bytes = 0;
  napi_get_cb_info(env, info, &count, &argument, NULL, NULL);
  napi_get_value_uint32(env, argument, &bytes);
  const size_t page = (size_t)sysconf(_SC_PAGESIZE);
  Mapping mapping = MappingOf(bytes);
  mapping.start = mmap(NULL, mapping.length, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (mapping.start == MAP_FAILED ||
      (mapping.length > 2 * page &&
       mprotect(mapping.start + page, mapping.length - 2 * page, PROT_READ | PROT_WRITE) != 0)) {
    napi_throw_error(env, NULL, "no memory for guarded pages");
    return NULL;
  }
  uint8_t* const data = mapping.start + mapping.length - page - bytes;
  void* const hint = (void*)(uintptr_t)bytes;
  napi_create_external_arraybuffer(env, data, bytes, Free, hint, &buffer);
  return buffer;
}

NAPI_MODULE_INIT() {
  napi_value function;
  napi_create_function(env, "guarded", NAPI_AUTO_LENGTH, Guarded, NULL, &function);
  napi_set_named_property(env, exports, "guarded", function);
  return exports;
}
