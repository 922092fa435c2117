#include "libs/process/log_agreement.h"

#include <gtest/gtest.h>

#include "libs/base/testing/temp_folder.h"
#include "libs/eventlog/rocks_log.h"
#include "libs/eventlog/witness.h"
#include "recourse/history/v1/record.pb.h"

namespace recourse::process {
namespace {

namespace fs = std::filesystem;
using eventlog::RocksLog;

class LogAgreementTest : public testing::Test {
 protected:
  LogAgreementTest() {
    installation_.data = folder_.path() / "data";
    installation_.witnesses = installation_.data / "witness";
    installation_.shards = 2;
    for (const std::string service : kServices) {
      EXPECT_TRUE(engine::CreateStorage(installation_.storage(service),
                                        installation_.identity(service), kWriters));
    }
  }

  // One more record of the service's shard 1, witnessed; it has consumed invoicing's through there.
  void Append(const std::string& service, std::uint64_t consumed = 0) {
    const auto paths = installation_.storage(service);
    auto log = RocksLog::Open(paths.folder / "log", RocksLog::Access::kReadWrite);
    ASSERT_TRUE(log) << log.error().message;
    eventlog::ChunkBuilder builder(1, 1, (*log)->head(1));
    history::v1::Record record;
    record.set_sequence(builder.next());
    if (consumed > 0) {
      record.mutable_event()->set_service("invoicing");
      record.mutable_event()->set_sequence(consumed);
    }
    builder.Add(record.SerializeAsString(), 0);
    ASSERT_TRUE((*log)->Append({builder.Finish()}));
    auto witness = eventlog::Witness::Open(engine::WitnessFile(paths, service, 0));
    ASSERT_TRUE(witness) << witness.error().message;
    const auto head = (*log)->head(1);
    ASSERT_TRUE((*witness)->Store({{1, 1, head.sequence, head.chain}}));
  }
  // Puts the installation's folder, or the part of it that is named, in the place of another.
  static void Copy(const fs::path& from, const fs::path& to) {
    fs::remove_all(to);
    fs::copy(from, to, fs::copy_options::recursive);
  }
  std::string Complaint() {
    const auto agreed =
        CheckLogAgreement(installation_, {std::begin(kServices), std::end(kServices)});
    return agreed ? "" : agreed.error().reason + ": " + agreed.error().message;
  }

  testkit::TempFolder folder_;
  Installation installation_;
};

TEST_F(LogAgreementTest, ConsumedIsWhatTheLogHolds) {
  EXPECT_EQ(Complaint(), "");
  Append("invoicing");
  Append("invoicing");
  Append("collections", 2);
  EXPECT_EQ(Complaint(), "");
}

TEST_F(LogAgreementTest, OlderLogPutBackWithItsWitnessIsRefused) {
  const fs::path kept = folder_.path() / "kept";
  Append("invoicing");
  Copy(installation_.data, kept);
  Append("invoicing");
  Append("collections", 2);
  Copy(kept / "invoicing", installation_.data / "invoicing");
  Copy(kept / "witness" / "invoicing-0.witness", installation_.witnesses / "invoicing-0.witness");
  EXPECT_EQ(Complaint(),
            "LOG_BEHIND_ITS_CONSUMER: invoicing shard 1: the log ends at record 1, but collections "
            "has consumed 2: records are gone. Nothing was changed; restore this log from a backup "
            "or a peer.");
}

TEST_F(LogAgreementTest, OlderLogPutBackWithoutItsWitnessIsRefused) {
  const fs::path kept = folder_.path() / "kept";
  Append("dispute");
  Copy(installation_.data, kept);
  Append("dispute");
  Copy(kept / "dispute", installation_.data / "dispute");
  EXPECT_EQ(Complaint().substr(0, 12), "LOG_DAMAGED:");
}

}  // namespace
}  // namespace recourse::process
