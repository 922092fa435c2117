#pragma once

#include <functional>
#include <string>

#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/rpc/client.h"
#include "recourse/collections/v1/partner_service.pb.h"

namespace recourse::collections {

using TakeDebtor = std::function<void(Expected<v1::Debtor, Failure>)>;

// Asks who the debtor of an account is. `take` is called once, from any thread.
using FindDebtor = std::function<void(const std::string& account, TakeDebtor take)>;

// The same of invoicing, which alone keeps personal data of accounts. `client` has the role
// service.
void ReadDebtor(rpc::Client& client, const std::string& account, TakeDebtor take);

}  // namespace recourse::collections
