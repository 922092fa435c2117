#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "libs/engine/dispatcher.h"
#include "libs/rpc/client.h"

namespace recourse::standalone {

// Sends the promises of one service to where they are kept: another service's gRPC API, called with
// this service's own token, or an effect of this process such as the outbox. Routes are set before
// the engine starts; then thread safe.
class Router final : public engine::Outbound {
 public:
  using Effect = std::function<void(const std::string& home, const engine::PromiseCall& call,
                                    const std::string& request_id,
                                    std::function<void(Expected<std::string, Failure>)> done)>;

  void RouteServices(std::unique_ptr<rpc::Client> client) { client_ = std::move(client); }
  void RouteEffect(const std::string& target, Effect effect) { effects_[target] = effect; }
  // Cancels what is under way. Later calls fail with kUnavailable.
  void Close();

  void Call(const std::string& home, const engine::PromiseCall& call, const std::string& request_id,
            std::function<void(Expected<std::string, Failure>)> done) override;

 private:
  std::unique_ptr<rpc::Client> client_;
  std::map<std::string, Effect> effects_;
};

// The serialised request with its field request_id set. `method` is a full gRPC method of a linked
// service; a method that is unknown, or has no such field, is our own bug.
std::string WithRequestId(const std::string& method, std::string request,
                          const std::string& request_id);

}  // namespace recourse::standalone
