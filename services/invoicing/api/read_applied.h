#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <utility>

#include "libs/rpc/call.h"
#include "services/invoicing/api/later.h"

namespace recourse::invoicing {

inline Failure NotAppliedYet(const std::string& home) {
  return {Failure::Kind::kUnavailable,
          "NOT_APPLIED_YET",
          "What was recorded just now cannot be read yet: try again.",
          {{"home", home}}};
}

// Begins an answer from what is derived of `home`, in which all is seen that had been released when
// it was asked for. `check` runs in the home first and may refuse; `answer` runs on one of gRPC's
// threads.
template <class Response>
rpc::Begin<Response> ReadApplied(engine::Commands& commands, std::string home,
                                 std::chrono::steady_clock::time_point deadline,
                                 std::function<engine::Outcome(engine::Unit&)> check,
                                 std::function<Expected<Response, Failure>()> answer) {
  return [&commands, home = std::move(home), until = WallClockAt(deadline),
          check = std::move(check), answer = std::move(answer)](rpc::Reply<Response> reply) {
    commands.Read(home, check, [&commands, home, until, answer, reply](const engine::Result& read) {
      if (!read.outcome) return reply.Answer(read);
      const auto respond = [home, answer, reply, position = read.position](bool applied) {
        if (!applied) return reply.Refuse(NotAppliedYet(home), position);
        RunOnGrpcThread([answer, reply, position] {
          const Expected<Response, Failure> response = answer();
          if (!response) return reply.Refuse(response.error(), position);
          reply.Send(*response, position);
        });
      };
      commands.WaitApplied(read.position, until, respond);
    });
  };
}

}  // namespace recourse::invoicing
