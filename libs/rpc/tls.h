#pragma once

#include <grpcpp/security/auth_context.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/security/server_credentials.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "libs/base/expected.h"
#include "libs/base/failure.h"

namespace recourse::rpc {

// Mutual TLS, from a folder that holds, in PEM and under the names that Kubernetes gives them:
//
//   tls.crt  one's own certificate, then those that lead to the authority
//   tls.key  its private key, which nobody but its owner may read (mode 0600)
//   ca.crt   the authorities whose certificates are trusted
//
// A certificate names its holder by one subject alternative name of the form
// spiffe://recourse/<principal>, and a server's also by the DNS names and addresses that it is
// called by. The files are read again every few seconds, so a certificate is changed by replacing
// them; best the folder as a whole, by renaming. What cannot be used leaves the old one in force.
//
// TLS_FILE (kInvalid, or kDenied for a key that others may read), naming file and fault, if the
// folder cannot be used to begin with.
Expected<std::shared_ptr<grpc::ServerCredentials>, Failure> ServerTls(
    const std::filesystem::path& folder);
Expected<std::shared_ptr<grpc::ChannelCredentials>, Failure> ClientTls(
    const std::filesystem::path& folder);

// Who the peer's certificate says that it is; nothing without one, or if it names no principal.
std::optional<std::string> PrincipalOf(const grpc::AuthContext& context);

}  // namespace recourse::rpc
