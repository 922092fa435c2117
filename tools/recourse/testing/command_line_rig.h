#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tools/recourse/command_line.h"
#include "tools/recourse/testing/fake_history.h"
#include "tools/recourse/testing/fake_services.h"

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

  // `arguments` are separated by single spaces.
  ExitCode Run(const std::string& arguments) {
    std::vector<std::string> list = {"--data", folder_};
    std::istringstream in(arguments);
    for (std::string argument; std::getline(in, argument, ' ');) list.push_back(argument);
    std::ostringstream out;
    std::ostringstream err;
    const ExitCode code = RunCommandLine(list, out, err, false);
    out_ = out.str();
    err_ = err.str();
    return code;
  }

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
