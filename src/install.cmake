# Headers, amends::amends, the shared library when it is built, and the CMake package, so that
# find_package(amends) works for whoever installed it.
include(CMakePackageConfigHelpers)

set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/amends")
install(TARGETS amends EXPORT amends ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/" DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
if(TARGET amends_capi)
  install(TARGETS amends_capi LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
endif()
if(TARGET amends_cli)
  install(TARGETS amends_cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
install(EXPORT amends NAMESPACE amends:: FILE amendsTargets.cmake DESTINATION ${package_dir})
configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/amendsConfig.cmake.in"
  "${PROJECT_BINARY_DIR}/amendsConfig.cmake" INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file("${PROJECT_BINARY_DIR}/amendsConfigVersion.cmake"
  COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/amendsConfig.cmake"
  "${PROJECT_BINARY_DIR}/amendsConfigVersion.cmake" DESTINATION ${package_dir})
