#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "libs/base/check.h"
#include "libs/engine/view.h"
#include "libs/rpc/fields.h"
#include "libs/rpc/page.h"

namespace recourse::collections {

// A list of a view over all shards, in the order of its keys, by pages.
class Lists {
 public:
  Lists(const rpc::KeyedHash& hash, const engine::ViewReader& views)
      : tokens_(hash), views_(views) {}

  struct Asked {
    std::string_view view;
    std::string prefix;    // Of the keys.
    std::string question;  // Method, caller and filter: what a page token is bound to.
    std::int32_t page_size = 0;
    std::string page_token;
  };

  // Calls `take` with each row of the page, and gives the token of the next. `take` says whether
  // the row is in the list. A page looks at a bounded number of rows, so a list with a filter may
  // have pages that are not full. What is wrong with the request is added to `fields`.
  template <class Message>
  Expected<std::string, Failure> ForEach(const Asked& asked, rpc::Fields fields,
                                         const std::function<bool(Message&&)>& take) const {
    return Page(asked, std::move(fields), [&](const std::string& bytes) {
      Message message;
      CHECK(message.ParseFromString(bytes));
      return take(std::move(message));
    });
  }

 private:
  Expected<std::string, Failure> Page(const Asked& asked, rpc::Fields fields,
                                      const std::function<bool(const std::string&)>& take) const;
  std::vector<engine::ViewReader::Row> Scan(const Asked& asked, const std::string& after,
                                            std::size_t limit) const;

  const rpc::PageTokens tokens_;
  const engine::ViewReader& views_;
};

}  // namespace recourse::collections
