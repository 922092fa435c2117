#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "libs/base/check.h"
#include "libs/engine/stream_reader.h"
#include "libs/rpc/call.h"
#include "recourse/history/v1/record.pb.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/api/read_applied.h"
#include "services/invoicing/api/refusals.h"
#include "services/invoicing/api/state_pages.h"
#include "services/invoicing/codec/account_codec.h"

namespace recourse::invoicing {

// Lists of what an account keeps in a stream of little, such as its circumstances, page by page.
// The stream is read again from its first event for each page. All that was released when a first
// page was asked for is in it. Thread safe.
template <class A>
class StreamLists {
 public:
  using State = typename A::Decider::State;

  // The first two outlive this.
  StreamLists(engine::Commands& commands, const engine::StreamReader& streams,
              const rpc::KeyedHash& hash)
      : commands_(commands), streams_(streams), pages_(hash) {}

  // Which of them a list has, in any order.
  using Rows = std::function<std::vector<ListRow>(const State&)>;
  // Adds the one with this id to a page.
  template <class Response>
  using Add = std::function<void(const State&, const std::string& id, Response&)>;

  // Reads what all list requests have in common; `fields` has what is wrong with the rest.
  template <class Response, class Request>
  Expected<rpc::Begin<Response>, Failure> List(const rpc::Call<Request>& call, rpc::Fields& fields,
                                               Rows rows, Add<Response> add) const {
    const std::string home = call.request.parent();
    fields.Name("parent", home, kAccountName);
    const ListOrdering ordering =
        ReadOrdering(call.request.order(), {v1::ORDER_BY_DATE}, fields.Within("order"));
    const StatePages::Page page = pages_.Read(call.request, call.caller, fields);
    if (!fields.ok()) return Unexpected{fields.Refuse()};
    return ReadApplied<Response>(commands_, home, call.deadline, CheckOpen,
                                 [this, home, page, ordering, rows = std::move(rows),
                                  add = std::move(add)]() -> Expected<Response, Failure> {
                                   const auto [state, version] = Through(home, page);
                                   auto slice = pages_.Cut(page, version, ordering, rows(state));
                                   Response response;
                                   for (const ListRow& row : slice.rows)
                                     add(state, row.id, response);
                                   response.set_next_page_token(std::move(slice.next_page_token));
                                   return response;
                                 });
  }

 private:
  static engine::Outcome CheckOpen(engine::Unit& unit) {
    if (!unit.State<AccountAggregate>(AccountAggregate::kStream)) {
      return Unexpected{NoSuchAccount(unit.home())};
    }
    return std::string();
  }

  // The state that a page is of, and its version.
  std::pair<State, std::uint64_t> Through(const std::string& home,
                                          const StatePages::Page& page) const {
    std::pair<State, std::uint64_t> known{A::Decider::Initial(), 0};
    history::v1::Record record;
    streams_.ScanStream(
        home, std::string(A::kStream), 1, [&](std::uint64_t, std::string_view bytes) {
          CHECK(record.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())));
          if (!page.first && record.version() > page.version) return false;
          const auto event = A::Decode(record.type(), record.payload());
          CHECK(event);
          known.first = A::Decider::Evolve(std::move(known.first), *event);
          known.second = record.version();
          return true;
        });
    return known;
  }

  engine::Commands& commands_;
  const engine::StreamReader& streams_;
  const StatePages pages_;
};

}  // namespace recourse::invoicing
