#pragma once

#include "libs/rpc/page.h"
#include "libs/rpc/service.h"
#include "libs/seal/sealer.h"
#include "recourse/communication_log/v1/communication_log_service.pb.h"

namespace recourse::communication_log {

// recourse.communication_log.v1.CommunicationLogService. Texts are sealed before a command reaches
// the engine, and answers to commands are without them, since the engine keeps those.
class CommunicationLogApi final : public rpc::Service {
 public:
  // All outlive this.
  CommunicationLogApi(rpc::Shell& shell, engine::Commands& commands, const seal::Sealer& sealer);

 private:
  void AddCommands(const seal::Sealer& sealer);
  void AddReads();
  Expected<v1::ListContactsResponse, Failure> ListContacts(const v1::ListContactsRequest& request,
                                                           const rpc::Caller& caller) const;

  const rpc::PageTokens pages_;
};

}  // namespace recourse::communication_log
