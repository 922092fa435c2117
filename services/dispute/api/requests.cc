#include "services/dispute/api/requests.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "libs/rpc/fields.h"
#include "libs/seal/message.h"
#include "libs/wire/convert.h"
#include "recourse/dispute/v1/dispute_events.pb.h"
#include "services/dispute/codec/claim_wire.h"

namespace recourse::dispute {
namespace {

using rpc::Fields;

// Together with "dispute-" it is the id of a credit note, which has at most 64 bytes.
constexpr std::size_t kDisputeIdBytesMax = 56;
constexpr std::ptrdiff_t kTextCharactersMax = 8'000;
constexpr std::size_t kTextBytesMax = 4 * kTextCharactersMax;

// An envelope opens only for the event that it was sealed for.
const std::string& NotePurpose() { return v1::DisputeOpened::descriptor()->full_name(); }
const std::string& GroundsPurpose() { return v1::DisputeClosed::descriptor()->full_name(); }

void CheckText(const v1::DisputeText& text, Fields fields) {
  fields.OptionalText("text", text.text(), kTextBytesMax);
  const auto characters = std::count_if(text.text().begin(), text.text().end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  });
  fields.Check(characters <= kTextCharactersMax, "text", std::to_string(characters),
               "must have at most 8000 characters");
}

// Nothing for an empty text.
Expected<std::optional<Sealed>, Failure> Seal(const seal::Sealer& sealer,
                                              const std::string& account,
                                              const std::string& purpose,
                                              const v1::DisputeText& text) {
  if (text.text().empty()) return std::optional<Sealed>{};
  auto sealed = seal::SealMessage(sealer, account, purpose, text);
  if (!sealed) return Unexpected{seal::ToFailure(sealed.error())};
  return std::optional(*std::move(sealed));
}

std::string Shown(const google::type::Money& amount) {
  const auto read = wire::SumFromWire(amount);
  return read ? ToString(*read) : amount.currency_code();
}

Verdict ReadVerdict(const v1::CloseDisputeRequest& request, Fields& fields) {
  const auto outcome = fields.OneOf("outcome", request.outcome());
  fields.Check(!request.has_conceded() || outcome == v1::OUTCOME_PARTLY_CONCEDED, "conceded",
               Shown(request.conceded()), "must be given with OUTCOME_PARTLY_CONCEDED only");
  fields.Check(request.grounds().text().empty() || outcome == v1::OUTCOME_REJECTED, "grounds", "",
               "must be given with OUTCOME_REJECTED only");
  switch (FromWire(outcome).value_or(Ending::kVoid)) {
    case Ending::kConceded:
      return Conceded{};
    case Ending::kPartlyConceded:
      return PartlyConceded{fields.Amount("conceded", request.conceded())};
    case Ending::kRejected:
      return Rejected{};  // Its grounds are sealed once all fields are right.
    case Ending::kWithdrawn:
      return Withdrawn{};
    case Ending::kVoid:
      fields.Check(outcome != v1::OUTCOME_VOID, "outcome", "OUTCOME_VOID",
                   "must be one that a person can decide");
      return Withdrawn{};
  }
  __builtin_unreachable();
}

Expected<Done, Failure> OpenText(const seal::Sealer& sealer, const std::string& account,
                                 const std::string& purpose, const Sealed& sealed,
                                 v1::DisputeText& text) {
  const auto opened = seal::OpenMessage(sealer, account, purpose, sealed, text);
  if (opened || opened.error().kind == seal::Error::Kind::kErased) return Done{};
  return Unexpected{seal::ToFailure(opened.error())};
}

}  // namespace

Expected<Addressed, Failure> ReadRequest(const v1::OpenDisputeRequest& request,
                                         const seal::Sealer& sealer) {
  Fields fields;
  const auto [account] = fields.Name("parent", request.parent(), kAccountName);
  const auto [debtor, invoice] = fields.Name("invoice", request.invoice(), kInvoiceName);
  fields.Check(debtor.empty() || debtor == account, "invoice", request.invoice(),
               "must be of the account in parent");
  Claim claim{
      .dispute_id = fields.Id("dispute_id", request.dispute_id()),
      .invoice_id = invoice,
      .claimed = {},
      .reason = FromWire(fields.OneOf("reason", request.reason())).value_or(Reason::kOther),
      .raised_by =
          FromWire(fields.OneOf("raised_by", request.raised_by())).value_or(RaisedBy::kCustomer),
      .note = {},
      .imported = request.imported(),
      .opened_on = fields.Day("opened_on", request.opened_on())};
  fields.Check(claim.dispute_id.size() <= kDisputeIdBytesMax, "dispute_id", request.dispute_id(),
               "must have at most 56 characters");
  if (request.has_claimed()) claim.claimed = fields.Amount("claimed", request.claimed());
  CheckText(request.note(), fields.Within("note"));
  if (!fields.ok()) return Unexpected{fields.Refuse()};

  auto note = Seal(sealer, request.parent(), NotePurpose(), request.note());
  if (!note) return Unexpected{note.error()};
  claim.note = *std::move(note);
  std::string dispute_id = claim.dispute_id;
  return Addressed{request.parent(), std::move(dispute_id), OpenDispute{std::move(claim)}, {}};
}

Expected<Addressed, Failure> ReadRequest(const v1::CloseDisputeRequest& request,
                                         const seal::Sealer& sealer) {
  Fields fields;
  const auto [account, dispute] = fields.Name("name", request.name(), kDisputeName);
  CloseDispute close{ReadVerdict(request, fields), fields.Day("closed_on", request.closed_on())};
  CheckText(request.grounds(), fields.Within("grounds"));
  if (!fields.ok()) return Unexpected{fields.Refuse()};

  std::string home = kAccountName.Format(account);
  if (auto* rejected = std::get_if<Rejected>(&close.verdict)) {
    auto grounds = Seal(sealer, home, GroundsPurpose(), request.grounds());
    if (!grounds) return Unexpected{grounds.error()};
    rejected->grounds = grounds->value_or(Sealed{});
  }
  return Addressed{std::move(home), dispute, std::move(close), request.etag()};
}

Expected<Done, Failure> OpenTexts(const seal::Sealer& sealer, const std::string& account,
                                  const Dispute& dispute, v1::Dispute& resource) {
  if (const auto& note = dispute.claim->note) {
    const auto opened = OpenText(sealer, account, NotePurpose(), *note, *resource.mutable_note());
    if (!opened) return opened;
    if (resource.note().text().empty()) resource.clear_note();
  }
  if (!dispute.outcome) return Done{};
  if (const auto* rejected = std::get_if<Rejected>(&*dispute.outcome)) {
    const auto opened =
        OpenText(sealer, account, GroundsPurpose(), rejected->grounds, *resource.mutable_grounds());
    if (!opened) return opened;
    if (resource.grounds().text().empty()) resource.clear_grounds();
  }
  return Done{};
}

}  // namespace recourse::dispute
