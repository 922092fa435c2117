#include "services/invoicing/domain/ledger_kit.h"

namespace recourse::invoicing {
namespace {

using enum LedgerRule;

const auto kOpen =
    Open({Issued("i1", Eur(100'00)), Issued("i2", Usd(50'00)), Issued("i9", Eur(-60'00))});
const SetOffInvoice kSetOff{"s1", "i9", Day(40), {}};
const ReverseSetOff kReverse{"s1", Day(45), "wrong invoice"};

SetOffInvoice Designated(std::vector<SetOffDesignation> designations) {
  SetOffInvoice set_off = kSetOff;
  set_off.designations = std::move(designations);
  return set_off;
}

SetOffInvoice On(Date day) {
  SetOffInvoice set_off = kSetOff;
  set_off.effective = day;
  return set_off;
}

// One or more lines per LedgerRule, in the order the enum declares them.
TEST(SetOffRefusalsTest, OfWhatMustExist) {
  Given({}).When(kSetOff).ThenRefused(kUnknownInvoice, {{"invoice_id", "i9"}});
  Given(kOpen)
      .When(Designated({{"i7", Eur(1)}}))
      .ThenRefused(kUnknownInvoice, {{"invoice_id", "i7"}});
  Given({Requested("i9", Eur(-60'00))})
      .When(kSetOff)
      .ThenRefused(kInvoiceNotIssued, {{"invoice_id", "i9"}});
  Given(kOpen).When(kReverse).ThenRefused(kUnknownSetOff, {{"set_off_id", "s1"}});
}

TEST(SetOffRefusalsTest, OfAmountsAndDays) {
  Given(kOpen)
      .When(Designated({{"i1", Eur(0)}}))
      .ThenRefused(kAmountNotPositive, {{"designations[0].amount", "0.00 EUR"}});
  Given(kOpen).When(Designated({{"i1", Eur(kMoneyMax + 1)}})).ThenRefused(kAmountTooLarge);
  Given(kOpen)
      .When(Designated({{"i1", Eur(1)}, {"i2", Usd(1)}}))
      .ThenRefused(
          kCurrencyDiffers,
          {{"designations[1].amount", "0.01 USD"}, {"invoice_id", "i2"}, {"currency", "EUR"}});
  Given(kOpen).When(On(Day(800))).ThenRefused(kDateInFuture);
  Given(After(kOpen, kSetOff))
      .When(ReverseSetOff{"s1", Day(39), ""})
      .ThenRefused(kBeforeWhatItChanges,
                   {{"effective_date", "2012-02-08"}, {"earliest", "2012-02-09"}});
}

TEST(SetOffRefusalsTest, OfDesignations) {
  std::vector<SetOffDesignation> crowd(kDesignationsMax + 1, {"i1", Eur(1)});
  Given(kOpen).When(Designated(crowd)).ThenRefused(kTooManyDesignations, {{"designations", "101"}});
  Given(kOpen)
      .When(Designated({{"i1", Eur(1)}, {"i1", Eur(2)}}))
      .ThenRefused(kDesignatedTwice, {{"invoice_id", "i1"}});
  Given(Open({Issued("i9", Eur(-60'00))}))
      .When(kSetOff)
      .ThenRefused(kNothingToClear, {{"open", "-60.00 EUR"}});
  Given(After(After(kOpen, kSetOff), kReverse))
      .When(ReverseSetOff{"s1", Day(46), "wrong invoice"})
      .ThenRefused(kReversedOtherwise, {{"set_off_id", "s1"}, {"effective_date", "2012-02-14"}});
  Given(After(kOpen, kSetOff))
      .When(ReverseSetOff{"s1", Day(45), std::string(kTextBytesMax + 1, 'x')})
      .ThenRefused(kReasonTooLong, {{"bytes", "1001"}});
  Given(kOpen)
      .When(On(Day(0)))
      .ThenRefused(kBeforeIssueDate,
                   {{"effective_date", "2011-12-31"}, {"issue_date", "2012-01-01"}});
  Given(kOpen)
      .When(Designated({{"i1", Eur(100'01)}}))
      .ThenRefused(
          kMoreThanOpen,
          {{"designations[0].amount", "100.01 EUR"}, {"invoice_id", "i1"}, {"open", "100.00 EUR"}});
  Given(kOpen).When(Designated({{"i9", Eur(1)}})).ThenRefused(kMoreThanOpen);
}

TEST(SetOffRefusalsTest, OfSetOffs) {
  Given(After(kOpen, kSetOff))
      .When(On(Day(41)))
      .ThenRefused(kSetOffIdReused,
                   {{"invoice_id", "i9"},
                    {"amount", "60.00 EUR"},
                    {"differs", "effective_date: kept 2012-02-09, said 2012-02-10"}});
  Given(kOpen)
      .When(SetOffInvoice{"s1", "i1", Day(40), {}})
      .ThenRefused(kNothingInFavour, {{"invoice_id", "i1"}, {"open", "100.00 EUR"}});
  Given(After(kOpen, kSetOff))
      .When(SetOffInvoice{"s2", "i9", Day(40), {}})
      .ThenRefused(kNothingInFavour, {{"invoice_id", "i9"}, {"open", "0.00 EUR"}});
  Given(kOpen)
      .When(Designated({{"i1", Eur(60'01)}}))
      .ThenRefused(kMoreThanInFavour, {{"designated", "60.01 EUR"}, {"in_favour", "60.00 EUR"}});
}

}  // namespace
}  // namespace recourse::invoicing
