#include "tools/recourse/place.h"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <utility>

#include "libs/rpc/server.h"
#include "libs/rpc/tls.h"
#include "libs/rpc/token_store.h"

namespace recourse::cli {
namespace {

std::string InDataFolder(const Place& place, const char* name) {
  return (std::filesystem::path(DataFolder(place)) / name).string();
}

}  // namespace

std::string DataFolder(const Place& place) {
  if (!place.data.empty()) return place.data;
  const char* home = std::getenv("RECOURSE_HOME");
  return home != nullptr && *home != '\0' ? home : "./recourse-data";
}

std::string TlsFolder(const Place& place) {
  if (!place.tls.empty()) return place.tls;
  const char* tls = std::getenv("RECOURSE_TLS");
  return tls != nullptr ? tls : "";
}

Expected<std::string, Failure> Address(const Place& place) {
  if (!place.address.empty()) return place.address;
  const std::string path = InDataFolder(place, "address");
  std::string address;
  std::ifstream(path) >> address;
  if (!address.empty()) return address;
  return Unexpected{
      Failure{Failure::Kind::kUnavailable,
              "NOT_RUNNING",
              "No installation runs in this data folder: start it with `recourse up`, or name "
              "another with --data or --address",
              {{"file", path}}}};
}

Expected<std::unique_ptr<rpc::Client>, Failure> Connect(const Place& place) {
  const auto address = Address(place);
  if (!address) return Unexpected{address.error()};
  if (const std::string tls = TlsFolder(place); !tls.empty()) {
    const auto credentials = rpc::ClientTls(tls);
    if (!credentials) return Unexpected{credentials.error()};
    return std::make_unique<rpc::Client>(rpc::Client::Connect(*address, *credentials), "");
  }
  if (!rpc::IsLoopback(*address)) {
    return Unexpected{Failure{Failure::Kind::kInvalid,
                              "ADDRESS_NOT_LOOPBACK",
                              "Without TLS a token is only sent within this machine",
                              {{"address", *address}}}};
  }
  auto token = rpc::ReadTokenFile(place.token_file.empty() ? InDataFolder(place, "operator.token")
                                                           : place.token_file);
  if (!token) {
    Failure failure = token.error();
    if (failure.kind == Failure::Kind::kNotFound) {
      // Somebody without a token may do nothing, whatever the reason for having none.
      failure.kind = Failure::Kind::kDenied;
      failure.message +=
          " Give the one that holds your token with --token-file; without it, operator.token in "
          "the data folder (--data) is taken.";
    }
    return Unexpected{std::move(failure)};
  }
  return std::make_unique<rpc::Client>(rpc::Client::Connect(*address), *std::move(token));
}

}  // namespace recourse::cli
