// `recourse up` where it may not start, on a new installation.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>

#include "libs/base/testing/temp_folder.h"
#include "libs/engine/storage.h"
#include "libs/process/installation.h"
#include "recourse/history/v1/record.pb.h"
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
  // One more record of the service's shard 0, witnessed; it has consumed the source's through
  // there.
  void Append(const std::string& service, const std::string& source, std::uint64_t consumed) {
    const auto installation = process::ReadInstallation(data());
    ASSERT_TRUE(installation) << installation.error().message;
    const auto paths = installation->storage(service);
    auto log =
        eventlog::RocksLog::Open(paths.folder / "log", eventlog::RocksLog::Access::kReadWrite);
    ASSERT_TRUE(log) << log.error().message;
    eventlog::ChunkBuilder builder(0, 1, (*log)->head(0));
    history::v1::Record record;
    record.set_sequence(builder.next());
    record.mutable_event()->set_service(source);
    record.mutable_event()->set_sequence(consumed);
    builder.Add(record.SerializeAsString(), 0);
    ASSERT_TRUE((*log)->Append({builder.Finish()}));
    auto witness = eventlog::Witness::Open(engine::WitnessFile(paths, service, 0));
    ASSERT_TRUE(witness) << witness.error().message;
    ASSERT_TRUE((*witness)->Store({{0, 1, (*log)->head(0).sequence, (*log)->head(0).chain}}));
  }
  std::map<std::string, std::string> Files() const {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(data())) {
      if (!entry.is_regular_file()) continue;
      std::ifstream in(entry.path(), std::ios::binary);
      files[entry.path()] = {std::istreambuf_iterator<char>(in), {}};
    }
    return files;
  }

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

TEST_F(UpTest, BrokersThatNobodyCanReachSoAreRefused) {
  for (const auto& arguments :
       {std::vector<std::string>{"--address", "nowhere", "up", "--kafka", "one:x"},
        {"topics", "apply", "--kafka", "one:x"},
        {"topics", "check", "--kafka", "one:x"}}) {
    EXPECT_EQ(Run(arguments), ExitCode::kUsage);
    EXPECT_THAT(err_, HasSubstr("--kafka: \"one:x\" is not host:port"));
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

// Invoicing is opened first, and the one that knows is opened last.
TEST_F(UpTest, OlderLogPutBackIsRefusedBeforeAnythingIsChanged) {
  const fs::path log = fs::path(data()) / "invoicing" / "log";
  const fs::path witness = fs::path(data()) / "witness" / "invoicing-0.witness";
  fs::copy(log, folder_.path() / "log");
  fs::copy(witness, folder_.path() / "witness");
  Append("invoicing", "invoicing", 0);
  Append("collections", "invoicing", 1);
  fs::remove_all(log);
  fs::rename(folder_.path() / "log", log);
  fs::rename(folder_.path() / "witness", witness);
  const auto before = Files();
  EXPECT_EQ(Run({"--address", "127.0.0.1:0", "up"}), ExitCode::kVerificationFailed);
  EXPECT_THAT(err_, HasSubstr("LOG_BEHIND_ITS_CONSUMER"));
  EXPECT_EQ(Files(), before);
}

}  // namespace
}  // namespace recourse::cli
