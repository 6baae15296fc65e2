# The C++ library: headers, amends::amends and the CMake package, so that find_package(amends) works
# for whoever installed it. capi and cli install what is theirs.
include(CMakePackageConfigHelpers)

set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/amends")
install(TARGETS amends EXPORT amends ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/" DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT amends NAMESPACE amends:: FILE amendsTargets.cmake DESTINATION ${package_dir})
configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/amendsConfig.cmake.in"
  "${PROJECT_BINARY_DIR}/amendsConfig.cmake" INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file("${PROJECT_BINARY_DIR}/amendsConfigVersion.cmake"
  COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/amendsConfig.cmake"
  "${PROJECT_BINARY_DIR}/amendsConfigVersion.cmake" DESTINATION ${package_dir})
