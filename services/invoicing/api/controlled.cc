#include "services/invoicing/api/controlled.h"

#include "services/invoicing/codec/account_codec.h"
#include "services/invoicing/codec/approval_codec.h"

namespace recourse::invoicing {
namespace {

// What a read found is handed on beside its outcome, as it is.
void ReadTable(engine::Commands& commands, const std::string& issuer,
               const std::function<void(const engine::Result&)>& fail,
               const std::function<void(LimitTable)>& then) {
  auto table = std::make_shared<LimitTable>();
  const auto look = [table](engine::Unit& unit) -> engine::Outcome {
    *table = unit.State<ApprovalLimitsAggregate>(ApprovalLimitsAggregate::kStream);
    return std::string();
  };
  commands.Read(issuer, look, [table, fail, then](const engine::Result& result) {
    if (!result.outcome) return fail(result);
    then(std::move(*table));
  });
}

}  // namespace

void FindLimits(engine::Commands& commands, const std::string& account,
                std::function<void(const engine::Result& why)> fail,
                std::function<void(LimitTable)> then) {
  auto issuer = std::make_shared<std::string>();
  const auto look = [issuer](engine::Unit& unit) -> engine::Outcome {
    const Account& found = unit.State<AccountAggregate>(AccountAggregate::kStream);
    if (found) *issuer = found->issuer;
    return std::string();
  };
  commands.Read(account, look,
                [&commands, issuer, fail = std::move(fail),
                 then = std::move(then)](const engine::Result& result) {
                  if (!result.outcome) return fail(result);
                  if (issuer->empty()) return then({});
                  ReadTable(commands, *issuer, fail, then);
                });
}

}  // namespace recourse::invoicing
