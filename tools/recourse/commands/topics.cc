#include "libs/bus/kafka/topics.h"

#include <iterator>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "libs/bus/kafka/permissions.h"
#include "libs/engine/storage.h"
#include "libs/process/installation.h"
#include "recourse/collections/v1/partner_events.pb.h"
#include "recourse/history/v1/record.pb.h"
#include "tools/recourse/subcommand.h"

namespace recourse::cli {
namespace {

using bus::kafka::TopicChange;
using bus::kafka::TopicPlan;

struct Options {
  std::string brokers;
  bool tls = false;
  bool acls = false;
  std::uint16_t replicas = 1;
};

constexpr char kOutward[] = "collections";  // Who tells partners.

bus::kafka::Settings SettingsOf(const Session& session, const Options& options) {
  return {options.brokers, options.tls ? TlsFolder(session.place) : ""};
}

// The partners that were registered, as the log says; running services are not in the way.
Expected<std::vector<std::string>, Failure> PartnersOf(const process::Installation& installation) {
  const auto log =
      engine::OpenToRead(installation.storage(kOutward), installation.identity(kOutward));
  if (!log) return Unexpected{log.error()};
  std::set<std::string> partners;
  history::v1::Record record;
  for (std::uint32_t shard = 0; shard < installation.shards; ++shard) {
    const auto scanned = (*log)->Scan(shard, 1, [&](std::uint64_t, std::string_view bytes) {
      if (record.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())) &&
          record.type() == collections::v1::PartnerRegistered::descriptor()->full_name()) {
        partners.insert(record.home());
      }
      return true;
    });
    if (!scanned) return Unexpected{engine::ToFailure(scanned.error())};
  }
  return std::vector<std::string>(partners.begin(), partners.end());
}

// What the topics are for.
struct Readers {
  std::uint32_t shards = 0;
  std::vector<std::string> partners;
};

Expected<Readers, Failure> FindReaders(const Session& session) {
  const auto installation = process::ReadInstallation(DataFolder(session.place));
  if (!installation) return Unexpected{installation.error()};
  auto partners = PartnersOf(*installation);
  if (!partners) return Unexpected{partners.error()};
  return Readers{installation->shards, *std::move(partners)};
}

// A topic for each service, with a partition for each shard, and one for each partner.
std::vector<TopicPlan> Plan(const Readers& readers) {
  std::vector<TopicPlan> plans;
  for (const std::string service : process::kServices) {
    plans.push_back({bus::kafka::TopicOf(service), readers.shards});
  }
  for (const std::string& partner : readers.partners) {
    plans.push_back({bus::kafka::PartnerTopicOf(partner), 1});
  }
  return plans;
}

std::string Word(TopicChange::Kind kind) {
  switch (kind) {
    case TopicChange::Kind::kMade:
      return "made";
    case TopicChange::Kind::kMended:
      return "mended";
    case TopicChange::Kind::kAsPlanned:
      return "as planned";
  }
  CHECK(false);
}

void Show(Session& session, const std::vector<TopicPlan>& plans,
          const std::vector<TopicChange>& changes) {
  Table table{"", {{"topic"}, {"partitions", Table::Kind::kCount}, {"result"}}, {}};
  for (std::size_t i = 0; i < plans.size(); ++i) {
    table.rows.push_back(
        {plans[i].name, std::to_string(plans[i].partitions), Word(changes[i].kind)});
  }
  Print({table}, session.format, session.out);
}

ExitCode Apply(Session& session, const Options& options) {
  const auto readers = FindReaders(session);
  if (!readers) return session.Fail(readers.error());
  const auto plans = Plan(*readers);
  const auto settings = SettingsOf(session, options);
  const auto changes = bus::kafka::ApplyTopics(settings, plans, options.replicas);
  if (!changes) return session.Fail(changes.error());
  if (options.acls) {
    const std::vector<std::string> services(std::begin(process::kServices),
                                            std::end(process::kServices));
    const auto permitted = bus::kafka::ApplyPermissions(
        settings, bus::kafka::PermissionsOf(services, kOutward, readers->partners));
    if (!permitted) return session.Fail(permitted.error());
  }
  Show(session, plans, *changes);
  return ExitCode::kOk;
}

ExitCode Check(Session& session, const Options& options) {
  const auto readers = FindReaders(session);
  if (!readers) return session.Fail(readers.error());
  const auto plans = Plan(*readers);
  const auto checked = bus::kafka::CheckTopics(SettingsOf(session, options), plans);
  if (!checked) return session.Fail(checked.error());
  std::vector<TopicChange> as_planned;
  for (const TopicPlan& plan : plans) as_planned.push_back({plan.name});
  Show(session, plans, as_planned);
  return ExitCode::kOk;
}

}  // namespace

void AddTopics(CLI::App& root, Action& action) {
  CLI::App* topics = root.add_subcommand("topics", "Make and check the topics on Apache Kafka");
  topics->require_subcommand(1);
  const auto options = std::make_shared<Options>();
  const auto add = [&](const char* name, const char* what,
                       ExitCode (*run)(Session&, const Options&)) {
    CLI::App* verb = topics->add_subcommand(name, what);
    verb->add_option("--kafka", options->brokers, "Brokers, as host:port,...")->required();
    verb->add_flag("--kafka-tls", options->tls, "Show the brokers the certificate of --tls");
    verb->callback([&action, options, run] {
      action = [options, run](Session& session) {
        if (bus::kafka::IsBrokerList(options->brokers)) return run(session, *options);
        return session.FailUsage("--kafka: \"" + options->brokers + "\" is not host:port,...");
      };
    });
    return verb;
  };
  CLI::App* apply = add("apply", "Make what is missing, mend what differs", &Apply);
  apply
      ->add_option("--replicas", options->replicas,
                   "Copies of each topic that is made, on as many brokers; else 1")
      ->check(CLI::Range(1, 100));
  apply->add_flag("--acls", options->acls,
                  "Let services and partners read and write what is theirs, and no more");
  apply->footer(
      "A topic for each service, with a partition for each shard of the installation, and one for\n"
      "each partner that is registered, kept for ever. What an operator has set beside that stays. "
      "A topic with another number of\n"
      "partitions is refused: events of a home would change their partition.\n"
      "\n"
      "Examples:\n"
      "  recourse topics apply --kafka 127.0.0.1:9092\n"
      "  recourse topics apply --kafka one:9092,two:9092,three:9092 --replicas 3");
  CLI::App* check = add("check", "Say the first thing that differs, changing nothing", &Check);
  check->footer(
      "Ends with 0 if all is as planned. `recourse up --kafka` checks the same.\n"
      "\n"
      "Examples:\n"
      "  recourse topics check --kafka 127.0.0.1:9092");
  topics->footer("Examples:\n  recourse topics apply --kafka 127.0.0.1:9092");
}

}  // namespace recourse::cli
