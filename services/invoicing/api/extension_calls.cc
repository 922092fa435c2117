#include "services/invoicing/api/extension_calls.h"

#include <algorithm>

#include "libs/rpc/fields.h"
#include "services/invoicing/api/invoice_fields.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/api/refusals.h"
#include "services/invoicing/codec/ledger_codec.h"

namespace recourse::invoicing {
namespace {

using Told = Expected<v1::DueDateExtension, Failure>;

v1::DueDateExtension Tell(engine::Unit& unit, const std::string& invoice_id,
                          const DueDateExtension& extension) {
  return ToExtension(unit.home(), unit.home() + "/invoices/" + invoice_id, extension);
}

// As the ledger had it when the command began.
DueDateExtension Known(engine::Unit& unit, const std::string& extension_id) {
  return *FindExtension(unit.State<LedgerAggregate>(LedgerAggregate::kStream), extension_id);
}

Failure NoSuchExtension(const std::string& name) {
  return {Failure::Kind::kNotFound,
          "NO_SUCH_EXTENSION",
          "The account has no such extension.",
          {{"name", name}}};
}

Told Extend(engine::Unit& unit, const ExtendDueDate& command) {
  const auto decided = unit.Decide<LedgerAggregate>(LedgerAggregate::kStream, command);
  if (!decided) return Unexpected{ToFailure(decided.error())};
  const auto& [id, invoice_id, due, reason, for_interest, for_aging] = command;
  if (*decided == 0) return Tell(unit, invoice_id, Known(unit, id));
  return Tell(unit, invoice_id, {id, due, reason, for_interest, for_aging, std::nullopt});
}

Told Revoke(engine::Unit& unit, const RevokeExtension& command) {
  const auto decided = unit.Decide<LedgerAggregate>(LedgerAggregate::kStream, command);
  if (!decided) return Unexpected{ToFailure(decided.error())};
  const Ledger& ledger = unit.State<LedgerAggregate>(LedgerAggregate::kStream);
  const std::string& invoice_id = ledger.invoice_by_extension.at(command.extension_id);
  DueDateExtension extension = Known(unit, command.extension_id);
  extension.revoked = command.reason;
  return Tell(unit, invoice_id, extension);
}

}  // namespace

const DueDateExtension* FindExtension(const Ledger& ledger, const std::string& extension_id) {
  const auto invoice_id = ledger.invoice_by_extension.find(extension_id);
  if (invoice_id == ledger.invoice_by_extension.end()) return nullptr;
  const auto& extensions = ledger.Find(invoice_id->second)->extensions;
  return &*std::find_if(extensions.begin(), extensions.end(),
                        [&](const auto& each) { return each.extension_id == extension_id; });
}

v1::DueDateExtension TellExtension(const std::string& account, const std::string& extension_id,
                                   const Ledger& ledger) {
  const std::string& invoice_id = ledger.invoice_by_extension.at(extension_id);
  return ToExtension(account, account + "/invoices/" + invoice_id,
                     *FindExtension(ledger, extension_id));
}

Expected<rpc::Prepared<v1::DueDateExtension>, Failure> PrepareExtendDueDate(
    const v1::ExtendDueDateRequest& request, const rpc::Caller&) {
  rpc::Fields fields;
  const auto [account] = fields.Name("parent", request.parent(), kAccountName);
  const v1::DueDateExtension& asked = request.extension();
  rpc::Fields within = fields.Within("extension");
  const ExtendDueDate command{fields.Id("extension_id", request.extension_id()),
                              IdWithin(account, "invoice", asked.invoice(), kInvoiceName, within),
                              within.Day("due_date", asked.due_date()),
                              within.Text("reason", asked.reason(), kTextBytesMax),
                              asked.for_interest(),
                              asked.for_aging()};
  const std::string name = request.parent() + "/extensions/" + command.extension_id;
  within.Check(asked.name().empty() || asked.name() == name, "name", asked.name(),
               "must be left empty");
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::DueDateExtension>(
      request.parent(), [command](engine::Unit& unit) { return Extend(unit, command); });
}

Expected<rpc::Prepared<v1::DueDateExtension>, Failure> PrepareRevokeExtension(
    const v1::RevokeExtensionRequest& request, const rpc::Caller&) {
  rpc::Fields fields;
  const auto [account, id] = fields.Name("name", request.name(), kExtensionName);
  const RevokeExtension command{id, fields.Text("reason", request.reason(), kTextBytesMax)};
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::DueDateExtension>(
      "accounts/" + account, [command](engine::Unit& unit) { return Revoke(unit, command); });
}

Expected<rpc::Prepared<v1::DueDateExtension>, Failure> PrepareGetExtension(
    const v1::GetExtensionRequest& request, const rpc::Caller&) {
  rpc::Fields fields;
  const auto [account, id] = fields.Name("name", request.name(), kExtensionName);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::DueDateExtension>(
      "accounts/" + account, [name = request.name(), id = id](engine::Unit& unit) -> Told {
        const Ledger& ledger = unit.State<LedgerAggregate>(LedgerAggregate::kStream);
        if (FindExtension(ledger, id) == nullptr) return Unexpected{NoSuchExtension(name)};
        return TellExtension(unit.home(), id, ledger);
      });
}

}  // namespace recourse::invoicing
