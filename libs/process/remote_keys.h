#pragma once

#include <memory>
#include <string>

#include "libs/rpc/client.h"
#include "libs/seal/key_source.h"
#include "recourse/admin/v1/key_service.grpc.pb.h"

namespace recourse::process {

// The keys of data subjects, asked of invoicing's process each time: a key that was erased there is
// gone here too. Where nobody is there it waits 1.5 s for a connection and asks once more; an
// answer has two seconds. A thread of gRPC's may be held all that time. Thread safe.
class RemoteKeys final : public seal::KeySource {
 public:
  // `client` has the role service, and outlives this.
  explicit RemoteKeys(rpc::Client& client);

  Expected<seal::SubjectKey, seal::Error> Find(std::string_view subject) override;
  Expected<seal::SubjectKey, seal::Error> FindOrCreate(std::string_view subject) override;

 private:
  rpc::Client& client_;
  const std::unique_ptr<admin::v1::KeyService::Stub> stub_;
};

}  // namespace recourse::process
