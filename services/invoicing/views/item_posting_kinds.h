#pragma once

#include "recourse/invoicing/views/v1/item_row.pb.h"
#include "services/invoicing/domain/ledger_events.h"
#include "services/invoicing/domain/postings.h"

// As what the receivable postings of an event are kept with the item.
namespace recourse::invoicing {

// Of an event that has balances and nothing else to write.
template <class Event>
inline constexpr views::v1::ItemPostingKind kKindOf = views::v1::ITEM_POSTING_KIND_UNSPECIFIED;
template <>
inline constexpr views::v1::ItemPostingKind kKindOf<PaymentRecorded> =
    views::v1::ITEM_POSTING_KIND_PAID;
template <>
inline constexpr views::v1::ItemPostingKind kKindOf<PaymentApplied> =
    views::v1::ITEM_POSTING_KIND_PAID;
template <>
inline constexpr views::v1::ItemPostingKind kKindOf<PaymentReversed> =
    views::v1::ITEM_POSTING_KIND_PAID;
template <>
inline constexpr views::v1::ItemPostingKind kKindOf<ConversionReversed> =
    views::v1::ITEM_POSTING_KIND_PAID;
template <>
inline constexpr views::v1::ItemPostingKind kKindOf<CreditNoteIssued> =
    views::v1::ITEM_POSTING_KIND_CREDITED;
template <>
inline constexpr views::v1::ItemPostingKind kKindOf<InvoiceWrittenOff> =
    views::v1::ITEM_POSTING_KIND_WRITTEN_OFF;
template <>
inline constexpr views::v1::ItemPostingKind kKindOf<WriteOffReversed> =
    views::v1::ITEM_POSTING_KIND_WRITTEN_OFF;
template <>
inline constexpr views::v1::ItemPostingKind kKindOf<DiscountTaken> =
    views::v1::ITEM_POSTING_KIND_DISCOUNTED;
template <>
inline constexpr views::v1::ItemPostingKind kKindOf<DiscountReversed> =
    views::v1::ITEM_POSTING_KIND_DISCOUNTED;
template <>
inline constexpr views::v1::ItemPostingKind kKindOf<RefundRequested> =
    views::v1::ITEM_POSTING_KIND_REFUNDED;
template <>
inline constexpr views::v1::ItemPostingKind kKindOf<RefundFailed> =
    views::v1::ITEM_POSTING_KIND_REFUNDED;
template <>
inline constexpr views::v1::ItemPostingKind kKindOf<RefundCancelled> =
    views::v1::ITEM_POSTING_KIND_REFUNDED;

// Of one that has several: by what it is posted against.
inline views::v1::ItemPostingKind KindAgainst(ChartAccount account) {
  if (account == ChartAccount::kUnappliedCash) return views::v1::ITEM_POSTING_KIND_PAID;
  if (account == ChartAccount::kDiscounts) return views::v1::ITEM_POSTING_KIND_DISCOUNTED;
  if (account == ChartAccount::kSetOffs) return views::v1::ITEM_POSTING_KIND_SET_OFF;
  return views::v1::ITEM_POSTING_KIND_CREDITED;
}

}  // namespace recourse::invoicing
