# Gives the target `onelayer_openblas`: an OpenBLAS that was seen to compile and link, or an error
# that says how to install one. Asked in turn: OpenBLAS's own CMake files, pkg-config, the usual
# places. If the environment names a folder in OpenBLAS_ROOT, that one alone is asked.

include(CheckCXXSourceCompiles)

if(ONELAYER_SELF_CONTAINED)
  set(CMAKE_FIND_LIBRARY_SUFFIXES ${CMAKE_STATIC_LIBRARY_SUFFIX})
endif()

add_library(onelayer_openblas INTERFACE)

function(onelayer_link_test headers libraries result)
  set(CMAKE_REQUIRED_INCLUDES ${headers})
  set(CMAKE_REQUIRED_LIBRARIES ${libraries})
  if(ONELAYER_SELF_CONTAINED)
    list(APPEND CMAKE_REQUIRED_LIBRARIES m pthread)
  endif()
  set(CMAKE_REQUIRED_QUIET ON)
  unset(ONELAYER_OPENBLAS_LINKS CACHE)
  check_cxx_source_compiles("
    #include <cblas.h>
    int main() {
      const float a = 1; float c = 0;
      openblas_set_num_threads(1);
      cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, 1, 1, 1, 1, &a, 1, &a, 1, 0, &c, 1);
      return openblas_get_parallel();
    }" ONELAYER_OPENBLAS_LINKS)
  set(${result} ${ONELAYER_OPENBLAS_LINKS} PARENT_SCOPE)
endfunction()

# Takes the candidate if it links; a second one, once one was taken, is not looked at.
macro(onelayer_try_openblas source headers libraries)
  if(NOT ONELAYER_OPENBLAS_SOURCE)
    onelayer_link_test("${headers}" "${libraries}" ONELAYER_CANDIDATE_LINKS)
    if(ONELAYER_CANDIDATE_LINKS)
      set(ONELAYER_OPENBLAS_SOURCE "${source}")
      target_include_directories(onelayer_openblas SYSTEM INTERFACE ${headers})
      target_link_libraries(onelayer_openblas INTERFACE ${libraries})
      message(STATUS "OpenBLAS from ${source}: ${libraries}")
    else()
      message(STATUS "OpenBLAS from ${source}: found, but cblas_sgemm does not link")
    endif()
  endif()
endmacro()

# Looks in the folders given, and then elsewhere too unless NO_DEFAULT_PATH is among the arguments.
macro(onelayer_try_folders source)
  find_path(OPENBLAS_HEADERS cblas.h PATH_SUFFIXES include include/openblas openblas
    HINTS ${ARGN})
  find_library(OPENBLAS_LIBRARY NAMES openblas libopenblas PATH_SUFFIXES lib lib64 HINTS ${ARGN})
  if(OPENBLAS_HEADERS AND OPENBLAS_LIBRARY)
    onelayer_try_openblas("${source}" "${OPENBLAS_HEADERS}" "${OPENBLAS_LIBRARY}")
  endif()
  unset(OPENBLAS_HEADERS CACHE)
  unset(OPENBLAS_LIBRARY CACHE)
endmacro()

if(DEFINED ENV{OpenBLAS_ROOT})
  onelayer_try_folders("OpenBLAS_ROOT" "$ENV{OpenBLAS_ROOT}" NO_DEFAULT_PATH)
  if(NOT ONELAYER_OPENBLAS_SOURCE)
    message(FATAL_ERROR "No usable OpenBLAS in OpenBLAS_ROOT, $ENV{OpenBLAS_ROOT}: expected "
      "include/cblas.h and lib with the library.")
  endif()
endif()

# A self-contained addon takes OpenBLAS's archive, which only the usual places are asked for.
if(NOT ONELAYER_SELF_CONTAINED)
  find_package(OpenBLAS CONFIG QUIET)
endif()
if(TARGET OpenBLAS::OpenBLAS)
  onelayer_try_openblas("its CMake target" "" OpenBLAS::OpenBLAS)
endif()
if(OpenBLAS_LIBRARIES)
  onelayer_try_openblas("its CMake variables" "${OpenBLAS_INCLUDE_DIRS}" "${OpenBLAS_LIBRARIES}")
endif()

if(NOT ONELAYER_OPENBLAS_SOURCE AND NOT ONELAYER_SELF_CONTAINED)
  find_package(PkgConfig QUIET)
  if(PkgConfig_FOUND)
    pkg_check_modules(PC_OPENBLAS QUIET IMPORTED_TARGET openblas)
    if(TARGET PkgConfig::PC_OPENBLAS)
      onelayer_try_openblas("pkg-config" "" PkgConfig::PC_OPENBLAS)
    endif()
  endif()
endif()

if(NOT ONELAYER_OPENBLAS_SOURCE)
  # Homebrew links neither headers nor library into its common folders.
  find_program(BREW_PROGRAM brew)
  if(BREW_PROGRAM)
    execute_process(COMMAND ${BREW_PROGRAM} --prefix openblas OUTPUT_VARIABLE BREW_OPENBLAS
      OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  endif()
  onelayer_try_folders("the usual places" ${BREW_OPENBLAS})
endif()

if(NOT ONELAYER_OPENBLAS_SOURCE)
  file(READ ${CMAKE_CURRENT_SOURCE_DIR}/native/openblas-missing.txt OPENBLAS_MISSING)
  # Two spaces before a line keep CMake from folding the text into a paragraph.
  string(REPLACE "\n" "\n  " OPENBLAS_MISSING "  ${OPENBLAS_MISSING}")
  message(FATAL_ERROR "${OPENBLAS_MISSING}")
endif()
