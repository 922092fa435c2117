#include "services/invoicing/domain/ledger_kit.h"

namespace recourse::invoicing {
namespace {

using enum LedgerRule;

const auto kOpen100 = Open({Issued("i1", Eur(100'00))});
const std::vector<LedgerEvent> kRequested{Requested("i1", Eur(100'00))};
const std::vector<LedgerEvent> kRefused{Requested("i1", Eur(100'00)),
                                        InvoiceRefused{"i1", "N-i1", "NUMBER_TAKEN"}};
const RecordPayment kPay60{"p1", Eur(60'00), Day(5), {}};
const IssueCreditNote kCredit30{"c1", "i1", Eur(30'00), Day(20), "damaged", ""};
const MarkDisputed kMark60{"d1", "i1", Eur(60'00), Day(1)};
const ApplyPayment kApply{"a1", "p1", Day(6), {}};
const ReversePayment kReverse{"p1", ReversalCause::kBounced, Day(9), "no funds"};
const WriteOffInvoice kWriteOff10{"w1", "i1", Eur(10'00), Day(20), "insolvent"};
const ReverseWriteOff kReverseWriteOff{"w1", Day(25), "it paid"};
const ReleaseDisputed kRelease{"d1", "i1", ReleaseOutcome::kRejected};

RequestInvoice Request(const std::function<void(InvoiceContent&)>& change) {
  RequestInvoice request{"accounts/a1", "i2", Content("i2", Eur(100'00))};
  change(request.content);
  return request;
}

IssueCreditNote Credit(Money amount, Date effective = Day(20)) {
  return {"c1", "i1", amount, effective, "damaged", ""};
}

WriteOffInvoice WriteOff(Money amount, Date effective = Day(20)) {
  return {"w1", "i1", amount, effective, "insolvent"};
}

// One or more lines per LedgerRule, in the order the enum declares them.
TEST(LedgerRefusalsTest, OfWhatMustExist) {
  const Failure::Values unknown{{"invoice_id", "i1"}};
  Given({}).When(ConfirmInvoice{"i1"}).ThenRefused(kUnknownInvoice, unknown);
  Given({}).When(RefuseInvoice{"i1", "X"}).ThenRefused(kUnknownInvoice, unknown);
  Given({}).When(kCredit30).ThenRefused(kUnknownInvoice, unknown);
  Given({}).When(kMark60).ThenRefused(kUnknownInvoice, unknown);
  Given({}).When(kRelease).ThenRefused(kUnknownInvoice, unknown);
  Given({})
      .When(RecordPayment{"p1", Eur(1), Day(5), {{"i1", Eur(1)}}})
      .ThenRefused(kUnknownInvoice, unknown);
  Given({}).When(kWriteOff10).ThenRefused(kUnknownInvoice, unknown);
  Given(kRequested).When(kMark60).ThenRefused(kInvoiceNotIssued, unknown);
  Given(kRefused).When(kCredit30).ThenRefused(kInvoiceNotIssued, unknown);
  Given(kRequested).When(kWriteOff10).ThenRefused(kInvoiceNotIssued, unknown);
  Given(kOpen100).When(kApply).ThenRefused(kUnknownPayment, {{"payment_id", "p1"}});
  Given(kOpen100).When(kReverse).ThenRefused(kUnknownPayment, {{"payment_id", "p1"}});
  Given(kOpen100).When(kReverseWriteOff).ThenRefused(kUnknownWriteOff, {{"write_off_id", "w1"}});
}

TEST(LedgerRefusalsTest, OfAmounts) {
  Given(kOpen100)
      .When(RecordPayment{"p1", Eur(0), Day(5), {}})
      .ThenRefused(kAmountNotPositive, {{"amount", "0.00 EUR"}});
  Given(kOpen100)
      .When(RecordPayment{"p1", Eur(5), Day(5), {{"i1", Eur(-5)}}})
      .ThenRefused(kAmountNotPositive, {{"designations[0].amount", "-0.05 EUR"}});
  Given(kOpen100).When(Credit(Eur(-1))).ThenRefused(kAmountNotPositive);
  Given(kOpen100).When(MarkDisputed{"d1", "i1", Eur(0), Day(1)}).ThenRefused(kAmountNotPositive);
  Given({})
      .When(Request([](auto& content) { content.amount = Eur(kMoneyMax + 1); }))
      .ThenRefused(kAmountTooLarge);
  Given({})
      .When(Request([](auto& content) {
        content.lines = {{"", "1", "1", Eur(-kMoneyMax - 1)}};
      }))
      .ThenRefused(kAmountTooLarge, {{"lines[0].amount", "-10000000000000.01 EUR"}});
  Given({}).When(RecordPayment{"p1", Eur(kMoneyMax + 1), Day(5), {}}).ThenRefused(kAmountTooLarge);
  Given({})
      .When(Request([](auto& content) {
        content.lines = {{"", "1", "1", Usd(1)}};
      }))
      .ThenRefused(kCurrencyDiffers, {{"lines[0].amount", "0.01 USD"}});
  Given(kOpen100)
      .When(RecordPayment{"p1", Usd(9), Day(5), {{"i1", Usd(9)}}})
      .ThenRefused(kCurrencyDiffers, {{"amount", "0.09 USD"},
                                      {"designations[0].amount", "0.09 USD"},
                                      {"invoice_id", "i1"},
                                      {"currency", "EUR"}});
  Given(kOpen100)
      .When(RecordPayment{"p1", Eur(9), Day(5), {{"i1", Usd(9)}}})
      .ThenRefused(kCurrencyDiffers);
  Given(kOpen100).When(Credit(Usd(1))).ThenRefused(kCurrencyDiffers);
  Given(kOpen100).When(WriteOff(Eur(0))).ThenRefused(kAmountNotPositive, {{"amount", "0.00 EUR"}});
  Given(kOpen100).When(WriteOff(Eur(kMoneyMax + 1))).ThenRefused(kAmountTooLarge);
  Given(kOpen100)
      .When(WriteOff(Usd(1)))
      .ThenRefused(kCurrencyDiffers, {{"amount", "0.01 USD"}, {"currency", "EUR"}});
  Given(kOpen100).When(MarkDisputed{"d1", "i1", Usd(1), Day(1)}).ThenRefused(kCurrencyDiffers);
}

// The account's zone may be a day ahead of UTC, so tomorrow there may have begun.
TEST(LedgerRefusalsTest, OfDaysThatHaveNotComeAnywhere) {
  const Instant now = Instant(Day(20)) + std::chrono::hours(9);
  const auto on = [](Date day) { return RecordPayment{"p1", Eur(1), day, {}}; };
  const Failure::Values ahead{{"effective_date", "2012-01-22"}, {"latest", "2012-01-21"}};
  Given(kOpen100).At(now).When(on(Day(22))).ThenRefused(kDateInFuture, ahead);
  EXPECT_TRUE(Given(kOpen100).At(now).When(on(Day(21))).decision);
  Given(kOpen100).At(now).When(Credit(Eur(1), Day(22))).ThenRefused(kDateInFuture, ahead);
  EXPECT_TRUE(Given(kOpen100).At(now).When(Credit(Eur(1), Day(21))).decision);
  const auto issued = [](Date day) {
    return Request([&](auto& content) { content.issue_date = content.due_date = day; });
  };
  Given({})
      .At(now)
      .When(issued(Day(22)))
      .ThenRefused(kDateInFuture, {{"issue_date", "2012-01-22"}, {"latest", "2012-01-21"}});
  EXPECT_TRUE(Given({}).At(now).When(issued(Day(21))).decision);
  Given(After(kOpen100, on(Day(22)))).At(now).When(on(Day(22))).ThenNothing();
  Given(kOpen100).At(now).When(WriteOff(Eur(1), Day(22))).ThenRefused(kDateInFuture, ahead);
  const auto unapplied = After(Open({}), RecordPayment{"p1", Eur(1), Day(5), {}});
  Given(unapplied)
      .At(now)
      .When(ApplyPayment{"a1", "p1", Day(22), {}})
      .ThenRefused(kDateInFuture, ahead);
  Given(unapplied)
      .At(now)
      .When(ReversePayment{"p1", ReversalCause::kBounced, Day(22), ""})
      .ThenRefused(kDateInFuture, ahead);
}

TEST(LedgerRefusalsTest, OfDaysBeforeWhatTheyChange) {
  const Failure::Values early{{"effective_date", "2012-01-04"}, {"earliest", "2012-01-05"}};
  const auto unapplied = After(Open({}), RecordPayment{"p1", Eur(1), Day(5), {}});
  Given(unapplied)
      .When(ApplyPayment{"a1", "p1", Day(4), {}})
      .ThenRefused(kBeforeWhatItChanges, early);
  Given(unapplied)
      .When(ReversePayment{"p1", ReversalCause::kBounced, Day(4), ""})
      .ThenRefused(kBeforeWhatItChanges, early);
  Given(After(kOpen100, WriteOff(Eur(1), Day(5))))
      .When(ReverseWriteOff{"w1", Day(4), ""})
      .ThenRefused(kBeforeWhatItChanges, early);
}

TEST(LedgerRefusalsTest, OfInvoices) {
  RequestInvoice other_content{"accounts/a1", "i1", Content("i1", Eur(99'00))};
  other_content.content.content_digest = "other digest";
  Given(kOpen100)
      .When(other_content)
      .ThenRefused(kInvoiceIdReused,
                   {{"number", "N-i1"}, {"differs", "amount: kept 100.00 EUR, said 99.00 EUR"}});
  other_content.content.amount = Eur(100'00);
  Given(kOpen100)
      .When(other_content)
      .ThenRefused(kInvoiceIdReused, {{"number", "N-i1"},
                                      {"differs", "content: lines, taxes, references or totals"}});
  Given(kRefused)
      .When(RequestInvoice{"accounts/a1", "i1", Content("i1", Eur(100'00))})
      .ThenRefused(kInvoiceWasRefused, {{"reason", "NUMBER_TAKEN"}});
  Given(kRefused).When(ConfirmInvoice{"i1"}).ThenRefused(kInvoiceWasRefused);
  Given(kOpen100).When(RefuseInvoice{"i1", "X"}).ThenRefused(kInvoiceIsIssued);
  Given(kOpen100)
      .When(Request([](auto& content) { content.number = "N-i1"; }))
      .ThenRefused(kNumberTaken, {{"number", "N-i1"}, {"invoice_id", "i1"}});
  for (const std::string& number : {std::string(), std::string("1\n2"), std::string(65, '1')}) {
    Given({})
        .When(Request([&](auto& content) { content.number = number; }))
        .ThenRefused(kNumberMalformed, {{"number", number}});
  }
  Given({})
      .When(Request([](auto& content) { content.due_date = Day(0); }))
      .ThenRefused(kDueBeforeIssue, {{"issue_date", "2012-01-01"}, {"due_date", "2011-12-31"}});
  Given({})
      .When(Request([](auto& content) { content.lines.resize(kLinesMax + 1); }))
      .ThenRefused(kTooManyLines, {{"lines", "501"}});
  struct Bad {
    InvoiceLine line;
    std::string field;
    std::string value;
  };
  const InvoiceLine good{"Work", "1", "1", Eur(1)};
  const std::string digits(kDecimalBytesMax + 1, '1');
  for (const Bad& bad :
       {Bad{{std::string(kTextBytesMax + 1, 'x'), "1", "1", Eur(1)}, "description", "1001 bytes"},
        Bad{{"", "1,5", "1", Eur(1)}, "quantity", "1,5"},
        Bad{{"", "1", ".5", Eur(1)}, "unit_price", ".5"},
        Bad{{"", "1", "1.", Eur(1)}, "unit_price", "1."},
        Bad{{"", "", "1", Eur(1)}, "quantity", ""},
        Bad{{"", digits, "1", Eur(1)}, "quantity", digits}}) {
    Given({})
        .When(Request([&](auto& content) {
          content.lines = {good, bad.line};
        }))
        .ThenRefused(kLineMalformed, {{"lines[1]." + bad.field, bad.value}});
  }
}

TEST(LedgerRefusalsTest, OfPayments) {
  const auto paid = After(kOpen100, kPay60);
  const auto first = [](const char* differs) {
    return Failure::Values{
        {"amount", "60.00 EUR"}, {"effective_date", "2012-01-05"}, {"differs", differs}};
  };
  Given(paid)
      .When(RecordPayment{"p1", Eur(61'00), Day(5), {}})
      .ThenRefused(kPaymentIdReused, first("amount: kept 60.00 EUR, said 61.00 EUR"));
  Given(paid)
      .When(RecordPayment{"p1", Eur(60'00), Day(6), {}})
      .ThenRefused(kPaymentIdReused, first("effective_date: kept 2012-01-05, said 2012-01-06"));
  Given(paid)
      .When(RecordPayment{"p1", Eur(60'00), Day(5), {{"i1", Eur(1)}}})
      .ThenRefused(kPaymentIdReused, first("designations"));
  Given(paid)
      .When(RecordPayment{"p1", Eur(60'00), Day(5), {}, true})
      .ThenRefused(kPaymentIdReused, first("imported"));
  const std::vector<PaymentDesignation> many(kDesignationsMax + 1, {"i1", Eur(1)});
  Given(kOpen100)
      .When(RecordPayment{"p1", Eur(60'00), Day(5), many})
      .ThenRefused(kTooManyDesignations, {{"designations", "101"}});
  Given(kOpen100)
      .When(RecordPayment{"p1", Eur(2), Day(5), {{"i1", Eur(1)}, {"i1", Eur(1)}}})
      .ThenRefused(kDesignatedTwice, {{"invoice_id", "i1"}});
  Given(kOpen100)
      .When(RecordPayment{"p1", Eur(2), Day(5), {{"i1", Eur(3)}}})
      .ThenRefused(kDesignatedMoreThanPaid, {{"designated", "0.03 EUR"}, {"amount", "0.02 EUR"}});
}

TEST(LedgerRefusalsTest, OfPaymentsOnceTheyAreRecorded) {
  const Failure::Values named{{"payment_id", "p1"}};
  const auto with_rest = After(kOpen100, RecordPayment{"p1", Eur(130'00), Day(5), {}});
  auto two = with_rest;
  for (const LedgerEvent& event : Open({Issued("i2", Eur(9'00))})) two.push_back(event);
  Given(After(two, kApply))
      .When(ApplyPayment{"a1", "p1", Day(7), {}})
      .ThenRefused(kApplicationIdReused,
                   {{"payment_id", "p1"},
                    {"effective_date", "2012-01-06"},
                    {"differs", "effective_date: kept 2012-01-06, said 2012-01-07"}});
  Given(After(two, kReverse)).When(kApply).ThenRefused(kPaymentIsReversed, named);
  Given(After(kOpen100, kPay60)).When(kApply).ThenRefused(kNothingUnapplied, named);
  Given(two)
      .When(ApplyPayment{"a1", "p1", Day(6), {{"i2", Eur(30'01)}}})
      .ThenRefused(kDesignatedMoreThanPaid, {{"designated", "30.01 EUR"}, {"amount", "30.00 EUR"}});
  Given(with_rest).When(kApply).ThenRefused(kNothingToClear, {{"unapplied", "30.00 EUR"}});
  auto crowded = with_rest;
  auto& many = std::get<PaymentRecorded>(crowded.back());
  many.allocations.assign(kPaymentAllocationsMax, {"i1", Eur(0), Day(5)});
  for (const LedgerEvent& event : Open({Issued("i2", Eur(9'00))})) crowded.push_back(event);
  Given(crowded).When(kApply).ThenRefused(kTooManyAllocations, {{"allocations", "5001"}});
  Given(After(with_rest, kReverse))
      .When(ReversePayment{"p1", ReversalCause::kBounced, Day(10), "no funds"})
      .ThenRefused(kReversedOtherwise, {{"payment_id", "p1"}, {"effective_date", "2012-01-09"}});
  const auto off = After(After(kOpen100, kWriteOff10), kReverseWriteOff);
  Given(off)
      .When(ReverseWriteOff{"w1", Day(26), "it paid"})
      .ThenRefused(kReversedOtherwise, {{"write_off_id", "w1"}, {"effective_date", "2012-01-25"}});
}

TEST(LedgerRefusalsTest, OfCreditNotesAndWriteOffs) {
  Given(After(kOpen100, kCredit30))
      .When(Credit(Eur(31'00)))
      .ThenRefused(kCreditNoteIdReused, {{"invoice_id", "i1"},
                                         {"amount", "30.00 EUR"},
                                         {"differs", "amount: kept 30.00 EUR, said 31.00 EUR"}});
  Given(After(kOpen100, kWriteOff10))
      .When(WriteOff(Eur(11'00)))
      .ThenRefused(kWriteOffIdReused, {{"invoice_id", "i1"},
                                       {"amount", "10.00 EUR"},
                                       {"differs", "amount: kept 10.00 EUR, said 11.00 EUR"}});
  const Failure::Values bytes{{"bytes", "1001"}};
  const std::string wordy(kTextBytesMax + 1, 'x');
  Given(kOpen100)
      .When(IssueCreditNote{"c1", "i1", Eur(1), Day(20), wordy, ""})
      .ThenRefused(kReasonTooLong, bytes);
  Given(kOpen100)
      .When(WriteOffInvoice{"w1", "i1", Eur(1), Day(20), wordy})
      .ThenRefused(kReasonTooLong, bytes);
  Given(After(kOpen100, kWriteOff10))
      .When(ReverseWriteOff{"w1", Day(25), wordy})
      .ThenRefused(kReasonTooLong, bytes);
  Given(After(kOpen100, kPay60))
      .When(ReversePayment{"p1", ReversalCause::kBounced, Day(9), wordy})
      .ThenRefused(kReasonTooLong, bytes);
  Given(kOpen100)
      .When(Credit(Eur(1), Day(0)))
      .ThenRefused(kBeforeIssueDate,
                   {{"effective_date", "2011-12-31"}, {"issue_date", "2012-01-01"}});
  Given(kOpen100)
      .When(WriteOff(Eur(1), Day(0)))
      .ThenRefused(kBeforeIssueDate,
                   {{"effective_date", "2011-12-31"}, {"issue_date", "2012-01-01"}});
  Given(After(kOpen100, kPay60))
      .When(WriteOff(Eur(40'01)))
      .ThenRefused(kMoreThanOpen, {{"amount", "40.01 EUR"}, {"open", "40.00 EUR"}});
  Given(After(kOpen100, kPay60))
      .When(Credit(Eur(100'01)))
      .ThenRefused(kMoreThanOpen,
                   {{"amount", "100.01 EUR"}, {"open", "40.00 EUR"}, {"creditable", "100.00 EUR"}});
}

TEST(LedgerRefusalsTest, OfDisputes) {
  const auto marked = After(Open({Issued("i1", Eur(100'00)), Issued("i2", Eur(5'00))}), kMark60);
  const auto taken = [](const char* differs) {
    return Failure::Values{{"invoice_id", "i1"}, {"differs", differs}};
  };
  Given(marked)
      .When(MarkDisputed{"d1", "i1", Eur(61'00), Day(1)})
      .ThenRefused(kDisputeIdReused, taken("claimed: kept 60.00 EUR, said 61.00 EUR"));
  Given(marked)
      .When(MarkDisputed{"d1", "i1", {}, Day(1)})
      .ThenRefused(kDisputeIdReused, taken("claimed: the whole, or an amount"));
  Given(marked)
      .When(MarkDisputed{"d1", "i2", Eur(1), Day(1)})
      .ThenRefused(kDisputeIdReused, taken("invoice: kept i1, said i2"));
  Given(After(kOpen100, RecordPayment{"p1", Eur(100'00), Day(5), {}}))
      .When(kMark60)
      .ThenRefused(kNothingOpen, {{"invoice_id", "i1"}, {"open", "0.00 EUR"}});
  Given(Open({Issued("i1", Eur(-5))})).When(kMark60).ThenRefused(kNothingOpen);
  Given(kOpen100)
      .When(MarkDisputed{"d1", "i1", Eur(100'01), Day(1)})
      .ThenRefused(kClaimedMoreThanAmount, {{"claimed", "100.01 EUR"}, {"amount", "100.00 EUR"}});
  Given(kOpen100)
      .When(MarkDisputed{"d1", "i1", Eur(60'00), Day(0)})
      .ThenRefused(kBeforeIssueDate, {{"opened_on", "2011-12-31"}, {"issue_date", "2012-01-01"}});
  auto crowded = kOpen100;
  for (std::size_t i = 0; i < kDisputesMax; ++i) {
    crowded =
        After(std::move(crowded), MarkDisputed{"many-" + std::to_string(i), "i1", Eur(1), Day(1)});
  }
  Given(crowded).When(kMark60).ThenRefused(kTooManyDisputes, {{"disputes", "100"}});
  Given(marked)
      .When(ReleaseDisputed{"d1", "i2", ReleaseOutcome::kRejected})
      .ThenRefused(kUnknownDispute, {{"dispute_id", "d1"}});
  Given(After(marked, kRelease))
      .When(ReleaseDisputed{"d1", "i1", ReleaseOutcome::kConceded})
      .ThenRefused(kReleasedOtherwise, {{"dispute_id", "d1"}});
}

}  // namespace
}  // namespace recourse::invoicing
