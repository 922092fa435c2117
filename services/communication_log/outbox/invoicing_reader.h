#pragma once

#include <string>

#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/rpc/client.h"
#include "recourse/invoicing/v1/invoicing_service.pb.h"
#include "services/communication_log/domain/message_content.h"
#include "services/communication_log/domain/still_true.h"

namespace recourse::communication_log {

// Asks invoicing what a letter needs. Waits for each answer as Ask does, so it is called on a
// thread of its own. Fails with invoicing's own refusal, or kUnavailable, kExhausted or kUnknown if
// it cannot be asked now. Thread safe.
class InvoicingReader {
 public:
  // `client` has the role service, and outlives this.
  explicit InvoicingReader(rpc::Client& client) : client_(client) {}

  Expected<invoicing::v1::Account, Failure> GetAccount(const std::string& name) const;
  Expected<invoicing::v1::Issuer, Failure> GetIssuer(const std::string& name) const;
  Expected<invoicing::v1::AccountPersonalData, Failure> GetPersonalData(
      const std::string& account) const;

  // What is true now of the invoices that `said` names; those that nobody knows are left out.
  Expected<CurrentFacts, Failure> GetFacts(const std::string& account,
                                           const MessageContent& said) const;

 private:
  rpc::Client& client_;
};

}  // namespace recourse::communication_log
