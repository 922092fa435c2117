#include "services/invoicing/domain/ledger_kit.h"

namespace recourse::invoicing {
namespace {

using enum LedgerRule;

const RefundSource kFromPayment{RefundSourceKind::kPayment, "p1"};
const RefundSource kFromInvoice{RefundSourceKind::kInvoice, "i1"};

RequestRefund Refunding(RefundSource source, Money amount, Date day = Day(9),
                        const std::string& reason = "") {
  return {"r1", std::move(source), amount, day, reason, {}};
}
RequestRefund Of20() { return Refunding(kFromPayment, Eur(20'00)); }

std::vector<LedgerEvent> Overpaid() {
  return After(Open({Issued("i1", Eur(100'00))}), RecordPayment{"p1", Eur(130'00), Day(5), {}});
}

// One or more lines per LedgerRule that refunds break, in the order the enum declares them.
TEST(RefundRefusalsTest, OfWhatMustExist) {
  Given({}).When(Refunding(kFromInvoice, Eur(1))).ThenRefused(kUnknownInvoice);
  Given({Requested("i1", Eur(-5))})
      .When(Refunding(kFromInvoice, Eur(1)))
      .ThenRefused(kInvoiceNotIssued);
  Given({}).When(Of20()).ThenRefused(kUnknownPayment, {{"payment_id", "p1"}});
  const Failure::Values named{{"refund_id", "r1"}};
  Given({}).When(SendRefund{"r1", Day(9), "b"}).ThenRefused(kUnknownRefund, named);
  Given({}).When(FailRefund{"r1", Day(9), "b"}).ThenRefused(kUnknownRefund, named);
  Given({}).When(CancelRefund{"r1", Day(9), "b"}).ThenRefused(kUnknownRefund, named);
}

TEST(RefundRefusalsTest, OfAmountsAndDays) {
  Given(Overpaid()).When(Refunding(kFromPayment, Eur(0))).ThenRefused(kAmountNotPositive);
  Given(Overpaid()).When(Refunding(kFromPayment, Eur(kMoneyMax + 1))).ThenRefused(kAmountTooLarge);
  Given(Overpaid())
      .When(Refunding(kFromPayment, Usd(1)))
      .ThenRefused(kCurrencyDiffers, {{"amount", "0.01 USD"}, {"currency", "EUR"}});
  Given(Overpaid())
      .At(Instant(Day(8)))
      .When(Refunding(kFromPayment, Eur(1), Day(10)))
      .ThenRefused(kDateInFuture);
  Given(Overpaid())
      .When(Refunding(kFromPayment, Eur(1), Day(4)))
      .ThenRefused(kBeforeWhatItChanges,
                   {{"effective_date", "2012-01-04"}, {"earliest", "2012-01-05"}});
  const auto requested = After(Overpaid(), Of20());
  Given(requested).When(SendRefund{"r1", Day(8), "b"}).ThenRefused(kBeforeWhatItChanges);
  Given(requested).When(CancelRefund{"r1", Day(8), ""}).ThenRefused(kBeforeWhatItChanges);
  const auto sent = After(requested, SendRefund{"r1", Day(12), "b"});
  Given(sent).When(FailRefund{"r1", Day(11), ""}).ThenRefused(kBeforeWhatItChanges);
}

TEST(RefundRefusalsTest, OfRefunds) {
  const ReversePayment bounce{"p1", ReversalCause::kBounced, Day(9), ""};
  Given(After(Overpaid(), bounce)).When(Of20()).ThenRefused(kPaymentIsReversed);
  const auto requested = After(Overpaid(), Of20());
  Given(requested)
      .When(Refunding(kFromPayment, Eur(20'01)))
      .ThenRefused(kRefundIdReused, {{"amount", "20.00 EUR"},
                                     {"effective_date", "2012-01-09"},
                                     {"differs", "amount: kept 20.00 EUR, said 20.01 EUR"}});
  Given(requested).When(Refunding(kFromInvoice, Eur(20'00))).ThenRefused(kRefundIdReused);
  Given(Open({Issued("i1", Eur(100'00))}))
      .When(Refunding(kFromInvoice, Eur(1)))
      .ThenRefused(kNothingToRefund, {{"in_favour", "-100.00 EUR"}});
  Given(Overpaid())
      .When(Refunding(kFromPayment, Eur(30'01)))
      .ThenRefused(kMoreThanToRefund, {{"amount", "30.01 EUR"}, {"in_favour", "30.00 EUR"}});
  Given(requested)
      .When(FailRefund{"r1", Day(10), ""})
      .ThenRefused(kRefundStateDiffers,
                   {{"refund_id", "r1"}, {"state", "requested"}, {"needed", "sent"}});
  const auto sent = After(requested, SendRefund{"r1", Day(12), "b"});
  Given(sent).When(CancelRefund{"r1", Day(12), ""}).ThenRefused(kRefundStateDiffers);
  Given(sent).When(SendRefund{"r1", Day(12), "other"}).ThenRefused(kRefundStateDiffers);
  Given(requested).When(bounce).ThenRefused(kRefundPending);
  const std::string wordy(kTextBytesMax + 1, 'x');
  Given(Overpaid())
      .When(Refunding(kFromPayment, Eur(1), Day(9), wordy))
      .ThenRefused(kReasonTooLong, {{"bytes", "1001"}});
  Given(requested).When(SendRefund{"r1", Day(12), wordy}).ThenRefused(kReasonTooLong);
}

}  // namespace
}  // namespace recourse::invoicing
