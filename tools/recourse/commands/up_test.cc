// `recourse up` where it may not start, on a new installation.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "libs/base/testing/temp_folder.h"
#include "tools/recourse/command_line.h"
#include "tools/recourse/testing/fake_server.h"

namespace recourse::cli {
namespace {

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

}  // namespace
}  // namespace recourse::cli
