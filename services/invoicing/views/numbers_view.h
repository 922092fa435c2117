#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libs/engine/view.h"
#include "recourse/invoicing/views/v1/statement_rows.pb.h"

namespace recourse::invoicing {

// Which invoice has a number, however a payer writes it: without case, spaces and punctuation. The
// streams "numbers/<number>" know a number only as it was printed. Lies in the shard of the issuer.
// Key: "<issuer id>/<normalised number>" -> NumberRow. One key for each invoice, when its number is
// reserved.
class NumbersView final : public engine::View {
 public:
  static constexpr std::string_view kName = "numbers";

  static std::string Key(std::string_view issuer_id, std::string_view normalised);

  std::string_view name() const override { return kName; }
  std::uint32_t code_version() const override { return 1; }
  void Apply(const history::v1::Record& record, engine::ViewRows& rows) override;
};

// The invoices of `issuer` ("issuers/acme") that have this number, as far as the view was applied;
// some of them may have been refused. Thread safe.
std::vector<views::v1::NumberedInvoice> InvoicesNumbered(const engine::ViewReader& rows,
                                                         std::string_view issuer,
                                                         std::string_view normalised);

}  // namespace recourse::invoicing
