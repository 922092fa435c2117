#include "services/invoicing/api/payment_calls.h"

#include <fmt/format.h>

#include <memory>
#include <vector>

#include "libs/rpc/fields.h"
#include "services/invoicing/api/batch_answers.h"
#include "services/invoicing/api/item_command.h"
#include "services/invoicing/api/payment_command.h"

namespace recourse::invoicing {
namespace {

using BatchReply = rpc::Reply<v1::BatchRecordPaymentsResponse>;
using BatchResponse = v1::BatchRecordPaymentsResponse;

// The context of RecordPayment's fingerprints, so that a payment sent again is known again
// whichever way it comes.
constexpr std::string_view kRecordPayment = "/recourse.invoicing.v1.InvoicingService/RecordPayment";

static_assert(BatchResponse::kResultsFieldNumber == BatchAnswers::kResultsField);
static_assert(BatchResponse::Result::kPaymentFieldNumber == BatchAnswers::kAnswerField);
static_assert(BatchResponse::Result::kFailureFieldNumber == BatchAnswers::kFailureField);

}  // namespace

Expected<rpc::Prepared<v1::Payment>, Failure> PrepareRecordPayment(
    const v1::RecordPaymentRequest& request, const rpc::Caller&) {
  auto run = PaymentCommand(request);
  if (!run) return Unexpected{run.error()};
  rpc::Prepared<v1::Payment> prepared(request.parent(), [](engine::Unit&) {
    return Expected<v1::Payment, Failure>(v1::Payment());
  });
  // In place of that: this one gives the payment's bytes, and needs no message of its own for them.
  prepared.run = *std::move(run);
  return prepared;
}

Expected<engine::Command, Failure> PaymentBatches::CommandFor(
    const v1::RecordPaymentRequest& request, const std::string& derived_id,
    const rpc::Caller& caller) const {
  std::string id = request.request_id().empty() ? derived_id : request.request_id();
  auto command = ItemCommand(request, std::move(id), kRecordPayment, caller, hash_);
  if (!command) return command;
  auto run = PaymentCommand(request);
  if (!run) return Unexpected{run.error()};
  command->run = *std::move(run);
  return command;
}

Expected<rpc::Begin<v1::BatchRecordPaymentsResponse>, Failure> PaymentBatches::BatchRecordPayments(
    const rpc::Call<v1::BatchRecordPaymentsRequest>& call) const {
  rpc::Fields fields;
  CheckBatch(call.request, fields);
  if (!fields.ok()) return Unexpected{fields.Refuse()};

  auto items = std::make_shared<std::vector<Expected<engine::Command, Failure>>>();
  items->reserve(static_cast<std::size_t>(call.request.requests_size()));
  for (int i = 0; i < call.request.requests_size(); ++i) {
    const std::string derived_id = fmt::format("{}/{}", call.request.request_id(), i);
    auto& item = items->emplace_back(CommandFor(call.request.requests(i), derived_id, call.caller));
    if (item) item->trace_id = call.trace_id();
  }
  return rpc::Begin<BatchResponse>([this, items](BatchReply reply) {
    const auto answers = BatchAnswers::Of(items->size(), [reply](std::string bytes) {
      reply.Answer({std::move(bytes), {}});
    });
    for (std::size_t i = 0; i < items->size(); ++i) {
      auto& item = (*items)[i];
      if (!item) {
        answers->Taker(i)({Unexpected{item.error()}, {}});
        continue;
      }
      item->done = answers->Taker(i);
      commands_.Submit(*std::move(item));
    }
  });
}

}  // namespace recourse::invoicing
