#include "libs/process/remote_keys.h"

#include "libs/rpc/ask.h"

namespace recourse::process {
namespace {

namespace v1 = admin::v1;
using seal::Error;
using Stub = v1::KeyService::Stub;

constexpr std::chrono::seconds kTimeout{2};
// gRPC goes on with a connection that it is making again only while somebody waits for it, and
// pauses up to 1.2 s between its tries (rpc::Client::Connect).
constexpr std::chrono::milliseconds kConnectedWithin{1500};
constexpr char kNobodyThere[] = "UNAVAILABLE";  // as gRPC itself, or an edge, says it

// What the keyring itself said comes back as it was; all else is a keyring out of reach.
Error ToError(const Failure& failure) {
  for (const Error::Kind kind : {Error::Kind::kUnknownSubject, Error::Kind::kErased,
                                 Error::Kind::kCorrupt, Error::Kind::kIo}) {
    if (failure.reason == seal::Name(kind)) return {kind, "as invoicing's keyring says"};
  }
  return {Error::Kind::kUnavailable, failure.reason + ": " + failure.message};
}

Expected<seal::SubjectKey, Error> FromWire(v1::SubjectKey& wire) {
  if (wire.reference().size() != seal::kReferenceBytes ||
      wire.key_id().size() != seal::kKeyIdBytes || wire.secret().size() != seal::kSecretBytes) {
    return Unexpected{Error{Error::Kind::kUnavailable, "the answer holds no key"}};
  }
  seal::SubjectKey key{wire.reference(), wire.key_id(), seal::Secret(wire.secret())};
  seal::Wipe(*wire.mutable_secret());
  return key;
}

template <class Request, class Response>
Expected<seal::SubjectKey, Error> Ask(const rpc::Client& client, Stub& stub,
                                      grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                                   const Request&, Response*),
                                      std::string_view subject) {
  Request request;
  request.set_subject(std::string(subject));
  auto response = rpc::Ask(client, stub, method, request, kTimeout);
  if (!response && response.error().reason == kNobodyThere) {
    client.Pause(kConnectedWithin);
    response = rpc::Ask(client, stub, method, request, kTimeout);
  }
  if (!response) return Unexpected{ToError(response.error())};
  return FromWire(*response->mutable_key());
}

}  // namespace

RemoteKeys::RemoteKeys(rpc::Client& client)
    : client_(client), stub_(v1::KeyService::NewStub(client.channel())) {}

Expected<seal::SubjectKey, Error> RemoteKeys::Find(std::string_view subject) {
  return Ask(client_, *stub_, &Stub::FindKey, subject);
}

Expected<seal::SubjectKey, Error> RemoteKeys::FindOrCreate(std::string_view subject) {
  return Ask(client_, *stub_, &Stub::FindOrCreateKey, subject);
}

}  // namespace recourse::process
