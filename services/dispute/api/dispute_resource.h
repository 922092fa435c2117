#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "recourse/dispute/v1/dispute_service.pb.h"
#include "services/dispute/domain/dispute.h"

namespace recourse::dispute {

// The stream of a dispute in the home of its account: "disputes/d1".
std::string StreamOf(std::string_view dispute_id);

// The dispute of `account` ("accounts/a1") as callers see it, without texts. It has been opened.
v1::Dispute ToResource(const std::string& account, const Dispute& dispute, std::uint64_t version);

}  // namespace recourse::dispute
