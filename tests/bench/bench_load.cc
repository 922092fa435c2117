// The load generator: sends pre-serialised gRPC calls to a server on this machine, checks every
// reply, and prints what it measured as one line of JSON. Exit code 0 only if all calls were done.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>

#include "tests/bench/json.h"
#include "tests/bench/load.h"

namespace recourse::bench {
namespace {

struct Arguments {
  LoadPlan plan;
  std::string bodies;
  std::string token;
  int server_pid = 0;
};

void Declare(CLI::App& app, Arguments& arguments) {
  LoadPlan& plan = arguments.plan;
  app.add_option("--port", plan.call.port, "where the server listens on 127.0.0.1")->required();
  app.add_option("--method", plan.call.method, "as /package.Service/Method")->required();
  app.add_option("--bodies", arguments.bodies, "file of gRPC frames, one a call (bench_bodies)")
      ->required();
  app.add_option("--token", arguments.token, "sent as `authorization: Bearer TOKEN`");
  app.add_option("--connections", plan.connections, "HTTP/2 connections")
      ->check(CLI::Range(1, 1024))
      ->capture_default_str();
  auto* in_flight = app.add_option("--in-flight", plan.in_flight, "closed loop: calls under way")
                        ->check(CLI::Range(1, 65536))
                        ->capture_default_str();
  app.add_option("--rate", plan.rate_per_second, "open loop: calls begun a second")
      ->check(CLI::Range(0.1, 1e7))
      ->excludes(in_flight);
  app.add_option("--seconds", plan.seconds, "how long to measure")
      ->check(CLI::Range(0.01, 3600.0))
      ->capture_default_str();
  app.add_option("--warmup", plan.warmup_seconds, "seconds before that, sent and not measured")
      ->check(CLI::Range(0.0, 3600.0))
      ->capture_default_str();
  app.add_option("--count", plan.count, "calls at most; never more than there are bodies")
      ->check(CLI::PositiveNumber);
  app.add_option("--server-pid", arguments.server_pid, "whose CPU to read too")
      ->check(CLI::PositiveNumber);
}

JsonObject LatencyJson(const Histogram& latency) {
  const auto us = [&latency](double quantile) {
    return static_cast<double>(latency.QuantileNs(quantile)) / 1e3;
  };
  return JsonObject()
      .Number("mean", latency.mean_ns() / 1e3)
      .Number("p50", us(0.5))
      .Number("p90", us(0.9))
      .Number("p99", us(0.99))
      .Number("p999", us(0.999))
      .Number("max", static_cast<double>(latency.max_ns()) / 1e3);
}

JsonObject ToJson(const LoadPlan& plan, const LoadReport& report) {
  JsonObject json;
  json.Text("method", plan.call.method).Count("connections", plan.connections);
  if (plan.rate_per_second > 0) {
    json.Text("loop", "open").Number("rate_per_second", plan.rate_per_second);
  } else {
    json.Text("loop", "closed").Count("in_flight", plan.in_flight);
  }
  JsonObject failed;
  for (const auto& [answer, count] : report.failed) failed.Count(answer, count);
  json.Count("sent", report.sent)
      .Count("acknowledged", report.acknowledged)
      .Object("failed", failed)
      .Count("unanswered", report.unanswered)
      .Count("unsent", report.unsent);

  const auto replies = static_cast<double>(report.measured_replies);
  json.Number("measured_seconds", report.measured_seconds)
      .Count("measured_replies", report.measured_replies)
      .Number("replies_per_second", replies / report.measured_seconds)
      .Object("latency_us", LatencyJson(report.latency))
      .Number("generator_cpu_us_per_reply", static_cast<double>(report.own_cpu_us) / replies);
  if (report.server_cpu_us) {
    json.Number("server_cpu_us_per_reply", static_cast<double>(*report.server_cpu_us) / replies);
  }
  return json;
}

int Main(int argc, char** argv) {
  CLI::App app("Sends gRPC calls with bodies made in advance and measures the replies.");
  Arguments arguments;
  Declare(app, arguments);
  CLI11_PARSE(app, argc, argv);
  if (!arguments.token.empty()) arguments.plan.call.authorization = "Bearer " + arguments.token;
  if (arguments.server_pid > 0) arguments.plan.server_pid = arguments.server_pid;

  const auto bodies = FrameFile::Open(arguments.bodies);
  if (!bodies) {
    fmt::print(stderr, "bench_load: {}\n", bodies.error());
    return 2;
  }
  const auto report = RunLoad(arguments.plan, *bodies);
  if (!report) {
    fmt::print(stderr, "bench_load: {}\n", report.error());
    return 2;
  }
  fmt::print("{}\n", ToJson(arguments.plan, *report).ToString());
  if (report->measured_replies == 0) {
    fmt::print(stderr, "bench_load: no reply came in the measured part\n");
    return 1;
  }
  return report->Clean() ? 0 : 1;
}

}  // namespace
}  // namespace recourse::bench

int main(int argc, char** argv) { return recourse::bench::Main(argc, argv); }
