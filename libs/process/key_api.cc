#include "libs/process/key_api.h"

#include "libs/rpc/fields.h"
#include "recourse/admin/v1/key_service.pb.h"

namespace recourse::process {
namespace {

namespace v1 = admin::v1;
using Find = Expected<seal::SubjectKey, seal::Error> (seal::KeySource::*)(std::string_view);

template <class Response>
Expected<Response, Failure> Give(seal::KeySource& keys, Find find, const std::string& subject) {
  rpc::Fields fields;
  fields.Text("subject", subject, seal::kSubjectMaxBytes);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  const auto key = (keys.*find)(subject);
  if (!key) return Unexpected{seal::ToFailure(key.error())};
  Response response;
  response.mutable_key()->set_reference(key->reference);
  response.mutable_key()->set_key_id(key->id);
  response.mutable_key()->set_secret(std::string(key->secret.bytes()));
  return response;
}

}  // namespace

KeyApi::KeyApi(rpc::Shell& shell, engine::Commands& commands, seal::KeySource& keys)
    : Service(shell, commands, "recourse.admin.v1.KeyService") {
  const rpc::Roles services{rpc::Role::kService};
  Query<v1::FindKeyRequest, v1::FindKeyResponse>(
      "FindKey", services,
      [&keys](const auto& request, const rpc::Caller&) {
        return Give<v1::FindKeyResponse>(keys, &seal::KeySource::Find, request.subject());
      },
      NotAwaited);
  Query<v1::FindOrCreateKeyRequest, v1::FindOrCreateKeyResponse>(
      "FindOrCreateKey", services,
      [&keys](const auto& request, const rpc::Caller&) {
        return Give<v1::FindOrCreateKeyResponse>(keys, &seal::KeySource::FindOrCreate,
                                                 request.subject());
      },
      NotAwaited);
}

}  // namespace recourse::process
