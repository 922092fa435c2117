#include "services/invoicing/api/issuer_lists.h"

#include "libs/base/check.h"
#include "libs/eventlog/hash.h"
#include "libs/wire/event.h"
#include "services/invoicing/api/refusals.h"

namespace recourse::invoicing {
namespace {

// "a1/i1": the ids of an account and of an item that it has.
std::pair<std::string, std::string> SplitPlace(const std::string& place) {
  const std::size_t slash = place.find('/');
  return {place.substr(0, slash), place.substr(slash + 1)};
}

}  // namespace

Expected<DirectoryLists::Slice, Failure> IssuerLists::Choose(const Asked& asked,
                                                             const Row& row) const {
  const std::string issuer_id = asked.issuer.substr(DirectoryView::kIssuers.size());
  const auto tell = [&](const std::string& place, const std::string& bytes,
                        std::uint64_t through) -> std::optional<DirectoryLists::Listed> {
    const auto item = wire::Unpack<views::v1::IssuerItemRow>(bytes);
    CHECK(item);
    const auto known = KnownThrough(*item, through, asked.known_at);
    if (!known) return std::nullopt;
    const auto listed = row(
        *known, [&] { return BalanceAt(place, {.known_at = asked.known_at, .through = through}); });
    if (!listed) return std::nullopt;
    return DirectoryLists::Listed{OrderKey(*listed, asked.page.ordering.by), ""};
  };
  return pages_.Choose(asked.page,
                       {.prefix = IssuerItemsView::Prefix(asked.kind, issuer_id),
                        .home = "",
                        .view = IssuerItemsView::kName,
                        .rows_ordered_max = kRowsOrderedMax},
                       tell);
}

ItemBalance IssuerLists::BalanceAt(const std::string& place, const AsOf& as_of) const {
  const auto [account_id, invoice_id] = SplitPlace(place);
  const std::uint32_t shard = eventlog::ShardOf("accounts/" + account_id, pages_.views().shards());
  const auto balance = items_.GetInvoiceBalance(shard, account_id, invoice_id, as_of);
  CHECK(balance);
  return *balance;
}

Expected<std::string, Failure> IssuerLists::Read(Asked asked, const Row& row,
                                                 const See& see) const {
  if (!FindInDirectory(pages_.views(), asked.issuer)) {
    return Unexpected{NoSuchIssuer(asked.issuer)};
  }
  pages_.Pin(asked.page);
  const auto slice = Choose(asked, row);
  if (!slice) return Unexpected{slice.error()};
  std::string home;
  LedgersAsKnown::Known known;
  std::uint64_t events = 0;
  const DirectoryLists::Place* last = nullptr;
  for (const auto& [place, message] : slice->found) {
    const auto [account_id, id] = SplitPlace(place.second);
    std::string account = "accounts/" + account_id;
    if (account != home) {
      if (last != nullptr && events > kEventsPerPageMax) return pages_.Issue(asked.page, *last);
      home = std::move(account);
      const std::uint32_t shard = eventlog::ShardOf(home, pages_.views().shards());
      known = ledgers_.ThroughSequence(home, asked.page.applied.at(shard), asked.known_at);
      if (!known) return Unexpected{HistoryTooLong(home)};
      events += known->version;
    }
    see(home, id, *known);
    last = &place;
  }
  return slice->next ? pages_.Issue(asked.page, *slice->next) : std::string();
}

}  // namespace recourse::invoicing
