#include "services/communication_log/domain/rule_set.h"

#include <algorithm>
#include <array>

namespace recourse::communication_log {
namespace {

using namespace date::literals;
using namespace std::chrono_literals;

constexpr ChannelSet kVoiceAndText{Channel::kPhone, Channel::kSms, Channel::kMessenger};

// E-mail counts as well: what matters is the moment at which it is sent.
constexpr ChannelSet kElectronic{Channel::kPhone, Channel::kSms, Channel::kMessenger,
                                 Channel::kEmail};

constexpr Hours kDay{8h, 21h - 1s};

// Regulation F allows 08:00 and 21:00 sharp, the statute under it neither: both are left out.
constexpr Hours kUsDay{8h + 1s, 21h - 1s};

constexpr std::array kRuleSets{
    RuleSet{.name = "us-reg-f",
            .version = 1,
            .source = "12 CFR 1006.6(b)(1), 1006.14(b); 15 USC 1692c(a)(1)",
            .country = "US",
            .kind = CustomerKind::kConsumer,
            .valid_from = 2021_y / 11 / 30,
            .timed_channels = kElectronic,
            .hours = kUsDay,
            .calls_max = 7,
            .calls_window = Days(7),
            .rest_after_conversation = Days(7)},
    RuleSet{.name = "us-fdcpa",
            .version = 1,
            .source = "15 USC 1692c(a)(1)",
            .country = "US",
            .kind = CustomerKind::kConsumer,
            .valid_from = 1978_y / 3 / 20,
            .timed_channels = kElectronic,
            .hours = kUsDay,
            .calls_max = 0,
            .calls_window = Days(0),
            .rest_after_conversation = Days(0)},
    RuleSet{.name = "default-consumer",
            .version = 1,
            .source = "house rule, after 12 CFR 1006.14(b)",
            .country = "",
            .kind = CustomerKind::kConsumer,
            .valid_from = 1900_y / 1 / 1,
            .timed_channels = kVoiceAndText,
            .hours = kDay,
            .calls_max = 7,
            .calls_window = Days(7),
            .rest_after_conversation = Days(7)},
    RuleSet{.name = "default-business",
            .version = 1,
            .source = "house rule",
            .country = "",
            .kind = std::nullopt,
            .valid_from = 1900_y / 1 / 1,
            .timed_channels = kVoiceAndText,
            .hours = kDay,
            .calls_max = 0,
            .calls_window = Days(0),
            .rest_after_conversation = Days(0)},
};

bool Fits(const RuleSet& rules, CustomerKind kind, std::string_view country, Date day) {
  return (rules.country.empty() || rules.country == country) &&
         (!rules.kind || *rules.kind == kind) && rules.valid_from <= day;
}

}  // namespace

std::span<const RuleSet> RuleSets() { return kRuleSets; }

const RuleSet& RuleSetFor(CustomerKind kind, std::string_view country, Date day) {
  const auto* const found =
      std::find_if(kRuleSets.begin(), kRuleSets.end(),
                   [&](const RuleSet& rules) { return Fits(rules, kind, country, day); });
  // Before the oldest row, its rules are as good as any.
  return found == kRuleSets.end() ? kRuleSets.back() : *found;
}

}  // namespace recourse::communication_log
