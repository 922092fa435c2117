// What a corrected invoice lets go of, against the limit of credit notes.
#include "services/invoicing/domain/ledger_corrections_kit.h"

namespace recourse::invoicing {
namespace {

using enum LedgerRule;

const Control kUpTo50{"", Eur(50'00), 3};
const auto kOpen100 = Open({Issued("i1", Eur(100'00)), Issued("i9", Eur(10'00))});

RequestInvoice Correcting(std::vector<std::string> numbers, Money amount,
                          const std::string& id = "i2") {
  RequestInvoice request = Asked(Corrected(std::move(numbers), amount));
  request.invoice_id = id;
  request.content.number = "N-" + id;
  request.control = kUpTo50;
  return request;
}

std::vector<LedgerEvent> Done(std::vector<LedgerEvent> history, const RequestInvoice& request) {
  return After(After(std::move(history), request), ConfirmInvoice{request.invoice_id});
}

std::optional<Lowering> LoweringOf(const std::vector<LedgerEvent>& history,
                                   const RequestInvoice& request) {
  const auto done = After(history, request);
  return std::get<InvoiceRequested>(done.back()).lowering;
}

TEST(LedgerLoweringTest, OnePersonMayLowerWhatIsOwedUpToTheLimit) {
  EXPECT_EQ(LoweringOf(kOpen100, Correcting({"N-i1"}, Eur(50'00))),
            (Lowering{Eur(50'00), Eur(50'00), kUpTo50}));
  Given(kOpen100)
      .When(Correcting({"N-i1"}, Eur(49'99)))
      .ThenRefused(kNeedsApproval, {{"amount", "50.01 EUR"},
                                    {"together", "50.01 EUR"},
                                    {"limit", "50.00 EUR"},
                                    {"limits_version", "3"},
                                    {"call", "DraftService/IssueDraft"}});
}

TEST(LedgerLoweringTest, NothingIsLetGoOfByAsMuchOrMore) {
  EXPECT_EQ(LoweringOf(kOpen100, Correcting({"N-i1"}, Eur(100'00))), std::nullopt);
  EXPECT_EQ(LoweringOf(kOpen100, Correcting({"N-i1"}, Eur(200'00))), std::nullopt);
  EXPECT_EQ(LoweringOf(kOpen100, Asked(Issued("i2", Eur(90'00)))), std::nullopt);
}

TEST(LedgerLoweringTest, AnInvoiceInTheCustomersFavourLowersWhatIsOwed) {
  RequestInvoice request = Asked(Issued("i2", Eur(-50'00)));
  request.control = kUpTo50;
  EXPECT_EQ(LoweringOf(kOpen100, request), (Lowering{Eur(50'00), Eur(50'00), kUpTo50}));
  request.content.amount = Eur(-50'01);
  Given(kOpen100).When(request).ThenRefused(kNeedsApproval);
}

TEST(LedgerLoweringTest, WhatWasPaidStillWasOwedAndWhatWasCreditedWasNot) {
  const auto paid = After(kOpen100, RecordPayment{"p1", Eur(100'00), Day(5), {}});
  Given(paid).When(Correcting({"N-i1"}, Eur(40'00))).ThenRefused(kNeedsApproval);
  const auto credited =
      After(kOpen100, IssueCreditNote{"c1", "i1", Eur(60'00), Day(5), "", "", {"x1", Eur(50'00)}});
  EXPECT_EQ(LoweringOf(credited, Correcting({"N-i1"}, Eur(40'00))), std::nullopt);
}

TEST(LedgerLoweringTest, AllThatItReplacesCountsTogether) {
  EXPECT_EQ(LoweringOf(kOpen100, Correcting({"N-i1", "N-i9", "N-i1"}, Eur(70'00)))->amount,
            Eur(40'00));
}

TEST(LedgerLoweringTest, StepsOfOneChainCountTogether) {
  const auto credited =
      After(kOpen100, IssueCreditNote{"c1", "i1", Eur(20'00), Day(5), "", "", kUpTo50});
  const auto first = Done(credited, Correcting({"N-i1"}, Eur(60'00)));
  EXPECT_EQ(LoweringOf(first, Correcting({"N-i2"}, Eur(50'00), "i3"))->together, Eur(50'00));
  Given(first).When(Correcting({"N-i2"}, Eur(49'99), "i3")).ThenRefused(kNeedsApproval);
  IssueCreditNote more{"c2", "i2", Eur(10'01), Day(20), "", "", kUpTo50};
  Given(first).When(more).ThenRefused(kNeedsApproval,
                                      {{"amount", "10.01 EUR"},
                                       {"together", "50.01 EUR"},
                                       {"limit", "50.00 EUR"},
                                       {"limits_version", "3"},
                                       {"call", "ApprovalService/RequestApproval"}});
  more.amount = Eur(10'00);
  EXPECT_TRUE(Given(first).When(more).decision);
}

TEST(LedgerLoweringTest, ASecondPersonMayAndItDoesNotCount) {
  RequestInvoice request = Correcting({"N-i1"}, Eur(10'00));
  request.draft_id = "d1";
  request.by_second_person = true;
  const auto asked = After(kOpen100, request);
  const auto& event = std::get<InvoiceRequested>(asked.back());
  EXPECT_EQ(event.draft_id, "d1");
  EXPECT_EQ(event.lowering, (Lowering{Eur(90'00), Eur(90'00), kUpTo50, true}));
  const auto done = After(asked, ConfirmInvoice{"i2"});
  EXPECT_EQ(LoweringOf(done, Correcting({"N-i2"}, Eur(5'00), "i3"))->together, Eur(5'00));
}

TEST(LedgerLoweringTest, ALimitThatCameSinceDoesNotRefuseARepeat) {
  RequestInvoice unlimited = Correcting({"N-i1"}, Eur(10'00));
  unlimited.control = {};
  Given(Done(kOpen100, unlimited)).When(Correcting({"N-i1"}, Eur(10'00))).ThenNothing();
}

}  // namespace
}  // namespace recourse::invoicing
