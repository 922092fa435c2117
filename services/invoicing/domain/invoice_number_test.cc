#include "services/invoicing/domain/invoice_number.h"

#include "libs/decider/given.h"

namespace recourse::invoicing {
namespace {

using Given = GivenHistory<InvoiceNumberDecider>;

const NumberReservation kFirst{"R-17", "accounts/a1", "i1", "digest"};

TEST(InvoiceNumberTest, FirstToAskHoldsIt) { Given({}).When({kFirst}).Then({{kFirst}}); }

TEST(InvoiceNumberTest, HolderAskingAgainStillHoldsIt) {
  Given({{kFirst}}).When({kFirst}).ThenNothing();
}

TEST(InvoiceNumberTest, RefusalNamesTheHolder) {
  const Failure::Values holder{
      {"number", "R-17"}, {"account", "accounts/a1"}, {"invoice_id", "i1"}};
  using enum InvoiceNumberRule;
  Given({{kFirst}})
      .When({{"R-17", "accounts/a2", "i1", "digest"}})
      .ThenRefused(kNumberTaken, holder);
  Given({{kFirst}})
      .When({{"R-17", "accounts/a1", "i2", "digest"}})
      .ThenRefused(kNumberTaken, holder);
  Given({{kFirst}})
      .When({{"R-17", "accounts/a1", "i1", "other"}})
      .ThenRefused(kNumberTaken, holder);
}

}  // namespace
}  // namespace recourse::invoicing
