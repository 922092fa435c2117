#include "services/invoicing/views/directory_view.h"

#include "libs/eventlog/hash.h"
#include "libs/wire/event.h"
#include "services/invoicing/codec/account_codec.h"
#include "services/invoicing/codec/agreement_codec.h"
#include "services/invoicing/codec/approval_codec.h"
#include "services/invoicing/codec/draft_codec.h"
#include "services/invoicing/codec/issuer_codec.h"
#include "services/invoicing/codec/ledger_codec.h"

namespace recourse::invoicing {
namespace {

// Where a record belongs, and what is kept of its event.
struct Kept {
  std::string key;
  std::string payload;
};

template <class A>
typename A::Decider::Event Decoded(const history::v1::Record& record) {
  auto event = A::Decode(record.type(), record.payload());
  CHECK(event);
  return *std::move(event);
}

std::string Within(std::string_view collection, const history::v1::Record& record,
                   std::string_view id) {
  const std::string_view account =
      std::string_view(record.home()).substr(DirectoryView::kAccounts.size());
  return std::string(collection).append(account).append("/").append(id);
}

std::optional<Kept> KeptOf(const history::v1::Record& record) {
  const std::string& stream = record.stream();
  if (stream == LedgerAggregate::kStream) return std::nullopt;  // Nearly all are.
  if (stream == IssuerAggregate::kStream) return Kept{record.home(), record.payload()};
  if (stream == AccountAggregate::kStream) {
    AccountEvent event = Decoded<AccountAggregate>(record);
    std::visit([](auto& said) { said.profile.personal_data = {}; }, event);
    return Kept{record.home(), AccountAggregate::Encode(event).payload};
  }
  if (stream == ApprovalsAggregate::kStream) {
    const ApprovalEvent event = Decoded<ApprovalsAggregate>(record);
    const std::string id = std::visit([](const auto& said) { return said.approval_id; }, event);
    return Kept{Within(DirectoryView::kApprovals, record, id), record.payload()};
  }
  if (record.home().starts_with(DirectoryView::kAccounts) && IsAgreement(stream)) {
    AgreementEvent event = Decoded<AgreementAggregate>(record);
    std::visit([](auto& said) { said.content.scope.clear(); }, event);
    const std::string id = std::visit([](const auto& said) { return said.agreement_id; }, event);
    return Kept{Within(DirectoryView::kAgreements, record, id),
                AgreementAggregate::Encode(event).payload};
  }
  if (record.home().starts_with(DirectoryView::kAccounts) && IsDraft(stream)) {
    DraftEvent event = Decoded<DraftAggregate>(record);
    std::visit(
        [](auto& said) {
          if constexpr (requires { said.content; }) said.content.asked.content.lines.clear();
        },
        event);
    const std::string id = std::visit([](const auto& said) { return said.draft_id; }, event);
    return Kept{Within(DirectoryView::kDrafts, record, id), DraftAggregate::Encode(event).payload};
  }
  return std::nullopt;
}

}  // namespace

void DirectoryView::Apply(const history::v1::Record& record, engine::ViewRows& rows) {
  auto kept = KeptOf(record);
  if (!kept) return;
  views::v1::DirectoryRow part;
  views::v1::DirectoryEntry& entry = *part.add_entries();
  entry.set_sequence(record.sequence());
  entry.set_version(record.version());
  entry.set_recorded_at_us(record.recorded_at_us());
  entry.set_type(record.type());
  entry.set_payload(std::move(kept->payload));
  rows.Append(kept->key, part.SerializeAsString());
}

std::optional<views::v1::DirectoryRow> FindInDirectory(const engine::ViewReader& rows,
                                                       std::string_view name) {
  const auto bytes = rows.Get(DirectoryView::kName, eventlog::ShardOf(name, rows.shards()), name);
  if (!bytes) return std::nullopt;
  auto row = wire::Unpack<views::v1::DirectoryRow>(*bytes);
  CHECK(row);
  return row;
}

}  // namespace recourse::invoicing
