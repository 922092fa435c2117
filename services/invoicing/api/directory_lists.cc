#include "services/invoicing/api/directory_lists.h"

#include <iterator>
#include <map>

#include "libs/base/check.h"
#include "libs/eventlog/bytes.h"
#include "libs/eventlog/hash.h"
#include "libs/wire/event.h"

namespace recourse::invoicing {
namespace {

constexpr std::size_t kRowsPerScan = 256;
// Of a sequence in a page token, so that it stays short with many shards.
constexpr std::size_t kNumberBytes = 6;
// Of the length of what a list is ordered by.
constexpr std::size_t kLengthBytes = 8;

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

bool IsById(const ListOrdering& ordering) {
  return ordering.by == v1::ORDER_BY_ID || ordering.by == v1::ORDER_BY_UNSPECIFIED;
}

Failure TooManyToOrder(std::size_t rows_max) {
  return {Failure::Kind::kExhausted,
          "TOO_MANY_TO_ORDER",
          "There are too many for this order: ask for them by id.",
          {{"rows_max", std::to_string(rows_max)}}};
}

}  // namespace

// The first entries of a list behind a place, one more than a page has. In the order of ascending
// ids, which is that of the keys, a shard is read only until it has given so many; else whole.
class DirectoryLists::Search {
 public:
  Search(const engine::ViewReader& views, const Page& page, const Range& range, const TellRow& tell)
      : views_(views),
        page_(page),
        range_(range),
        tell_(tell),
        by_id_(IsById(page.ordering)),
        in_key_order_(by_id_ && !page.ordering.descending),
        found_(Before{page.ordering.descending}) {}

  // False if there are too many rows to order.
  bool Read(std::uint32_t shard) {
    std::string after = range_.prefix;
    if (in_key_order_ && page_.after) after += page_.after->second;
    std::size_t rows = 0;
    std::size_t fit = 0;
    while (true) {
      const auto batch = views_.Scan(range_.view, shard, range_.prefix, after, kRowsPerScan);
      for (const auto& [key, bytes] : batch) {
        after = key;
        const std::string id = key.substr(range_.prefix.size());
        fit += Look(id, bytes, page_.applied.at(shard)) ? 1 : 0;
        if (in_key_order_ && (fit > page_.size || ++rows == kRowsPerPageMax)) {
          if (!read_through_ || id < *read_through_) read_through_ = id;
          return true;
        }
      }
      rows_ordered_ += batch.size();
      if (!in_key_order_ && rows_ordered_ > range_.rows_ordered_max) return false;
      if (batch.size() < kRowsPerScan) return true;
    }
  }

  Slice Take() {
    if (read_through_) found_.erase(found_.upper_bound({"", *read_through_}), found_.end());
    Slice slice;
    if (read_through_) slice.next = Place{"", *read_through_};
    while (found_.size() > page_.size) {
      found_.erase(std::prev(found_.end()));
      slice.next = std::prev(found_.end())->first;
    }
    slice.found.assign(std::make_move_iterator(found_.begin()),
                       std::make_move_iterator(found_.end()));
    return slice;
  }

 private:
  struct Before {
    bool descending = false;
    bool operator()(const Place& a, const Place& b) const { return descending ? b < a : a < b; }
  };

  // Whether it is in the list, behind what was told before.
  bool Look(const std::string& id, const std::string& bytes, std::uint64_t through) {
    auto listed = tell_(id, bytes, through);
    if (!listed) return false;
    Place place{by_id_ ? "" : std::move(listed->order), id};
    if (page_.after && !found_.key_comp()(*page_.after, place)) return false;
    found_.emplace(std::move(place), std::move(listed->message));
    if (found_.size() > page_.size + 1) found_.erase(std::prev(found_.end()));
    return true;
  }

  const engine::ViewReader& views_;
  const Page& page_;
  const Range& range_;
  const TellRow& tell_;
  const bool by_id_;
  const bool in_key_order_;
  std::map<Place, std::string, Before> found_;
  std::optional<std::string> read_through_;  // Behind it not all shards were read.
  std::size_t rows_ordered_ = 0;
};

bool DirectoryLists::Open(const std::string& token, Page& page) const {
  const auto cursor = pages_.Open(page.question, token);
  if (!cursor) return false;
  const std::uint32_t shards = views_.shards();
  const std::size_t head = shards * kNumberBytes + kLengthBytes;
  if (!cursor->empty() && cursor->size() < head) return false;
  if (cursor->empty()) return true;
  for (std::uint32_t shard = 0; shard < shards; ++shard) {
    page.applied.push_back(ReadNumber(*cursor, shard));
  }
  const std::uint64_t length = eventlog::ReadBigEndian64(*cursor, shards * kNumberBytes);
  if (length > cursor->size() - head) return false;
  page.after = Place{cursor->substr(head, length), cursor->substr(head + length)};
  return true;
}

std::string DirectoryLists::Issue(const Page& page, const Place& after) const {
  std::string bytes;
  for (const std::uint64_t applied : page.applied) AppendNumber(bytes, applied);
  eventlog::AppendBigEndian64(bytes, after.first.size());
  return pages_.Issue(page.question, bytes + after.first + after.second);
}

void DirectoryLists::Pin(Page& page) const {
  if (!page.applied.empty()) return;
  for (std::uint32_t shard = 0; shard < views_.shards(); ++shard) {
    page.applied.push_back(streams_.applied(shard));
  }
}

DirectoryLists::TellRow DirectoryLists::RowTeller(const Tell& tell) {
  return [&tell](const std::string& id, const std::string& bytes, std::uint64_t through) {
    const auto row = wire::Unpack<views::v1::DirectoryRow>(bytes);
    CHECK(row);
    return tell(id, *row, through);
  };
}

Expected<DirectoryLists::Slice, Failure> DirectoryLists::Choose(const Page& page,
                                                                const Range& range,
                                                                const TellRow& tell) const {
  const std::uint32_t shards = views_.shards();
  Search search(views_, page, range, tell);
  const std::uint32_t home = range.home.empty() ? 0 : eventlog::ShardOf(range.home, shards);
  for (std::uint32_t shard = home; shard < (range.home.empty() ? shards : home + 1); ++shard) {
    if (!search.Read(shard)) return Unexpected{TooManyToOrder(range.rows_ordered_max)};
  }
  return search.Take();
}

}  // namespace recourse::invoicing
