#include <gtest/gtest.h>

#include "libs/wire/golden.h"
#include "services/invoicing/codec/draft_codec.h"
#include "services/invoicing/codec/ledger_codec.h"
#include "services/invoicing/domain/ledger_kit.h"

namespace recourse::invoicing {
namespace {

static_assert(engine::Aggregate<DraftAggregate>);

constexpr const char* kFolder = "services/invoicing/codec/golden";

void ExpectGolden(const DraftEvent& event) { wire::ExpectGolden<DraftAggregate>(kFolder, event); }

// Nothing is written but what must be.
DraftContent Begun() {
  DraftContent content;
  content.asked.content.amount = Eur(119'00);
  return content;
}

TEST(DraftGoldenTest, DraftCreated) { ExpectGolden(DraftCreated{"d1", Begun(), "clerks/anna"}); }

TEST(DraftGoldenTest, DraftChanged) {
  DraftContent content{{Content("i1", Eur(119'00)), true}, true};
  content.asked.content.content_digest.clear();
  content.asked.content.lines = {{"Work", "2.5", "40.0000", Eur(100'00)}};
  ExpectGolden(DraftChanged{"d1", content, "clerks/ben"});
}

TEST(DraftGoldenTest, DraftSubmitted) {
  ExpectGolden(DraftSubmitted{"d1", "i1", "R-7", Day(3), "clerks/anna"});
}

TEST(DraftGoldenTest, DraftIssued) { ExpectGolden(DraftIssued{"d1", "i1"}); }

TEST(DraftGoldenTest, DraftReturned) { ExpectGolden(DraftReturned{"d1", "i1", "NUMBER_TAKEN"}); }

TEST(DraftGoldenTest, DraftDiscarded) {
  ExpectGolden(DraftDiscarded{"d1", "not sold", "clerks/anna"});
}

TEST(DraftGoldenTest, TheInvoiceOfADraftThatLowersWhatIsOwed) {
  InvoiceRequested requested{"accounts/a1", "i1", Content("i1", Eur(119'00)), "d1", {}};
  requested.lowering = Lowering{Eur(60'00), Eur(70'00), {"", Eur(50'00), 3}, true};
  wire::ExpectGolden<LedgerAggregate>(std::string(kFolder) + "/lowering", requested);
}

TEST(DraftGoldenTest, WhatIsNotWrittenIsUnset) {
  v1::InvoiceContent message;
  Write(Begun(), &message);
  EXPECT_FALSE(message.has_issue_date());
  EXPECT_FALSE(message.has_due_date());
}

}  // namespace
}  // namespace recourse::invoicing
