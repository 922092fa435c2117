#pragma once

#include "libs/rpc/service.h"
#include "libs/seal/key_source.h"

namespace recourse::process {

// recourse.admin.v1.KeyService over the keyring of this process. Thread safe.
class KeyApi final : public rpc::Service {
 public:
  // `keys` outlives this.
  KeyApi(rpc::Shell& shell, engine::Commands& commands, seal::KeySource& keys);
};

}  // namespace recourse::process
