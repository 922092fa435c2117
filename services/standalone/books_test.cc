#include "services/standalone/books.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "services/invoicing/domain/ledger_kit.h"
#include "services/invoicing/domain/random_commands.h"

namespace recourse::standalone {
namespace {

using namespace invoicing;
using History = std::vector<LedgerEvent>;

// Two invoices of 100.00: of i1, 30.00 are paid, then 60.00 disputed, 20.00 credited, 40.00 paid by
// name (so that only 10.00 are left of what is disputed), and the dispute released.
History Story() {
  History story = Open({Issued("i1", Eur(100'00)), Issued("i2", Eur(100'00), Day(60))});
  const auto pay = [&](const std::string& id, std::int64_t minor_units, int day) {
    RecordPayment payment;
    payment.payment_id = id;
    payment.amount = Eur(minor_units);
    payment.effective = Day(day);
    payment.designations = {{"i1", Eur(minor_units)}};
    story = After(story, payment);
  };
  pay("p1", 30'00, 20);
  MarkDisputed mark;
  mark.dispute_id = "d1";
  mark.invoice_id = "i1";
  mark.claimed = Eur(60'00);
  mark.opened_on = Day(20);
  story = After(story, mark);
  IssueCreditNote credit;
  credit.credit_note_id = "c1";
  credit.invoice_id = "i1";
  credit.amount = Eur(20'00);
  credit.effective = Day(30);
  story = After(story, credit);
  pay("p2", 40'00, 40);
  ReleaseDisputed release;
  release.dispute_id = "d1";
  release.invoice_id = "i1";
  release.outcome = ReleaseOutcome::kRejected;
  return After(story, release);
}

// The first fault of a story, with the number of its event.
std::string FaultOf(const History& story) {
  Books books;
  for (std::size_t i = 0; i < story.size(); ++i) {
    if (const auto fault = books.Enter(story[i])) return std::to_string(i) + " " + *fault;
  }
  const auto fault = books.Close();
  return fault ? "at the end " + *fault : "";
}

// A story, with its event of the type `Event` (the last one) changed.
template <class Event>
History Changed(History story, const std::function<void(Event&)>& change) {
  const auto last = std::find_if(story.rbegin(), story.rend(), [](const LedgerEvent& event) {
    return std::holds_alternative<Event>(event);
  });
  change(std::get<Event>(*last));
  return story;
}
template <class Event>
History With(const std::function<void(Event&)>& change) {
  return Changed<Event>(Story(), change);
}

TEST(BooksTest, WhatDecidersWriteIsSound) { EXPECT_EQ(FaultOf(Story()), ""); }

RC_GTEST_PROP(BooksPropertyTest, WhateverDecidersWriteIsSound, ()) {
  History story;
  RunRandomCommands(250, [&](const LedgerEvent& event, const Ledger&) { story.push_back(event); });
  RC_ASSERT(FaultOf(story) == "");
}

// p1 bounces, i2 is written off for the most part and comes back, what p2 left is applied to it.
History Adjusted() {
  History story = Open({Issued("i1", Eur(100'00)), Issued("i2", Eur(100'00), Day(60))});
  story = After(story, RecordPayment{"p1", Eur(210'00), Day(5), {}});
  story = After(story, ReversePayment{"p1", ReversalCause::kBounced, Day(9), ""});
  story = After(story, WriteOffInvoice{"w1", "i2", Eur(70'00), Day(20), ""});
  story = After(story, RecordPayment{"p2", Eur(150'00), Day(30), {}});
  story = After(story, ReverseWriteOff{"w1", Day(31), ""});
  return After(story, ApplyPayment{"a1", "p2", Day(32), {}});
}

template <class Event>
std::string FaultOfAdjusted(const std::function<void(Event&)>& change) {
  return FaultOf(Changed<Event>(Adjusted(), change));
}

TEST(BooksTest, ReversalsApplicationsAndWriteOffsAreEnteredToo) {
  EXPECT_EQ(FaultOf(Adjusted()), "");
  EXPECT_EQ(FaultOfAdjusted<PaymentReversed>([](auto& event) { event.unapplied = Eur(0); }),
            "5 unapplied: found 0.00 EUR, expected 10.00 EUR");
  EXPECT_EQ(FaultOfAdjusted<PaymentReversed>([](auto& event) { event.amount = Eur(1); }),
            "5 amount: found 0.01 EUR, expected 210.00 EUR");
  EXPECT_EQ(FaultOfAdjusted<PaymentReversed>([](auto& event) { event.payment_id = "p9"; }),
            "5 payment_id: found p9, expected a payment that stays");
  EXPECT_EQ(FaultOfAdjusted<PaymentReversed>([](auto& event) { event.reopened.pop_back(); }),
            "5 postings of 2012-01-09: found -100.00 EUR, expected a sum of zero");
  EXPECT_EQ(FaultOfAdjusted<InvoiceWrittenOff>([](auto& event) { event.invoice_id = "i9"; }),
            "6 invoice_id: found i9, expected an issued invoice");
  EXPECT_EQ(FaultOfAdjusted<WriteOffReversed>([](auto& event) { event.amount = Eur(1); }),
            "8 amount: found 0.01 EUR, expected 70.00 EUR");
  EXPECT_EQ(FaultOfAdjusted<WriteOffReversed>([](auto& event) { event.write_off_id = "w2"; }),
            "8 write_off_id: found w2, expected a write-off of the same invoice in force");
  EXPECT_EQ(FaultOfAdjusted<PaymentApplied>([](auto& event) { event.unapplied = Eur(1); }),
            "9 unapplied: found 0.01 EUR, expected 0.00 EUR");
  EXPECT_EQ(FaultOfAdjusted<PaymentApplied>([](auto& event) { event.payment_id = "p1"; }),
            "9 payment_id: found p1, expected a payment that stays");
  EXPECT_EQ(FaultOfAdjusted<PaymentApplied>([](auto& event) { event.balances.clear(); }),
            "9 balances: found 0 entries, expected 1");
}

// i9 clears all of i1 and a part of i2, and that is taken back.
History SetOffs() {
  History story = Open(
      {Issued("i1", Eur(100'00)), Issued("i2", Eur(100'00), Day(60)), Issued("i9", Eur(-130'00))});
  story = After(story, SetOffInvoice{"s1", "i9", Day(40), {}});
  return After(story, ReverseSetOff{"s1", Day(41), ""});
}

template <class Event>
std::string FaultOfSetOffs(const std::function<void(Event&)>& change) {
  return FaultOf(Changed<Event>(SetOffs(), change));
}

TEST(BooksTest, SetOffsAreEnteredToo) {
  EXPECT_EQ(FaultOf(SetOffs()), "");
  EXPECT_EQ(FaultOfSetOffs<ItemsSetOff>([](auto& event) { event.amount = Eur(1); }),
            "6 amount: found 0.01 EUR, expected 130.00 EUR");
  EXPECT_EQ(FaultOfSetOffs<ItemsSetOff>([](auto& event) { event.cleared[0].invoice_id = "i3"; }),
            "6 invoice_id: found i3, expected an issued invoice");
  EXPECT_EQ(FaultOfSetOffs<ItemsSetOff>([](auto& event) { event.cleared[0].amount = Usd(1); }),
            "6 cleared.amount: found 0.01 USD, expected EUR");
  EXPECT_EQ(FaultOfSetOffs<ItemsSetOff>([](auto& event) { event.balances[0].open = Eur(1); }),
            "6 balances.open of i9: found 0.01 EUR, expected 0.00 EUR");
  EXPECT_EQ(FaultOfSetOffs<ItemsSetOff>([](auto& event) { event.balances.pop_back(); }),
            "6 balances: found 2 entries, expected 3");
  EXPECT_EQ(FaultOfSetOffs<SetOffReversed>([](auto& event) { event.set_off_id = "s2"; }),
            "7 set_off_id: found s2, expected a set-off of the same invoice in force");
  EXPECT_EQ(FaultOfSetOffs<SetOffReversed>([](auto& event) { event.amount = Eur(1); }),
            "7 amount: found 0.01 EUR, expected 130.00 EUR");
  EXPECT_EQ(FaultOfSetOffs<SetOffReversed>([](auto& event) { event.reopened.pop_back(); }),
            "7 reopened: found 1 entries, expected 2");
  EXPECT_EQ(FaultOfSetOffs<SetOffReversed>([](auto& event) { event.reopened[1].amount = Eur(1); }),
            "7 reopened.amount: found 0.01 EUR, expected 30.00 EUR");
}

// Of p1, 20.00 are paid back and come back, 5.00 stay away though p1 bounces; of i2, which is in
// the customer's favour, 40.00 are to be paid back.
History Refunded() {
  History story = Open({Issued("i1", Eur(100'00)), Issued("i2", Eur(-100'00))});
  const RefundSource p1{RefundSourceKind::kPayment, "p1"};
  story = After(story, RecordPayment{"p1", Eur(130'00), Day(5), {}});
  story = After(story, RequestRefund{"r1", p1, Eur(20'00), Day(6), "", {}});
  story = After(story, SendRefund{"r1", Day(7), "bank"});
  story = After(story, FailRefund{"r1", Day(8), ""});
  story = After(story, RequestRefund{"r2", p1, Eur(5'00), Day(9), "", {}});
  story = After(story, SendRefund{"r2", Day(9), "bank"});
  story = After(story, ReversePayment{"p1", ReversalCause::kBounced, Day(10), ""});
  story = After(
      story, RequestRefund{"r3", {RefundSourceKind::kInvoice, "i2"}, Eur(40'00), Day(9), "", {}});
  return After(story, CancelRefund{"r3", Day(9), ""});
}

template <class Event>
std::string FaultOfRefunded(const std::function<void(Event&)>& change) {
  return FaultOf(Changed<Event>(Refunded(), change));
}

TEST(BooksTest, RefundsAreEnteredToo) {
  EXPECT_EQ(FaultOf(Refunded()), "");
  EXPECT_EQ(FaultOfRefunded<RefundRequested>([](auto& event) { event.refund_id = "r1"; }),
            "11 refund_id: found r1, expected an id without a refund");
  EXPECT_EQ(FaultOfRefunded<RefundRequested>([](auto& event) { event.balances[0].open = Eur(0); }),
            "11 balances.open of i2: found 0.00 EUR, expected -60.00 EUR");
  EXPECT_EQ(FaultOfRefunded<RefundRequested>([](auto& event) { event.balances.clear(); }),
            "11 balances: found 0 entries, expected 1");
  EXPECT_EQ(FaultOfRefunded<RefundSent>([](auto& event) { event.amount = Eur(1); }),
            "9 amount: found 0.01 EUR, expected 5.00 EUR");
  EXPECT_EQ(FaultOfRefunded<RefundFailed>([](auto& event) { event.source.item_id = "p2"; }),
            "7 refund_id: found r1, expected a refund of the same source before this step");
  EXPECT_EQ(FaultOfRefunded<RefundCancelled>([](auto& event) { event.refund_id = "r2"; }),
            "12 refund_id: found r2, expected a refund of the same source before this step");
  EXPECT_EQ(FaultOfRefunded<PaymentReversed>([](auto& event) { event.refunded = Eur(1); }),
            "10 refunded: found 0.01 EUR, expected 5.00 EUR");
}

// 40.00 USD become 21.00 EUR, one more than the rate makes; they clear i1 in part, and do not.
History ConvertedAndBack() {
  History story = Open({Issued("i1", Eur(100'00))});
  story = After(story, RecordPayment{"p1", Usd(40'00), Day(5), {}});
  story = After(
      story, ConvertPayment{"k1", "p1", Usd(40'00), Eur(21'00), Eur(1'00), {"0.5", "me"}, Day(6)});
  story = After(story, ApplyPayment{"a1", "k1", Day(7), {}});
  return After(story, ReverseConversion{"k1", Day(8), ""});
}

template <class Event>
std::string FaultOfConverted(const std::function<void(Event&)>& change) {
  return FaultOf(Changed<Event>(ConvertedAndBack(), change));
}

TEST(BooksTest, ConversionsAreEnteredAndComputedAgain) {
  EXPECT_EQ(FaultOf(ConvertedAndBack()), "");
  EXPECT_EQ(FaultOfConverted<PaymentConverted>([](auto& event) { event.rate.decimal = "0.6"; }),
            "3 converted: found 21.00 EUR, expected 25.00 EUR");
  EXPECT_EQ(FaultOfConverted<PaymentConverted>([](auto& event) { event.conversion_id = "p1"; }),
            "3 conversion_id: found p1, expected an id without a payment");
  EXPECT_EQ(FaultOfConverted<ConversionReversed>([](auto& event) { event.amount = Usd(1); }),
            "5 amount: found 0.01 USD, expected 40.00 USD");
  EXPECT_EQ(FaultOfConverted<ConversionReversed>([](auto& event) { event.difference = Eur(0); }),
            "5 difference: found 0.00 EUR, expected 1.00 EUR");
  EXPECT_EQ(FaultOfConverted<ConversionReversed>([](auto& event) { event.reopened.clear(); }),
            "5 postings of 2012-01-08: found -21.00 EUR, expected a sum of zero");
}

// Ten days of interest on 360.00, paid, corrected by a payment that was recorded late, and a fee
// that is waived and asked for again.
History Charged() {
  InterestTerms terms;
  terms.rate = calendar::Rate{100'000};
  terms.day_count = calendar::DayCount::kActual360;
  History story = Open({Issued("i1", Eur(360'00))});
  story = After(story, AssessInterest{"c1",
                                      "i1",
                                      ChargeKind::kLateInterest,
                                      {"law", {}, ""},
                                      terms,
                                      std::nullopt,
                                      Day(32),
                                      Day(41)});
  story = After(story, RecordPayment{"p1", Eur(1'00), Day(42), {}});
  story = After(story, RecordPayment{"p2", Eur(180'00), Day(36), {{"i1", Eur(180'00)}}});
  story = After(
      story, AssessCharge{
                 "c2", "i1", ChargeKind::kFixedFee, Eur(5'00), Day(50), {"terms", Day(1), "told"}});
  story = After(story, WaiveCharge{"w1", "c2", Eur(2'00), Day(51), ""});
  return After(story, ReverseWaiver{"w1", Day(52), ""});
}

template <class Event>
std::string FaultOfCharged(const std::function<void(Event&)>& change) {
  return FaultOf(Changed<Event>(Charged(), change));
}

TEST(BooksTest, ChargesAreEnteredAndTheirInterestComputedAgain) {
  EXPECT_EQ(FaultOf(Charged()), "");
  EXPECT_EQ(FaultOfCharged<InterestAssessed>([](auto& event) { event.total = Eur(76); }),
            "5 change: found -0.25 EUR, expected -0.24 EUR");
  EXPECT_EQ(FaultOfCharged<InterestAssessed>([](auto& event) { event.segments.pop_back(); }),
            "5 total: found 0.75 EUR, expected 0.50 EUR");
  EXPECT_EQ(FaultOfCharged<InterestAssessed>([](auto& event) { event.released.clear(); }),
            "5 charge_balances.open of c1: found 0.00 EUR, expected -0.25 EUR");
  EXPECT_EQ(
      FaultOfCharged<InterestAssessed>([](auto& event) { event.released[0].payment_id = "p2"; }),
      "5 released.payment_id: found p2, expected one that had paid it");
  EXPECT_EQ(FaultOfCharged<ChargeAssessed>([](auto& event) { event.charge_id = "c1"; }),
            "6 charge_id: found c1, expected an id without a charge");
  EXPECT_EQ(FaultOfCharged<ChargeWaived>([](auto& event) { event.charge_balances.clear(); }),
            "7 charge_balances: found 0 entries, expected 1");
  EXPECT_EQ(FaultOfCharged<WaiverReversed>([](auto& event) { event.waiver_id = "w2"; }),
            "8 waiver_id: found w2, expected a waiver of the same charge in force");
}

// What the events themselves do not show: the interest is not what the terms make of the base.
TEST(BooksTest, InterestThatItsTermsDoNotMakeIsFoundAtTheEnd) {
  History story = Charged();
  story.erase(std::find_if(story.begin(), story.end(), [](const LedgerEvent& event) {
    const auto* assessed = std::get_if<InterestAssessed>(&event);
    return assessed != nullptr && assessed->corrected;
  }));
  EXPECT_EQ(FaultOf(story), "at the end charge c1: 1.00 EUR is charged, its terms make 0.75 EUR");
}

// i1 is paid with a discount, which goes with the payment; it is due later, and then is not.
History Agreed() {
  InvoiceIssued issued = Issued("i1", Eur(100'00));
  issued.content.terms.discounts = {{Day(8), 20'000, Eur(2'00)}};
  History story = Open({issued});
  story = After(story, ExtendDueDate{"e1", "i1", Day(60), "storm", true, true});
  story = After(story, RevokeExtension{"e1", "no storm"});
  story = After(story, RecordPayment{"p1", Eur(98'00), Day(8), {}});
  return After(story, ReversePayment{"p1", ReversalCause::kBounced, Day(9), ""});
}

template <class Event>
std::string FaultOfAgreed(const std::function<void(Event&)>& change) {
  return FaultOf(Changed<Event>(Agreed(), change));
}

TEST(BooksTest, DueDaysAndDiscountsAreEnteredToo) {
  EXPECT_EQ(FaultOf(Agreed()), "");
  EXPECT_EQ(FaultOfAgreed<DueDateExtended>([](auto& event) { event.due_date = Day(59); }),
            "2 due_date: found 2012-02-28, expected 2012-02-29");
  EXPECT_EQ(FaultOfAgreed<DueDateExtensionRevoked>([](auto& event) { event.due_date = Day(60); }),
            "3 due_date: found 2012-02-29, expected 2012-01-31");
  EXPECT_EQ(FaultOfAgreed<DueDateExtensionRevoked>([](auto& event) { event.extension_id = "e2"; }),
            "3 extension_id: found e2, expected an extension of the same invoice");
  EXPECT_EQ(FaultOfAgreed<DiscountTaken>([](auto& event) { event.amount = Eur(1'00); }),
            "5 balances.open of i1: found 0.00 EUR, expected 1.00 EUR");
  EXPECT_EQ(FaultOfAgreed<DiscountTaken>([](auto& event) { event.last_day = Day(9); }),
            "5 last_day: found 2012-01-09, expected that of a step of the invoice");
  EXPECT_EQ(FaultOfAgreed<DiscountTaken>([](auto& event) { event.payment_id = "p2"; }),
            "5 payment_id: found p2, expected a payment that stays");
  EXPECT_EQ(FaultOfAgreed<DiscountReversed>([](auto& event) { event.amount = Eur(1'00); }),
            "7 amount: found 1.00 EUR, expected 2.00 EUR");
  EXPECT_EQ(FaultOfAgreed<DiscountReversed>([](auto& event) { event.payment_id = "p2"; }),
            "7 payment_id: found p2, expected one that had taken a discount");
  History kept = Agreed();
  kept.pop_back();
  EXPECT_EQ(FaultOf(kept), "at the end payment p1 was reversed, its discounts were not");
}

TEST(BooksTest, BalancesThatAnEventCarriesAreThoseOfTheFold) {
  EXPECT_EQ(FaultOf(With<PaymentRecorded>([](auto& paid) { paid.balances[0].open = Eur(11'00); })),
            "7 balances.open of i1: found 11.00 EUR, expected 10.00 EUR");
  EXPECT_EQ(
      FaultOf(With<CreditNoteIssued>([](auto& credit) { credit.balances[0].disputed = Eur(0); })),
      "6 balances.disputed of i1: found 0.00 EUR, expected 50.00 EUR");
  EXPECT_EQ(FaultOf(With<DisputedMarked>([](auto& marked) { marked.balances.clear(); })),
            "5 balances: found 0 entries, expected 1");
  EXPECT_EQ(FaultOf(With<DisputedReleased>(
                [](auto& released) { released.balances[0].invoice_id = "i2"; })),
            "8 balances.invoice_id: found i2, expected i1");
  EXPECT_EQ(FaultOf(With<InvoiceIssued>([](auto& issued) { issued.balances[0].open = Eur(1); })),
            "3 balances.open of i2: found 0.01 EUR, expected 100.00 EUR");
}

TEST(BooksTest, PostingsOfEachDayAddUpToNothing) {
  EXPECT_EQ(FaultOf(With<PaymentRecorded>([](auto& paid) { paid.amount = Eur(41'00); })),
            "7 postings of 2012-02-09: found 1.00 EUR, expected a sum of zero");
}

TEST(BooksTest, DisputedAmountsMoveAsTheClaimsDo) {
  EXPECT_EQ(FaultOf(With<DisputedMarked>([](auto& marked) { marked.marked = Eur(59'00); })),
            "5 marked: found 59.00 EUR, expected 60.00 EUR");
  EXPECT_EQ(FaultOf(With<DisputedReleased>([](auto& released) { released.released = Eur(60'00); })),
            "8 released: found 60.00 EUR, expected 10.00 EUR");
}

TEST(BooksTest, ClaimsThatOverlapAreSound) {
  History story = Open({Issued("i1", Eur(100'00))});
  for (const char* const dispute : {"d1", "d2"}) {
    MarkDisputed mark;
    mark.dispute_id = dispute;
    mark.invoice_id = "i1";
    mark.opened_on = Day(20);
    story = After(story, mark);
  }
  ReleaseDisputed release;
  release.dispute_id = "d1";
  release.invoice_id = "i1";
  release.outcome = ReleaseOutcome::kWithdrawn;
  EXPECT_EQ(FaultOf(After(story, release)), "");
}

TEST(BooksTest, WhatTheFoldCannotTakeIsAFaultAndNoEnd) {
  EXPECT_EQ(FaultOf(With<PaymentRecorded>([](auto& paid) { paid.payment_id = "p1"; })),
            "7 payment_id: found p1, expected an id without a payment");
  EXPECT_EQ(FaultOf(With<PaymentRecorded>([](auto& paid) { paid.allocations[0].item_id = "i9"; })),
            "7 invoice_id: found i9, expected an issued invoice");
  EXPECT_EQ(FaultOf(With<CreditNoteIssued>([](auto& credit) { credit.amount = Usd(20'00); })),
            "6 amount: found 20.00 USD, expected EUR");
  EXPECT_EQ(FaultOf(With<InvoiceIssued>([](auto& issued) { issued.content.amount = Eur(1); })),
            "3 content.amount: found 0.01 EUR, expected 100.00 EUR");
  EXPECT_EQ(FaultOf(With<DisputedReleased>([](auto& released) { released.dispute_id = "d2"; })),
            "8 dispute_id: found d2, expected a dispute in force of the same invoice");
  History twice = Story();
  twice.push_back(twice.back());
  EXPECT_EQ(FaultOf(twice),
            "9 dispute_id: found d1, expected a dispute in force of the same invoice");
  twice.back() = twice[0];
  EXPECT_EQ(FaultOf(twice), "9 invoice_id: found i1, expected an id without an invoice");
}

}  // namespace
}  // namespace recourse::standalone
