#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

#include "services/invoicing/domain/ledger_kit.h"
#include "services/invoicing/domain/matching.h"

namespace recourse::invoicing {
namespace {

OpenInvoice AnyInvoice() {
  const auto account = "accounts/a" + std::to_string(*rc::gen::inRange(1, 4));
  const int id = *rc::gen::inRange(1, 30);
  const auto open = *rc::gen::element<std::int64_t>(0, 1, 97'00, 99'50, 100'00, 150'00, 1'000'00);
  OpenInvoice any{account, account.substr(9) + "-" + std::to_string(id),
                  "R-" + std::to_string(id * 37), Eur(open)};
  any.partly_paid = *rc::gen::arbitrary<bool>();
  if (open > 1 && *rc::gen::arbitrary<bool>()) any.discounted = Eur(open - open / 50);
  return any;
}

Candidates Any() {
  Candidates any;
  std::set<std::string> used;
  for (int i = *rc::gen::inRange(0, 6); i > 0; --i) {
    const auto found_in = *rc::gen::element(FoundIn::kStructured, FoundIn::kText);
    const OpenInvoice invoice = AnyInvoice();
    if (used.insert(invoice.invoice_id).second) any.named.push_back({invoice, found_in});
  }
  for (int i = *rc::gen::inRange(0, 6); i > 0; --i) {
    OpenInvoice invoice = AnyInvoice();
    invoice.open = Eur(100'00);
    if (used.insert(invoice.invoice_id).second) any.same_amount.push_back(invoice);
  }
  any.more_of_same_amount = *rc::gen::arbitrary<bool>();
  for (const std::string account : {"accounts/a1", "accounts/a2"}) {
    if (*rc::gen::arbitrary<bool>()) any.payers.push_back({account, *rc::gen::inRange(1, 4)});
  }
  for (int i = *rc::gen::inRange(0, 6); i > 0; --i) {
    const OpenInvoice invoice = AnyInvoice();
    if (used.insert(invoice.invoice_id).second) any.of_payers.push_back(invoice);
  }
  return any;
}

int BestOf(const std::vector<LineMatch>& proposals, const std::string& account) {
  int best = 0;
  for (const LineMatch& each : proposals) {
    if (each.account == account) best = std::max(best, each.score);
  }
  return best;
}

RC_GTEST_PROP(MatchingPropertyTest, ScoresAreTheSumOfTheirReasonsAndInOrder, ()) {
  const Candidates any = Any();
  const Money paid = Eur(100'00);
  const auto proposals = Propose(paid, any);
  RC_ASSERT(proposals.size() <= kProposalsMax);
  for (std::size_t i = 0; i < proposals.size(); ++i) {
    const LineMatch& match = proposals[i];
    int sum = 0;
    for (const MatchReason& reason : match.reasons) {
      RC_ASSERT(reason.points >= 0);
      sum += reason.points;
    }
    RC_ASSERT(sum == match.score);
    RC_ASSERT(match.score >= 0 && match.score <= 100);
    RC_ASSERT(!match.reasons.empty());
    if (i > 0) RC_ASSERT(proposals[i - 1].score >= match.score);
    Money designated = Eur(0);
    for (const PaymentDesignation& each : match.designations) {
      RC_ASSERT(each.amount.minor_units > 0);
      designated = designated + each.amount;
    }
    RC_ASSERT(designated.minor_units <= paid.minor_units);
    for (std::size_t j = 0; j < i; ++j) {
      RC_ASSERT(proposals[j].account != match.account ||
                proposals[j].designations != match.designations);
    }
  }
}

RC_GTEST_PROP(MatchingPropertyTest, TheOrderOfTheCandidatesDoesNotChangeTheScores, ()) {
  Candidates any = Any();
  const auto before = Propose(Eur(100'00), any);
  std::reverse(any.same_amount.begin(), any.same_amount.end());
  std::reverse(any.of_payers.begin(), any.of_payers.end());
  const auto after = Propose(Eur(100'00), any);
  RC_ASSERT(before.size() == after.size());
  for (std::size_t i = 0; i < before.size(); ++i) RC_ASSERT(before[i].score == after[i].score);
}

RC_GTEST_PROP(MatchingPropertyTest, EvidenceForAnAccountNeverLowersIt, ()) {
  Candidates any = Any();
  any.same_amount.clear();
  any.named.resize(std::min<std::size_t>(any.named.size(), 3));
  any.of_payers.clear();
  any.payers.clear();
  const auto before = Propose(Eur(100'00), any);
  // Its payer is known, and where a number was found is better.
  for (NamedInvoice& each : any.named) each.found_in = FoundIn::kStructured;
  any.payers = {{"accounts/a1", 2}};
  const auto after = Propose(Eur(100'00), any);
  RC_ASSERT(BestOf(after, "accounts/a1") >= BestOf(before, "accounts/a1"));
  RC_ASSERT(BestOf(after, "accounts/a2") >= BestOf(before, "accounts/a2"));
}

RC_GTEST_PROP(MatchingPropertyTest, OnlyAnExactAmountWithANumberOfItsOwnIsSufficient, ()) {
  const auto proposals = Propose(Eur(100'00), Any());
  if (!IsSufficient(proposals)) return;
  const auto has = [&](MatchReasonKind kind) {
    const auto& reasons = proposals[0].reasons;
    return std::any_of(reasons.begin(), reasons.end(),
                       [&](const MatchReason& reason) { return reason.kind == kind; });
  };
  RC_ASSERT(has(MatchReasonKind::kNumberInText) || has(MatchReasonKind::kStructuredReference));
  RC_ASSERT(has(MatchReasonKind::kAmountEqual) || has(MatchReasonKind::kSmallDifference) ||
            has(MatchReasonKind::kDiscount) || has(MatchReasonKind::kRestOfPartlyPaid) ||
            has(MatchReasonKind::kSumOfSeveral) || has(MatchReasonKind::kDiscountAvailable));
}

}  // namespace
}  // namespace recourse::invoicing
