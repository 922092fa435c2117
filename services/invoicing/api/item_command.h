#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "libs/rpc/bytes.h"
#include "libs/rpc/call.h"
#include "libs/rpc/fields.h"

namespace recourse::invoicing {

inline constexpr int kBatchMax = 512;

// What is wrong with a batch as a whole goes to `fields`: its size, and an id from which those of
// its items, "<request_id>/<index>", cannot be made.
template <class Batch>
void CheckBatch(const Batch& batch, rpc::Fields& fields) {
  constexpr std::size_t kRequestIdBytesMax = 64;
  const int count = batch.requests_size();
  fields.Check(count > 0 && count <= kBatchMax, "requests", std::to_string(count),
               "must have 1 to 512 entries");
  const std::size_t derived_bytes = batch.request_id().size() + sizeof("/511") - 1;
  fields.Check(derived_bytes <= kRequestIdBytesMax, "request_id", batch.request_id(),
               "must have at most 60 bytes");
}

// The command of one request of many, but for its `run` and `done`: the same as if the request had
// come by itself to the method `path`, so that it is known again whichever way it comes. `caller`
// and `hash` are those of the call that it came in.
template <class Request>
Expected<engine::Command, Failure> ItemCommand(const Request& request, std::string request_id,
                                               std::string_view path, const rpc::Caller& caller,
                                               const rpc::KeyedHash& hash) {
  if (const auto checked = rpc::CheckRequestId(request_id); !checked) {
    return Unexpected{checked.error()};
  }
  thread_local std::string bytes;
  rpc::SerialiseSame(request, bytes);
  engine::Command command;
  command.request_id = std::move(request_id);
  command.fingerprint = rpc::Fingerprint(hash, caller, path, bytes);
  command.home = request.parent();
  command.actor = caller.principal;
  return command;
}

}  // namespace recourse::invoicing
