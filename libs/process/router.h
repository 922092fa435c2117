#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "libs/engine/dispatcher.h"
#include "libs/process/connections.h"

namespace recourse::process {

// Sends the promises of one service to where they are kept: another service's gRPC API, called in
// this service's own name, or an effect of this process such as the outbox. Routes are set before
// the engine starts; then thread safe.
class Router final : public engine::Outbound {
 public:
  using Effect = std::function<void(const std::string& home, const engine::PromiseCall& call,
                                    const std::string& request_id,
                                    std::function<void(Expected<std::string, Failure>)> done)>;

  // `connections` outlive this.
  Router(std::string service, const Connections& connections)
      : service_(std::move(service)), connections_(connections) {}

  void RouteEffect(const std::string& target, Effect effect) {
    effects_[target] = std::move(effect);
  }
  // Lets go of the effects. What is called later fails with kUnavailable.
  void Close();

  void Call(const std::string& home, const engine::PromiseCall& call, const std::string& request_id,
            std::function<void(Expected<std::string, Failure>)> done) override;

 private:
  const std::string service_;
  const Connections& connections_;
  std::mutex mutex_;
  std::map<std::string, Effect> effects_;
};

// The serialised request with its field request_id set. `method` is a full gRPC method of a linked
// service; a method that is unknown, or has no such field, is our own bug.
std::string WithRequestId(const std::string& method, std::string request,
                          const std::string& request_id);

// The service of an installation that has the method "/recourse.<service>.v1.Api/Method"; nothing
// if none has.
std::optional<std::string> ServiceOf(const std::string& method);

}  // namespace recourse::process
