#pragma once

#include "libs/rpc/resource_name.h"

namespace recourse::collections {

inline constexpr rpc::NamePattern<1> kAccountName{"accounts/{account}"};
inline constexpr rpc::NamePattern<1> kCaseName{"accounts/{account}/case"};
inline constexpr rpc::NamePattern<2> kInvoiceName{"accounts/{account}/invoices/{invoice}"};
inline constexpr rpc::NamePattern<2> kHoldName{"accounts/{account}/case/holds/{hold}"};
inline constexpr rpc::NamePattern<2> kPromiseName{"accounts/{account}/case/promises/{promise}"};
inline constexpr rpc::NamePattern<2> kCallTaskName{"accounts/{account}/case/callTasks/{call_task}"};
inline constexpr rpc::NamePattern<2> kPlacementName{"accounts/{account}/placements/{placement}"};
inline constexpr rpc::NamePattern<1> kPartnerName{"partners/{partner}"};

}  // namespace recourse::collections
