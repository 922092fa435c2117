#include "libs/process/service_main.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <utility>

#include "libs/observability/log.h"
#include "libs/process/ending.h"
#include "libs/process/exit_code.h"
#include "libs/process/failure_text.h"

namespace recourse::process {
namespace {

struct Arguments {
  std::string data = "./recourse-data";
  Settings settings;
};

// "communication_log" as programs, flags and variables have it.
std::string Dashed(std::string service) {
  std::replace(service.begin(), service.end(), '_', '-');
  return service;
}

std::string Variable(std::string name) {
  std::transform(name.begin(), name.end(), name.begin(), [](char c) {
    return c == '-' ? '_' : static_cast<char>(c - ('a' <= c && c <= 'z' ? 'a' - 'A' : 0));
  });
  return "RECOURSE_" + name;
}

template <class T>
CLI::Option* Declare(CLI::App& app, const std::string& name, T& value, const std::string& help) {
  return app.add_option("--" + name, value, help)->envname(Variable(name));
}

void DeclareAll(CLI::App& app, const std::string& service, Arguments& arguments) {
  app.add_option("--data", arguments.data, "The data folder; else ./recourse-data")
      ->envname("RECOURSE_HOME");
  Settings& settings = arguments.settings;
  Declare(app, "address", settings.address, "Where to listen: host:port")->check(CheckPlace);
  Declare(app, "tls", settings.tls, "A folder with tls.crt, tls.key and ca.crt");
  Declare(app, "kafka", settings.kafka, "Brokers, as host:port,...")->check(CheckBrokers);
  app.add_flag_callback(
         "--kafka-tls", [&settings] { settings.kafka_tls = true; },
         "Show the brokers the certificate of --tls")
      ->envname("RECOURSE_KAFKA_TLS");
  Declare(app, "metrics-port", settings.metrics_port,
          "Where Prometheus may read metrics; else a free port");
  if (service == "invoicing") {
    Declare(app, "conductor-tls", settings.conductor_tls,
            "A folder as --tls, of the operator in whose name dated commands run");
  }
  if (service == "communication_log") {
    Declare(app, "mail-domain", settings.mail_domain,
            "Messages come from <issuer>@<mail-domain>; else localhost")
        ->check(CheckMailDomain);
  }
  for (const std::string peer : kServices) {
    if (peer == service) continue;
    const std::string name = Dashed(peer);
    app.add_option_function<std::string>(
           "--" + name,
           [&settings, peer](const std::string& place) { settings.peers[peer] = place; },
           "Where " + name + " listens: host:port")
        ->envname(Variable(name + "-address"))
        ->check(CheckPlace);
  }
  app.footer(
      "Serves gRPC until it is interrupted. What no flag says is taken from the environment\n"
      "(RECOURSE_KAFKA for --kafka, and so on), and what that does not say from recourse.toml in\n"
      "the data folder. A log that is not what was written is refused with 4, and nothing is\n"
      "changed.");
}

int Fail(const std::string& program, const Failure& failure) {
  std::cerr << program << ": " << ToText(failure) << '\n';
  return static_cast<int>(ToExitCode(failure));
}

}  // namespace

int ServiceMain(int argc, char** argv, std::function<Part(const Settings&)> make_part) {
  const std::string service = make_part({}).definition.service;
  const std::string program = "recourse-" + Dashed(service);
  Arguments arguments;
  CLI::App app("One service of Recourse, in a process of its own", program);
  DeclareAll(app, service, arguments);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : static_cast<int>(ExitCode::kUsage);
  }
  const Ending ending;
  if (const auto logging = observability::StartLogging({.program = program, .path = ""});
      !logging) {
    return Fail(program, logging.error());
  }
  const auto read = ReadSettings(arguments.data, service);
  if (!read) return Fail(program, read.error());
  const Settings settings = arguments.settings.Over(*read);
  std::vector<Part> parts;
  parts.push_back(make_part(settings));
  const auto running =
      Process::Start(settings.ToOptions(arguments.data), std::move(parts),
                     [](const std::string& line) { std::cerr << line << std::endl; });
  if (!running) return Fail(program, running.error());
  std::cout << program << " serves on " << (*running)->address()
            << ", metrics on 127.0.0.1:" << (*running)->metrics_port()
            << "/metrics. Ctrl-C ends it." << std::endl;
  ending.Await();
  std::cerr << "Ending: what was accepted is being answered." << std::endl;
  (*running)->Stop(kGrace);
  return 0;
}

}  // namespace recourse::process
