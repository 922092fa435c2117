#pragma once

#include <functional>
#include <string>

#include "libs/rpc/call.h"
#include "libs/seal/sealer.h"
#include "recourse/invoicing/v1/invoicing_service.pb.h"

// People beside the customer: each is a data subject of their own, named as what names them in the
// account ("accounts/a1/liableParties/g1"), so that one is erased without the others.
namespace recourse::invoicing {

// Of a subject, sealed as what the event that has it first carries. Blocks; not on the writer.
Expected<Sealed, Failure> SealPerson(const seal::Sealer& sealer, const std::string& subject,
                                     std::string_view purpose, const v1::AccountPersonalData& data);

// What to look for in a home: the sealed data, or why there are none.
using FindSealed = std::function<Expected<Sealed, Failure>(engine::Unit&)>;

// Reads what `find` finds and answers with it, opened on one of gRPC's threads. To callers an
// erased person is one who is not there. Both references outlive the answer.
void AnswerWithPerson(engine::Commands& commands, const seal::Sealer& sealer,
                      const std::string& subject, std::string_view purpose, FindSealed find,
                      rpc::Reply<v1::AccountPersonalData> reply);

}  // namespace recourse::invoicing
