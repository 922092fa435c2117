#include <chrono>
#include <memory>
#include <utility>

#include "libs/process/ending.h"
#include "libs/process/settings.h"
#include "services/standalone/all_parts.h"
#include "tools/recourse/subcommand.h"

namespace recourse::cli {
namespace {

using process::Settings;

// With what a person can do about it here.
Failure WithAdvice(Failure failure) {
  if (failure.reason == "ADDRESS_NOT_AVAILABLE") {
    failure.message += " Free it, or give another with --address.";
  }
  return failure;
}

ExitCode Up(Session& session, Settings flags) {
  const std::string data = DataFolder(session.place);
  flags.address = session.place.address;
  flags.tls = TlsFolder(session.place);
  const process::Ending ending;
  const auto read = process::ReadSettings(data, "standalone");
  if (!read) return session.Fail(read.error());
  const Settings settings = flags.Over(*read);
  communication_log::PartOptions messages{.templates = process::ShareFolder() / "templates"};
  if (!settings.mail_domain.empty()) messages.mail_domain = settings.mail_domain;
  auto running = process::Process::Start(
      settings.ToOptions(data), standalone::AllParts(process::ShareFolder() / "rates", messages),
      [&](const std::string& line) { session.err << line << std::endl; });
  if (!running) return session.Fail(WithAdvice(running.error()));
  session.out << "Recourse serves on " << (*running)->address()
              << ", metrics on 127.0.0.1:" << (*running)->metrics_port()
              << "/metrics. Ctrl-C ends it.\n"
              << std::flush;
  ending.Await();
  session.err << "Ending: what was accepted is being answered." << std::endl;
  (*running)->Stop(process::kGrace);
  return ExitCode::kOk;
}

}  // namespace

void AddUp(CLI::App& root, Action& action) {
  CLI::App* up = root.add_subcommand("up", "Run all four services in this process");
  up->footer(
      "Serves gRPC on --address (else 127.0.0.1:7443) until it is interrupted. Without --tls it\n"
      "listens on loopback only and asks for tokens; with it, each caller shows a certificate. A\n"
      "log that is not what was written is refused as by verify, with 4, and nothing is changed.\n"
      "With --kafka, events pass over Apache Kafka, where others can follow them; `recourse "
      "topics`\n"
      "makes the topics first.\n"
      "\n"
      "Examples:\n"
      "  recourse up\n"
      "  recourse --data /srv/recourse --address 127.0.0.1:0 up\n"
      "  recourse up --kafka 127.0.0.1:9092");
  const auto flags = std::make_shared<Settings>();
  up->add_option("--metrics-port", flags->metrics_port,
                 "Where Prometheus may read metrics; else a free port")
      ->envname("RECOURSE_METRICS_PORT");
  up->add_option("--mail-domain", flags->mail_domain,
                 "Messages come from <issuer>@<mail-domain>; else localhost")
      ->envname("RECOURSE_MAIL_DOMAIN")
      ->check(process::CheckMailDomain);
  up->add_option("--kafka", flags->kafka,
                 "Brokers, as host:port,...; else events pass within this process")
      ->envname("RECOURSE_KAFKA")
      ->check(process::CheckBrokers);
  up->add_flag_callback(
        "--kafka-tls", [flags] { flags->kafka_tls = true; },
        "Show the brokers the certificate of --tls")
      ->envname("RECOURSE_KAFKA_TLS");
  up->callback(
      [&action, flags] { action = [flags](Session& session) { return Up(session, *flags); }; });
}

}  // namespace recourse::cli
