#include "libs/process/connections.h"

#include <algorithm>

#include "libs/base/check.h"
#include "libs/process/initialise.h"
#include "libs/rpc/server.h"
#include "libs/rpc/tls.h"
#include "libs/rpc/token_store.h"

namespace recourse::process {
namespace {

Failure PeerMissing(const std::string& service) {
  return {Failure::Kind::kInvalid,
          "PEER_MISSING",
          "It is not said where this service, which runs in another process, is to be found: set "
          "its address in recourse.toml.",
          {{"service", service}}};
}

Failure NotLoopback(const std::string& service, const std::string& address) {
  return {Failure::Kind::kInvalid,
          "ADDRESS_NOT_LOOPBACK",
          "Without TLS, services are asked within this machine only.",
          {{"service", service}, {"address", address}}};
}

}  // namespace

Expected<std::unique_ptr<Connections>, Failure> Connections::Open(const Options& options) {
  std::unique_ptr<Connections> self(new Connections());
  self->local_ = options.local;
  for (const std::string service : kServices) {
    if (std::find(options.local.begin(), options.local.end(), service) != options.local.end()) {
      continue;
    }
    const auto peer = options.peers.find(service);
    if (peer == options.peers.end()) return Unexpected{PeerMissing(service)};
    self->peers_.insert(*peer);
  }
  for (const std::string& caller : options.callers) {
    const auto token = rpc::ReadTokenFile(ServiceTokenFile(options.data, caller).string());
    if (!token) return Unexpected{token.error()};
    self->tokens_[caller] = *token;
    std::shared_ptr<grpc::ChannelCredentials> credentials;
    if (const auto tls = options.tls.find(caller); tls != options.tls.end()) {
      auto read = rpc::ClientTls(tls->second);
      if (!read) return Unexpected{read.error()};
      credentials = *std::move(read);
    }
    for (const auto& [service, address] : self->peers_) {
      if (!credentials && !rpc::IsLoopback(address)) {
        return Unexpected{NotLoopback(service, address)};
      }
      auto& client = self->clients_[{service, caller}];
      client = credentials
                   ? std::make_unique<rpc::Client>(rpc::Client::Connect(address, credentials), "")
                   : std::make_unique<rpc::Client>(rpc::Client::Connect(address), *token);
    }
  }
  return self;
}

void Connections::AddLocal(const std::shared_ptr<grpc::Channel>& channel) {
  for (const std::string& service : local_) {
    for (const auto& [caller, token] : tokens_) {
      clients_[{service, caller}] = std::make_unique<rpc::Client>(channel, token);
    }
  }
}

void Connections::Close() {
  for (const auto& [way, client] : clients_) client->Close();
}

rpc::Client& Connections::To(const std::string& service, const std::string& caller) const {
  const auto found = clients_.find({service, caller});
  CHECK(found != clients_.end());
  return *found->second;
}

}  // namespace recourse::process
