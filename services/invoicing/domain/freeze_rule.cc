#include "services/invoicing/domain/freeze_rule.h"

#include <algorithm>

namespace recourse::invoicing {
namespace {

bool Meets(const FreezeRule& rule, const CircumstanceContent& circumstance) {
  return (!circumstance.until || rule.valid_from <= *circumstance.until) &&
         (!rule.valid_through || circumstance.from <= *rule.valid_through);
}

Unexpected<Failure> Refused(const char* reason, const char* message, const std::string& name) {
  return Unexpected{Failure{Failure::Kind::kPrecondition, reason, message, {{"rule", name}}}};
}

}  // namespace

Expected<ChargeFreeze, Failure> FreezeBy(const std::vector<FreezeRule>& rules,
                                         const std::string& name,
                                         const CircumstanceContent& circumstance) {
  std::vector<const FreezeRule*> named;
  for (const FreezeRule& rule : rules) {
    if (rule.name == name) named.push_back(&rule);
  }
  if (named.empty()) {
    return Refused("FREEZE_RULE_UNKNOWN", "There is no rule of this name.", name);
  }
  std::erase_if(named, [&](const auto* rule) { return rule->circumstance != circumstance.kind; });
  if (named.empty()) {
    return Refused("FREEZE_RULE_OF_ANOTHER_KIND",
                   "The rule is not about circumstances of this kind.", name);
  }
  const auto rule = std::find_if(named.begin(), named.end(),
                                 [&](const auto* each) { return Meets(*each, circumstance); });
  if (rule == named.end()) {
    return Refused("FREEZE_RULE_NOT_IN_FORCE",
                   "The rule holds on none of the days of the circumstance.", name);
  }
  return ChargeFreeze{(*rule)->name,          (*rule)->law,        (*rule)->kinds,
                      (*rule)->arisen_before, (*rule)->valid_from, (*rule)->valid_through};
}

}  // namespace recourse::invoicing
