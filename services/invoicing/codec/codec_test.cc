#include <gtest/gtest.h>

#include "recourse/invoicing/v1/account_events.pb.h"
#include "recourse/invoicing/v1/ledger_events.pb.h"
#include "services/invoicing/codec/account_codec.h"
#include "services/invoicing/codec/invoice_number_codec.h"
#include "services/invoicing/codec/issuer_codec.h"
#include "services/invoicing/codec/ledger_codec.h"
#include "services/invoicing/codec/parts.h"
#include "services/invoicing/domain/ledger_kit.h"

namespace recourse::invoicing {
namespace {

const PaymentRecorded kPayment{"p1",
                               Eur(50'00),
                               Day(9),
                               {},
                               {{"i1", Eur(50'00), Day(9)}},
                               Eur(0),
                               false,
                               {{"i1", Eur(0), Eur(0)}}};

// What `change` makes of the stored form of `kPayment`.
template <class Change>
std::optional<LedgerEvent> DecodeChangedPayment(const Change& change) {
  const auto encoded = LedgerAggregate::Encode(kPayment);
  v1::PaymentRecorded message;
  CHECK(message.ParseFromString(encoded.payload));
  change(message);
  return LedgerAggregate::Decode(encoded.type, message.SerializeAsString());
}

TEST(CodecTest, TypesAreFullNames) {
  EXPECT_EQ(LedgerAggregate::Encode(kPayment).type, "recourse.invoicing.v1.PaymentRecorded");
}

TEST(CodecTest, EachNumberHasAStreamOfItsOwn) {
  EXPECT_EQ(InvoiceNumberAggregate::Stream("R 17/2012"), "numbers/R 17/2012");
}

TEST(CodecTest, AnUnchangedMessageIsRead) {
  EXPECT_EQ(DecodeChangedPayment([](auto&) {}), std::optional<LedgerEvent>(kPayment));
}

TEST(CodecTest, WhatCannotBeReadGivesNothing) {
  EXPECT_FALSE(DecodeChangedPayment([](auto& m) { m.clear_amount(); }));
  EXPECT_FALSE(DecodeChangedPayment([](auto& m) { m.clear_effective_date(); }));
  EXPECT_FALSE(DecodeChangedPayment([](auto& m) { m.clear_unapplied(); }));
  EXPECT_FALSE(DecodeChangedPayment([](auto& m) { m.add_designations(); }));
  EXPECT_FALSE(DecodeChangedPayment([](auto& m) { m.add_allocations(); }));
  EXPECT_FALSE(DecodeChangedPayment([](auto& m) { m.add_balances(); }));
  const auto encoded = LedgerAggregate::Encode(kPayment);
  EXPECT_FALSE(LedgerAggregate::Decode(encoded.type, encoded.payload.substr(1)));
}

TEST(CodecTest, AnOutcomeThisProgramDoesNotKnowGivesNothing) {
  const auto encoded =
      LedgerAggregate::Encode(DisputedReleased{"d1", "i1", Eur(1), ReleaseOutcome::kRejected, {}});
  v1::DisputedReleased message;
  ASSERT_TRUE(message.ParseFromString(encoded.payload));
  message.set_outcome(static_cast<v1::ReleaseOutcome>(99));
  EXPECT_FALSE(LedgerAggregate::Decode(encoded.type, message.SerializeAsString()));
}

TEST(CodecTest, AnotherAggregatesEventGivesNothing) {
  const auto encoded = LedgerAggregate::Encode(InvoiceRefused{"i1", "N", "X"});
  EXPECT_FALSE(AccountAggregate::Decode(encoded.type, encoded.payload));
  EXPECT_FALSE(InvoiceNumberAggregate::Decode(encoded.type, encoded.payload));
  EXPECT_FALSE(IssuerAggregate::Decode(encoded.type, encoded.payload));
  EXPECT_FALSE(LedgerAggregate::Decode("recourse.invoicing.v1.Unheard", encoded.payload));
}

TEST(CodecTest, AccountNeedsKindAndChannelButNoLateCharge) {
  const AccountOpened opened{{"issuers/acme", AccountKind::kBusiness, "de", "Europe/Berlin", "DE",
                              "", PreferredChannel::kLetter, std::nullopt, Sealed{}}};
  const auto encoded = AccountAggregate::Encode(opened);
  EXPECT_EQ(AccountAggregate::Decode(encoded.type, encoded.payload),
            std::optional<AccountEvent>(opened));
  v1::AccountOpened message;
  ASSERT_TRUE(message.ParseFromString(encoded.payload));
  message.clear_kind();
  EXPECT_FALSE(AccountAggregate::Decode(encoded.type, message.SerializeAsString()));
  message.set_kind(v1::ACCOUNT_KIND_BUSINESS);
  message.clear_preferred_channel();
  EXPECT_FALSE(AccountAggregate::Decode(encoded.type, message.SerializeAsString()));
}

TEST(CodecTest, EveryEnumValueGoesBothWays) {
  wire::Reader reader;
  for (const auto kind : {AccountKind::kBusiness, AccountKind::kConsumer}) {
    EXPECT_EQ(Read(ToWire(kind), reader), kind);
  }
  for (const auto channel :
       {PreferredChannel::kLetter, PreferredChannel::kEmail, PreferredChannel::kPhone}) {
    EXPECT_EQ(Read(ToWire(channel), reader), channel);
  }
  for (const auto outcome : {ReleaseOutcome::kConceded, ReleaseOutcome::kPartlyConceded,
                             ReleaseOutcome::kRejected, ReleaseOutcome::kWithdrawn}) {
    EXPECT_EQ(Read(ToWire(outcome), reader), outcome);
  }
  EXPECT_TRUE(reader.ok());
}

}  // namespace
}  // namespace recourse::invoicing
