#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "libs/base/testing/temp_folder.h"
#include "libs/seal/keyring.h"

namespace recourse::seal::testing {

// A keyring in a folder of its own, and verbs to do to it what the world does.
class KeyringFixture : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(Keyring::Create(options_));
    Reopen();
  }

  void Close() { keyring_.reset(); }
  void Reopen() {
    Close();
    auto opened = Keyring::Open(options_);
    ASSERT_TRUE(opened) << opened.error().detail;
    keyring_ = *std::move(opened);
  }
  // What keeps the keyring from opening; if nothing does, the test ends here.
  Error::Kind ReopeningFails() {
    Close();
    return Keyring::Open(options_).error().kind;
  }

  std::vector<std::filesystem::path> Files(std::string_view suffix) const {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(options_.folder)) {
      if (entry.path().string().ends_with(suffix)) files.push_back(entry.path());
    }
    return files;
  }
  std::filesystem::path OnlyFile(std::string_view suffix) const {
    const auto files = Files(suffix);
    CHECK(files.size() == 1);
    return files[0];
  }
  static std::string Contents(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  static void Overwrite(const std::filesystem::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
  }
  static void FlipBit(const std::filesystem::path& path) {
    std::string bytes = Contents(path);
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    Overwrite(path, bytes);
  }
  static void Cut(const std::filesystem::path& path) {
    std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
  }

  recourse::testkit::TempFolder temp_;
  Keyring::Options options_{.folder = temp_.path() / "keyring",
                            .master_path = temp_.path() / "master"};
  std::unique_ptr<Keyring> keyring_;
};

}  // namespace recourse::seal::testing
