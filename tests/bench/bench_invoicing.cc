// Invoicing alone on an installation that `recourse init` made, as it stands in a process of its
// own: durable, with all that it derives, and nobody who listens to its events.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>

#include "libs/observability/metrics.h"
#include "libs/process/ending.h"
#include "libs/process/host.h"
#include "libs/process/initialise.h"
#include "libs/process/router.h"
#include "libs/rpc/server.h"
#include "libs/rpc/token_store.h"
#include "libs/seal/keyring.h"
#include "libs/seal/sealer.h"
#include "services/invoicing/service.h"

namespace recourse::bench {
namespace {

using namespace process;

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
  // Nobody else is there, and nobody is asked.
  const auto connections = OrDie(Connections::Open({.data = data,
                                                    .local = {"invoicing"},
                                                    .peers = {{"dispute", "127.0.0.1:1"},
                                                              {"communication_log", "127.0.0.1:1"},
                                                              {"collections", "127.0.0.1:1"}},
                                                    .callers = {"invoicing"},
                                                    .tls = {}}));
  Router router("invoicing", *connections);
  const auto host = OrDie(Host::Open(invoicing::MakeDefinition(),
                                     {installation, clock, router, [](const std::string&) {}}));
  const auto tokens = OrDie(rpc::TokenStore::Open(TokensFile(data).string()));
  const auto key = OrDie(ReadRequestKey(data));
  auto keyring = seal::Keyring::Open(
      {.folder = KeysFolder(data).string(), .master_path = installation.master_key.string()});
  CHECK(keyring);
  const seal::Sealer sealer(**keyring, installation.id_text());
  observability::Metrics metrics;
  rpc::Shell shell(*tokens, key, metrics);
  const auto apis = invoicing::MakeApis(
      {shell, host->engine(), host->engine(), sealer, std::make_shared<invoicing::RateBook>()});
  std::vector<rpc::Service*> services;
  for (const auto& api : apis) services.push_back(api.get());
  const auto server = OrDie(rpc::Server::Start({"127.0.0.1:0"}, shell, services));
  connections->AddLocal(server->InProcessChannel());
  host->Start();
  const std::string& address = server->address();
  fmt::print("{}\n", address.substr(address.rfind(':') + 1));
  std::fflush(stdout);

  ending.Await();
  server->Stop(std::chrono::seconds(5));
  connections->Close();
  host->Stop();
  return 0;
}

}  // namespace
}  // namespace recourse::bench

int main(int argc, char** argv) { return recourse::bench::Main(argc, argv); }
