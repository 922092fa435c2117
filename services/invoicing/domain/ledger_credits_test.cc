#include "services/invoicing/domain/ledger_corrections_kit.h"

namespace recourse::invoicing {
namespace {

const auto kSold = Open({Sold()});
const TaxCategory k19{"S", "19"};
const TaxCategory k7{"S", "7"};

CreditNoteIssued Credited(const IssueCreditNote& asked, Money amount,
                          std::vector<CreditedLine> lines, std::vector<TaxSubtotal> taxes,
                          Money open) {
  return {asked.credit_note_id,   "i1",      amount,      Day(20),          "damaged",       "",
          {{"i1", open, Eur(0)}}, Control{}, asked.basis, std::move(lines), std::move(taxes)};
}

TEST(LedgerCreditsTest, ALineIsCreditedByQuantityWithItsTax) {
  const auto credit = ByLines({{1, "1"}});
  // A third of 100.02; 19 % of it, as much as the invoice's own tax makes.
  Given(kSold).When(credit).Then({Credited(credit, Eur(39'67), {{1, "1", Eur(33'34), k19}},
                                           {Taxed("19", 33'34, 6'33)}, Eur(100'73))});
}

TEST(LedgerCreditsTest, ALineIsCreditedByAmountAndSeveralAreSummedUp) {
  const auto credit = ByLines({{2, "", Eur(10'00), k7}, {1, "", Eur(10), {}}});
  Given(kSold).When(credit).Then(
      {Credited(credit, Eur(10'82), {{2, "", Eur(10'00), k7}, {1, "", Eur(10), k19}},
                {Taxed("19", 10, 2), Taxed("7", 10'00, 70)}, Eur(129'58))});
}

TEST(LedgerCreditsTest, AllPartsOfALineMakeItWhole) {
  InvoiceIssued sold = Sold();
  sold.content.lines.pop_back();
  sold.content.details.tax_breakdown[0] = Taxed("19", 100'02, 19'00);
  sold.content.amount = Eur(140'42);
  auto history = Open({sold});
  Money taxable = Eur(0);
  Money tax = Eur(0);
  for (const char* id : {"c1", "c2", "c3"}) {
    auto credit = ByLines({{1, "1"}});
    credit.credit_note_id = id;
    history = After(history, credit);
    const auto& taxes = std::get<CreditNoteIssued>(history.back()).taxes;
    taxable = taxable + taxes.at(0).taxable;
    tax = tax + taxes.at(0).tax;
  }
  EXPECT_EQ(taxable, Eur(100'02));
  EXPECT_EQ(tax, Eur(19'00));
  auto again = ByLines({{1, "1"}});
  again.credit_note_id = "c4";
  Given(history).When(again).ThenRefused(LedgerRule::kMoreThanLineLeft);
}

TEST(LedgerCreditsTest, AnAmountIsDividedAmongTheTaxesProRata) {
  const auto credit = ByBasis(CreditBasis::kProRata, Eur(14'04));
  Given(kSold).When(credit).Then({Credited(
      credit, Eur(14'04), {}, {Taxed("19", 10'00, 1'90), Taxed("7", 2'00, 14)}, Eur(126'36))});
}

TEST(LedgerCreditsTest, TheWholeRestTakesEveryCentOfEveryTax) {
  const auto first = ByBasis(CreditBasis::kProRata, Eur(33'33));
  auto whole = ByBasis(CreditBasis::kWhole);
  whole.credit_note_id = "c2";
  const auto history = After(After(kSold, first), whole);
  const auto& before = std::get<CreditNoteIssued>(history[history.size() - 2]).taxes;
  const auto& rest = std::get<CreditNoteIssued>(history.back());
  EXPECT_EQ(rest.amount, Eur(107'07));
  EXPECT_EQ(before.at(0).taxable + rest.taxes.at(0).taxable, Eur(100'00));
  EXPECT_EQ(before.at(0).tax + rest.taxes.at(0).tax, Eur(19'00));
  EXPECT_EQ(before.at(1).taxable + rest.taxes.at(1).taxable, Eur(20'00));
  EXPECT_EQ(before.at(1).tax + rest.taxes.at(1).tax, Eur(1'40));
  Given(history).When(whole).ThenNothing();
}

TEST(LedgerCreditsTest, TheTaxIsWhatIsSaid) {
  const auto credit = ByBasis(CreditBasis::kTaxes, Eur(10'71), {Taxed("7.00", 10'00, 71)});
  Given(kSold).When(credit).Then(
      {Credited(credit, Eur(10'71), {}, {Taxed("7.00", 10'00, 71)}, Eur(129'69))});
}

TEST(LedgerCreditsTest, OneTaxNeedsNoDivisionAndIsConcludedFromLines) {
  InvoiceIssued issued = Issued("i1", Eur(119'00));
  InvoiceLine line{"tiles", "2", "50", Eur(100'00)};
  line.details.tax = k19;
  issued.content.lines = {line};
  const auto credit = ByBasis(CreditBasis::kAmount, Eur(11'90));
  Given(Open({issued}))
      .When(credit)
      .Then({Credited(credit, Eur(11'90), {}, {Taxed("19", 10'00, 1'90)}, Eur(107'10))});
  issued.content.lines[0].details.tax.rate = "20";  // 120.00 is not its amount: nothing is known.
  Given(Open({issued})).When(credit).Then({Credited(credit, Eur(11'90), {}, {}, Eur(107'10))});
}

TEST(LedgerCreditsTest, AgainWithEqualContentIsNothing) {
  const auto credit = ByLines({{1, "1"}});
  const auto history = After(kSold, credit);
  Given(history).When(credit).ThenNothing();
  auto priced = credit;
  priced.amount = Eur(39'67);
  Given(history).When(priced).ThenNothing();
  Given(history).When(ByLines({{1, "2"}})).ThenRefused(LedgerRule::kCreditNoteIdReused);
  Given(history).When(ByLines({{1, "", Eur(33'34)}})).ThenRefused(LedgerRule::kCreditNoteIdReused);
}

}  // namespace
}  // namespace recourse::invoicing
