#include "services/invoicing/api/draft_fields.h"

#include "libs/base/hex.h"
#include "libs/wire/convert.h"
#include "services/invoicing/api/invoice_fields.h"
#include "services/invoicing/codec/draft_codec.h"

namespace recourse::invoicing {
namespace {

// Stands for a number that is not written yet, so that the rest can be read as an invoice is.
constexpr char kNoNumberYet[] = "-";

}  // namespace

DraftContent ReadDraft(const std::string& account, const v1::InvoiceContent& content,
                       rpc::Fields& fields) {
  fields.Check(content.content_digest().empty(), "content_digest", ToHex(content.content_digest()),
               "must be left empty: a draft has none yet");
  v1::InvoiceContent whole = content;
  whole.clear_content_digest();
  if (content.number().empty()) whole.set_number(kNoNumberYet);
  if (!content.has_issue_date()) wire::Write(Date{}, whole.mutable_issue_date());
  if (!content.has_due_date()) wire::Write(Date{}, whole.mutable_due_date());
  DraftContent draft{ReadContent(account, whole, fields), content.has_issue_date()};
  draft.asked.has_due_date = content.has_due_date();
  draft.asked.content.number = content.number();
  draft.asked.content.content_digest.clear();
  return draft;
}

v1::DraftState ToWire(Draft::State state) {
  switch (state) {
    case Draft::State::kOpen:
      return v1::DRAFT_STATE_OPEN;
    case Draft::State::kSubmitted:
      return v1::DRAFT_STATE_SUBMITTED;
    case Draft::State::kIssued:
      return v1::DRAFT_STATE_ISSUED;
    case Draft::State::kDiscarded:
      return v1::DRAFT_STATE_DISCARDED;
  }
  __builtin_unreachable();
}

v1::Draft ToDraft(const std::string& account, const std::string& draft_id, const Draft& draft,
                  std::uint64_t version) {
  v1::Draft message;
  message.set_name(account + "/drafts/" + draft_id);
  Write(draft.content, message.mutable_content());
  message.set_state(ToWire(draft.state));
  if (!draft.invoice_id.empty()) message.set_invoice(account + "/invoices/" + draft.invoice_id);
  message.set_returned_because(draft.returned_because);
  message.set_discarded_because(draft.discarded_because);
  for (const std::string& author : draft.authors) message.add_authors(author);
  message.set_etag(std::to_string(version));
  return message;
}

}  // namespace recourse::invoicing
