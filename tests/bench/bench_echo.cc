// A bare gRPC server on the callback API. Prints its port as the first line, serves until it is
// told to end (SIGTERM or SIGINT), then prints what it did and its CPU as one line of JSON.

#include <fmt/format.h>
#include <grpcpp/grpcpp.h>
#include <pthread.h>

#include <CLI/CLI.hpp>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <memory>
#include <string>

#include "libs/process/ending.h"
#include "tests/bench/echo_service.grpc.pb.h"
#include "tests/bench/json.h"
#include "tests/bench/usage.h"

namespace recourse::bench {
namespace {

class EchoServer final : public EchoService::CallbackService {
 public:
  explicit EchoServer(std::size_t response_bytes) : answer_(response_bytes, 'e') {}

  grpc::ServerUnaryReactor* Echo(grpc::CallbackServerContext* context, const EchoRequest*,
                                 EchoResponse* response) override {
    calls_.fetch_add(1, std::memory_order_relaxed);
    response->set_body(answer_);
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }

  std::uint64_t calls() const { return calls_.load(); }

 private:
  const std::string answer_;
  std::atomic<std::uint64_t> calls_ = 0;
};

int Main(int argc, char** argv) {
  CLI::App app("Answers every call at once, with no work: the baseline of the service's figures.");
  std::size_t response_bytes = 0;
  app.add_option("--response-bytes", response_bytes, "of `body` in each response")
      ->check(CLI::Range(0, 1 << 20))
      ->required();
  CLI11_PARSE(app, argc, argv);

  const process::Ending ending;
  EchoServer service(response_bytes);
  int port = 0;
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  builder.RegisterService(&service);
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr) {
    fmt::print(stderr, "bench_echo: cannot listen on 127.0.0.1\n");
    return 2;
  }
  fmt::print("{}\n", port);
  std::fflush(stdout);

  ending.Await();
  server->Shutdown(std::chrono::system_clock::now() + std::chrono::seconds(5));
  server->Wait();
  const auto cpu_us = OwnCpuUs();
  JsonObject json;
  json.Count("calls", service.calls()).Count("cpu_us", cpu_us);
  json.Number("cpu_us_per_call",
              static_cast<double>(cpu_us) / static_cast<double>(service.calls()));
  fmt::print("{}\n", json.ToString());
  return 0;
}

}  // namespace
}  // namespace recourse::bench

int main(int argc, char** argv) { return recourse::bench::Main(argc, argv); }
