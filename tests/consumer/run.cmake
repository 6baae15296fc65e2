# cmake -D MODE=... -D SOURCE=... -D BUILD=... -P run.cmake: builds project/ against amends.
function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE out ERROR_VARIABLE out)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${ARGN}\n${out}")
  endif()
  set(out "${out}" PARENT_SCOPE)
endfunction()

set(work "${BUILD}/consumer/${MODE}")
file(REMOVE_RECURSE "${work}")
set(project "${SOURCE}/tests/consumer/project")

if(MODE STREQUAL "find_package")
  run(${CMAKE_COMMAND} --install "${BUILD}" --prefix "${work}/prefix")
  run(${CMAKE_COMMAND} -S "${project}" -B "${work}/build" -G Ninja
      -D CMAKE_PREFIX_PATH=${work}/prefix -D CMAKE_BUILD_TYPE=Release)
  run(${CMAKE_COMMAND} --build "${work}/build")
  run("${work}/build/consumer")
  if(NOT out MATCHES "0.05 CNY")
    message(FATAL_ERROR "unexpected answer: ${out}")
  endif()
else()
  # Configured whole; only the user's file is compiled, since the library is built already.
  run(${CMAKE_COMMAND} -S "${project}" -B "${work}/build" -G Ninja
      -D AMENDS_FOLDER=${SOURCE} -D CMAKE_BUILD_TYPE=Release)
  run(${CMAKE_COMMAND} --build "${work}/build" --target consumer_object)
  run(${CMAKE_COMMAND} --build "${work}/build" --target help)
  if(out MATCHES "test_base|bench_")
    message(FATAL_ERROR "amends brings its tests into the project that uses it")
  endif()
endif()
