#include "services/invoicing/views/items_view.h"

#include <fmt/format.h>

#include <map>
#include <optional>

#include "libs/base/check.h"
#include "libs/base/overloaded.h"
#include "recourse/invoicing/views/v1/item_row.pb.h"
#include "services/invoicing/codec/account_codec.h"
#include "services/invoicing/codec/charge_parts.h"
#include "services/invoicing/codec/ledger_codec.h"
#include "services/invoicing/codec/parts.h"
#include "services/invoicing/domain/postings.h"
#include "services/invoicing/views/item_posting_kinds.h"
#include "services/invoicing/views/ledger_event_of.h"

namespace recourse::invoicing {
namespace {

using views::v1::AccountRow;
using views::v1::ItemPostingKind;
using views::v1::ItemRow;

constexpr std::string_view kAccounts = "accounts/";
constexpr std::string_view kIssuers = "issuers/";

std::int32_t DayNumber(Date day) {
  return static_cast<std::int32_t>(day.time_since_epoch().count());
}

// Writes what one record of one account's ledger means to its items.
class Appender {
 public:
  Appender(const history::v1::Record& record, std::string_view account_id, engine::ViewRows& rows)
      : record_(record), account_id_(account_id), rows_(rows) {}

  void Write(const LedgerEvent& event) {
    std::visit(
        Overloaded{
            [&](const InvoiceIssued& issued) {
              Post(event, issued.balances, views::v1::ITEM_POSTING_KIND_ISSUED);
              Amount(issued);
            },
            [&](const auto& posted) { PostAs(event, posted); },
            [&](const CreditNoteIssued& credit) {
              if (credit.released.empty()) return PostAs(event, credit);
              PostSeveral(event, credit.balances);
            },
            [&](const ItemsSetOff& set_off) { PostSeveral(event, set_off.balances); },
            [&](const SetOffReversed& reversed) { PostSeveral(event, reversed.balances); },
            [&](const ChargeAssessed& assessed) {
              Charge(assessed.charge_id, assessed.kind, assessed.effective);
              Post(event, {}, views::v1::ITEM_POSTING_KIND_ISSUED);
            },
            [&](const InterestAssessed& assessed) {
              Charge(assessed.charge_id, assessed.kind, assessed.through);
              Post(event, {}, views::v1::ITEM_POSTING_KIND_ISSUED);
            },
            [&](const ChargeReversed&) { Post(event, {}, views::v1::ITEM_POSTING_KIND_ISSUED); },
            [&](const ChargeWaived&) { Post(event, {}, views::v1::ITEM_POSTING_KIND_CREDITED); },
            [&](const WaiverReversed&) { Post(event, {}, views::v1::ITEM_POSTING_KIND_CREDITED); },
            [&](const DueDateExtended& extended) {
              auto& fragment = Extension(extended.extension_id);
              auto& extension = *fragment.mutable_extensions(0);
              extension.set_due_day(DayNumber(extended.due));
              extension.set_for_aging(extended.for_aging);
              Append(ItemsView::InvoiceKey(account_id_, extended.invoice_id), fragment);
            },
            [&](const DueDateExtensionRevoked& revoked) {
              auto& fragment = Extension(revoked.extension_id);
              fragment.mutable_extensions(0)->set_revoked(true);
              Append(ItemsView::InvoiceKey(account_id_, revoked.invoice_id), fragment);
            },
            [&](const PaymentConverted&) { Post(event, {}, views::v1::ITEM_POSTING_KIND_PAID); },
            [&](const DisputedMarked& marked) {
              Claim(marked.dispute_id, marked.claimed.minor_units, marked.balances);
            },
            [&](const DisputedReleased& released) {
              Claim(released.dispute_id, 0, released.balances);
            },
            [](const InvoiceCancelled&) {},  // What it clears, other events say.
            [](const RefundSent&) {},        // What was set aside has left: no item moves.
            [](const InvoiceRequested&) {},  // Nothing is owed yet, or ever will be.
            [](const InvoiceRefused&) {},
            [](const ChargesFrozen&) {},  // InterestAssessed says what comes of it.
            [](const ChargesUnfrozen&) {},
        },
        event);
  }

 private:
  // What only moves balances.
  template <class Event>
  void PostAs(const LedgerEvent& event, const Event& posted) {
    static_assert(kKindOf<Event> != views::v1::ITEM_POSTING_KIND_UNSPECIFIED,
                  "say above what it writes");
    Post(event, posted.balances, kKindOf<Event>);
  }

  // An event has one receivable posting for each of its balances, in their order.
  void Post(const LedgerEvent& event, const std::vector<InvoiceBalance>& balances,
            ItemPostingKind kind) {
    auto balance = balances.begin();
    std::map<std::string, ItemRow> others;  // Charges and unapplied cash, by key.
    for (const Posting& posting : Postings(event)) {
      if (posting.account == ChartAccount::kReceivable) {
        CHECK(balance != balances.end() && balance->invoice_id == posting.item);
        auto& fragment = Reused<ItemRow>();
        if (const auto* issued = std::get_if<InvoiceIssued>(&event)) {
          fragment.set_issue_day(DayNumber(issued->content.issue_date));
          fragment.set_due_day(DayNumber(issued->content.due_date));
          SetCurrency(posting, fragment);
          PutContent(*issued);
        }
        AddPosting(posting, kind, fragment);
        if (kind != views::v1::ITEM_POSTING_KIND_ISSUED) Rest(*balance, posting.effective);
        SetBalance(*balance++, fragment);
        Append(ItemsView::InvoiceKey(account_id_, posting.item), fragment);
      } else if (const auto key = KeyOf(posting)) {
        ItemRow& fragment = others[*key];
        SetCurrency(posting, fragment);
        AddPosting(posting, kind, fragment);
      }
    }
    for (const auto& [key, fragment] : others) Append(key, fragment);
  }

  void PutContent(const InvoiceIssued& issued) {
    auto& content = Reused<v1::InvoiceContent>();
    invoicing::Write(issued.content, &content);
    rows_.Put(ItemsView::ContentKey(account_id_, issued.invoice_id), content.SerializeAsString());
  }

  // Of several receivable postings on one item, which has one balance; each stands before what it
  // is posted against.
  void PostSeveral(const LedgerEvent& event, const std::vector<InvoiceBalance>& balances) {
    std::map<std::string_view, ItemRow> fragments;
    std::map<std::string, ItemRow> cash;  // By key.
    Date day{};
    const std::vector<Posting> postings = Postings(event);
    for (std::size_t i = 0; i < postings.size(); ++i) {
      const Posting& posting = postings[i];
      if (posting.account == ChartAccount::kReceivable) {
        const ItemPostingKind kind = KindAgainst(postings.at(i + 1).account);
        AddPosting(posting, kind, fragments[posting.item]);
        day = posting.effective;
      } else if (const auto key = KeyOf(posting)) {
        SetCurrency(posting, cash[*key]);
        AddPosting(posting, views::v1::ITEM_POSTING_KIND_PAID, cash[*key]);
      }
    }
    CHECK(fragments.size() == balances.size());
    for (const InvoiceBalance& balance : balances) {
      Rest(balance, day);
      ItemRow& fragment = fragments.at(balance.invoice_id);
      SetBalance(balance, fragment);
      Append(ItemsView::InvoiceKey(account_id_, balance.invoice_id), fragment);
    }
    for (const auto& [key, fragment] : cash) Append(key, fragment);
  }

  // The row of a charge or of unapplied cash; nothing for what has no row.
  std::optional<std::string> KeyOf(const Posting& posting) const {
    if (posting.account == ChartAccount::kUnappliedCash) {
      return ItemsView::PaymentKey(account_id_, posting.item);
    }
    if (posting.account == ChartAccount::kCharges) {
      return ItemsView::ChargeKey(account_id_, posting.item);
    }
    return std::nullopt;
  }

  // What pays all of it, also within each step of its discount.
  void Amount(const InvoiceIssued& issued) {
    const InvoiceContent& content = issued.content;
    if (content.amount.minor_units <= 0 || !content.issuer.starts_with(kIssuers)) return;
    const std::string issuer_id = content.issuer.substr(kIssuers.size());
    const auto put = [&](const Money& amount) {
      rows_.Put(ItemsView::AmountKey(issuer_id, amount, content.issue_date, account_id_,
                                     issued.invoice_id),
                "");
    };
    put(content.amount);
    for (const EarlyPaymentDiscount& step : content.terms.discounts) {
      put(content.amount - DiscountOf(content.amount, step.millionths));
    }
  }

  // What is left of it: only an event that leaves something open costs a key.
  void Rest(const InvoiceBalance& balance, Date day) {
    if (balance.open.minor_units <= 0) return;
    const auto bytes = rows_.Get(ItemsView::AccountKey(account_id_));
    AccountRow account;
    if (!bytes || !account.ParseFromString(*bytes)) return;
    const std::string_view issuer = account.issuer();
    if (!issuer.starts_with(kIssuers)) return;
    rows_.Put(ItemsView::AmountKey(issuer.substr(kIssuers.size()), balance.open, day, account_id_,
                                   balance.invoice_id),
              "");
  }

  void Charge(const std::string& charge_id, ChargeKind kind, Date day) {
    auto& fragment = Reused<ItemRow>();
    fragment.set_charge_kind(ToWire(kind));
    fragment.set_charge_day(DayNumber(day));
    Append(ItemsView::ChargeKey(account_id_, charge_id), fragment);
  }

  // With one extension, of which all but its id and when it was recorded is still to be said.
  ItemRow& Extension(const std::string& extension_id) const {
    auto& fragment = Reused<ItemRow>();
    auto* const extension = fragment.add_extensions();
    extension->set_extension_id(extension_id);
    Stamp(*extension);
    return fragment;
  }

  void Claim(const std::string& dispute_id, std::int64_t claimed_minor_units,
             const std::vector<InvoiceBalance>& balances) {
    CHECK(balances.size() == 1);
    const InvoiceBalance& balance = balances.front();
    auto& fragment = Reused<ItemRow>();
    auto* const claim = fragment.add_claims();
    claim->set_dispute_id(dispute_id);
    Stamp(*claim);
    claim->set_claimed_minor_units(claimed_minor_units);
    SetBalance(balance, fragment);
    Append(ItemsView::InvoiceKey(account_id_, balance.invoice_id), fragment);
  }

  void AddPosting(const Posting& posting, ItemPostingKind kind, ItemRow& fragment) const {
    auto* const added = fragment.add_postings();
    added->set_effective_day(DayNumber(posting.effective));
    Stamp(*added);
    added->set_minor_units(posting.amount.minor_units);
    added->set_kind(kind);
  }

  static void SetCurrency(const Posting& posting, ItemRow& fragment) {
    fragment.set_currency_code(std::string(posting.amount.currency.code()));
  }

  static void SetBalance(const InvoiceBalance& balance, ItemRow& fragment) {
    fragment.set_open_minor_units(balance.open.minor_units);
    fragment.set_disputed_minor_units(balance.disputed.minor_units);
  }

  void Append(const std::string& key, const ItemRow& fragment) {
    rows_.Append(key, fragment.SerializeAsString());
  }

  // When an entry was recorded.
  template <class Entry>
  void Stamp(Entry& entry) const {
    entry.set_recorded_at_us(record_.recorded_at_us());
    entry.set_sequence(record_.sequence());
  }

  const history::v1::Record& record_;
  const std::string_view account_id_;
  engine::ViewRows& rows_;
};

}  // namespace

void ItemsView::Apply(const history::v1::Record& record, engine::ViewRows& rows) {
  std::string_view account_id = record.home();
  if (!account_id.starts_with(kAccounts)) return;
  account_id.remove_prefix(kAccounts.size());

  if (record.stream() == AccountAggregate::kStream) {
    const auto event = AccountAggregate::Decode(record.type(), record.payload());
    CHECK(event);
    const auto* const opened = std::get_if<AccountOpened>(&*event);
    if (opened == nullptr) return;  // The issuer stays.
    AccountRow row;
    row.set_issuer(opened->profile.issuer);
    rows.Put(AccountKey(account_id), row.SerializeAsString());
  } else if (record.stream() == LedgerAggregate::kStream) {
    Appender(record, account_id, rows).Write(LedgerEventOf(record));
  }
}

}  // namespace recourse::invoicing
