#include "services/invoicing/api/adjustment_calls.h"

#include <algorithm>

#include "libs/base/check.h"
#include "libs/rpc/fields.h"
#include "services/invoicing/api/credit_note_fields.h"
#include "services/invoicing/api/decide.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/api/refusals.h"
#include "services/invoicing/codec/credit_parts.h"
#include "services/invoicing/codec/ledger_codec.h"
#include "services/invoicing/codec/parts.h"
#include "services/invoicing/domain/controlled_commands.h"

namespace recourse::invoicing {
namespace {

constexpr std::string_view kStream = LedgerAggregate::kStream;
constexpr std::string_view kDisputesCreditNotes = "dispute-";

// The claim of a dispute that has been decided to be there.
const Claim& ClaimOf(const Invoice& invoice, const std::string& dispute_id) {
  const auto claim =
      std::find_if(invoice.claims.begin(), invoice.claims.end(),
                   [&](const Claim& known) { return known.dispute_id == dispute_id; });
  CHECK(claim != invoice.claims.end());
  return *claim;
}

// `balances` of an event about one invoice.
template <class Response>
void WriteBalance(const std::vector<InvoiceBalance>& balances, Response& response) {
  Write(balances.at(0).open, response.mutable_open());
  Write(balances.at(0).disputed, response.mutable_disputed());
}

template <class Response>
void WriteBalance(const Invoice& invoice, Response& response) {
  Write(invoice.open, response.mutable_open());
  Write(invoice.Disputed(), response.mutable_disputed());
}

Expected<v1::MarkDisputedResponse, Failure> Mark(engine::Unit& unit, const MarkDisputed& mark) {
  v1::MarkDisputedResponse response;
  const auto tell = [&](const LedgerEvent& event) {
    const auto* marked = std::get_if<DisputedMarked>(&event);
    if (marked == nullptr) return;  // Interest that is corrected.
    Write(marked->marked, response.mutable_marked());
    WriteBalance(marked->balances, response);
  };
  const auto decided = DecideAndTell<LedgerAggregate>(unit, kStream, mark, tell);
  if (!decided) return Unexpected{ToFailure(decided.error())};
  if (*decided == 0) {
    const Invoice& invoice = *unit.State<LedgerAggregate>(kStream).Find(mark.invoice_id);
    Write(ClaimOf(invoice, mark.dispute_id).marked, response.mutable_marked());
    WriteBalance(invoice, response);
  }
  return response;
}

Expected<v1::ReleaseDisputedResponse, Failure> Release(engine::Unit& unit,
                                                       const ReleaseDisputed& release) {
  v1::ReleaseDisputedResponse response;
  const auto tell = [&](const LedgerEvent& event) {
    const auto* released = std::get_if<DisputedReleased>(&event);
    if (released == nullptr) return;  // Interest that is corrected.
    Write(released->released, response.mutable_released());
    WriteBalance(released->balances, response);
  };
  const auto decided = DecideAndTell<LedgerAggregate>(unit, kStream, release, tell);
  if (!decided) return Unexpected{ToFailure(decided.error())};
  if (*decided == 0) {
    const Invoice& invoice = *unit.State<LedgerAggregate>(kStream).Find(release.invoice_id);
    Write(ClaimOf(invoice, release.dispute_id).freed, response.mutable_released());
    WriteBalance(invoice, response);
  }
  return response;
}

Expected<v1::CreditNote, Failure> Issue(engine::Unit& unit, const IssueCreditNote& command) {
  std::optional<CreditNote> credit_note;
  const auto tell = [&](const LedgerEvent& event) {
    const auto* issued = std::get_if<CreditNoteIssued>(&event);
    if (issued == nullptr) return;  // Interest that is corrected.
    credit_note = CreditNote{issued->invoice_id, issued->amount,  issued->effective, issued->reason,
                             issued->dispute_id, issued->control, issued->basis,     issued->lines,
                             issued->taxes,      issued->released};
  };
  const auto decided = DecideAndTell<LedgerAggregate>(unit, kStream, command, tell);
  if (!decided) return Unexpected{ToFailure(decided.error())};
  if (!credit_note) {
    credit_note = unit.State<LedgerAggregate>(kStream).credit_notes.at(command.credit_note_id);
  }
  return ToCreditNote(unit.home(), command.credit_note_id, *credit_note);
}

}  // namespace

v1::CreditNote ToCreditNote(const std::string& account, const std::string& credit_note_id,
                            const CreditNote& known) {
  v1::CreditNote credit_note;
  credit_note.set_name(account + "/creditNotes/" + credit_note_id);
  credit_note.set_invoice(account + "/invoices/" + known.invoice_id);
  Write(known.amount, credit_note.mutable_amount());
  Write(known.effective, credit_note.mutable_effective_date());
  credit_note.set_reason(known.reason);
  if (!known.dispute_id.empty()) {
    credit_note.set_dispute(account + "/disputes/" + known.dispute_id);
  }
  credit_note.set_approval(ApprovalName(account, known.control.approval_id));
  WriteCreditParts(known, credit_note);
  for (const ReleasedPayment& each : known.released) {
    v1::CreditNote::Release& release = *credit_note.add_released();
    release.set_payment(account + "/payments/" + each.payment_id);
    Write(each.amount, release.mutable_amount());
    Write(each.discount, release.mutable_discount());
    Write(each.effective, release.mutable_effective_date());
  }
  return credit_note;
}

// One that a person had taken would refuse the credit that the dispute asks for.
void CheckNotDisputes(const std::string& credit_note_id, rpc::Fields& fields) {
  fields.Check(!credit_note_id.starts_with(kDisputesCreditNotes), "credit_note_id", credit_note_id,
               "must not begin with dispute-, which is for those that a dispute asks for");
}

IssueCreditNote ReadCreditNote(const v1::IssueCreditNoteRequest& request, const rpc::Caller& caller,
                               rpc::Fields& fields) {
  const auto [account] = fields.Name("parent", request.parent(), kAccountName);
  const v1::CreditNote& asked = request.credit_note();
  if (caller.role != rpc::Role::kService) CheckNotDisputes(request.credit_note_id(), fields);
  rpc::Fields within = fields.Within("credit_note");
  IssueCreditNote command;
  command.credit_note_id = fields.Id("credit_note_id", request.credit_note_id());
  command.invoice_id = IdWithin(account, "invoice", asked.invoice(), kInvoiceName, within);
  ReadCreditParts(asked, command, within);
  // A dispute concedes an amount, and knows no categories of tax.
  if (caller.role == rpc::Role::kService && command.basis == CreditBasis::kAmount) {
    command.basis = CreditBasis::kProRata;
  }
  command.effective = within.Day("effective_date", asked.effective_date());
  command.reason = within.OptionalText("reason", asked.reason(), kTextBytesMax);
  if (!asked.dispute().empty()) {
    command.dispute_id = IdWithin(account, "dispute", asked.dispute(), kDisputeName, within);
  }
  const std::string name = request.parent() + "/creditNotes/" + command.credit_note_id;
  within.Check(asked.name().empty() || asked.name() == name, "name", asked.name(),
               "must be left empty");
  return command;
}

Expected<ControlledCall<v1::CreditNote>, Failure> PrepareIssueCreditNote(
    const v1::IssueCreditNoteRequest& request, const rpc::Caller& caller) {
  rpc::Fields fields;
  const IssueCreditNote command = ReadCreditNote(request, caller, fields);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  // What a dispute concedes was decided there, and must not be lost here (decision 0023).
  const bool exempt = caller.role == rpc::Role::kService;
  return ControlledCall<v1::CreditNote>{
      request.parent(),
      [command, exempt](engine::Unit& unit,
                        const LimitTable& table) -> Expected<v1::CreditNote, Failure> {
        IssueCreditNote held =
            HeldAgainst(table, Priced(command, unit.State<LedgerAggregate>(kStream)));
        held.control.exempt = exempt;
        return Issue(unit, held);
      },
      exempt};
}

Expected<rpc::Prepared<v1::CreditNote>, Failure> PrepareGetCreditNote(
    const v1::GetCreditNoteRequest& request, const rpc::Caller&) {
  rpc::Fields fields;
  const auto [account, id] = fields.Name("name", request.name(), kCreditNoteName);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::CreditNote>(
      "accounts/" + account,
      [name = request.name(), id = id](engine::Unit& unit) -> Expected<v1::CreditNote, Failure> {
        const Ledger& ledger = unit.State<LedgerAggregate>(kStream);
        const auto found = ledger.credit_notes.find(id);
        if (found == ledger.credit_notes.end()) return Unexpected{NoSuchCreditNote(name)};
        return ToCreditNote(unit.home(), id, found->second);
      });
}

Expected<rpc::Prepared<v1::MarkDisputedResponse>, Failure> PrepareMarkDisputed(
    const v1::MarkDisputedRequest& request, const rpc::Caller&) {
  rpc::Fields fields;
  const auto [account, invoice] = fields.Name("name", request.name(), kInvoiceName);
  MarkDisputed command;
  command.dispute_id = IdWithin(account, "dispute", request.dispute(), kDisputeName, fields);
  command.invoice_id = invoice;
  if (request.has_claimed()) command.claimed = fields.PositiveAmount("claimed", request.claimed());
  command.opened_on = fields.Day("opened_on", request.opened_on());
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::MarkDisputedResponse>(
      "accounts/" + account, [command](engine::Unit& unit) { return Mark(unit, command); });
}

Expected<rpc::Prepared<v1::ReleaseDisputedResponse>, Failure> PrepareReleaseDisputed(
    const v1::ReleaseDisputedRequest& request, const rpc::Caller&) {
  rpc::Fields fields;
  const auto [account, invoice] = fields.Name("name", request.name(), kInvoiceName);
  ReleaseDisputed command;
  command.dispute_id = IdWithin(account, "dispute", request.dispute(), kDisputeName, fields);
  command.invoice_id = invoice;
  wire::Reader reader;
  command.outcome = Read(fields.OneOf("outcome", request.outcome()), reader);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::ReleaseDisputedResponse>(
      "accounts/" + account, [command](engine::Unit& unit) { return Release(unit, command); });
}

}  // namespace recourse::invoicing
