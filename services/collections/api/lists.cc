#include "services/collections/api/lists.h"

#include <algorithm>
#include <iterator>

namespace recourse::collections {
namespace {

constexpr std::size_t kUsualSize = 100;
constexpr std::size_t kSizeMax = 1000;
constexpr int kScansMax = 10;  // Of a page's size, for one page.

}  // namespace

std::vector<engine::ViewReader::Row> Lists::Scan(const Asked& asked, const std::string& after,
                                                 std::size_t limit) const {
  std::vector<engine::ViewReader::Row> rows;
  for (std::uint32_t shard = 0; shard < views_.shards(); ++shard) {
    auto of_shard = views_.Scan(asked.view, shard, asked.prefix, after, limit);
    rows.insert(rows.end(), std::make_move_iterator(of_shard.begin()),
                std::make_move_iterator(of_shard.end()));
  }
  std::sort(rows.begin(), rows.end());
  if (rows.size() > limit) rows.resize(limit);
  return rows;
}

Expected<std::string, Failure> Lists::Page(
    const Asked& asked, rpc::Fields fields,
    const std::function<bool(const std::string&)>& take) const {
  const std::size_t size = fields.PageSize("page_size", asked.page_size, kUsualSize, kSizeMax);
  const auto cursor = tokens_.Open(asked.question, asked.page_token);
  fields.Check(cursor.has_value(), "page_token", asked.page_token,
               "must come from a page of this list");
  if (!fields.ok()) return Unexpected{fields.Refuse()};

  std::string after = *cursor;
  std::size_t taken = 0;
  for (int scan = 0; scan < kScansMax; ++scan) {
    // One more than is wanted, to know whether there is a next page.
    const auto rows = Scan(asked, after, size + 1);
    for (const auto& [key, value] : rows) {
      if (taken == size) return tokens_.Issue(asked.question, after);
      after = key;
      if (take(value)) ++taken;
    }
    if (rows.size() <= size) return std::string();
  }
  return tokens_.Issue(asked.question, after);
}

}  // namespace recourse::collections
