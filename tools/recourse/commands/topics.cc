#include "libs/bus/kafka/topics.h"

#include <memory>
#include <string>
#include <vector>

#include "libs/process/installation.h"
#include "tools/recourse/subcommand.h"

namespace recourse::cli {
namespace {

using bus::kafka::TopicChange;
using bus::kafka::TopicPlan;

struct Options {
  std::string brokers;
  std::uint16_t replicas = 1;
};

// A topic for each service, with a partition for each shard.
Expected<std::vector<TopicPlan>, Failure> Plan(const Session& session) {
  const auto installation = process::ReadInstallation(DataFolder(session.place));
  if (!installation) return Unexpected{installation.error()};
  std::vector<TopicPlan> plans;
  for (const std::string service : process::kServices) {
    plans.push_back({bus::kafka::TopicOf(service), installation->shards});
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
  const auto plans = Plan(session);
  if (!plans) return session.Fail(plans.error());
  const auto changes = bus::kafka::ApplyTopics({options.brokers}, *plans, options.replicas);
  if (!changes) return session.Fail(changes.error());
  Show(session, *plans, *changes);
  return ExitCode::kOk;
}

ExitCode Check(Session& session, const Options& options) {
  const auto plans = Plan(session);
  if (!plans) return session.Fail(plans.error());
  const auto checked = bus::kafka::CheckTopics({options.brokers}, *plans);
  if (!checked) return session.Fail(checked.error());
  std::vector<TopicChange> as_planned;
  for (const TopicPlan& plan : *plans) as_planned.push_back({plan.name});
  Show(session, *plans, as_planned);
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
  apply->footer(
      "A topic for each service, with a partition for each shard of the installation, kept for\n"
      "ever. What an operator has set beside that stays. A topic with another number of\n"
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
