// `recourse up` where it may not start, on a new installation.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>

#include "libs/base/testing/temp_folder.h"
#include "tools/recourse/command_line.h"
#include "tools/recourse/testing/fake_server.h"

namespace recourse::cli {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class UpTest : public testing::Test {
 protected:
  UpTest() { EXPECT_EQ(Run({"init"}), ExitCode::kOk) << err_; }

  ExitCode Run(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"--data", data()});
    std::ostringstream out;
    std::ostringstream err;
    const ExitCode code = RunCommandLine(arguments, out, err, false);
    err_ = err.str();
    return code;
  }
  std::string data() const { return (folder_.path() / "data").string(); }

  testkit::TempFolder folder_;
  std::string err_;
};

TEST_F(UpTest, ATakenPortIsNamedWithWhatToDo) {
  const FakeServer other({});
  EXPECT_EQ(Run({"--address", other.address(), "up"}), ExitCode::kUnavailable);
  EXPECT_EQ(err_,
            "recourse: The server cannot listen there: the port is taken or the address is not "
            "this host's. Free it, or give another with --address (ADDRESS_NOT_AVAILABLE: address "
            "= " +
                other.address() + ")\n");
}

TEST_F(UpTest, ADomainThatNoMailCanComeFromIsRefused) {
  for (const std::string domain : {"a b", "", "example..com", "a@b"}) {
    EXPECT_EQ(Run({"--address", "nowhere", "up", "--mail-domain", domain}), ExitCode::kUsage);
    EXPECT_THAT(err_, HasSubstr("--mail-domain: \"" + domain + "\"")) << domain;
  }
}

TEST_F(UpTest, DamageIsRefusedAsVerifyRefusesIt) {
  const auto refused_by = [this](const std::string& subcommand, const std::string& reason) {
    EXPECT_EQ(Run({"--address", "127.0.0.1:0", subcommand}), ExitCode::kVerificationFailed);
    EXPECT_THAT(err_, HasSubstr(reason)) << subcommand;
  };
  const fs::path log = fs::path(data()) / "dispute" / "log";
  const auto refused = [&](const std::string& reason) {
    refused_by("verify", reason);
    refused_by("up", reason);
  };
  fs::rename(log, folder_.path() / "kept");
  refused("LOG_MISSING");
  fs::copy(fs::path(data()) / "collections" / "log", log);
  refused("LOG_MISMATCH");
  fs::remove_all(log);
  fs::rename(folder_.path() / "kept", log);
  fs::remove(log / "CURRENT");
  refused("(LOG_");
}

}  // namespace
}  // namespace recourse::cli
