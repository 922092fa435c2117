#include "services/invoicing/api/sealed_people.h"

#include "libs/seal/message.h"
#include "services/invoicing/api/later.h"

namespace recourse::invoicing {
namespace {

// "accounts/a1" of "accounts/a1/liableParties/g1".
std::string HomeOf(const std::string& subject) {
  return subject.substr(0, subject.find('/', subject.find('/') + 1));
}

Failure CannotOpen(const seal::Error& error) {
  Failure failure = seal::ToFailure(error);
  if (error.kind == seal::Error::Kind::kErased) failure.kind = Failure::Kind::kNotFound;
  return failure;
}

}  // namespace

Expected<Sealed, Failure> SealPerson(const seal::Sealer& sealer, const std::string& subject,
                                     std::string_view purpose,
                                     const v1::AccountPersonalData& data) {
  auto sealed = seal::SealMessage(sealer, subject, purpose, data);
  if (!sealed) return Unexpected{seal::ToFailure(sealed.error())};
  return *std::move(sealed);
}

void AnswerWithPerson(engine::Commands& commands, const seal::Sealer& sealer,
                      const std::string& subject, std::string_view purpose, FindSealed find,
                      rpc::Reply<v1::AccountPersonalData> reply) {
  auto sealed = std::make_shared<Sealed>();
  const auto look = [sealed, find = std::move(find)](engine::Unit& unit) -> engine::Outcome {
    auto found = find(unit);
    if (!found) return Unexpected{found.error()};
    *sealed = *std::move(found);
    return std::string();
  };
  commands.Read(
      HomeOf(subject), look,
      [&sealer, subject, purpose, sealed, reply](const engine::Result& result) {
        if (!result.outcome) return reply.Answer(result);
        RunOnGrpcThread([&sealer, subject, purpose, sealed, reply, position = result.position] {
          v1::AccountPersonalData data;
          const auto opened = seal::OpenMessage(sealer, subject, purpose, *sealed, data);
          if (!opened) return reply.Refuse(CannotOpen(opened.error()), position);
          reply.Send(data, position);
        });
      });
}

}  // namespace recourse::invoicing
