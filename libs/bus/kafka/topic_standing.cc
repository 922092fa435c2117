#include "libs/bus/kafka/topic_standing.h"

#include <fmt/format.h>

#include <optional>
#include <string>

#include "libs/bus/kafka/topic_reader.h"
#include "libs/engine/log_failure.h"

namespace recourse::bus::kafka {
namespace {

constexpr std::string_view kLogBehind = "LOG_BEHIND_ITS_TOPIC";
constexpr std::string_view kLogDiffers = "LOG_DIFFERS_FROM_TOPIC";

Failure Behind(const std::string& service, std::uint32_t shard, std::uint64_t head,
               std::uint64_t published) {
  return {Failure::Kind::kInternal,
          std::string(kLogBehind),
          fmt::format("{} shard {}: the log ends at record {}, but {} was published: records are "
                      "gone. Nothing was changed; restore this log from a backup or its topic.",
                      service, shard, head, published),
          {}};
}

// Reads one partition of the topic and holds it against the log.
class Finder {
 public:
  Finder(TopicReader& reader, const engine::RunningEngine& engine, std::uint32_t shard)
      : reader_(reader), engine_(engine), shard_(shard) {}

  Expected<Place, Failure> Find(const Published& known) {
    const auto ends = reader_.FindEnds(shard_);
    if (!ends) return Unexpected{ends.error()};
    const bool there =
        known.sequence > 0 && known.offset >= ends->first && known.offset < ends->next;
    Expected<Done, Failure> followed = Done{};
    if (there) followed = Follow(known.offset, ends->next, known.sequence - 1);
    if (followed && !last_) followed = Follow(ends->first, ends->next, 0);
    if (!followed) return Unexpected{followed.error()};
    if (!last_) return Place{{}, ends->next};
    const auto compared = CompareLast();
    if (!compared) return Unexpected{compared.error()};
    return Place{found_, ends->next};
  }

 private:
  // Ends at once if the first message is not the record after `reached`, unless that is 0.
  Expected<Done, Failure> Follow(std::int64_t from, std::int64_t end, std::uint64_t reached) {
    std::optional<Failure> wrong;
    const auto read =
        reader_.Read(shard_, from, end, [&](std::int64_t offset, std::string_view message) {
          wrong = Judge(offset, message);
          if (wrong) return false;
          if (record_.sequence() == reached + 1) {
            reached = record_.sequence();
            found_ = {reached, offset};
            last_ = std::string(message);
          }
          return last_.has_value() || reached == 0;
        });
    if (wrong) return Unexpected{*wrong};
    return read;
  }

  std::optional<Failure> Judge(std::int64_t offset, std::string_view message) {
    const auto& identity = engine_.log().identity();
    const bool ours = record_.ParseFromArray(message.data(), static_cast<int>(message.size())) &&
                      record_.installation() == identity.installation &&
                      record_.service() == identity.service && record_.shard() == shard_;
    if (!ours) {
      return Failure{Failure::Kind::kPrecondition,
                     "TOPIC_FOREIGN",
                     "A Kafka topic holds what this installation has not written there.",
                     {{"topic", TopicOf(identity.service)},
                      {"partition", std::to_string(shard_)},
                      {"offset", std::to_string(offset)}}};
    }
    const std::uint64_t head = engine_.released(shard_);
    if (record_.sequence() > head) {
      return Behind(identity.service, shard_, head, record_.sequence());
    }
    return std::nullopt;
  }

  Expected<Done, Failure> CompareLast() const {
    const auto logged = engine_.log().Read(shard_, found_.sequence);
    if (!logged) engine::EndOnLogError(logged.error());
    if (*logged == *last_) return Done{};
    return Unexpected{
        Failure{Failure::Kind::kInternal,
                std::string(kLogDiffers),
                fmt::format("{} shard {}: record {} of the log is not the one that was published. "
                            "Nothing was changed; restore this log from a backup or its topic.",
                            engine_.log().identity().service, shard_, found_.sequence),
                {}}};
  }

  TopicReader& reader_;
  const engine::RunningEngine& engine_;
  const std::uint32_t shard_;
  engine::Record record_;
  Published found_;
  std::optional<std::string> last_;  // The message at found_.
};

}  // namespace

bool IsLogFailure(const Failure& failure) {
  return failure.reason == kLogBehind || failure.reason == kLogDiffers;
}

Expected<Done, Failure> CheckReaches(const engine::RunningEngine& engine,
                                     const std::vector<Published>& published) {
  for (std::uint32_t shard = 0; shard < published.size(); ++shard) {
    const std::uint64_t head = engine.released(shard);
    if (published[shard].sequence <= head) continue;
    return Unexpected{
        Behind(engine.log().identity().service, shard, head, published[shard].sequence)};
  }
  return Done{};
}

Expected<std::vector<Place>, Failure> FindPublished(const Settings& settings,
                                                    const engine::RunningEngine& engine,
                                                    const std::vector<Published>& known) {
  const auto reader = TopicReader::Open(settings, TopicOf(engine.log().identity().service));
  if (!reader) return Unexpected{reader.error()};
  std::vector<Place> found;
  for (std::uint32_t shard = 0; shard < known.size(); ++shard) {
    const auto place = Finder(**reader, engine, shard).Find(known[shard]);
    if (!place) return Unexpected{place.error()};
    found.push_back(*place);
  }
  return found;
}

}  // namespace recourse::bus::kafka
