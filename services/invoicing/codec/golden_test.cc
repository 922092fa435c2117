#include <gtest/gtest.h>

#include "libs/engine/unit.h"
#include "libs/wire/golden.h"
#include "services/invoicing/codec/account_codec.h"
#include "services/invoicing/codec/invoice_number_codec.h"
#include "services/invoicing/codec/issuer_codec.h"
#include "services/invoicing/codec/ledger_codec.h"
#include "services/invoicing/domain/ledger_kit.h"

namespace recourse::invoicing {
namespace {

static_assert(engine::Aggregate<AccountAggregate>);
static_assert(engine::Aggregate<InvoiceNumberAggregate>);
static_assert(engine::Aggregate<IssuerAggregate>);
static_assert(engine::Aggregate<LedgerAggregate>);

template <engine::Aggregate A>
void ExpectGolden(const typename A::Decider::Event& event) {
  wire::ExpectGolden<A>("services/invoicing/codec/golden", event);
}

const std::vector<InvoiceBalance> kBalances{{"i1", Eur(70'00), Eur(60'01)}};

InvoiceContent FullContent() {
  InvoiceContent content = Content("i1", Eur(119'00));
  content.lines = {{"Work", "2.5", "40.0000", Eur(100'00)}, {"Return", "-1", "0.05", Eur(-5)}};
  content.imported = true;
  content.content_digest = std::string("\x00\x7f\xff", 3);
  return content;
}

TEST(GoldenTest, IssuerRegistered) {
  ExpectGolden<IssuerAggregate>(IssuerRegistered{{"Acme GmbH",
                                                  "DE123456789",
                                                  {"DE02120300000000202051", "BYLADEM1001"},
                                                  "Berlin",
                                                  "de",
                                                  "DE",
                                                  "Europe/Berlin"}});
}

TEST(GoldenTest, AccountOpened) {
  ExpectGolden<AccountAggregate>(AccountOpened{
      {"issuers/acme", AccountKind::kConsumer, "ru", "Europe/Moscow", "RU", "RU-MOW",
       PreferredChannel::kPhone, LateCharge{Eur(5'00), "terms 7.2", Day(1), "with the order"},
       Sealed{std::string("\x01\xfe", 2), "digest"}}});
}

TEST(GoldenTest, IssuerChanged) {
  ExpectGolden<IssuerAggregate>(
      IssuerChanged{{"Acme AG", "DE9", {"DE75", ""}, "Bonn", "en", "DE", "Europe/Berlin"}});
}

TEST(GoldenTest, AccountChanged) {
  AccountProfile profile{"issuers/acme",
                         AccountKind::kBusiness,
                         "de",
                         "Europe/Berlin",
                         "DE",
                         "",
                         PreferredChannel::kLetter,
                         std::nullopt,
                         Sealed{std::string("\x02", 1), "digest"}};
  profile.has_email_address = true;
  profile.legal_form = "GmbH";
  profile.registration = "HRB 1, Amtsgericht Hamburg";
  profile.owner = "people/jones";
  profile.team = "north";
  profile.external_ids = {{"sap", "4711"}, {"crm", "c-1"}};
  ExpectGolden<AccountAggregate>(AccountChanged{profile});
}

TEST(GoldenTest, NumberReserved) {
  ExpectGolden<InvoiceNumberAggregate>({{"R 17/2012", "accounts/a1", "i1", "\xff\x01"}});
}

TEST(GoldenTest, InvoiceRequested) {
  ExpectGolden<LedgerAggregate>(InvoiceRequested{"accounts/a1", "i1", FullContent()});
}

TEST(GoldenTest, InvoiceIssued) {
  ExpectGolden<LedgerAggregate>(InvoiceIssued{"i1", FullContent(), {{"i1", Eur(119'00), Eur(0)}}});
}

TEST(GoldenTest, InvoiceRefused) {
  ExpectGolden<LedgerAggregate>(InvoiceRefused{"i1", "N-i1", "NUMBER_TAKEN"});
}

TEST(GoldenTest, PaymentRecorded) {
  ExpectGolden<LedgerAggregate>(
      PaymentRecorded{"p1",
                      Eur(50'00),
                      Day(-2),
                      {{"i1", Eur(40'00)}},
                      {{"i1", Eur(41'00), Day(1)}, {"i2", Eur(8'00), Day(-2)}},
                      Eur(1'00),
                      true,
                      kBalances});
}

TEST(GoldenTest, PaymentApplied) {
  ExpectGolden<LedgerAggregate>(PaymentApplied{"a1",
                                               "p1",
                                               Day(-2),
                                               {{"i1", Eur(40'00)}},
                                               {{"i1", Eur(41'00), Day(1)}},
                                               Eur(1'00),
                                               kBalances});
}

TEST(GoldenTest, PaymentReversed) {
  ExpectGolden<LedgerAggregate>(
      PaymentReversed{"p1",
                      Eur(50'00),
                      ReversalCause::kChargedBack,
                      Day(-2),
                      "no mandate",
                      {{"i1", Eur(41'00), Day(1)}, {"i2", Eur(8'00), Day(-2)}},
                      Eur(1'00),
                      kBalances});
}

TEST(GoldenTest, InvoiceWrittenOff) {
  ExpectGolden<LedgerAggregate>(
      InvoiceWrittenOff{"w1", "i1", Eur(30'00), Day(60), "insolvent", kBalances});
}

TEST(GoldenTest, WriteOffReversed) {
  ExpectGolden<LedgerAggregate>(
      WriteOffReversed{"w1", "i1", Eur(30'00), Day(70), "it paid", kBalances});
}

TEST(GoldenTest, CreditNoteIssued) {
  ExpectGolden<LedgerAggregate>(
      CreditNoteIssued{"c1", "i1", Eur(30'00), Day(60), "damaged", "d1", kBalances});
}

TEST(GoldenTest, DisputedMarked) {
  ExpectGolden<LedgerAggregate>(
      DisputedMarked{"d1", "i1", Eur(119'00), Eur(60'01), true, kBalances});
}

TEST(GoldenTest, DisputedReleased) {
  ExpectGolden<LedgerAggregate>(
      DisputedReleased{"d1", "i1", Eur(9'99), ReleaseOutcome::kPartlyConceded, kBalances});
}

}  // namespace
}  // namespace recourse::invoicing
