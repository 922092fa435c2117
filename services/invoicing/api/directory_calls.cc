#include "services/invoicing/api/directory_calls.h"

#include <fmt/format.h>

#include <map>
#include <utility>

#include "libs/base/check.h"
#include "libs/eventlog/bytes.h"
#include "libs/eventlog/hash.h"
#include "libs/wire/event.h"
#include "recourse/invoicing/views/v1/item_row.pb.h"
#include "services/invoicing/api/account_fields.h"
#include "services/invoicing/api/callers.h"
#include "services/invoicing/api/issuer_calls.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/api/profile_fields.h"
#include "services/invoicing/api/refusals.h"
#include "services/invoicing/codec/account_codec.h"
#include "services/invoicing/codec/issuer_codec.h"
#include "services/invoicing/codec/parts.h"
#include "services/invoicing/views/issuers_view.h"
#include "services/invoicing/views/items_view.h"

namespace recourse::invoicing {
namespace {

// Of a sequence in a page token, so that it stays short with many shards.
constexpr std::size_t kNumberBytes = 6;

void AppendNumber(std::string& bytes, std::uint64_t number) {
  std::string whole;
  eventlog::AppendBigEndian64(whole, number);
  bytes.append(whole, whole.size() - kNumberBytes);
}

std::uint64_t ReadNumber(std::string_view bytes, std::size_t index) {
  const std::string zeros(sizeof(std::uint64_t) - kNumberBytes, '\0');
  return eventlog::ReadBigEndian64(
      zeros + std::string(bytes.substr(index * kNumberBytes, kNumberBytes)), 0);
}

// The next row of each shard, by key.
class Rows {
 public:
  // Sees keys behind `after` that end with `ending`; what lies between two of them begins with the
  // first.
  Rows(const engine::ViewReader& views, std::string_view view, std::string_view ending,
       const std::string& after)
      : views_(views), view_(view), ending_(ending) {
    for (std::uint32_t shard = 0; shard < views.shards(); ++shard) Find(shard, after);
  }

  struct Row {
    std::uint32_t shard = 0;
    std::string key;
    std::string value;
  };
  // Nothing: there are no more.
  std::optional<Row> Next() {
    if (next_.empty()) return std::nullopt;
    auto first = next_.extract(next_.begin());
    Row row{first.mapped().first, first.key(), std::move(first.mapped().second)};
    Find(row.shard, row.key + (ending_.empty() ? "" : "\xff"));
    return row;
  }

 private:
  void Find(std::uint32_t shard, const std::string& after) {
    auto rows = views_.Scan(view_, shard, "", after, 1);
    // What invoices say lies behind all accounts.
    if (rows.empty() || ItemsView::IsContentKey(rows[0].first)) return;
    CHECK(rows[0].first.ends_with(ending_));
    next_.emplace(std::move(rows[0].first), std::pair(shard, std::move(rows[0].second)));
  }

  const engine::ViewReader& views_;
  const std::string_view view_;
  const std::string_view ending_;
  std::map<std::string, std::pair<std::uint32_t, std::string>> next_;
};

// What an aggregate had come to, and how many events that took.
template <class A>
struct Known {
  typename A::Decider::State state = A::Decider::Initial();
  std::uint64_t version = 0;
};

// As far as the sequence `through`.
template <class A>
Known<A> KnownThrough(const engine::StreamReader& streams, const std::string& home,
                      std::uint64_t through) {
  Known<A> known;
  history::v1::Record record;
  streams.ScanStream(home, std::string(A::kStream), 1, [&](std::uint64_t, std::string_view bytes) {
    CHECK(wire::Unpack(bytes, record));
    if (record.sequence() > through) return false;
    auto event = A::Decode(record.type(), record.payload());
    CHECK(event);
    known.state = A::Decider::Evolve(std::move(known.state), *event);
    ++known.version;
    return true;
  });
  return known;
}

}  // namespace

Expected<v1::ListIssuersResponse, Failure> DirectoryCalls::ListIssuers(
    const v1::ListIssuersRequest& request, const rpc::Caller& caller) const {
  rpc::Fields fields;
  const std::size_t size = fields.PageSize("page_size", request.page_size(), kPageUsual, kPageMost);
  const std::string question = fmt::format("ListIssuers {}", caller.principal);
  const auto cursor = Open(question, request.page_token());
  fields.Check(cursor.has_value(), "page_token", request.page_token(), "must come from this list");
  if (!fields.ok()) return Unexpected{fields.Refuse()};

  v1::ListIssuersResponse response;
  const auto add = [&](const std::string& home, std::uint64_t through) {
    const auto issuer = KnownThrough<IssuerAggregate>(streams_, home, through);
    if (!issuer.state) return false;
    *response.add_issuers() = ToIssuer(home, *issuer.state, issuer.version);
    return true;
  };
  response.set_next_page_token(Page(
      {IssuersView::kName, "", "issuers/"}, question, *cursor, size,
      [](const std::string&) { return true; }, add));
  return response;
}

Expected<v1::ListAccountsResponse, Failure> DirectoryCalls::ListAccounts(
    const v1::ListAccountsRequest& request, const rpc::Caller& caller) const {
  rpc::Fields fields;
  fields.Name("parent", request.parent(), kIssuerName);
  const std::size_t size = fields.PageSize("page_size", request.page_size(), kPageUsual, kPageMost);
  if (request.kind() != v1::ACCOUNT_KIND_UNSPECIFIED) fields.OneOf("kind", request.kind());
  if (!request.country_code().empty()) CountryCode(fields, "country_code", request.country_code());
  const std::string question =
      fmt::format("ListAccounts {} {} {} {}", caller.principal, request.parent(),
                  static_cast<int>(request.kind()), request.country_code());
  const auto cursor = Open(question, request.page_token());
  fields.Check(cursor.has_value(), "page_token", request.page_token(), "must come from this list");
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  if (!ZoneOfIssuer(views_, request.parent())) return Unexpected{NoSuchIssuer(request.parent())};

  v1::ListAccountsResponse response;
  const auto wants = [&](const std::string& bytes) {
    const auto row = wire::Unpack<views::v1::AccountRow>(bytes);
    CHECK(row);
    return row->issuer() == request.parent();
  };
  const auto add = [&](const std::string& home, std::uint64_t through) {
    const auto known = KnownThrough<AccountAggregate>(streams_, home, through);
    if (!known.state) return false;
    v1::Account account = ToAccount(home, *known.state, known.version);
    const bool fits =
        (request.kind() == v1::ACCOUNT_KIND_UNSPECIFIED || account.kind() == request.kind()) &&
        (request.country_code().empty() || account.country_code() == request.country_code());
    if (fits) *response.add_accounts() = std::move(account);
    return fits;
  };
  response.set_next_page_token(
      Page({ItemsView::kName, "/", "accounts/"}, question, *cursor, size, wants, add));
  return response;
}

std::optional<DirectoryCalls::Cursor> DirectoryCalls::Open(const std::string& question,
                                                           const std::string& token) const {
  const auto opened = pages_.Open(question, token);
  if (!opened) return std::nullopt;
  const std::uint32_t shards = views_.shards();
  Cursor cursor;
  if (opened->empty()) {
    for (std::uint32_t shard = 0; shard < shards; ++shard) {
      cursor.applied.push_back(streams_.applied(shard));
    }
    return cursor;
  }
  if (opened->size() < shards * kNumberBytes) return std::nullopt;
  for (std::uint32_t shard = 0; shard < shards; ++shard) {
    cursor.applied.push_back(ReadNumber(*opened, shard));
  }
  cursor.after = opened->substr(shards * kNumberBytes);
  return cursor;
}

std::string DirectoryCalls::Page(const Listed& listed, const std::string& question, Cursor cursor,
                                 std::size_t size, const Wants& wants, const Add& add) const {
  // The last key of an account is that of its row, as far as the list is concerned.
  Rows rows(views_, listed.view, listed.ending,
            cursor.after.empty() || listed.ending.empty() ? cursor.after : cursor.after + "\xff");
  std::size_t added = 0;
  std::size_t seen = 0;
  auto row = rows.Next();
  for (; row && added < size && seen < kRowsPerPageMax; row = rows.Next(), ++seen) {
    cursor.after = row->key;
    if (!wants(row->value)) continue;
    const std::string_view id =
        std::string_view(row->key).substr(0, row->key.size() - listed.ending.size());
    if (add(std::string(listed.collection).append(id), cursor.applied.at(row->shard))) ++added;
  }
  if (!row) return "";
  std::string bytes;
  for (const std::uint64_t applied : cursor.applied) AppendNumber(bytes, applied);
  return pages_.Issue(question, bytes + cursor.after);
}

}  // namespace recourse::invoicing
