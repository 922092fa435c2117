#include "libs/eventlog/hash.h"
#include "services/invoicing/api/invoice_calls.h"
#include "services/invoicing/api/invoice_fields.h"
#include "services/invoicing/api/later.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/api/refusals.h"
#include "services/invoicing/codec/account_codec.h"
#include "services/invoicing/codec/ledger_codec.h"

namespace recourse::invoicing {
namespace {

// `said` is what the view has of the invoice, if it has come that far. Empty bytes: the invoice is
// issued, and the view has not.
engine::Outcome LookUp(engine::Unit& unit, const std::string& name, const std::string& invoice_id,
                       const std::optional<v1::Invoice>& said) {
  const Account& account = unit.State<AccountAggregate>(AccountAggregate::kStream);
  const Invoice* const invoice =
      unit.State<LedgerAggregate>(LedgerAggregate::kStream).Find(invoice_id);
  if (!account || invoice == nullptr) return Unexpected{NoSuchInvoice(name)};
  if (invoice->status == Invoice::Status::kIssued && !said) return std::string();
  v1::Invoice written = ToInvoice(name, account->issuer, *invoice);
  if (said) *written.mutable_content() = said->content();
  return written.SerializeAsString();
}

Failure NotAppliedYet(const std::string& name) {
  return {Failure::Kind::kUnavailable,
          "NOT_APPLIED_YET",
          "The invoice was issued just now and cannot be read in full yet: try again.",
          {{"invoice", name}}};
}

}  // namespace

Expected<rpc::Begin<v1::Invoice>, Failure> InvoiceCalls::GetInvoice(
    const rpc::Call<v1::GetInvoiceRequest>& call) const {
  const std::string& name = call.request.name();
  rpc::Fields fields;
  const auto [account, invoice_id] = fields.Name("name", name, kInvoiceName);
  if (!fields.ok()) return Unexpected{fields.Refuse()};

  const std::string home = "accounts/" + account;
  const std::uint32_t shard = eventlog::ShardOf(home, commands_.views().shards());
  const auto read = [this, shard, account = account, invoice_id = invoice_id] {
    return items_.GetInvoice(shard, account, invoice_id);
  };
  const auto look = [name, invoice_id = invoice_id](const std::optional<v1::Invoice>& said) {
    return [name, invoice_id, said](engine::Unit& unit) {
      return LookUp(unit, name, invoice_id, said);
    };
  };
  return rpc::Begin<v1::Invoice>(
      [&commands = commands_, home, name, look, read,
       deadline = WallClockAt(call.deadline)](rpc::Reply<v1::Invoice> reply) {
        const auto again = [&commands, home, name, look, read, reply](const engine::Result& found,
                                                                      bool applied) {
          if (!applied) return reply.Refuse(NotAppliedYet(name), found.position);
          RunOnGrpcThread([&commands, home, look, read, reply] {
            commands.Read(home, look(read()),
                          [reply](const engine::Result& now) { reply.Answer(now); });
          });
        };
        commands.Read(home, look(read()), [&commands, deadline, again, reply](const auto& found) {
          if (!found.outcome || !found.outcome->empty()) return reply.Answer(found);
          commands.WaitApplied(found.position, deadline,
                               [found, again](bool applied) { again(found, applied); });
        });
      });
}

}  // namespace recourse::invoicing
