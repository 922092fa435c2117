#include "services/invoicing/domain/matching.h"

#include <gtest/gtest.h>

#include "services/invoicing/domain/ledger_kit.h"

namespace recourse::invoicing {
namespace {

using enum MatchReasonKind;
using Numbers = std::vector<std::string>;
using Kinds = std::vector<MatchReasonKind>;

OpenInvoice Open(const std::string& account, const std::string& id, std::int64_t open) {
  return {"accounts/" + account, id, "R-2024-" + id, Eur(open)};
}
NamedInvoice Named(const std::string& account, const std::string& id, std::int64_t open,
                   FoundIn found_in = FoundIn::kText) {
  return {Open(account, id, open), found_in};
}

Kinds KindsOf(const LineMatch& match) {
  Kinds kinds;
  for (const MatchReason& reason : match.reasons) kinds.push_back(reason.kind);
  return kinds;
}

TEST(MatchingTest, NumbersAreFoundHoweverTheyAreWritten) {
  EXPECT_EQ(NormalisedNumber("r-2024/17"), "R202417");
  EXPECT_EQ(NumbersIn("Re R-2024/17"),
            (Numbers{"RER2024", "RER202417", "R2024", "R202417", "2024", "202417", "17"}));
  EXPECT_EQ(NumbersIn("no number, x, 7"), (Numbers{"NONUMBERX7", "NUMBERX7", "X7"}));
  EXPECT_EQ(ReferenceOf("RF18 5390 0754 7034"), "539007547034");
  EXPECT_EQ(ReferenceOf("R-17"), "R17");
  EXPECT_EQ(ReferenceOf("RFQ-17"), "RFQ17");
}

TEST(MatchingTest, OnlySoManyWordsAreLookedAt) {
  std::string text;
  for (std::size_t i = 0; i < kWordsMax; ++i) text += "word ";
  EXPECT_TRUE(NumbersIn(text + "17/2024").empty());
  EXPECT_FALSE(NumbersIn("17/2024" + text).empty());
}

TEST(MatchingTest, ANamedInvoiceOfTheAmountIsSufficient) {
  const auto proposals = Propose(Eur(60'00), {.named = {Named("a1", "i1", 60'00)}});
  ASSERT_EQ(proposals.size(), 1u);
  EXPECT_EQ(proposals[0].account, "accounts/a1");
  EXPECT_EQ(proposals[0].designations, (std::vector<PaymentDesignation>{{"i1", Eur(60'00)}}));
  EXPECT_EQ(proposals[0].reasons,
            (std::vector<MatchReason>{{kNumberInText, 45, "R-2024-i1"},
                                      {kAmountEqual, 35, "60.00 EUR of 60.00 EUR"}}));
  EXPECT_EQ(proposals[0].score, 80);
  EXPECT_TRUE(IsSufficient(proposals));
}

TEST(MatchingTest, AmountsAreComparedWithWhatIsOpen) {
  const auto reason = [](std::int64_t paid, std::int64_t open) {
    return Propose(Eur(paid), {.named = {Named("a1", "i1", open)}})[0].reasons[1].kind;
  };
  EXPECT_EQ(reason(100'00, 100'00), kAmountEqual);
  EXPECT_EQ(reason(99'00, 100'00), kSmallDifference);
  EXPECT_EQ(reason(101'00, 100'00), kSmallDifference);
  EXPECT_EQ(reason(98'99, 100'00), kDiscount);
  EXPECT_EQ(reason(97'00, 100'00), kDiscount);
  EXPECT_EQ(reason(96'99, 100'00), kPart);
  EXPECT_EQ(reason(101'01, 100'00), kMoreThanOpen);
  EXPECT_EQ(reason(50, 1'00), kPart);  // A small difference is small beside what is open, too.
}

TEST(MatchingTest, SeveralNamedInvoicesArePaidTogetherAsFarAsItGoes) {
  const Candidates both{.named = {Named("a1", "i1", 40'00), Named("a1", "i2", 20'00)}};
  const auto all = Propose(Eur(60'00), both);
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].designations,
            (std::vector<PaymentDesignation>{{"i1", Eur(40'00)}, {"i2", Eur(20'00)}}));
  EXPECT_EQ(KindsOf(all[0]), (Kinds{kNumberInText, kSumOfSeveral}));
  EXPECT_TRUE(IsSufficient(all));
  const auto part = Propose(Eur(50'00), both);
  EXPECT_EQ(part[0].designations,
            (std::vector<PaymentDesignation>{{"i1", Eur(40'00)}, {"i2", Eur(10'00)}}));
  EXPECT_FALSE(IsSufficient(part));
  const auto one = Propose(Eur(20'00), both);
  EXPECT_EQ(one[0].designations, (std::vector<PaymentDesignation>{{"i2", Eur(20'00)}}));
  EXPECT_EQ(one[0].score, 80);
}

TEST(MatchingTest, TheRestOfAPartlyPaidInvoiceIsSaidToBeOne) {
  OpenInvoice rest = Open("a1", "i1", 40'00);
  rest.partly_paid = true;
  const auto proposals = Propose(Eur(40'00), {.same_amount = {rest}});
  EXPECT_EQ(proposals[0].reasons,
            (std::vector<MatchReason>{{kRestOfPartlyPaid, 35, "40.00 EUR of 40.00 EUR"},
                                      {kOnlyOneOfAmount, 10, "R-2024-i1"}}));
  EXPECT_EQ(proposals[0].designations, (std::vector<PaymentDesignation>{{"i1", Eur(40'00)}}));
}

TEST(MatchingTest, ADiscountThatIsStillToBeHadCountsAsTheAmount) {
  OpenInvoice early = Open("a1", "i1", 100'00);
  early.discounted = Eur(95'00);
  const auto proposals = Propose(Eur(95'00), {.named = {{early, FoundIn::kText}}});
  EXPECT_EQ(KindsOf(proposals[0]), (Kinds{kNumberInText, kDiscountAvailable}));
  EXPECT_EQ(proposals[0].score, 80);
  EXPECT_EQ(proposals[0].designations, (std::vector<PaymentDesignation>{{"i1", Eur(95'00)}}));
  EXPECT_EQ(KindsOf(Propose(Eur(95'00), {.same_amount = {early}})[0]),
            (Kinds{kDiscountAvailable, kOnlyOneOfAmount}));
  // More than that, and less, is judged by what is open.
  EXPECT_EQ(Propose(Eur(100'00), {.named = {{early, FoundIn::kText}}})[0].reasons[1].kind,
            kAmountEqual);
  EXPECT_EQ(Propose(Eur(94'99), {.named = {{early, FoundIn::kText}}})[0].reasons[1].kind, kPart);
}

TEST(MatchingTest, DiscountsOfSeveralAreTakenTogether) {
  NamedInvoice early = Named("a1", "i1", 100'00);
  early.invoice.discounted = Eur(98'00);
  const NamedInvoice late = Named("a1", "i2", 50'00);
  const auto both = Propose(Eur(148'00), {.named = {early, late}});
  EXPECT_EQ(KindsOf(both[0]), (Kinds{kNumberInText, kDiscountAvailable}));
  EXPECT_EQ(both[0].designations,
            (std::vector<PaymentDesignation>{{"i1", Eur(98'00)}, {"i2", Eur(50'00)}}));
  // The full sum pays both in full: nobody takes a discount who does not want it.
  const auto full = Propose(Eur(150'00), {.named = {early, late}});
  EXPECT_EQ(full[0].designations,
            (std::vector<PaymentDesignation>{{"i1", Eur(100'00)}, {"i2", Eur(50'00)}}));
}

TEST(MatchingTest, TwoThatFitEquallyWaitForAPerson) {
  const Candidates twins{.named = {Named("a1", "i1", 60'00), Named("a2", "i2", 60'00)}};
  const auto proposals = Propose(Eur(60'00), twins);
  ASSERT_EQ(proposals.size(), 2u);
  EXPECT_EQ(proposals[0].score, proposals[1].score);
  EXPECT_FALSE(IsSufficient(proposals));
}

TEST(MatchingTest, AnAmountAloneIsNeverSufficient) {
  const auto only = Propose(
      Eur(60'00), {.same_amount = {Open("a1", "i1", 60'00)}, .payers = {{"accounts/a1", 5}}});
  EXPECT_EQ(KindsOf(only[0]), (Kinds{kAmountEqual, kOnlyOneOfAmount, kKnownPayer}));
  EXPECT_EQ(only[0].score, 60);
  EXPECT_FALSE(IsSufficient(only));
  const auto several =
      Propose(Eur(60'00), {.same_amount = {Open("a1", "i1", 60'00), Open("a2", "i2", 60'00)}});
  EXPECT_EQ(KindsOf(several[0]), (Kinds{kAmountEqual, kOneOfSeveral}));
  const auto cut =
      Propose(Eur(60'00), {.same_amount = {Open("a1", "i1", 60'00)}, .more_of_same_amount = true});
  EXPECT_EQ(KindsOf(cut[0]), (Kinds{kAmountEqual, kOneOfSeveral}));
}

TEST(MatchingTest, AKnownPayerPaysWhatIsOpenThere) {
  const Candidates known{.payers = {{"accounts/a1", 1}},
                         .of_payers = {Open("a1", "i1", 40'00), Open("a1", "i2", 20'00)}};
  const auto all = Propose(Eur(60'00), known);
  EXPECT_EQ(all[0].designations.size(), 2u);
  EXPECT_EQ(KindsOf(all[0]), (Kinds{kSumOfSeveral, kKnownPayer}));
  EXPECT_EQ(all[0].score, 45);
  const auto account = Propose(Eur(33'00), known);
  EXPECT_TRUE(account[0].designations.empty());
  EXPECT_EQ(KindsOf(account[0]), (Kinds{kKnownPayer}));
}

TEST(MatchingTest, APayerOfOthersIsSaid) {
  const auto proposals =
      Propose(Eur(60'00), {.named = {Named("a1", "i1", 60'00)}, .payers = {{"accounts/a2", 3}}});
  EXPECT_EQ(KindsOf(proposals[0]), (Kinds{kNumberInText, kAmountEqual, kOtherPayer}));
  EXPECT_EQ(proposals[0].reasons[2].detail, "accounts/a2");
}

TEST(MatchingTest, WhatIsPaidAlreadyIsProposedForTheAccount) {
  const auto proposals = Propose(Eur(60'00), {.named = {Named("a1", "i1", 0)}});
  EXPECT_TRUE(proposals[0].designations.empty());
  EXPECT_EQ(KindsOf(proposals[0]), (Kinds{kNumberInText, kNothingOpen}));
}

TEST(MatchingTest, AShortNumberTellsLittle) {
  NamedInvoice named{{"accounts/a1", "i1", "17", Eur(60'00)}, FoundIn::kStructured};
  const auto proposals = Propose(Eur(60'00), {.named = {named}});
  EXPECT_EQ(KindsOf(proposals[0]), (Kinds{kShortNumber, kAmountEqual}));
  EXPECT_FALSE(IsSufficient(proposals));
}

TEST(MatchingTest, ProposesOnlySoMany) {
  Candidates many;
  for (int i = 0; i < 20; ++i) many.same_amount.push_back(Open("a1", std::to_string(i), 60'00));
  EXPECT_EQ(Propose(Eur(60'00), many).size(), kProposalsMax);
}

}  // namespace
}  // namespace recourse::invoicing
