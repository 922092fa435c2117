// What is asked of another process, over the real services of that process.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/base/testing/temp_folder.h"
#include "libs/process/clock_api.h"
#include "libs/process/conductor.h"
#include "libs/process/history_api.h"
#include "libs/process/history_fetcher.h"
#include "libs/process/initialise.h"
#include "libs/process/key_api.h"
#include "libs/process/local_time.h"
#include "libs/process/remote_keys.h"
#include "libs/process/remote_time.h"
#include "libs/process/testing/api_rig.h"
#include "libs/process/testing/counter_host.h"
#include "libs/seal/keyring.h"

namespace recourse::process {
namespace {

constexpr Instant kStart{Date(date::year(2012) / 1 / 1)};

class RemoteTest : public testing::Test {
 protected:
  testkit::TempFolder folder_;
  SimulatedClock clock_{kStart};
  // Under the name of a service that others know.
  CounterHost host_{folder_.path(), clock_, "invoicing"};
  ApiRig rig_{folder_.path()};
};

class HistoryFetcherTest : public RemoteTest {
 protected:
  HistoryFetcherTest() {
    rig_.Serve(api_);
    EXPECT_TRUE(rpc::WriteTokenFile(ServiceTokenFile(folder_.path(), "dispute").string(),
                                    rig_.TokenOf("services/dispute", rpc::Role::kService)));
    connections_ = *Connections::Open({.data = folder_.path(),
                                       .local = {"invoicing"},
                                       .peers = {{"dispute", "127.0.0.1:1"},
                                                 {"communication_log", "127.0.0.1:1"},
                                                 {"collections", "127.0.0.1:1"}},
                                       .callers = {"dispute"},
                                       .tls = {}});
    connections_->AddLocal(rig_.channel());
  }
  ~HistoryFetcherTest() override { rig_.Stop(); }

  HistoryApi api_{rig_.shell(), 7, {&host_.host()}};
  std::unique_ptr<Connections> connections_;
};

TEST_F(HistoryFetcherTest, GetsTheRecordsThatAreMissingAndNoMore) {
  engine::Position last;
  for (int i = 0; i < 5; ++i) last = host_.Add("a", 1);
  HistoryFetcher fetcher(*connections_, "dispute");
  const auto records = fetcher.Fetch("invoicing", last.shard, last.sequence - 2, last.sequence - 1);
  ASSERT_TRUE(records) << records.error().message;
  ASSERT_EQ(records->size(), 2u);
  EXPECT_EQ(records->at(0)->sequence(), last.sequence - 2);
  EXPECT_EQ(records->at(1)->sequence(), last.sequence - 1);

  const auto beyond = fetcher.Fetch("invoicing", last.shard, last.sequence, last.sequence + 9);
  ASSERT_TRUE(beyond);
  EXPECT_EQ(beyond->size(), 1u);
  const auto none = fetcher.Fetch("invoicing", last.shard, last.sequence + 1, last.sequence + 1);
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().reason, "NOT_RELEASED");
}

TEST_F(HistoryFetcherTest, AnOwnerThatIsAwayIsAFailure) {
  HistoryFetcher fetcher(*connections_, "dispute");
  EXPECT_FALSE(fetcher.Fetch("collections", 0, 1, 1));
}

class RemoteKeysTest : public RemoteTest {
 protected:
  RemoteKeysTest() {
    const seal::Keyring::Options options{.folder = folder_.path() / "keyring",
                                         .master_path = folder_.path() / "master-key"};
    EXPECT_TRUE(seal::Keyring::Create(options));
    keyring_ = *seal::Keyring::Open(options);
    api_ = std::make_unique<KeyApi>(rig_.shell(), host_.engine(), *keyring_);
    rig_.Serve(*api_);
    client_ = std::make_unique<rpc::Client>(rig_.channel(),
                                            rig_.TokenOf("services/dispute", rpc::Role::kService));
  }

  std::unique_ptr<seal::Keyring> keyring_;
  std::unique_ptr<KeyApi> api_;
  std::unique_ptr<rpc::Client> client_;
};

TEST_F(RemoteKeysTest, GivesTheKeyringsOwnAnswers) {
  RemoteKeys keys(*client_);
  EXPECT_EQ(keys.Find("accounts/a1").error().kind, seal::Error::Kind::kUnknownSubject);
  const auto made = keys.FindOrCreate("accounts/a1");
  ASSERT_TRUE(made) << made.error().detail;
  const auto kept = keyring_->Find("accounts/a1");
  EXPECT_EQ(made->secret, kept->secret);
  EXPECT_EQ(made->id, kept->id);
  EXPECT_EQ(made->reference, kept->reference);

  ASSERT_TRUE(keyring_->Erase("accounts/a1"));
  EXPECT_EQ(keys.Find("accounts/a1").error().kind, seal::Error::Kind::kErased)
      << "at once: no copy was kept";
  EXPECT_EQ(keys.FindOrCreate("accounts/a1").error().kind, seal::Error::Kind::kErased);
  rig_.Stop();

  rpc::Client nobody(rpc::Client::Connect("127.0.0.1:1"), "");
  EXPECT_EQ(RemoteKeys(nobody).Find("accounts/a1").error().kind, seal::Error::Kind::kUnavailable);
}

TEST_F(RemoteKeysTest, AreThereAsSoonAsTheKeyringIs) {
  const std::string token = rig_.TokenOf("services/dispute", rpc::Role::kService);
  rig_.Stop();
  ApiRig before(folder_.path());
  KeyApi served_before(before.shell(), host_.engine(), *keyring_);
  before.Serve(served_before, "127.0.0.1:0");
  rpc::Client dispute(rpc::Client::Connect(before.address()), token);
  RemoteKeys keys(dispute);
  const auto made = keys.FindOrCreate("accounts/a1");
  ASSERT_TRUE(made) << made.error().detail;
  before.Stop();
  EXPECT_EQ(keys.Find("accounts/a1").error().kind, seal::Error::Kind::kUnavailable);

  ApiRig after(folder_.path());
  KeyApi served_after(after.shell(), host_.engine(), *keyring_);
  after.Serve(served_after, before.address());
  const auto key = keys.Find("accounts/a1");
  EXPECT_TRUE(key) << key.error().detail;
  after.Stop();
}

TEST_F(RemoteKeysTest, AreForServicesOnly) {
  rpc::Client anna(rig_.channel(), rig_.TokenOf("operators/anna", rpc::Role::kOperator));
  RemoteKeys keys(anna);
  const auto key = keys.FindOrCreate("accounts/a1");
  ASSERT_FALSE(key);
  EXPECT_THAT(key.error().detail, testing::HasSubstr("ROLE_MAY_NOT_CALL"));
  EXPECT_EQ(keyring_->Count()->keys, 0u);
  rig_.Stop();
}

TEST_F(RemoteTest, ARemoteClockIsAsTheLocalOne) {
  LocalTime local(clock_, {&host_.host()}, ClockFile(folder_.path()));
  ClockApi api(rig_.shell(), host_.engine(), local);
  rig_.Serve(api);
  rpc::Client client(rig_.channel(), rig_.TokenOf("operators/conductor", rpc::Role::kOperator));
  RemoteTime remote(client);
  host_.Add("a", 1);

  ASSERT_TRUE(remote.MoveTo(kStart + Days(2)));
  ASSERT_TRUE(remote.MoveTo(kStart + Days(1))) << "which is over, and changes nothing";
  EXPECT_EQ(clock_.Now(), kStart + Days(2));
  ASSERT_TRUE(remote.KeepClock());
  EXPECT_EQ(**ClockFile(folder_.path()).Read(), clock_.Now());
  ASSERT_TRUE(remote.FireDue());
  const auto here = local.Look();
  const auto there = remote.Look();
  ASSERT_TRUE(there) << there.error().message;
  EXPECT_EQ(there->now, here->now);
  EXPECT_EQ(there->next_timer, here->next_timer);
  ASSERT_EQ(there->services.size(), 1u);
  EXPECT_EQ(there->services[0].service, "invoicing");
  EXPECT_EQ(there->services[0].released, here->services[0].released);
  EXPECT_EQ(there->services[0].consumed, here->services[0].consumed);
  rig_.Stop();

  rpc::Client nobody(rpc::Client::Connect("127.0.0.1:1"), "");
  EXPECT_FALSE(RemoteTime(nobody).Look());
}

// A process as the test says it is.
class Said final : public Conducted {
 public:
  Expected<Standing, Failure> Look() override {
    if (away) return Unexpected{Failure{Failure::Kind::kUnavailable, "AWAY", "", {}}};
    return standing;
  }
  Expected<Done, Failure> MoveTo(Instant instant) override {
    standing.now = std::max(standing.now, instant);
    return Done{};
  }
  Expected<std::uint64_t, Failure> FireDue() override { return 0u; }
  Expected<Done, Failure> KeepClock() override { return Done{}; }

  Standing standing;
  bool away = false;
};

class ConductedTest : public testing::Test {
 protected:
  ConductedTest() {
    first_.standing = {kStart + Days(3), {}, {{"invoicing", true, {7, 2}, {}, {7, 2}}}};
    second_.standing = {kStart, {}, {{"collections", true, {1}, {{"invoicing", {7, 2}}}, {1}}}};
  }
  // Whether time passes when it is asked a few times whether to go on waiting.
  bool Advances() {
    int asked = 0;
    return conductor_.AdvanceTo(kStart + Days(5), [&](const auto&) { return ++asked < 3; });
  }

  Said first_;
  Said second_;
  Conductor conductor_{{&first_, &second_}, [](const Dated&, const auto&) {}};
};

TEST_F(ConductedTest, AClockThatIsBehindIsSetBeforeAnythingRuns) {
  EXPECT_TRUE(conductor_.AdvanceTo(kStart, [](const auto&) { return true; }));
  EXPECT_EQ(second_.standing.now, kStart + Days(3));
}

TEST_F(ConductedTest, ItHasNotEndedBeforeListsTellOfAllThatHappened) {
  second_.standing.services[0].applied = {0};
  int asked = 0;
  EXPECT_TRUE(conductor_.AdvanceTo(kStart, [&](const auto&) {
    if (++asked == 3) second_.standing.services[0].applied = {1};
    return true;
  }));
  EXPECT_EQ(asked, 4) << "and once more at the end";
}

TEST_F(ConductedTest, TimePassesOnlyWhenAllOfAllProcessesIsDone) {
  second_.standing.services[0].consumed["invoicing"] = {7, 1};
  EXPECT_FALSE(Advances()) << "a record is on its way";
  second_.standing.services[0].consumed["invoicing"] = {7};
  EXPECT_FALSE(Advances()) << "nothing is known of a shard";
  second_.standing.services[0].consumed["invoicing"] = {7, 2};
  first_.standing.services[0].idle = false;
  EXPECT_FALSE(Advances());
  first_.standing.services[0].idle = true;
  second_.away = true;
  EXPECT_FALSE(Advances()) << "nobody knows what a process does that is away";
  second_.away = false;
  EXPECT_TRUE(Advances());
  EXPECT_EQ(first_.standing.now, kStart + Days(5));
  EXPECT_EQ(second_.standing.now, kStart + Days(5));
}

}  // namespace
}  // namespace recourse::process
