#include "services/invoicing/domain/ledger_kit.h"

namespace recourse::invoicing {
namespace {

RequestInvoice Request(const std::string& id, Money amount) {
  return {"accounts/a1", id, Content(id, amount)};
}

const std::vector<LedgerEvent> kRefused{Requested("i1", Eur(100'00)),
                                        InvoiceRefused{"i1", "N-i1", "NUMBER_TAKEN"}};

TEST(LedgerInvoicesTest, RequestPromisesToReserveTheNumber) {
  Given({}).When(Request("i1", Eur(100'00))).Then({Requested("i1", Eur(100'00))});
}

TEST(LedgerInvoicesTest, ConfirmedInvoiceIsIssuedWithAllItSays) {
  Given({Requested("i1", Eur(100'00))})
      .When(ConfirmInvoice{"i1"})
      .Then({Issued("i1", Eur(100'00))});
}

TEST(LedgerInvoicesTest, NothingIsOwedBeforeTheNumberIsReserved) {
  const Ledger ledger = Replay<LedgerDecider>({Requested("i1", Eur(100'00))});
  EXPECT_EQ(ledger.Find("i1")->open, Eur(0));
  EXPECT_TRUE(ledger.open_by_due.empty());
}

TEST(LedgerInvoicesTest, RequestedAgainNothingHappensWhetherOrNotItIsIssued) {
  Given({Requested("i1", Eur(100'00))}).When(Request("i1", Eur(100'00))).ThenNothing();
  Given(Open({Issued("i1", Eur(100'00))})).When(Request("i1", Eur(100'00))).ThenNothing();
}

TEST(LedgerInvoicesTest, EqualContentUnderAnotherIdIsTheSameInvoice) {
  Given(Open({Issued("i1", Eur(100'00))}))
      .When(RequestInvoice{"accounts/a1", "i2", Content("i1", Eur(100'00))})
      .ThenNothing();
}

TEST(LedgerInvoicesTest, ConfirmedAgainNothingHappens) {
  Given(Open({Issued("i1", Eur(100'00))})).When(ConfirmInvoice{"i1"}).ThenNothing();
}

TEST(LedgerInvoicesTest, RefusedInvoiceGivesItsNumberFreeInThisAccount) {
  Given({Requested("i1", Eur(100'00))})
      .When(RefuseInvoice{"i1", "NUMBER_TAKEN"})
      .Then({InvoiceRefused{"i1", "N-i1", "NUMBER_TAKEN"}});
  Given(kRefused).When(RefuseInvoice{"i1", "NUMBER_TAKEN"}).ThenNothing();
  InvoiceContent same_number = Content("i1", Eur(50'00));
  same_number.content_digest = "other digest";
  Given(kRefused)
      .When(RequestInvoice{"accounts/a1", "i2", same_number})
      .Then({InvoiceRequested{"accounts/a1", "i2", same_number}});
}

TEST(LedgerInvoicesTest, ZeroAndNegativeAmountsAreIssuedAndNeverCleared) {
  // XRechnung 02.03a is prepaid in full, 03.01a in the customer's favour.
  const auto history = Open({Issued("i1", Eur(0)), Issued("i2", Eur(-225'14))});
  const Ledger ledger = Replay<LedgerDecider>(history);
  EXPECT_EQ(ledger.Find("i2")->open, Eur(-225'14));
  EXPECT_TRUE(ledger.open_by_due.empty());
  Given(history)
      .When(RecordPayment{"p1", Eur(10'00), Day(5), {{"i2", Eur(10'00)}}})
      .Then({PaymentRecorded{
          "p1", Eur(10'00), Day(5), {{"i2", Eur(10'00)}}, {}, Eur(10'00), false, {}}});
}

TEST(LedgerInvoicesTest, LinesAreKeptAsTheyAre) {
  RequestInvoice request = Request("i1", Eur(119'00));
  request.content.lines = {{"Work", "2.5", "40.0000", Eur(100'00)}, {"", "-1", "0", Eur(0)}};
  request.content.details.totals.tax = Eur(19'00);
  Given({}).When(request).Then({InvoiceRequested{"accounts/a1", "i1", request.content}});
}

}  // namespace
}  // namespace recourse::invoicing
