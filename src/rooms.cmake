# amends_room(NAME INCLUDES room... LIBRARIES lib...): one room of the house as an object library.
# It sees include/amends, its own folder under "NAME/...", and the rooms it lists; nothing else.

# Compile settings that every target of ours shares.
add_library(amends_settings INTERFACE)
target_compile_features(amends_settings INTERFACE cxx_std_20)
target_compile_options(amends_settings INTERFACE
  $<$<COMPILE_LANGUAGE:CXX>:-fvisibility=hidden -fvisibility-inlines-hidden -ffp-contract=off>)
if(AMENDS_WERROR)
  target_compile_options(amends_settings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
    -Wnon-virtual-dtor -Wold-style-cast -Werror)
  # False alarms of GCC 12 at -O2 and more: "text" + std::string (its bug 105651), std::variant of
  # strings that is moved from (its bug 105562).
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(amends_settings INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wno-restrict>
      $<$<COMPILE_LANGUAGE:CXX>:-Wno-maybe-uninitialized>)
  endif()
  # Generated text longer than the standard promises; nothrow said in the C header alone.
  if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    target_compile_options(amends_settings INTERFACE -Wno-overlength-strings
      $<$<COMPILE_LANGUAGE:CXX>:-Wno-missing-exception-spec>)
  endif()
endif()
if(AMENDS_SANITIZE)
  target_compile_options(amends_settings INTERFACE -fsanitize=${AMENDS_SANITIZE}
    -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(amends_settings INTERFACE -fsanitize=${AMENDS_SANITIZE})
  # Checks at every single access double the compile time for faults that ASan stops at anyway.
  if(AMENDS_SANITIZE MATCHES "undefined")
    target_compile_options(amends_settings INTERFACE
      -fno-sanitize=null,alignment,object-size,vptr)
  endif()
endif()
if(AMENDS_FUZZ)
  target_compile_options(amends_settings INTERFACE -fsanitize=fuzzer-no-link)
endif()
target_link_libraries(amends_settings INTERFACE Boost::headers)

function(amends_room name)
  cmake_parse_arguments(ROOM "" "" "INCLUDES;LIBRARIES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp")
  if(NOT sources)
    return()
  endif()
  add_library(amends_${name} OBJECT ${sources})
  set_target_properties(amends_${name} PROPERTIES POSITION_INDEPENDENT_CODE ON)
  target_include_directories(amends_${name} PUBLIC "${PROJECT_SOURCE_DIR}/include" "${PROJECT_SOURCE_DIR}/src")
  target_link_libraries(amends_${name} PUBLIC amends_settings ${ROOM_LIBRARIES})
  set_property(GLOBAL APPEND PROPERTY AMENDS_ROOMS ${name})
  set_property(GLOBAL PROPERTY AMENDS_ROOM_${name} "${ROOM_INCLUDES}")
  set_property(GLOBAL APPEND PROPERTY AMENDS_LIBRARIES ${ROOM_LIBRARIES})
endfunction()

# All rooms that `name` may include, itself last: what a test of that room links.
function(amends_room_closure name out)
  set(closure)
  get_property(direct GLOBAL PROPERTY AMENDS_ROOM_${name})
  foreach(room IN LISTS direct)
    amends_room_closure(${room} below)
    list(APPEND closure ${below})
  endforeach()
  list(APPEND closure ${name})
  list(REMOVE_DUPLICATES closure)
  set(${out} ${closure} PARENT_SCOPE)
endfunction()
