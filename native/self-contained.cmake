# Makes of the target `onelayer` an addon that needs nothing but the system's C library: OpenBLAS's
# archive, with kernels for each processor, and the C++ library are linked in. Nothing of them can
# be seen from outside, so that another OpenBLAS in the same process is not taken for this one.

if(NOT CMAKE_SYSTEM_NAME STREQUAL "Linux" OR NOT CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang")
  message(FATAL_ERROR "ONELAYER_SELF_CONTAINED: expected Linux with GCC or Clang, "
    "got ${CMAKE_SYSTEM_NAME} with ${CMAKE_CXX_COMPILER_ID}")
endif()

set(ONELAYER_EXPORTS ${CMAKE_CURRENT_LIST_DIR}/exports.map)
set_target_properties(onelayer PROPERTIES LINK_DEPENDS ${ONELAYER_EXPORTS})
target_compile_options(onelayer PRIVATE -ffunction-sections -fdata-sections)
target_link_libraries(onelayer PRIVATE m)
target_link_options(onelayer PRIVATE -static-libstdc++ -static-libgcc -s
  -Wl,--exclude-libs,ALL -Wl,--gc-sections -Wl,--as-needed
  -Wl,--version-script,${ONELAYER_EXPORTS})
