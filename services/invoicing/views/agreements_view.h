#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "libs/engine/view.h"
#include "recourse/invoicing/v1/agreement_service.pb.h"

namespace recourse::invoicing {

// The newest version of each agreement. Answers ListAgreements. Key: "<account id>/<agreement id>"
// -> the Agreement message, without its scope.
class AgreementsView final : public engine::View {
 public:
  static constexpr std::string_view kName = "agreements";

  std::string_view name() const override { return kName; }
  std::uint32_t code_version() const override { return 1; }
  void Apply(const history::v1::Record& record, engine::ViewRows& rows) override;
};

// Up to `size` agreements of an account after the one with id `after`, in the order of their ids.
// The page token is the last one's id; with it, the list goes on. Thread safe.
v1::ListAgreementsResponse AgreementsAfter(const engine::ViewReader& rows, std::uint32_t shard,
                                           std::string_view account_id, std::string_view after,
                                           std::size_t size);

}  // namespace recourse::invoicing
