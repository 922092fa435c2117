#include "services/invoicing/domain/circumstances.h"

#include <algorithm>

#include "libs/base/overloaded.h"
#include "services/invoicing/domain/ledger_limits.h"

namespace recourse::invoicing {
namespace {

using enum CircumstanceRule;
using Broken = std::optional<Unexpected<Refusal<CircumstanceRule>>>;
using Events = std::vector<CircumstanceEvent>;
using CircumstanceDecision = Decision<CircumstanceEvent, CircumstanceRule>;

Broken BrokenByText(const char* field, const std::string& text, std::size_t bytes_max) {
  if (text.empty()) return Refuse(kFieldMissing, {{"field", field}});
  if (text.size() > bytes_max) return Refuse(kFieldTooLong, {{"field", field}});
  return std::nullopt;
}

Broken BrokenByDays(Date from, std::optional<Date> until) {
  if (!until || *until >= from) return std::nullopt;
  return Refuse(kUntilBeforeFrom, {{"until", ToString(*until)}, {"from", ToString(from)}});
}

Broken BrokenByFreeze(const ChargeFreeze& freeze, const CircumstanceContent& content) {
  if (auto broken = BrokenByText("freeze.law", freeze.law, kCircumstanceFieldBytesMax)) {
    return broken;
  }
  const auto& kinds = freeze.kinds;
  if (kinds.empty()) return Refuse(kNothingFrozen, {{"freeze.kinds", ""}});
  for (auto at = kinds.begin(); at != kinds.end(); ++at) {
    if (std::find(kinds.begin(), at, *at) != at) return Refuse(kKindFrozenTwice);
  }
  if (Circumstance{content, "", content.until, "", "", "", ""}.Freezes()) return std::nullopt;
  return Refuse(kNothingFrozen,
                {{"freeze.from", ToString(freeze.from)},
                 {"freeze.through", freeze.through ? ToString(*freeze.through) : "open"}});
}

Broken BrokenBy(const CircumstanceContent& content) {
  if (auto broken = BrokenByText("source", content.source, kCircumstanceFieldBytesMax)) {
    return broken;
  }
  if (auto broken = BrokenByText("reference", content.reference, kCircumstanceFieldBytesMax)) {
    return broken;
  }
  if (auto broken = BrokenByDays(content.from, content.until)) return broken;
  if (content.freeze) return BrokenByFreeze(*content.freeze, content);
  return std::nullopt;
}

CircumstanceDecision Decide(const RecordCircumstance& record, const Circumstances& known) {
  const auto found = known.find(record.circumstance_id);
  if (found != known.end()) {
    if (found->second.recorded == record.content) return Events{};
    return Refuse(kCircumstanceExists, {{"circumstance_id", record.circumstance_id}});
  }
  if (known.size() == kCircumstancesMax) {
    return Refuse(kTooManyCircumstances, {{"circumstances", std::to_string(kCircumstancesMax)}});
  }
  if (auto broken = BrokenBy(record.content)) return *std::move(broken);
  return Events{CircumstanceRecorded{record.circumstance_id, record.content, record.by}};
}

CircumstanceDecision Decide(const EndCircumstance& end, const Circumstances& known) {
  const auto found = known.find(end.circumstance_id);
  if (found == known.end()) {
    return Refuse(kUnknownCircumstance, {{"circumstance_id", end.circumstance_id}});
  }
  const Circumstance& circumstance = found->second;
  if (circumstance.until == end.until && circumstance.ended_because == end.reason) return Events{};
  if (auto broken = BrokenByText("reason", end.reason, kTextBytesMax)) return *std::move(broken);
  if (auto broken = BrokenByDays(circumstance.recorded.from, end.until)) return *std::move(broken);
  if (!circumstance.revoked_because.empty()) {
    return Refuse(kIsRevoked, {{"reason", circumstance.revoked_because}});
  }
  return Events{CircumstanceEnded{end.circumstance_id, end.until, end.reason, end.by}};
}

CircumstanceDecision Decide(const RevokeCircumstance& revoke, const Circumstances& known) {
  const auto found = known.find(revoke.circumstance_id);
  if (found == known.end()) {
    return Refuse(kUnknownCircumstance, {{"circumstance_id", revoke.circumstance_id}});
  }
  const std::string& because = found->second.revoked_because;
  if (auto broken = BrokenByText("reason", revoke.reason, kTextBytesMax)) return *std::move(broken);
  if (because == revoke.reason) return Events{};
  if (!because.empty()) return Refuse(kRevokedOtherwise, {{"reason", because}});
  return Events{CircumstanceRevoked{revoke.circumstance_id, revoke.reason, revoke.by}};
}

}  // namespace

bool Circumstance::InForceOn(Date day) const {
  return revoked_because.empty() && recorded.from <= day && (!until || day <= *until);
}

std::optional<ChargeFreeze> Circumstance::Freezes() const {
  if (!revoked_because.empty() || !recorded.freeze) return std::nullopt;
  ChargeFreeze freeze = *recorded.freeze;
  freeze.from = std::max(freeze.from, recorded.from);
  if (until) freeze.through = freeze.through ? std::min(*freeze.through, *until) : *until;
  if (freeze.through && *freeze.through < freeze.from) return std::nullopt;
  return freeze;
}

Decision<CircumstanceEvent, CircumstanceRule> CircumstancesDecider::Decide(
    const Command& command, const Circumstances& known, Instant) {
  return std::visit([&](const auto& asked) { return invoicing::Decide(asked, known); }, command);
}

Circumstances CircumstancesDecider::Evolve(Circumstances known, const Event& event) {
  std::visit(
      Overloaded{
          [&](const CircumstanceRecorded& recorded) {
            known[recorded.circumstance_id] = {
                recorded.content, recorded.recorded_by, recorded.content.until, "", "", "", ""};
          },
          [&](const CircumstanceEnded& ended) {
            Circumstance& circumstance = known[ended.circumstance_id];
            circumstance.until = ended.until;
            circumstance.ended_because = ended.reason;
            circumstance.ended_by = ended.ended_by;
          },
          [&](const CircumstanceRevoked& revoked) {
            Circumstance& circumstance = known[revoked.circumstance_id];
            circumstance.revoked_because = revoked.reason;
            circumstance.revoked_by = revoked.revoked_by;
          }},
      event);
  return known;
}

}  // namespace recourse::invoicing
