#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "libs/base/check.h"
#include "libs/base/date.h"
#include "libs/engine/view.h"
#include "recourse/invoicing/views/v1/directory_row.pb.h"

namespace recourse::invoicing {

// What there is of which little is recorded: issuers, accounts, agreements, approvals and drafts,
// each with all its events, so that it can be told as it was known at any position of its shard.
// Answers the lists of them (api/directory_lists.h). Keys, each in the shard of its home ->
// DirectoryRow:
//   "issuers/<id>", "accounts/<id>"
//   "agreements/<account id>/<agreement id>", "approvals/<account id>/<approval id>"
//   "drafts/<account id>/<draft id>"
class DirectoryView final : public engine::View {
 public:
  static constexpr std::string_view kName = "directory";
  static constexpr std::string_view kIssuers = "issuers/";
  static constexpr std::string_view kAccounts = "accounts/";
  static constexpr std::string_view kAgreements = "agreements/";
  static constexpr std::string_view kApprovals = "approvals/";
  static constexpr std::string_view kDrafts = "drafts/";

  std::string_view name() const override { return kName; }
  std::uint32_t code_version() const override { return 2; }
  void Apply(const history::v1::Record& record, engine::ViewRows& rows) override;
};

// What an aggregate had come to.
template <class A>
struct DirectoryEntryOf {
  typename A::Decider::State state = A::Decider::Initial();
  std::uint64_t version = 0;  // Of its stream.
  Instant begun_at;           // When its first event was recorded.
};

// By the events of a row through that sequence. Nothing if there was none yet.
template <class A>
std::optional<DirectoryEntryOf<A>> KnownThrough(const views::v1::DirectoryRow& row,
                                                std::uint64_t sequence) {
  std::optional<DirectoryEntryOf<A>> known;
  for (const views::v1::DirectoryEntry& entry : row.entries()) {
    if (entry.sequence() > sequence) break;
    const auto event = A::Decode(entry.type(), entry.payload());
    CHECK(event);
    if (!known) {
      known.emplace();
      known->begun_at = Instant(Instant::duration(entry.recorded_at_us()));
    }
    known->version = entry.version();
    known->state = A::Decider::Evolve(std::move(known->state), *event);
  }
  return known;
}

// The row of an issuer or account, by its name. Nothing if there is none. Thread safe.
std::optional<views::v1::DirectoryRow> FindInDirectory(const engine::ViewReader& rows,
                                                       std::string_view name);

}  // namespace recourse::invoicing
