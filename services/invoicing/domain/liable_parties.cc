#include "services/invoicing/domain/liable_parties.h"

#include "libs/base/overloaded.h"
#include "services/invoicing/domain/ledger_limits.h"

namespace recourse::invoicing {
namespace {

using enum LiablePartyRule;
using Broken = std::optional<Unexpected<Refusal<LiablePartyRule>>>;
using Events = std::vector<LiablePartyEvent>;
using PartyDecision = Decision<LiablePartyEvent, LiablePartyRule>;

Broken BrokenBy(const LiablePartyContent& content) {
  if (content.limit) {
    const Failure::Values limit{{"limit", ToString(*content.limit)}};
    if (content.limit->minor_units <= 0) return Refuse(kLimitNotPositive, limit);
    if (content.limit->minor_units > kMoneyMax) return Refuse(kLimitTooLarge, limit);
  }
  if (content.from && content.until && *content.until < *content.from) {
    return Refuse(kUntilBeforeFrom,
                  {{"until", ToString(*content.until)}, {"from", ToString(*content.from)}});
  }
  const std::size_t bytes = content.document_sha256.size();
  if (bytes != 0 && bytes != kSha256Bytes) {
    return Refuse(kDocumentMalformed, {{"bytes", std::to_string(bytes)}});
  }
  return std::nullopt;
}

Unexpected<Refusal<LiablePartyRule>> Unknown(const std::string& party_id) {
  return Refuse(kUnknownParty, {{"party_id", party_id}});
}

PartyDecision Decide(const AddLiableParty& add, const LiableParties& known) {
  const auto found = known.find(add.party_id);
  if (found != known.end()) {
    if (found->second.added == add.content) return Events{};
    return Refuse(kPartyExists, {{"party_id", add.party_id}});
  }
  if (known.size() == kLiablePartiesMax) {
    return Refuse(kTooManyParties, {{"parties", std::to_string(kLiablePartiesMax)}});
  }
  if (auto broken = BrokenBy(add.content)) return *std::move(broken);
  return Events{LiablePartyAdded{add.party_id, add.content}};
}

PartyDecision Decide(const ChangeLiableParty& change, const LiableParties& known) {
  const auto found = known.find(change.party_id);
  if (found == known.end()) return Unknown(change.party_id);
  const LiableParty& party = found->second;
  if (party.content == change.content) return Events{};
  if (party.content.role != change.content.role) return Refuse(kRoleDiffers);
  if (auto broken = BrokenBy(change.content)) return *std::move(broken);
  if (party.released) {
    return Refuse(kIsReleased, {{"effective_date", ToString(party.released->effective)}});
  }
  return Events{LiablePartyChanged{change.party_id, change.content}};
}

PartyDecision Decide(const ReleaseLiableParty& release, const LiableParties& known) {
  const auto found = known.find(release.party_id);
  if (found == known.end()) return Unknown(release.party_id);
  if (const auto& released = found->second.released) {
    if (released->reason == release.reason && released->effective == release.effective) {
      return Events{};
    }
    return Refuse(kReleasedOtherwise, {{"effective_date", ToString(released->effective)},
                                       {"reason", released->reason}});
  }
  if (release.reason.empty()) return Refuse(kFieldMissing, {{"field", "reason"}});
  if (release.reason.size() > kTextBytesMax) return Refuse(kFieldTooLong, {{"field", "reason"}});
  return Events{LiablePartyReleased{release.party_id, release.reason, release.effective}};
}

}  // namespace

Decision<LiablePartyEvent, LiablePartyRule> LiablePartiesDecider::Decide(const Command& command,
                                                                         const LiableParties& known,
                                                                         Instant) {
  return std::visit([&](const auto& asked) { return invoicing::Decide(asked, known); }, command);
}

LiableParties LiablePartiesDecider::Evolve(LiableParties known, const Event& event) {
  std::visit(Overloaded{[&](const LiablePartyAdded& added) {
                          known[added.party_id] = {added.content, added.content, std::nullopt};
                        },
                        [&](const LiablePartyChanged& changed) {
                          known[changed.party_id].content = changed.content;
                        },
                        [&](const LiablePartyReleased& released) {
                          known[released.party_id].released = {released.party_id, released.reason,
                                                               released.effective};
                        }},
             event);
  return known;
}

}  // namespace recourse::invoicing
