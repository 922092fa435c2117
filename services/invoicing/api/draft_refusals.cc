#include "services/invoicing/api/draft_refusals.h"

#include <array>

namespace recourse::invoicing {
namespace {

using enum Failure::Kind;

constexpr std::array kDraftRefusals = std::to_array<RefusalText<DraftRule>>({
    {DraftRule::kUnknownDraft, kNotFound, "UNKNOWN_DRAFT", "The account has no such draft."},
    {DraftRule::kDraftExists, kExists, "DRAFT_EXISTS", "Another draft was created under this id."},
    {DraftRule::kTooManyLines, kPrecondition, "TOO_MANY_LINES",
     "The draft has more lines than an invoice may have."},
    {DraftRule::kFieldMissing, kPrecondition, "FIELD_MISSING",
     "To discard a draft this field must be stated."},
    {DraftRule::kFieldTooLong, kPrecondition, "FIELD_TOO_LONG",
     "This field is longer than it may be."},
    {DraftRule::kIsSubmitted, kPrecondition, "DRAFT_SUBMITTED",
     "The draft waits for its invoice to be issued or refused."},
    {DraftRule::kIsIssued, kPrecondition, "DRAFT_ISSUED",
     "The draft has become an invoice, which is never edited: credit or replace that."},
    {DraftRule::kIsDiscarded, kPrecondition, "DRAFT_DISCARDED", "The draft was discarded."},
    {DraftRule::kDiscardedOtherwise, kPrecondition, "DISCARDED_OTHERWISE",
     "The draft was discarded already, for another reason."},
    {DraftRule::kNotSubmitted, kPrecondition, "DRAFT_NOT_SUBMITTED",
     "The draft does not wait for this invoice."},
});
static_assert(HasEveryRule(kDraftRefusals, DraftRule::kNotSubmitted));

}  // namespace

std::span<const RefusalText<DraftRule>> DraftRefusals() { return kDraftRefusals; }

Failure ToFailure(const Refusal<DraftRule>& refusal) { return Tell(refusal, DraftRefusals()); }

Failure NoSuchDraft(std::string_view name) {
  return {kNotFound, "NO_SUCH_DRAFT", "There is no such draft.", {{"draft", std::string(name)}}};
}

Failure DraftIncomplete(std::string missing) {
  return {kPrecondition,
          "DRAFT_INCOMPLETE",
          "An invoice needs what the draft does not say yet: change it, or say it now.",
          {{"missing", std::move(missing)}}};
}

Failure InvoiceExists(std::string_view name) {
  return {kExists,
          "INVOICE_EXISTS",
          "The same invoice was issued already, not from this draft: discard it.",
          {{"invoice", std::string(name)}}};
}

}  // namespace recourse::invoicing
