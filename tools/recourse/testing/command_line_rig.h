#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "tools/recourse/testing/fake_history.h"
#include "tools/recourse/testing/fake_services.h"
#include "tools/recourse/testing/typed.h"

// The command line, and a fake installation that it is tried against.
namespace recourse::cli {

class CommandLineTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = testing::TempDir() + "command_line_test";
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    Write("operator.token", kTestToken);
    std::filesystem::permissions(folder_ + "/operator.token", std::filesystem::perms::owner_read);
    Write("address", server_.address());
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string Write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ + "/" + name) << text;
    return folder_ + "/" + name;
  }

  ExitCode Run(const std::string& arguments) { return RunTyped(folder_, arguments, out_, err_); }

  FakeInvoicing invoicing_;
  FakeDispute dispute_;
  FakeCollections collections_;
  FakeCommunicationLog communication_log_;
  FakeConductor conductor_;
  FakeHistory history_;
  FakeServer server_{&invoicing_,         &dispute_,   &collections_,
                     &communication_log_, &conductor_, &history_};
  std::string folder_;
  std::string out_;
  std::string err_;
};

}  // namespace recourse::cli
