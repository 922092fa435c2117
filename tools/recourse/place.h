#pragma once

#include <memory>
#include <string>

#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/rpc/client.h"

namespace recourse::cli {

// Where an installation is, as the command line says it. Empty: by the rules below.
struct Place {
  std::string data;        // Else $RECOURSE_HOME, else ./recourse-data.
  std::string address;     // Else what the file "address" in the data folder says.
  std::string token_file;  // Else the file "operator.token" in the data folder.
};

std::string DataFolder(const Place& place);

// "127.0.0.1:7443". kUnavailable if no address is given and none is left in the data folder, which
// a running installation does.
Expected<std::string, Failure> Address(const Place& place);

// Reads the token and opens a channel, which connects at the first call. Only to this machine: the
// token travels in the clear.
Expected<std::unique_ptr<rpc::Client>, Failure> Connect(const Place& place);

}  // namespace recourse::cli
