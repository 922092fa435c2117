# The build vocabulary of Recourse. Every target in the tree is declared with one of these:
#
#   recourse_proto(NAME SRCS... [DEPS...])          .proto files -> messages and gRPC stubs
#   recourse_library(NAME SRCS... [DEPS...] [PRIVATE_DEPS...] [RPC])
#                                                   recourse::NAME, headers rooted at the repository
#   recourse_tells_version(SOURCE)                  a source that knows RECOURSE_VERSION
#   recourse_data(FOLDER)                           data that ships, in build/<preset>/share
#   recourse_program(NAME SRCS... [DEPS...] [RPC])  a binary that ships, in build/<preset>/bin
#   recourse_test(NAME SRCS... [DEPS...] [RPC] [TSAN] [LABEL unit] [TIMEOUT 180])
#   recourse_check(NAME COMMAND... [ONCE] [LABEL check] [TIMEOUT 180])
#                                                   a test written in another language
#   recourse_bench(NAME SRCS... [DEPS...] [RPC])    a measurement; the target `bench` is all
#   recourse_preload(NAME SRCS...)                  a library for LD_PRELOAD, for tests only
#
# DEPS: a bare lower-case name is ours (`base` is recourse::base), anything else is passed on.
# PRIVATE_DEPS: as DEPS, but their definitions do not reach those who link this.
# RPC: the sources include gRPC or protobuf; they share one precompiled header.
# ONCE: the check judges the text of the tree, or measures: it says nothing more under a sanitizer.
# TSAN: the test links neither gRPC nor RocksDB, so the thread sanitizer can judge it.
# Sources are listed by hand, never globbed: a file that is not listed is not in the product.

find_package(Protobuf REQUIRED)
find_package(gRPC CONFIG REQUIRED)
find_package(absl CONFIG REQUIRED)
find_package(GTest REQUIRED)
find_package(fmt REQUIRED)
find_package(Threads REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(RocksDB CONFIG REQUIRED)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
set(CMAKE_ARCHIVE_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/lib)

find_program(RECOURSE_CCACHE ccache)
if(RECOURSE_CCACHE)
  # ccache needs to be told that a precompiled header may stand in for the text of its headers.
  # Paths are made relative, so that what one checkout compiled serves another.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
      CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1
      CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
      ${RECOURSE_CCACHE})
  add_compile_options(-fpch-preprocess)
endif()

set(RECOURSE_SANITIZE "" CACHE STRING "Sanitizers to build with, as -fsanitize= takes them")
if(RECOURSE_SANITIZE)
  # A null pointer ends in the address sanitizer without a check at each use, and -Wcast-align sees
  # what could be misaligned: the two checks are two fifths of the compiler's time.
  add_compile_options(-fsanitize=${RECOURSE_SANITIZE} -fno-sanitize=null,alignment
                      -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${RECOURSE_SANITIZE})
endif()
string(FIND "${RECOURSE_SANITIZE}" thread RECOURSE_TSAN)
if(RECOURSE_TSAN GREATER -1)
  set(RECOURSE_TSAN ON)
  # What the tests of this preset do not need is not built.
  set_property(DIRECTORY PROPERTY EXCLUDE_FROM_ALL ON)
else()
  set(RECOURSE_TSAN OFF)
endif()

# What CTest needs of GoogleTest; under the thread sanitizer nothing else is built.
add_custom_target(tests)

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wswitch-enum -Wcast-align=strict -Werror)
# GCC 12 sees ghosts in inlined std::string and std::variant code (GCC bugs 105329, 105593, 105562).
add_compile_options(-Wno-restrict -Wno-maybe-uninitialized)

set(RECOURSE_GOOGLEAPIS /usr/share/gocode/src/github.com/gogo/googleapis)  # Debian's google/*.proto
set(RECOURSE_GRPC_PROTO /usr/share/grpc-proto)                             # Debian's grpc/*.proto

function(_recourse_names OUT)
  list(TRANSFORM ARGN REPLACE "^([a-z_]+)$" "recourse::\\1")
  set(${OUT} ${ARGN} PARENT_SCOPE)
endfunction()

# Precompiled headers: one for all that sees gRPC, since parsing grpcpp.h costs seconds a file
# otherwise, and the same with GoogleTest for tests.
set(RECOURSE_STD_HEADERS <functional> <map> <memory> <optional> <string> <variant> <vector>)
set(RECOURSE_RPC_HEADERS <grpcpp/grpcpp.h> <google/protobuf/message.h>)
# Tests are compiled without optimisation, which costs more than it gives: what they test is
# optimised, they are not.
set(RECOURSE_TEST_OPTIONS -O0 -pthread)

function(_recourse_pch NAME)
  cmake_parse_arguments(PARSE_ARGV 1 ARG "" "" "HEADERS;DEPS;OPTIONS")
  set(source ${PROJECT_BINARY_DIR}/pch/${NAME}.cc)
  if(NOT EXISTS ${source})
    file(WRITE ${source} "")  # Once: a file written again is built again.
  endif()
  add_library(recourse_${NAME} STATIC ${source})
  target_link_libraries(recourse_${NAME} PUBLIC ${ARG_DEPS})
  target_compile_options(recourse_${NAME} PRIVATE ${ARG_OPTIONS})
  target_precompile_headers(recourse_${NAME} PRIVATE ${ARG_HEADERS} ${RECOURSE_STD_HEADERS})
  set_target_properties(recourse_${NAME} PROPERTIES EXCLUDE_FROM_ALL ON)
endfunction()

_recourse_pch(rpc_pch HEADERS ${RECOURSE_RPC_HEADERS} DEPS gRPC::grpc++ protobuf::libprotobuf)
_recourse_pch(test_pch
  HEADERS <gmock/gmock.h>
  DEPS GTest::gmock GTest::gtest Threads::Threads
  OPTIONS ${RECOURSE_TEST_OPTIONS})
_recourse_pch(rpc_test_pch
  HEADERS ${RECOURSE_RPC_HEADERS} <gmock/gmock.h>
  DEPS gRPC::grpc++ protobuf::libprotobuf GTest::gmock GTest::gtest Threads::Threads
  OPTIONS ${RECOURSE_TEST_OPTIONS})

function(_recourse_target NAME SCOPE RPC)  # ... TEST
  target_compile_features(${NAME} ${SCOPE} cxx_std_20)
  target_include_directories(${NAME} ${SCOPE} ${PROJECT_SOURCE_DIR})
  if(RPC)
    target_link_libraries(${NAME} ${SCOPE} gRPC::grpc++ protobuf::libprotobuf)
  endif()
  if("TEST" IN_LIST ARGN)
    target_compile_options(${NAME} PRIVATE ${RECOURSE_TEST_OPTIONS})
  endif()
  if(RPC AND "TEST" IN_LIST ARGN)
    target_precompile_headers(${NAME} REUSE_FROM recourse_rpc_test_pch)
  elseif(RPC)
    target_precompile_headers(${NAME} REUSE_FROM recourse_rpc_pch)
  elseif("TEST" IN_LIST ARGN)
    target_precompile_headers(${NAME} REUSE_FROM recourse_test_pch)
  endif()
endfunction()

function(recourse_library NAME)
  cmake_parse_arguments(PARSE_ARGV 1 ARG "RPC" "" "SRCS;DEPS;PRIVATE_DEPS")
  _recourse_names(deps ${ARG_DEPS})
  set(sources ${ARG_SRCS})
  list(FILTER sources INCLUDE REGEX "\\.cc$")
  if(sources)
    add_library(recourse_${NAME} STATIC ${ARG_SRCS})
    _recourse_target(recourse_${NAME} PUBLIC "${ARG_RPC}")
    target_link_libraries(recourse_${NAME} PUBLIC ${deps} fmt::fmt Threads::Threads
                          PRIVATE ${ARG_PRIVATE_DEPS})
  else()
    add_library(recourse_${NAME} INTERFACE)
    target_include_directories(recourse_${NAME} INTERFACE ${PROJECT_SOURCE_DIR})
    target_link_libraries(recourse_${NAME} INTERFACE ${deps} fmt::fmt Threads::Threads)
  endif()
  add_library(recourse::${NAME} ALIAS recourse_${NAME})
endfunction()

# A source that tells the version knows it as RECOURSE_VERSION.
function(recourse_tells_version SOURCE)
  set_source_files_properties(${SOURCE}
    PROPERTIES COMPILE_DEFINITIONS RECOURSE_VERSION="${PROJECT_VERSION}")
endfunction()

# A program finds the folder in share/, beside its own folder bin/.
function(recourse_data FOLDER)
  file(COPY ${FOLDER} DESTINATION ${PROJECT_BINARY_DIR}/share)
endfunction()

function(recourse_program NAME)
  cmake_parse_arguments(PARSE_ARGV 1 ARG "RPC" "" "SRCS;DEPS")
  _recourse_names(deps ${ARG_DEPS})
  add_executable(${NAME} ${ARG_SRCS})
  _recourse_target(${NAME} PRIVATE "${ARG_RPC}")
  # First, so that its malloc is the one: threads here free what others allocated, which costs a
  # fifth of the CPU in glibc. The sanitizers bring their own.
  if(NOT RECOURSE_SANITIZE)
    target_link_libraries(${NAME} PRIVATE jemalloc)
  endif()
  target_link_libraries(${NAME} PRIVATE ${deps} fmt::fmt Threads::Threads)
endfunction()

function(recourse_bench NAME)
  recourse_program(${ARGV})
  if(RECOURSE_SANITIZE)
    set_target_properties(${NAME} PROPERTIES EXCLUDE_FROM_ALL ON)  # It measures; nothing needs it.
  endif()
  if(NOT TARGET bench)
    add_custom_target(bench)
  endif()
  add_dependencies(bench ${NAME})
endfunction()

function(recourse_test NAME)
  cmake_parse_arguments(PARSE_ARGV 1 ARG "RPC;TSAN" "LABEL;TIMEOUT" "SRCS;DEPS")
  if(RECOURSE_TSAN AND NOT ARG_TSAN)
    return()
  endif()
  if(NOT ARG_LABEL)
    set(ARG_LABEL unit)
  endif()
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 180)
  endif()
  _recourse_names(deps ${ARG_DEPS})
  add_executable(${NAME} ${ARG_SRCS})
  add_dependencies(tests ${NAME})
  _recourse_target(${NAME} PRIVATE "${ARG_RPC}" TEST)
  target_link_libraries(${NAME} PRIVATE ${deps} GTest::gmock GTest::gtest_main Threads::Threads)
  set_target_properties(${NAME} PROPERTIES EXCLUDE_FROM_ALL OFF
                        RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
  add_test(NAME ${NAME} COMMAND ${NAME} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  set_tests_properties(${NAME} PROPERTIES LABELS "${ARG_LABEL}" TIMEOUT "${ARG_TIMEOUT}")
endfunction()

function(recourse_preload NAME)
  cmake_parse_arguments(PARSE_ARGV 1 ARG "" "" "SRCS")
  add_library(${NAME} SHARED ${ARG_SRCS})
  _recourse_target(${NAME} PRIVATE "")
  set_target_properties(${NAME} PROPERTIES LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/lib)
endfunction()

function(recourse_check NAME)
  cmake_parse_arguments(PARSE_ARGV 1 ARG "ONCE" "LABEL;TIMEOUT" "COMMAND")
  if(RECOURSE_TSAN OR (ARG_ONCE AND RECOURSE_SANITIZE))
    return()
  endif()
  if(NOT ARG_LABEL)
    set(ARG_LABEL check)
  endif()
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 180)
  endif()
  add_test(NAME ${NAME} COMMAND ${ARG_COMMAND} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  set_tests_properties(${NAME} PROPERTIES LABELS "${ARG_LABEL}" TIMEOUT "${ARG_TIMEOUT}")
endfunction()

function(recourse_proto NAME)
  cmake_parse_arguments(PARSE_ARGV 1 ARG "" "ROOT" "SRCS;DEPS")
  _recourse_names(deps ${ARG_DEPS})
  set(root ${PROJECT_SOURCE_DIR}/proto)
  if(ARG_ROOT)
    set(root ${ARG_ROOT})
  endif()
  set(out ${PROJECT_BINARY_DIR}/generated)
  file(MAKE_DIRECTORY ${out})
  set(generated)
  foreach(proto IN LISTS ARG_SRCS)
    string(REGEX REPLACE "\\.proto$" "" stem ${proto})
    set(products ${out}/${stem}.pb.cc ${out}/${stem}.pb.h)
    set(plugin)
    if(proto MATCHES "(_service|health)\\.proto$")
      list(APPEND products ${out}/${stem}.grpc.pb.cc ${out}/${stem}.grpc.pb.h)
      set(plugin --grpc_out=${out} --plugin=protoc-gen-grpc=$<TARGET_FILE:gRPC::grpc_cpp_plugin>)
    endif()
    add_custom_command(
      OUTPUT ${products}
      COMMAND protobuf::protoc -I ${root} -I ${PROJECT_SOURCE_DIR}/proto -I ${RECOURSE_GOOGLEAPIS}
              --cpp_out=${out} ${plugin} ${proto}
      DEPENDS ${root}/${proto}
      VERBATIM)
    list(APPEND generated ${products})
  endforeach()
  add_library(recourse_${NAME} STATIC ${generated})
  add_library(recourse::${NAME} ALIAS recourse_${NAME})
  target_compile_features(recourse_${NAME} PUBLIC cxx_std_20)
  # Generated code is not ours to mend; no sanitizer judges the packaged library it calls either.
  target_compile_options(recourse_${NAME} PRIVATE -w)
  if(RECOURSE_SANITIZE)
    target_compile_options(recourse_${NAME} PRIVATE -fno-sanitize=all)
  endif()
  target_include_directories(recourse_${NAME} SYSTEM PUBLIC ${out})
  target_link_libraries(recourse_${NAME} PUBLIC ${deps} gRPC::grpc++ protobuf::libprotobuf)
endfunction()
