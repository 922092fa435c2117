#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

#include "libs/base/check.h"

namespace recourse::testkit {

// An empty folder under the system's temporary one, removed with all that is in it.
class TempFolder {
 public:
  TempFolder() {
    std::string path = std::filesystem::temp_directory_path() / "recourse-XXXXXX";
    CHECK(mkdtemp(path.data()) != nullptr);
    path_ = path;
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace recourse::testkit
