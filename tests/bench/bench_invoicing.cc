// Invoicing alone on an installation that `recourse init` made, as it stands in a process of its
// own: durable, with all that it derives, and nobody who listens to its events.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>

#include "libs/base/hex.h"
#include "libs/observability/metrics.h"
#include "libs/rpc/server.h"
#include "libs/rpc/token_store.h"
#include "libs/seal/keyring.h"
#include "libs/seal/sealer.h"
#include "services/invoicing/service.h"
#include "services/standalone/host.h"
#include "services/standalone/initialise.h"
#include "services/standalone/router.h"
#include "tests/bench/ending.h"

namespace recourse::bench {
namespace {

using namespace standalone;

template <class T, class Error>
T OrDie(Expected<T, Error> value) {
  if (value) return *std::move(value);
  fmt::print(stderr, "bench_invoicing: {}\n", value.error().message);
  std::exit(2);
}

int Main(int argc, char** argv) {
  CLI::App app("Serves invoicing alone: what a durable command costs without its followers.");
  std::string data;
  app.add_option("--data", data, "folder that `recourse init` made")->required();
  CLI11_PARSE(app, argc, argv);

  const Ending ending;
  const SystemClock clock;
  const Installation installation = OrDie(ReadInstallation(data));
  Router router;
  const auto host = OrDie(Host::Open(invoicing::MakeDefinition(),
                                     {installation, clock, router, [](const std::string&) {}}));
  const auto tokens = OrDie(rpc::TokenStore::Open(TokensFile(data).string()));
  const auto key = FromHex(OrDie(rpc::ReadTokenFile(RequestKeyFile(data).string())));
  CHECK(key);
  auto keyring = seal::Keyring::Open(
      {.folder = KeysFolder(data).string(), .master_path = installation.master_key.string()});
  CHECK(keyring);
  const seal::Sealer sealer(**keyring, installation.id_text());
  observability::Metrics metrics;
  rpc::Shell shell(*tokens, rpc::KeyedHash(*key), metrics);
  const auto apis = invoicing::MakeApis({shell, host->engine(), sealer});
  std::vector<rpc::Service*> services;
  for (const auto& api : apis) services.push_back(api.get());
  const auto server = OrDie(rpc::Server::Start({"127.0.0.1:0"}, shell, services));
  const auto token = OrDie(rpc::ReadTokenFile(ServiceTokenFile(data, "invoicing").string()));
  router.RouteServices(std::make_unique<rpc::Client>(server->InProcessChannel(), token));
  host->Start();
  const std::string& address = server->address();
  fmt::print("{}\n", address.substr(address.rfind(':') + 1));
  std::fflush(stdout);

  ending.Await();
  server->Stop(std::chrono::seconds(5));
  router.Close();
  host->Stop();
  host->Disconnect();
  return 0;
}

}  // namespace
}  // namespace recourse::bench

int main(int argc, char** argv) { return recourse::bench::Main(argc, argv); }
