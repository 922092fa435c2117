// Writes the bodies of a load in advance, as a file of gRPC frames for bench_load, so that making
// them costs nothing while something is measured.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "tests/bench/echo_service.pb.h"
#include "tests/bench/frames.h"
#include "tests/bench/invoicing_bodies.h"

namespace recourse::bench {
namespace {

// A request with `bytes` of payload that is, with what protobuf adds, as long as that payload.
std::string EchoOfSize(std::size_t bytes) {
  EchoRequest request;
  request.set_body(std::string(bytes, 'x'));
  const std::size_t added = request.ByteSizeLong() - bytes;
  request.mutable_body()->resize(bytes - std::min(bytes, added));
  return request.SerializeAsString();
}

using MakeBody = std::function<std::string(std::size_t index)>;

std::map<std::string, MakeBody> Kinds(const World& world, const std::size_t& per_batch) {
  return {
      {"issuer", [&](std::size_t) { return world.Issuer().SerializeAsString(); }},
      {"accounts", [&](std::size_t i) { return world.Account(i).SerializeAsString(); }},
      {"invoices", [&](std::size_t i) { return world.Invoice(i).SerializeAsString(); }},
      {"payments", [&](std::size_t i) { return world.Payment(i).SerializeAsString(); }},
      {"batches", [&](std::size_t i) { return world.Batch(i, per_batch).SerializeAsString(); }},
      {"small_invoices",
       [&](std::size_t i) { return world.SmallInvoice(i, per_batch).SerializeAsString(); }},
      {"wide_payments",
       [&](std::size_t i) { return world.WidePayment(i, per_batch).SerializeAsString(); }},
      {"records", [&](std::size_t i) { return world.Record(i).SerializeAsString(); }},
      {"echo", [&](std::size_t i) { return EchoOfSize(world.Payment(i).ByteSizeLong()); }},
  };
}

int Main(int argc, char** argv) {
  CLI::App app("Writes the requests of a load as gRPC frames, each with its own request id.");
  World world{.run = "r1"};
  std::string kind;
  std::string out_path;
  std::size_t count = 1;
  std::size_t first = 0;
  std::size_t per_batch = 512;
  const auto kinds = Kinds(world, per_batch);
  std::vector<std::string> names;
  for (const auto& [name, make] : kinds) names.push_back(name);
  app.add_option("kind", kind, "what to write")->check(CLI::IsMember(names))->required();
  app.add_option("--out", out_path, "file to write")->required();
  app.add_option("--count", count, "bodies to write")->capture_default_str();
  app.add_option("--first", first, "index of the first one")->capture_default_str();
  app.add_option("--accounts", world.accounts, "accounts that are paid to, in turn")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--run", world.run, "goes into every id: take another one for each load")
      ->capture_default_str();
  app.add_option("--per-batch", per_batch,
                 "payments in one of `batches`, invoices that one of `wide_payments` clears")
      ->capture_default_str();
  bool print_answer_size = false;
  app.add_flag("--print-answer-bytes", print_answer_size,
               "print the size of RecordPayment's answer, for bench_echo");
  CLI11_PARSE(app, argc, argv);

  std::ofstream out(out_path, std::ios::binary);
  for (std::size_t i = first; i < first + count; ++i) out << Frame(kinds.at(kind)(i));
  if (!out.flush()) {
    fmt::print(stderr, "bench_bodies: {} cannot be written\n", out_path);
    return 2;
  }
  if (print_answer_size) fmt::print("{}\n", world.Answer(first).ByteSizeLong());
  return 0;
}

}  // namespace
}  // namespace recourse::bench

int main(int argc, char** argv) { return recourse::bench::Main(argc, argv); }
