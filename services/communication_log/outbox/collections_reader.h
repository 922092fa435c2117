#pragma once

#include <string>

#include "libs/rpc/client.h"
#include "services/communication_log/domain/message_content.h"
#include "services/communication_log/domain/still_true.h"

namespace recourse::communication_log {

// Asks collections what is done about an account's invoices. Waits and fails as InvoicingReader.
class CollectionsReader {
 public:
  // `client` has the role service, and outlives this.
  explicit CollectionsReader(rpc::Client& client) : client_(client) {}

  // Says in `facts` which of the invoices that `said` names are not to be chased now.
  Expected<Done, Failure> MarkHolds(const std::string& account, const MessageContent& said,
                                    CurrentFacts& facts) const;

 private:
  rpc::Client& client_;
};

}  // namespace recourse::communication_log
