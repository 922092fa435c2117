#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string_view>

namespace recourse::testkit {

// Where a file that comes with the project's brief lies (golden tables, sample data): under
// $RECOURSE_SHARED, else in `shared` beside the repository. Tests run in the repository's root.
inline std::filesystem::path SharedFile(std::string_view path) {
  const char* const root = std::getenv("RECOURSE_SHARED");
  return (root != nullptr ? std::filesystem::path(root) : std::filesystem::path("../shared")) /
         path;
}

inline bool RunsInCi() {
  const char* const ci = std::getenv("CI");
  return ci != nullptr && std::string_view(ci) == "true";
}

}  // namespace recourse::testkit

// First in a test, or in its SetUp, that reads SharedFile(path): without the file the test is
// skipped and says which one it misses; in continuous integration (CI=true) it fails.
#define RECOURSE_NEEDS_SHARED_FILE(path)                                                  \
  do {                                                                                    \
    const auto shared_file = ::recourse::testkit::SharedFile(path);                       \
    if (!std::filesystem::exists(shared_file)) {                                          \
      if (::recourse::testkit::RunsInCi()) FAIL() << "missing: " << shared_file.string(); \
      GTEST_SKIP() << "missing: " << shared_file.string();                                \
    }                                                                                     \
  } while (false)
