#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libs/engine/engine.h"
#include "libs/engine/stream_reader.h"
#include "libs/rpc/identity.h"
#include "libs/rpc/page.h"
#include "recourse/history/v1/record.pb.h"
#include "recourse/invoicing/v1/invoicing_service.pb.h"

namespace recourse::invoicing {

// Lists over all homes: of issuers, and of the accounts of one. Ids are found in views, what they
// say in the log. A page token pins how far each shard had been applied, so that what is
// registered or opened while a list is read is not in it. Thread safe.
class DirectoryCalls {
 public:
  // Rows of the view read for one page at most: a page may then come back short.
  static constexpr std::size_t kRowsPerPageMax = 10'000;

  // The first two outlive this; `hash` keeps page tokens from being made up.
  DirectoryCalls(engine::Commands& commands, const engine::StreamReader& streams,
                 const rpc::KeyedHash& hash)
      : views_(commands.views()), streams_(streams), pages_(hash) {}

  Expected<v1::ListIssuersResponse, Failure> ListIssuers(const v1::ListIssuersRequest& request,
                                                         const rpc::Caller& caller) const;
  Expected<v1::ListAccountsResponse, Failure> ListAccounts(const v1::ListAccountsRequest& request,
                                                           const rpc::Caller& caller) const;

 private:
  // Where a list goes on: what it may see of each shard, and the last key that it has seen.
  struct Cursor {
    std::vector<std::uint64_t> applied;
    std::string after;
  };
  // What a list is made of: the rows of `view` whose keys end with `ending`, one for each home
  // `collection` + its id.
  struct Listed {
    std::string_view view;
    std::string_view ending;
    std::string_view collection;
  };
  // Whether the row is wanted at all, and whether the home, as its shard was known through that
  // sequence, was added.
  using Wants = std::function<bool(const std::string& row)>;
  using Add = std::function<bool(const std::string& home, std::uint64_t through)>;

  std::optional<Cursor> Open(const std::string& question, const std::string& token) const;
  // Adds up to `size` homes behind the cursor; gives the next page's token, or "".
  std::string Page(const Listed& listed, const std::string& question, Cursor cursor,
                   std::size_t size, const Wants& wants, const Add& add) const;

  const engine::ViewReader& views_;
  const engine::StreamReader& streams_;
  const rpc::PageTokens pages_;
};

}  // namespace recourse::invoicing
