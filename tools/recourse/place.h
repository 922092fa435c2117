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
  // A folder as libs/rpc/tls.h says. Else $RECOURSE_TLS; else no TLS.
  std::string tls = {};
};

std::string DataFolder(const Place& place);

// "127.0.0.1:7443". kUnavailable if no address is given and none is left in the data folder, which
// a running installation does.
Expected<std::string, Failure> Address(const Place& place);

// The folder of one's certificates; empty without TLS.
std::string TlsFolder(const Place& place);

// Opens a channel, which connects at the first call. With TLS the certificate says who calls. Else
// the token is read, and sent within this machine only: it travels in the clear.
Expected<std::unique_ptr<rpc::Client>, Failure> Connect(const Place& place);

}  // namespace recourse::cli
