#include "services/invoicing/views/accounts_of.h"

#include "libs/base/check.h"
#include "libs/wire/event.h"
#include "recourse/invoicing/views/v1/item_row.pb.h"
#include "services/invoicing/views/items_view.h"

namespace recourse::invoicing {

void ForEachAccountOf(const engine::ViewReader& views, std::string_view issuer,
                      const std::function<bool(const std::string& account)>& see) {
  for (std::uint32_t shard = 0; shard < views.shards(); ++shard) {
    std::string after;
    while (true) {
      const auto rows = views.Scan(ItemsView::kName, shard, "", after, 1);
      if (rows.empty() || ItemsView::IsContentKey(rows[0].first)) break;
      const auto& [key, bytes] = rows[0];
      CHECK(key.ends_with('/'));
      after = key + "\xff";  // Behind its items.
      const auto row = wire::Unpack<invoicing::views::v1::AccountRow>(bytes);
      CHECK(row);
      if (row->issuer() != issuer) continue;
      if (!see("accounts/" + key.substr(0, key.size() - 1))) return;
    }
  }
}

}  // namespace recourse::invoicing
