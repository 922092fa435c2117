#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "libs/rpc/bytes.h"
#include "libs/rpc/call.h"

namespace recourse::invoicing {

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
