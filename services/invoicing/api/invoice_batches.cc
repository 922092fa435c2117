#include "services/invoicing/api/invoice_batches.h"

#include <fmt/format.h>

#include <chrono>
#include <iterator>
#include <map>
#include <mutex>
#include <utility>
#include <vector>

#include "libs/base/check.h"
#include "libs/rpc/fields.h"
#include "libs/rpc/status.h"
#include "libs/wire/event.h"
#include "services/invoicing/api/batch_answers.h"
#include "services/invoicing/api/issuing.h"
#include "services/invoicing/api/item_command.h"
#include "services/invoicing/api/later.h"

namespace recourse::invoicing {
namespace {

using BatchResponse = v1::BatchIssueInvoicesResponse;
static_assert(BatchResponse::kResultsFieldNumber == BatchAnswers::kResultsField);
static_assert(BatchResponse::Result::kIssuedFieldNumber == BatchAnswers::kAnswerField);
static_assert(BatchResponse::Result::kFailureFieldNumber == BatchAnswers::kFailureField);

constexpr std::string_view kIssueInvoice = "/recourse.invoicing.v1.InvoicingService/IssueInvoice";
// How long one invoice of a stream is waited for.
constexpr std::chrono::seconds kWithin{60};

// One invoice of many, ready to be issued.
struct Item {
  engine::Command command;
  std::shared_ptr<const InvoiceAsked> asked;
};

Expected<Item, Failure> ItemOf(const v1::IssueInvoiceRequest& request, std::string request_id,
                               const rpc::Caller& caller, const rpc::KeyedHash& hash,
                               const std::string& trace_id) {
  auto command = ItemCommand(request, std::move(request_id), kIssueInvoice, caller, hash);
  if (!command) return Unexpected{command.error()};
  auto asked = ReadAsked(request);
  if (!asked) return Unexpected{asked.error()};
  command->trace_id = trace_id;
  return Item{*std::move(command), *std::move(asked)};
}

// The lines were the caller's own: many invoices with them would not fit into an answer.
engine::Result WithoutLines(const engine::Result& issued) {
  if (!issued.outcome) return issued;
  v1::IssueInvoiceResponse response;
  CHECK(wire::Unpack(*issued.outcome, response));
  response.mutable_invoice()->mutable_content()->clear_lines();
  return {response.SerializeAsString(), issued.position};
}

class StreamOfInvoices final : public InvoiceBatches::Collector {
 public:
  StreamOfInvoices(engine::Commands& commands, const rpc::KeyedHash& hash,
                   rpc::StreamOpening opening)
      : commands_(commands), hash_(hash), opening_(std::move(opening)) {}

  void Take(const v1::IssueInvoicesRequest& taken, std::function<void()> done) override {
    const v1::IssueInvoiceRequest& request = taken.invoice();
    const std::int64_t index = taken_++;
    auto item = ItemOf(request, request.request_id(), opening_.caller, hash_, opening_.trace_id);
    if (!item) {
      Count(index, Unexpected{item.error()});
      return done();
    }
    Issue(commands_, std::move(item->command), item->asked,
          WallClockAt(std::chrono::steady_clock::now() + kWithin),
          [this, index, done = std::move(done)](const engine::Result& issued) {
            Count(index, issued.outcome);
            done();
          });
  }

  v1::IssueInvoicesResponse Answer() override {
    const std::lock_guard lock(mutex_);
    for (const auto& [index, failure] : refusals_) {
      auto& refusal = *response_.add_refusals();
      refusal.set_index(index);
      CHECK(wire::Unpack(rpc::ToStatus(failure).error_details(), *refusal.mutable_failure()));
    }
    return response_;
  }

 private:
  void Count(std::int64_t index, const engine::Outcome& outcome) {
    const std::lock_guard lock(mutex_);
    if (outcome) {
      response_.set_issued_count(response_.issued_count() + 1);
      return;
    }
    response_.set_refused_count(response_.refused_count() + 1);
    refusals_.emplace(index, outcome.error());
    // They come in any order, and the first of the stream are told.
    if (refusals_.size() > kRefusalsToldMax) refusals_.erase(std::prev(refusals_.end()));
  }

  engine::Commands& commands_;
  const rpc::KeyedHash hash_;
  const rpc::StreamOpening opening_;
  std::int64_t taken_ = 0;
  std::mutex mutex_;
  v1::IssueInvoicesResponse response_;
  std::map<std::int64_t, Failure> refusals_;
};

}  // namespace

Expected<rpc::Begin<BatchResponse>, Failure> InvoiceBatches::BatchIssueInvoices(
    const rpc::Call<v1::BatchIssueInvoicesRequest>& call) const {
  rpc::Fields fields;
  CheckBatch(call.request, fields);
  if (!fields.ok()) return Unexpected{fields.Refuse()};

  auto items = std::make_shared<std::vector<Expected<Item, Failure>>>();
  for (int i = 0; i < call.request.requests_size(); ++i) {
    const v1::IssueInvoiceRequest& request = call.request.requests(i);
    std::string id = request.request_id();
    if (id.empty()) id = fmt::format("{}/{}", call.request.request_id(), i);
    items->push_back(ItemOf(request, std::move(id), call.caller, hash_, call.trace_id()));
  }
  return rpc::Begin<BatchResponse>(
      [&commands = commands_, items,
       deadline = WallClockAt(call.deadline)](rpc::Reply<BatchResponse> reply) {
        const auto answers = BatchAnswers::Of(items->size(), [reply](std::string bytes) {
          reply.Answer({std::move(bytes), {}});
        });
        for (std::size_t i = 0; i < items->size(); ++i) {
          auto& item = (*items)[i];
          if (!item) {
            answers->Taker(i)({Unexpected{item.error()}, {}});
            continue;
          }
          Issue(commands, std::move(item->command), item->asked, deadline,
                [take = answers->Taker(i)](const engine::Result& issued) {
                  take(WithoutLines(issued));
                });
        }
      });
}

std::unique_ptr<InvoiceBatches::Collector> InvoiceBatches::IssueInvoices(
    rpc::StreamOpening opening) const {
  return std::make_unique<StreamOfInvoices>(commands_, hash_, std::move(opening));
}

}  // namespace recourse::invoicing
