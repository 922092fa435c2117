#pragma once

#include <cstdint>
#include <string>

#include "recourse/collections/v1/collections_service.pb.h"
#include "services/collections/domain/case_state.h"
#include "services/collections/domain/partner.h"

// The state of a case or partner as resources. `account` and `partner` are homes: "accounts/a1",
// "partners/p1".
namespace recourse::collections {

// At most 900 KiB, whatever the case holds: each list is cut off and says what it leaves out.
v1::Case RenderCase(const std::string& account, const Case& kase, std::uint64_t version);
v1::Hold RenderHold(const std::string& account, const std::string& id, const Hold& hold);
v1::PromiseToPay RenderPromise(const std::string& account, const std::string& id,
                               const PromiseToPay& promise);
v1::Placement RenderPlacement(const std::string& account, const Case& kase, const std::string& id);
v1::Partner RenderPartner(const std::string& partner, const PartnerRegistered& registered);

}  // namespace recourse::collections
