#include <signal.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>

#include "libs/mail/address.h"
#include "services/standalone/standalone.h"
#include "tools/recourse/subcommand.h"

namespace recourse::cli {
namespace {

struct Options {
  std::string address = "127.0.0.1:7443";
  std::uint16_t metrics_port = 0;
  std::string mail_domain = "localhost";
  std::string kafka;
};

constexpr std::chrono::seconds kGrace{20};

// Blocks the signals that end the process, before any thread is there, so that only Wait gets them.
sigset_t BlockEndSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

// The build lays the templates beside the programs: bin/recourse, share/templates.
std::filesystem::path TemplatesFolder() {
  std::error_code failed;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", failed);
  return program.parent_path().parent_path() / "share" / "templates";
}

// With what a person can do about it here.
Failure WithAdvice(Failure failure) {
  if (failure.reason == "ADDRESS_NOT_AVAILABLE") {
    failure.message += " Free it, or give another with --address.";
  }
  return failure;
}

ExitCode Up(Session& session, const Options& options) {
  if (!mail::IsAddress("issuer@" + options.mail_domain)) {
    return session.FailUsage("--mail-domain: \"" + options.mail_domain +
                             "\" cannot stand after the @ of an address");
  }
  if (!options.kafka.empty() && !bus::kafka::IsBrokerList(options.kafka)) {
    return session.FailUsage("--kafka: \"" + options.kafka + "\" is not host:port,...");
  }
  const sigset_t signals = BlockEndSignals();
  const std::string address =
      session.place.address.empty() ? options.address : session.place.address;
  std::optional<bus::kafka::Settings> kafka;
  if (!options.kafka.empty()) kafka = {options.kafka};
  auto running = standalone::Standalone::Start(
      {.data = DataFolder(session.place),
       .address = address,
       .tls = TlsFolder(session.place),
       .metrics_port = options.metrics_port,
       .templates = TemplatesFolder(),
       .mail_domain = options.mail_domain,
       .kafka = kafka},
      [&](const std::string& line) { session.err << line << std::endl; });
  if (!running) return session.Fail(WithAdvice(running.error()));
  session.out << "Recourse serves on " << (*running)->address()
              << ", metrics on 127.0.0.1:" << (*running)->metrics_port()
              << "/metrics. Ctrl-C ends it.\n"
              << std::flush;
  int signal = 0;
  sigwait(&signals, &signal);
  session.err << "Ending: what was accepted is being answered." << std::endl;
  (*running)->Stop(kGrace);
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
  const auto options = std::make_shared<Options>();
  up->add_option("--metrics-port", options->metrics_port,
                 "Where Prometheus may read metrics; else a free port");
  up->add_option("--mail-domain", options->mail_domain,
                 "Messages come from <issuer>@<mail-domain>; else localhost");
  up->add_option("--kafka", options->kafka,
                 "Brokers, as host:port,...; else events pass within this process");
  up->callback([&action, options] {
    action = [options](Session& session) { return Up(session, *options); };
  });
}

}  // namespace recourse::cli
