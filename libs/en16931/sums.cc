#include "libs/en16931/sums.h"

#include "libs/en16931/adder.h"

namespace recourse::en16931 {
namespace {

// What is known of one sum, from below: as it is said, else as its parts make it.
using Known = std::optional<Decimal>;

Known Added(const Known& a, const Known& b) { return a && b ? Sum(*a, *b) : std::nullopt; }
Known Subtracted(const Known& a, const Known& b) {
  return a && b ? Difference(*a, *b) : std::nullopt;
}
Decimal OrNothing(const std::optional<Money>& amount) {
  return amount ? Decimal(*amount) : Decimal();
}

class Checking {
 public:
  Checking(const Sums& sums, Said said) : sums_(sums), said_(said) {}

  // Gives what the sum is known to be.
  Known Settle(Total total, const std::optional<Money>& stated, const Known& computed,
               std::string_view rule, std::string_view terms) {
    if (said_ == Said::kSome && !stated) return computed;
    const Decimal value = OrNothing(stated);
    if (said_ == Said::kSome && !computed) return value;
    const Decimal expected = computed.value_or(Decimal());
    if (value != expected) Break(total, stated, expected, rule, terms);
    return value;
  }

  // The same of a total that is there if one of its parts is.
  Decimal SettleOptional(Total total, const std::optional<Money>& stated, const Known& computed,
                         std::string_view rule, std::string_view terms) {
    if (said_ == Said::kAll && !stated && computed) {
      Break(total, stated, *computed, rule, terms);
      return {};
    }
    return Settle(total, stated, computed, rule, terms).value_or(Decimal());
  }

  void Break(Total total, const std::optional<Money>& stated, const Decimal& expected,
             std::string_view rule, std::string_view terms) {
    broken_.push_back(
        {total, rule, terms, stated ? ToString(*stated) : "", Shown(expected, sums_.due.currency)});
  }

  std::vector<BrokenSum> Take() { return std::move(broken_); }

 private:
  const Sums& sums_;
  Said said_;
  std::vector<BrokenSum> broken_;
};

// BT-109, and on the way to it what it is made of.
Known Settled(const Sums& sums, Checking& checking) {
  const Known lines = checking.Settle(Total::kLines, sums.lines, sums.of_lines, "BR-CO-10",
                                      "BT-106 = sum of BT-131");
  const Decimal allowances = checking.SettleOptional(
      Total::kAllowances, sums.allowances, sums.of_allowances, "BR-CO-11", "BT-107 = sum of BT-92");
  const Decimal charges = checking.SettleOptional(Total::kCharges, sums.charges, sums.of_charges,
                                                  "BR-CO-12", "BT-108 = sum of BT-99");
  return checking.Settle(Total::kWithoutTax, sums.without_tax,
                         Added(Subtracted(lines, allowances), charges), "BR-CO-13",
                         "BT-109 = BT-106 - BT-107 + BT-108");
}

}  // namespace

std::vector<BrokenSum> CheckSums(const Sums& sums, Said said) {
  Checking checking(sums, said);
  const Known without_tax = Settled(sums, checking);
  const Decimal tax =
      checking.Settle(Total::kTax, sums.tax, sums.of_tax, "BR-CO-14", "BT-110 = sum of BT-117")
          .value_or(Decimal());
  const Known with_tax = checking.Settle(Total::kWithTax, sums.with_tax, Added(without_tax, tax),
                                         "BR-CO-15", "BT-112 = BT-109 + BT-110");
  const Known due =
      Added(Added(Subtracted(with_tax, OrNothing(sums.prepaid)), OrNothing(sums.rounding)),
            sums.third_party.value_or(Decimal()));
  if (!due) return checking.Take();
  if (sums.third_party) {
    checking.Settle(Total::kDue, sums.due, due, "BR-DEX-09",
                    "BT-115 = BT-112 - BT-113 + BT-114 + sum of BT-DEX-002");
  } else {
    checking.Settle(Total::kDue, sums.due, due, "BR-CO-16", "BT-115 = BT-112 - BT-113 + BT-114");
  }
  return checking.Take();
}

std::optional<Decimal> WithoutTax(const Sums& sums) {
  Checking unheard(sums, Said::kSome);
  return Settled(sums, unheard);
}

bool IsNear(const Decimal& a, const Decimal& b, std::size_t units) {
  const auto difference = Difference(a, b);
  const Decimal allowed(static_cast<std::int64_t>(units));
  return difference && *difference < allowed && -*difference < allowed;
}

std::optional<Money> TaxOn(const Money& taxable, const Decimal& rate_percent) {
  const auto product = Product(Decimal(taxable), rate_percent);
  return product ? RoundedQuotient(*product, Decimal(100), taxable.currency) : std::nullopt;
}

std::string Shown(const Decimal& sum, Currency currency) {
  const auto amount = ToMoney(sum, currency);
  return amount ? ToString(*amount) : ToString(sum);
}

}  // namespace recourse::en16931
