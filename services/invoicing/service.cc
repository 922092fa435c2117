#include "services/invoicing/service.h"

#include "services/invoicing/api/agreement_api.h"
#include "services/invoicing/api/approval_api.h"
#include "services/invoicing/api/charge_api.h"
#include "services/invoicing/api/circumstance_api.h"
#include "services/invoicing/api/conversion_api.h"
#include "services/invoicing/api/correction_api.h"
#include "services/invoicing/api/draft_api.h"
#include "services/invoicing/api/import_api.h"
#include "services/invoicing/api/invoicing_api.h"
#include "services/invoicing/api/liable_party_api.h"
#include "services/invoicing/api/refund_api.h"
#include "services/invoicing/api/report_api.h"
#include "services/invoicing/api/set_off_api.h"
#include "services/invoicing/api/statement_api.h"
#include "services/invoicing/reactions/line_promise.h"
#include "services/invoicing/reactions/number_promise.h"
#include "services/invoicing/views/directory_view.h"
#include "services/invoicing/views/issuer_items_view.h"
#include "services/invoicing/views/issuers_view.h"
#include "services/invoicing/views/items_view.h"
#include "services/invoicing/views/numbers_view.h"
#include "services/invoicing/views/statements_view.h"

namespace recourse::invoicing {
namespace {

std::optional<engine::PromiseCall> Promise(const engine::Record& record) {
  if (auto call = NumberPromise(record)) return call;
  return LinePromise(record);
}

Expected<Done, Failure> OnAnswer(engine::Unit& unit, const engine::PromiseAnswer& answer) {
  return IsLinePromise(answer) ? OnLineAnswer(unit, answer) : OnNumberAnswer(unit, answer);
}

}  // namespace

engine::Definition MakeDefinition() {
  engine::Definition definition;
  definition.service = "invoicing";
  definition.views = {std::make_shared<ItemsView>(),      std::make_shared<IssuersView>(),
                      std::make_shared<DirectoryView>(),  std::make_shared<NumbersView>(),
                      std::make_shared<StatementsView>(), std::make_shared<IssuerItemsView>()};
  // It waits for no hour, and acts on nobody's events but its own.
  definition.timers = [](const engine::Record&) { return std::vector<engine::TimerChange>(); };
  definition.promise = Promise;
  definition.on_answer = OnAnswer;
  return definition;
}

std::vector<std::unique_ptr<rpc::Service>> MakeApis(const Parts& parts) {
  std::vector<std::unique_ptr<rpc::Service>> apis;
  apis.push_back(
      std::make_unique<InvoicingApi>(parts.shell, parts.commands, parts.streams, parts.sealer));
  apis.push_back(
      std::make_unique<ChargeApi>(parts.shell, parts.commands, parts.streams, parts.rates));
  apis.push_back(std::make_unique<ReportApi>(parts.shell, parts.commands, parts.streams));
  apis.push_back(std::make_unique<SetOffApi>(parts.shell, parts.commands, parts.streams));
  apis.push_back(std::make_unique<ImportApi>(parts.shell, parts.commands));
  apis.push_back(std::make_unique<AgreementApi>(parts.shell, parts.commands, parts.streams));
  apis.push_back(std::make_unique<RefundApi>(parts.shell, parts.commands, parts.streams));
  apis.push_back(std::make_unique<ApprovalApi>(parts.shell, parts.commands, parts.streams));
  apis.push_back(std::make_unique<ConversionApi>(parts.shell, parts.commands, parts.streams));
  apis.push_back(std::make_unique<CorrectionApi>(parts.shell, parts.commands));
  apis.push_back(std::make_unique<StatementApi>(parts.shell, parts.commands, parts.sealer));
  apis.push_back(std::make_unique<CircumstanceApi>(parts.shell, parts.commands, parts.streams,
                                                   parts.sealer, parts.rates));
  apis.push_back(std::make_unique<DraftApi>(parts.shell, parts.commands, parts.streams));
  apis.push_back(
      std::make_unique<LiablePartyApi>(parts.shell, parts.commands, parts.streams, parts.sealer));
  return apis;
}

}  // namespace recourse::invoicing
