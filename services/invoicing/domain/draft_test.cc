#include "services/invoicing/domain/draft.h"

#include "libs/decider/given.h"
#include "services/invoicing/domain/ledger_kit.h"

namespace recourse::invoicing {
namespace {

using DraftGiven = GivenHistory<DraftDecider>;
using enum DraftRule;

DraftContent Written(const std::string& number) {
  DraftContent content{{Content("i1", Eur(100'00)), true}, true};
  content.asked.content.number = number;
  content.asked.content.content_digest.clear();
  return content;
}

const DraftContent kFirst = Written("");
const DraftContent kSecond = Written("R-7");

const DraftCreated kCreated{"d1", kFirst, "clerks/anna"};
const DraftChanged kChanged{"d1", kSecond, "clerks/ben"};
const DraftSubmitted kSubmitted{"d1", "i1", "R-8", Day(3), "clerks/anna"};
const DraftIssued kIssued{"d1", "i1"};
const DraftReturned kReturned{"d1", "i1", "NUMBER_TAKEN"};
const DraftDiscarded kDiscarded{"d1", "not sold", "clerks/anna"};

const CreateDraft kCreate{"d1", kFirst, "clerks/anna"};
const ChangeDraft kChange{"d1", kSecond, "clerks/ben"};
const SubmitDraft kSubmit{"d1", "i1", "R-8", Day(3), "clerks/anna"};
const FinishDraft kIssue{"d1", "i1", std::nullopt};
const FinishDraft kReturn{"d1", "i1", "NUMBER_TAKEN"};
const DiscardDraft kDiscard{"d1", "not sold", "clerks/anna"};

TEST(DraftTest, IsCreatedChangedSubmittedAndIssued) {
  DraftGiven({}).When(kCreate).Then({kCreated});
  DraftGiven({kCreated}).When(kChange).Then({kChanged});
  DraftGiven({kCreated, kChanged}).When(kSubmit).Then({kSubmitted});
  DraftGiven({kCreated, kChanged, kSubmitted}).When(kIssue).Then({kIssued});
}

TEST(DraftTest, WhatWasRefusedMayBeChangedSubmittedAndDiscarded) {
  DraftGiven({kCreated, kSubmitted}).When(kReturn).Then({kReturned});
  DraftGiven({kCreated, kSubmitted, kReturned}).When(kChange).Then({kChanged});
  DraftGiven({kCreated, kSubmitted, kReturned})
      .When(SubmitDraft{"d1", "i2", "R-9", std::nullopt, "clerks/anna"})
      .Then({DraftSubmitted{"d1", "i2", "R-9", std::nullopt, "clerks/anna"}});
  DraftGiven({kCreated, kSubmitted, kReturned}).When(kDiscard).Then({kDiscarded});
}

TEST(DraftTest, TheSameAgainIsNothingWhoeverAsks) {
  const CreateDraft by_another{"d1", kFirst, "clerks/ben"};
  for (const std::vector<DraftEvent>& rest :
       {std::vector<DraftEvent>{}, {kChanged}, {kSubmitted}, {kSubmitted, kIssued}, {kDiscarded}}) {
    std::vector<DraftEvent> history{kCreated};
    history.insert(history.end(), rest.begin(), rest.end());
    DraftGiven(history).When(by_another).ThenNothing();
  }
  DraftGiven({kCreated, kChanged, kSubmitted, kIssued}).When(kChange).ThenNothing();
  const SubmitDraft again{"d1", "i1", "R-8", Day(3), "clerks/ben"};
  DraftGiven({kCreated, kSubmitted}).When(again).ThenNothing();
  DraftGiven({kCreated, kSubmitted, kIssued}).When(again).ThenNothing();
  DraftGiven({kCreated, kDiscarded})
      .When(DiscardDraft{"d1", "not sold", "clerks/ben"})
      .ThenNothing();
}

TEST(DraftTest, Refusals) {
  const Failure::Values id{{"draft_id", "d1"}};
  for (const DraftCommand& command :
       std::vector<DraftCommand>{kChange, kSubmit, kIssue, kDiscard}) {
    DraftGiven({}).When(command).ThenRefused(kUnknownDraft, id);
  }
  DraftGiven({kCreated}).When(CreateDraft{"d1", kSecond, ""}).ThenRefused(kDraftExists, id);
  DraftContent long_one = kFirst;
  long_one.asked.content.lines.assign(kLinesMax + 1, {"Work", "1", "1", Eur(1)});
  const Failure::Values lines{{"lines", std::to_string(kLinesMax + 1)}};
  DraftGiven({}).When(CreateDraft{"d1", long_one, ""}).ThenRefused(kTooManyLines, lines);
  DraftGiven({kCreated}).When(ChangeDraft{"d1", long_one, ""}).ThenRefused(kTooManyLines, lines);
  const auto discard = [](std::size_t bytes) {
    return DiscardDraft{"d1", std::string(bytes, 'x'), "clerks/anna"};
  };
  DraftGiven({kCreated}).When(discard(0)).ThenRefused(kFieldMissing, {{"field", "reason"}});
  DraftGiven({kCreated})
      .When(discard(kTextBytesMax + 1))
      .ThenRefused(kFieldTooLong, {{"field", "reason"}});
  DraftGiven({kCreated, kDiscarded})
      .When(discard(1))
      .ThenRefused(kDiscardedOtherwise, {{"reason", "not sold"}});
  DraftGiven({kCreated}).When(kIssue).ThenRefused(kNotSubmitted, {{"invoice_id", "i1"}});
  DraftGiven({kCreated, kSubmitted})
      .When(FinishDraft{"d1", "i2", std::nullopt})
      .ThenRefused(kNotSubmitted, {{"invoice_id", "i2"}});
}

TEST(DraftTest, WhatIsNotOpenStaysAsItIs) {
  const Failure::Values invoice{{"invoice_id", "i1"}};
  const SubmitDraft as_another{"d1", "i2", "R-8", Day(3), ""};
  const SubmitDraft of_another_number{"d1", "i1", "R-9", Day(3), ""};
  const SubmitDraft on_another_day{"d1", "i1", "R-8", Day(4), ""};
  for (const DraftCommand& command : std::vector<DraftCommand>{kChange, kDiscard, as_another,
                                                               of_another_number, on_another_day}) {
    DraftGiven({kCreated, kSubmitted}).When(command).ThenRefused(kIsSubmitted, invoice);
    DraftGiven({kCreated, kSubmitted, kIssued}).When(command).ThenRefused(kIsIssued, invoice);
  }
  for (const DraftCommand& command : std::vector<DraftCommand>{kChange, kSubmit}) {
    DraftGiven({kCreated, kDiscarded})
        .When(command)
        .ThenRefused(kIsDiscarded, {{"reason", "not sold"}});
  }
}

TEST(DraftTest, EachAuthorIsKnownOnce) {
  DraftDecider::State draft;
  for (const DraftEvent& event : std::vector<DraftEvent>{
           kCreated, kChanged, DraftChanged{"d1", kFirst, "clerks/anna"}, kSubmitted, kReturned}) {
    draft = DraftDecider::Evolve(std::move(draft), event);
  }
  EXPECT_EQ(draft->authors, (std::vector<std::string>{"clerks/anna", "clerks/ben"}));
  EXPECT_TRUE(draft->IsAuthor("clerks/ben"));
  EXPECT_FALSE(draft->IsAuthor("clerks/carl"));
  EXPECT_EQ(draft->content, kFirst);
  EXPECT_EQ(draft->returned_because, "NUMBER_TAKEN");
}

}  // namespace
}  // namespace recourse::invoicing
