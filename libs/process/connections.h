#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "libs/rpc/client.h"

namespace recourse::process {

// The ways to all services of the installation, those of this process included, each in the name of
// who calls: a service of this process, or the conductor. Made before there is a server; then
// thread safe.
class Connections {
 public:
  struct Options {
    std::filesystem::path data;                // Where the tokens of who calls are.
    std::vector<std::string> local;            // The services of this process.
    std::map<std::string, std::string> peers;  // Addresses of the other services.
    std::vector<std::string> callers;          // In whose name is called.
    // Certificates by caller; those without one call without TLS, with their token, on loopback.
    std::map<std::string, std::filesystem::path> tls;
  };

  // PEER_MISSING (kInvalid) if it is not said where a service is; ADDRESS_NOT_LOOPBACK if it is on
  // another machine and there is no TLS.
  static Expected<std::unique_ptr<Connections>, Failure> Open(const Options& options);

  // The way to the services of this process, once there is a server. Before anybody calls To for
  // one of them.
  void AddLocal(const std::shared_ptr<grpc::Channel>& channel);
  // Cancels all that is under way. What is called later fails with kUnavailable.
  void Close();

  rpc::Client& To(const std::string& service, const std::string& caller) const;
  const std::map<std::string, std::string>& peers() const { return peers_; }

 private:
  Connections() = default;

  std::vector<std::string> local_;
  std::map<std::string, std::string> peers_;
  std::map<std::string, std::string> tokens_;  // By caller.
  std::map<std::pair<std::string, std::string>, std::unique_ptr<rpc::Client>> clients_;
};

}  // namespace recourse::process
