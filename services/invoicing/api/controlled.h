#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "libs/rpc/call.h"
#include "services/invoicing/domain/control.h"

// Calls that may need a second person. The limits lie in the home of the account's issuer: they are
// read there first, and then what is asked runs in the account's home with what was found.
namespace recourse::invoicing {

template <class Response>
struct ControlledCall {
  std::string account;  // "accounts/a1".
  // Runs in the account's home.
  std::function<Expected<Response, Failure>(engine::Unit&, const LimitTable&)> run;
  bool exempt = false;  // No limits are read.
};

// Reads the limits of the account's issuer; none where no account is open, which is for `then` to
// say. Calls one of the two, once, on some engine thread; they must not block. `commands` outlives
// that.
void FindLimits(engine::Commands& commands, const std::string& account,
                std::function<void(const engine::Result& why)> fail,
                std::function<void(LimitTable)> then);

// The handler for rpc::Service::Answer of what `prepare` has checked. `commands` outlives it.
template <class Request, class Response>
auto Controlled(engine::Commands& commands,
                Expected<ControlledCall<Response>, Failure> (*prepare)(const Request&,
                                                                       const rpc::Caller&)) {
  return [&commands,
          prepare](const rpc::Call<Request>& call) -> Expected<rpc::Begin<Response>, Failure> {
    auto prepared = prepare(call.request, call.caller);
    if (!prepared) return Unexpected{prepared.error()};
    auto told = call.Command(prepared->account);
    return rpc::Begin<Response>([&commands, asked = *std::move(prepared),
                                 command = std::move(told)](rpc::Reply<Response> reply) {
      const auto submit = [&commands, command, reply, run = asked.run](LimitTable table) mutable {
        rpc::Prepared<Response> job(
            command.home, [run = std::move(run), table = std::move(table)](engine::Unit& unit) {
              return run(unit, table);
            });
        command.run = std::move(job.run);
        command.done = [reply](const engine::Result& result) { reply.Answer(result); };
        commands.Submit(std::move(command));
      };
      if (asked.exempt) {
        auto now = submit;
        return now({});
      }
      FindLimits(
          commands, asked.account, [reply](const engine::Result& why) { reply.Answer(why); },
          submit);
    });
  };
}

}  // namespace recourse::invoicing
