#include "services/collections/reactions/timers.h"

#include "libs/wire/convert.h"
#include "libs/wire/event.h"
#include "recourse/collections/v1/case_events.pb.h"
#include "services/collections/codec/case_codec.h"
#include "services/collections/codec/directory_codec.h"
#include "services/collections/homes.h"
#include "services/collections/reasons.h"

namespace recourse::collections {
namespace {

constexpr std::string_view kLadder = "ladder";

}  // namespace

std::vector<engine::TimerChange> TimersOf(const engine::Record& record) {
  if (!wire::Is<v1::RunScheduled>(record.type())) return {};
  const auto scheduled = wire::Unpack<v1::RunScheduled>(record.payload());
  CHECK(scheduled);  // Our own event.
  if (!scheduled->has_at()) return {{std::string(kLadder), std::nullopt}};
  return {{std::string(kLadder), wire::FromWire(scheduled->at())}};
}

Expected<Done, Failure> RunCase(engine::Unit& unit, const engine::Timer& timer) {
  CHECK(timer.stream == kCaseStream && timer.id == kLadder);
  const Case& kase = unit.State<CaseAggregate>(kCaseStream);
  CHECK(kase.account);  // Nothing is scheduled before it is known.
  if (WouldPlace(kase, unit.now())) {
    const auto asked = unit.Decide<SearchAggregate>(
        kSearchStream, SeekAgency{timer.due, kase.account->country, kase.account->region});
    CHECK(asked);  // No rule refuses it.
    return Done{};
  }
  const auto run = unit.Decide<CaseAggregate>(kCaseStream, RunLadder{});
  if (!run) return Unexpected{ToFailure(run.error(), unit.home())};
  return Done{};
}

}  // namespace recourse::collections
