#include "libs/rpc/call.h"

#include <fmt/format.h>

#include <algorithm>

namespace recourse::rpc {

std::string Fingerprint(const KeyedHash& hash, const Caller& caller, std::string_view method,
                        std::string_view content) {
  // No part of it can hold a space.
  return hash(fmt::format("{} {} {}", method, caller.principal, ToString(caller.role)), content);
}

Expected<Done, Failure> CheckRequestId(std::string_view request_id) {
  const bool printable = std::all_of(request_id.begin(), request_id.end(),
                                     [](char c) { return c > 0x20 && c < 0x7F; });
  if (printable && !request_id.empty() && request_id.size() <= 64) return Done{};
  Fields fields;
  fields.Check(false, "request_id", request_id,
               "must have 1 to 64 printable ASCII characters, chosen anew for each request and the "
               "same when it is asked again");
  return Unexpected{fields.Refuse()};
}

Failure UnreadableRequest(std::string_view type) {
  return {Failure::Kind::kInvalid,
          "UNREADABLE_REQUEST",
          "The request's bytes are not such a message, or a text in it is not UTF-8.",
          {{"", std::string(type)}}};
}

}  // namespace recourse::rpc
