// A log whose every checksum is right, written by somebody who did not keep the books.

#include "services/standalone/verify_installation.h"

#include <gtest/gtest.h>

#include "libs/base/testing/temp_folder.h"
#include "libs/eventlog/hash.h"
#include "libs/process/initialise.h"
#include "recourse/history/v1/record.pb.h"
#include "services/invoicing/codec/ledger_codec.h"
#include "services/invoicing/domain/ledger_kit.h"

namespace recourse::standalone {
namespace {

using namespace process;

using invoicing::Eur;
using invoicing::LedgerEvent;

constexpr char kHome[] = "accounts/a1";

class VerifyInstallationTest : public testing::Test {
 protected:
  // Writes the ledger of an account as the engine would, its chain and witness included.
  void Write(const std::vector<LedgerEvent>& events) {
    const auto identity = installation_.identity("invoicing");
    engine::Definition none;
    none.service = "invoicing";
    auto storage =
        engine::OpenStorage(installation_.storage("invoicing"), identity, none, 1, [](auto&) {});
    ASSERT_TRUE(storage) << storage.error().message;
    const std::uint32_t shard = eventlog::ShardOf(kHome, identity.shards);
    eventlog::ChunkBuilder builder(shard, storage->log->epoch(), storage->log->head(shard));
    for (const LedgerEvent& event : events) {
      const auto encoded = invoicing::LedgerAggregate::Encode(event);
      history::v1::Record record;
      record.set_installation(identity.installation);
      record.set_service(identity.service);
      record.set_shard(shard);
      record.set_epoch(storage->log->epoch());
      record.set_sequence(builder.next());
      record.set_recorded_at_us(1);
      record.set_home(kHome);
      record.set_stream("ledger");
      record.set_version(builder.next());
      record.set_type(std::string(encoded.type));
      record.set_payload(encoded.payload);
      builder.Add(record.SerializeAsString(), 1);
    }
    ASSERT_TRUE(storage->log->Append({builder.Finish()}));
    const auto head = storage->log->head(shard);
    ASSERT_TRUE(storage->witnesses.at(0)->Store({{shard, 1, head.sequence, head.chain}}));
  }

  testkit::TempFolder folder_;
  const Installation installation_ = *Initialise(
      {.data = folder_.path() / "data", .witnesses = {}, .master_key = {}, .simulated_from = {}});
};

TEST_F(VerifyInstallationTest, RightBooksAreSound) {
  Write(invoicing::Open({invoicing::Issued("i1", Eur(100'00))}));
  const auto verified = VerifyInstallation(installation_);
  ASSERT_TRUE(verified) << verified.error().message;
  EXPECT_EQ((*verified)[0].records, 2u);
  EXPECT_EQ((*verified)[0].ledgers, 1u);
}

TEST_F(VerifyInstallationTest, WrongBooksAreNamedByPlaceAndField) {
  auto events = invoicing::Open({invoicing::Issued("i1", Eur(100'00))});
  std::get<invoicing::InvoiceIssued>(events[1]).balances[0].open = Eur(90'00);
  Write(events);
  const auto verified = VerifyInstallation(installation_);
  ASSERT_FALSE(verified);
  EXPECT_EQ(verified.error().reason, "LOG_DAMAGED");
  const std::string shard = std::to_string(eventlog::ShardOf(kHome, installation_.shards));
  EXPECT_EQ(verified.error().message,
            "invoicing shard " + shard +
                " record 2: recourse.invoicing.v1.InvoiceIssued of accounts/a1 (ledger version "
                "2): balances.open of i1: found 90.00 EUR, expected 100.00 EUR");
}

}  // namespace
}  // namespace recourse::standalone
