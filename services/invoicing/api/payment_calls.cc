#include "services/invoicing/api/payment_calls.h"

#include <fmt/format.h>

#include <atomic>
#include <memory>
#include <vector>

#include "libs/rpc/bytes.h"
#include "libs/rpc/fields.h"
#include "libs/rpc/status.h"
#include "services/invoicing/api/payment_command.h"

namespace recourse::invoicing {
namespace {

using BatchReply = rpc::Reply<v1::BatchRecordPaymentsResponse>;
using BatchResponse = v1::BatchRecordPaymentsResponse;

// The context of RecordPayment's fingerprints, so that a payment sent again is known again
// whichever way it comes.
constexpr std::string_view kRecordPayment = "/recourse.invoicing.v1.InvoicingService/RecordPayment";
constexpr std::size_t kRequestIdBytesMax = 64;

void AppendVarint(std::size_t value, std::string& out) {
  for (; value >= 0x80; value >>= 7) out += static_cast<char>(value | 0x80);
  out += static_cast<char>(value);
}

// A length-delimited field of a protobuf message, as its encoding page defines it.
void AppendField(int number, std::string_view bytes, std::string& out) {
  AppendVarint(static_cast<std::size_t>(number) << 3 | 2, out);
  AppendVarint(bytes.size(), out);
  out += bytes;
}

// The bytes of a BatchResponse::Result.
std::string ToResult(const engine::Outcome& outcome) {
  std::string result;
  if (outcome) {
    AppendField(BatchResponse::Result::kPaymentFieldNumber, *outcome, result);
  } else {
    AppendField(BatchResponse::Result::kFailureFieldNumber,
                rpc::ToStatus(outcome.error()).error_details(), result);
  }
  return result;
}

// Collects the answers of one batch, and sends them when all have come. It keeps itself alive until
// then.
class Answers {
 public:
  Answers(std::size_t count, BatchReply reply) : reply_(reply), left_(count) {
    items_.reserve(count);
    for (std::size_t i = 0; i < count; ++i) items_.push_back({this, std::string()});
  }

  static void Keep(std::shared_ptr<Answers> answers) {
    Answers& self = *answers;
    self.self_ = std::move(answers);
  }

  // What takes the answer of the item `index`, from any thread, once. So small that a std::function
  // holds it without allocating.
  auto Taker(std::size_t index) {
    return [item = &items_[index]](const engine::Result& result) {
      item->result = ToResult(result.outcome);
      item->batch->OneMore();
    };
  }

 private:
  struct Item {
    Answers* batch;
    std::string result;
  };

  void OneMore() {
    if (left_.fetch_sub(1) > 1) return;
    const auto self = std::move(self_);
    // The payments are serialised already: parsing them, only to write them again, would cost more
    // than recording them did.
    std::string bytes;
    for (const Item& item : items_) {
      AppendField(BatchResponse::kResultsFieldNumber, item.result, bytes);
    }
    reply_.Answer({std::move(bytes), {}});
  }

  const BatchReply reply_;
  std::vector<Item> items_;
  std::atomic<std::size_t> left_;
  std::shared_ptr<Answers> self_;
};

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
  engine::Command command;
  command.request_id = request.request_id().empty() ? derived_id : request.request_id();
  if (const auto checked = rpc::CheckRequestId(command.request_id); !checked) {
    return Unexpected{checked.error()};
  }
  auto run = PaymentCommand(request);
  if (!run) return Unexpected{run.error()};
  thread_local std::string bytes;
  rpc::SerialiseSame(request, bytes);
  command.fingerprint = rpc::Fingerprint(hash_, caller, kRecordPayment, bytes);
  command.home = request.parent();
  command.actor = caller.principal;
  command.run = *std::move(run);
  return command;
}

Expected<rpc::Begin<v1::BatchRecordPaymentsResponse>, Failure> PaymentBatches::BatchRecordPayments(
    const rpc::Call<v1::BatchRecordPaymentsRequest>& call) const {
  const int count = call.request.requests_size();
  rpc::Fields fields;
  fields.Check(count > 0 && count <= kBatchPaymentsMax, "requests", std::to_string(count),
               "must have 1 to 512 entries");
  const std::size_t derived_bytes = call.request.request_id().size() + sizeof("/511") - 1;
  fields.Check(derived_bytes <= kRequestIdBytesMax, "request_id", call.request.request_id(),
               "must have at most 60 bytes");
  if (!fields.ok()) return Unexpected{fields.Refuse()};

  auto items = std::make_shared<std::vector<Expected<engine::Command, Failure>>>();
  items->reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) {
    const std::string derived_id = fmt::format("{}/{}", call.request.request_id(), i);
    auto& item = items->emplace_back(CommandFor(call.request.requests(i), derived_id, call.caller));
    if (item) item->trace_id = call.trace_id();
  }
  return rpc::Begin<BatchResponse>([this, items](BatchReply reply) {
    const auto answers = std::make_shared<Answers>(items->size(), reply);
    Answers::Keep(answers);
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
