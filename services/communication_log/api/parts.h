#pragma once

#include <optional>
#include <string>
#include <vector>

#include "libs/rpc/fields.h"
#include "recourse/communication_log/v1/communication_log_service.pb.h"
#include "services/communication_log/api/requests.h"

// The pieces that several requests have, read and checked. What is wrong is remembered by `fields`,
// and what is given back then is never used.
namespace recourse::communication_log {

// Nothing if there is no such zone.
std::optional<calendar::Zone> ReadZone(rpc::Fields& fields, const std::string& name);

// Nothing if its zone is none.
std::optional<Whom> ReadWhom(rpc::Fields fields, const v1::Customer& customer);

// "debtor" if it is empty.
std::string ReadPerson(rpc::Fields& fields, const std::string& person);

// At most 100 ids.
std::vector<std::string> ReadDebts(rpc::Fields& fields,
                                   const google::protobuf::RepeatedPtrField<std::string>& debts);

MessageContent ReadContent(rpc::Fields fields, const v1::MessageContent& content);

}  // namespace recourse::communication_log
