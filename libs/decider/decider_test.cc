#include "libs/decider/decider.h"

#include "libs/decider/given.h"

namespace recourse {
namespace {

// The smallest entity there is: a door that can be opened once a day has come.
struct OpenDoor {
  bool operator==(const OpenDoor&) const = default;
};
struct DoorOpened {
  Instant at;
  bool operator==(const DoorOpened&) const = default;
};
enum class DoorRule { kTooEarly };

struct DoorDecider {
  using Command = OpenDoor;
  using Event = DoorOpened;
  using State = bool;
  using Rule = DoorRule;

  static bool Initial() { return false; }
  static Decision<Event, Rule> Decide(const OpenDoor&, const bool& open, Instant now) {
    if (open) return std::vector<Event>{};
    if (now < Instant(Days(1))) return Refuse(Rule::kTooEarly, {{"now", ToString(now)}});
    return std::vector<Event>{{now}};
  }
  static bool Evolve(bool, const DoorOpened&) { return true; }
};
static_assert(Decider<DoorDecider>);

using Given = GivenHistory<DoorDecider>;
constexpr Instant kSecondDay = Instant(Days(1));

TEST(DeciderTest, DecidesOnTheInstantItIsHanded) {
  Given({}).At(kSecondDay).When({}).Then({DoorOpened{kSecondDay}});
}

TEST(DeciderTest, RepeatYieldsNothing) { Given({{kSecondDay}}).When({}).ThenNothing(); }

TEST(DeciderTest, RefusalNamesRuleAndValues) {
  Given({}).When({}).ThenRefused(DoorRule::kTooEarly, {{"now", "1970-01-01T00:00:00.000000Z"}});
}

}  // namespace
}  // namespace recourse
