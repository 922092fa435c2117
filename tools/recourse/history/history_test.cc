// Reading and following, against a server in memory.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "recourse/invoicing/v1/invoice_number_events.pb.h"
#include "tools/recourse/history/follower.h"
#include "tools/recourse/history/merged_records.h"
#include "tools/recourse/testing/fake_history.h"

namespace recourse::cli {
namespace {

using history::v1::Record;
using history::v1::RecordFilter;
using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::IsEmpty;

std::string Shown(const Record& record) {
  return fmt::format("{} {}/{}#{}", record.recorded_at_us(), record.service(), record.shard(),
                     record.sequence());
}

class HistoryTest : public testing::Test {
 protected:
  Record& Happen(const std::string& service, std::uint32_t shard, std::int64_t at,
                 const std::string& home = "accounts/a1") {
    return history_.Append(service, shard, at, home, invoicing::v1::NumberReserved());
  }

  std::vector<std::string> Merged(const std::vector<std::string>& services,
                                  const RecordFilter& filter = {}) {
    auto records = MergedRecords::Open(client_, services, filter);
    EXPECT_TRUE(records);
    std::vector<std::string> shown;
    while (true) {
      const auto record = records->Next();
      EXPECT_TRUE(record);
      if (!*record) return shown;
      shown.push_back(Shown(**record));
    }
  }

  // What is seen until the server ends the stream.
  Expected<Done, Failure> Follow(bool from_start) {
    Follower follower(client_, "invoicing", from_start, {}, kShort);
    return follower.Run([this](const Record& record) { seen_.push_back(Shown(record)); });
  }

  static constexpr Patience kShort{milliseconds(1), milliseconds(4), milliseconds(20)};
  const grpc::Status broken_{grpc::StatusCode::UNAVAILABLE, "restarting"};
  FakeHistory history_;
  FakeServer server_{&history_};
  const rpc::Client client_{server_.Channel(), kTestToken};
  std::vector<std::string> seen_;
};

TEST_F(HistoryTest, RecordsOfShardsAndServicesComeInOneOrder) {
  for (const std::int64_t at : {10, 20, 20, 40, 50}) Happen("invoicing", 0, at);
  for (const std::int64_t at : {5, 20, 45}) Happen("invoicing", 1, at);
  for (const std::int64_t at : {20}) Happen("dispute", 0, at);
  EXPECT_THAT(Merged({"invoicing", "dispute"}),
              ElementsAre("5 invoicing/1#1", "10 invoicing/0#1", "20 dispute/0#1",
                          "20 invoicing/0#2", "20 invoicing/0#3", "20 invoicing/1#2",
                          "40 invoicing/0#4", "45 invoicing/1#3", "50 invoicing/0#5"));
  EXPECT_THAT(Merged({"dispute"}), ElementsAre("20 dispute/0#1"));
}

TEST_F(HistoryTest, WhatHappensInOneMomentComesAfterItsCause) {
  Happen("invoicing", 2, 10);
  Happen("invoicing", 2, 20);
  auto& told = *Happen("collections", 2, 20).mutable_event();
  told.set_service("invoicing");
  told.set_sequence(2);
  Happen("collections", 2, 20);
  auto& passed_on = *Happen("a_third", 2, 20).mutable_event();
  passed_on.set_service("collections");
  passed_on.set_sequence(2);
  EXPECT_THAT(Merged({"a_third", "collections", "invoicing"}),
              ElementsAre("10 invoicing/2#1", "20 invoicing/2#2", "20 collections/2#1",
                          "20 collections/2#2", "20 a_third/2#1"));
  EXPECT_THAT(Merged({"a_third", "collections"}),
              ElementsAre("20 collections/2#1", "20 collections/2#2", "20 a_third/2#1"))
      << "a cause that is not shown holds up nothing";
}

TEST_F(HistoryTest, APromiseComesBeforeWhatIsDoneForItAndItsAnswerAfter) {
  Happen("invoicing", 3, 20);
  Happen("dispute", 3, 20);
  Happen("dispute", 3, 20).mutable_promise()->set_sequence(1);
  Record& asked = Happen("communication_log", 7, 20);
  asked.set_actor("services/dispute");
  asked.mutable_request()->set_request_id("dispute-3-1-1");
  EXPECT_THAT(Merged({"communication_log", "dispute", "invoicing"}),
              ElementsAre("20 dispute/3#1", "20 communication_log/7#1", "20 invoicing/3#1",
                          "20 dispute/3#2"));
}

TEST_F(HistoryTest, CausesThatNameEachOtherEndSomewhere) {
  for (const auto& [service, other] :
       {std::pair("dispute", "invoicing"), {"invoicing", "dispute"}}) {
    auto& cause = *Happen(service, 0, 20).mutable_event();
    cause.set_service(other);
    cause.set_sequence(1);
  }
  EXPECT_EQ(Merged({"dispute", "invoicing"}).size(), 2u);
}

TEST_F(HistoryTest, PagesThatTheFilterLeavesEmptyArePassedOver) {
  for (int i = 0; i < 7; ++i) Happen("invoicing", 0, i, "accounts/other");
  Happen("invoicing", 0, 8, "accounts/a1");
  RecordFilter filter;
  filter.set_home("accounts/a1");
  EXPECT_THAT(Merged({"invoicing"}, filter), ElementsAre("8 invoicing/0#8"));
}

TEST_F(HistoryTest, NothingHasHappened) { EXPECT_THAT(Merged({"invoicing"}), IsEmpty()); }

TEST_F(HistoryTest, WithoutATokenNothingIsRead) {
  const rpc::Client stranger(client_.channel(), "wrong");
  const auto records = MergedRecords::Open(stranger, {"invoicing"}, {});
  ASSERT_FALSE(records);
  EXPECT_EQ(records.error().kind, Failure::Kind::kDenied);
}

TEST_F(HistoryTest, FollowsFromTheStart) {
  Happen("invoicing", 0, 1);
  Happen("invoicing", 1, 2);
  Happen("dispute", 0, 3);
  ASSERT_TRUE(Follow(true));
  EXPECT_THAT(seen_, ElementsAre("1 invoicing/0#1", "2 invoicing/1#1"));
}

TEST_F(HistoryTest, FollowsFromNowOn) {
  Happen("invoicing", 0, 1);
  Happen("invoicing", 0, 2);
  ASSERT_TRUE(Follow(false));
  EXPECT_THAT(seen_, IsEmpty());
  ASSERT_EQ(history_.follows().size(), 1u);
  EXPECT_EQ(history_.follows()[0].after(0).sequence(), 2u) << "where the log ended";
}

TEST_F(HistoryTest, ResumesAfterEachBreakWithoutLossOrRepeat) {
  for (int i = 1; i <= 4; ++i) Happen("invoicing", 0, i);
  history_.EndFollowsWith({broken_, broken_, broken_});
  ASSERT_TRUE(Follow(true));
  EXPECT_THAT(seen_, ElementsAre("1 invoicing/0#1", "2 invoicing/0#2", "3 invoicing/0#3",
                                 "4 invoicing/0#4"));
  EXPECT_EQ(history_.follows().size(), 4u);
}

TEST_F(HistoryTest, GivesUpFollowingWhenItsPatienceEnds) {
  history_.EndFollowsWith(std::vector<grpc::Status>(1'000, broken_));
  const auto done = Follow(true);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().reason, "UNAVAILABLE");
  EXPECT_GT(history_.follows().size(), 2u);
}

TEST_F(HistoryTest, DoesNotFollowWhereItMayNot) {
  history_.EndFollowsWith({{grpc::StatusCode::PERMISSION_DENIED, "no"}});
  ASSERT_FALSE(Follow(true));
  EXPECT_EQ(history_.follows().size(), 1u);
}

}  // namespace
}  // namespace recourse::cli
