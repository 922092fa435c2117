#include "tools/recourse/commands/already_there.h"

#include <fmt/format.h>

#include <set>
#include <utility>
#include <variant>
#include <vector>

#include "libs/wire/convert.h"
#include "recourse/dispute/v1/dispute_service.grpc.pb.h"
#include "recourse/history/v1/history_service.grpc.pb.h"
#include "recourse/invoicing/v1/invoicing_service.grpc.pb.h"
#include "tools/recourse/call.h"
#include "tools/recourse/processes.h"

namespace recourse::cli {
namespace {

using dispute::v1::DisputeService;
using history::v1::HistoryService;
using invoicing::v1::InvoicingService;

// How far the logs reach to which an import adds.
std::optional<history::v1::GetMarksResponse> Marks(const rpc::Client& client) {
  auto marks = MarksOf(client, {"invoicing", "dispute"});
  if (!marks) return std::nullopt;
  return *std::move(marks);
}

bool IsEmpty(const history::v1::GetMarksResponse& marks) {
  for (const auto& service : marks.services()) {
    for (const auto& shard : service.shards()) {
      if (shard.head_sequence() > 0) return false;
    }
  }
  return true;
}

// Whether a shard has got events beyond `mark` since; that a request was answered is none. Nothing
// if the caller may not know.
std::optional<bool> HasGrown(const rpc::Client& client, HistoryService::Stub& stub,
                             const std::string& service, const history::v1::ShardMarks& mark) {
  history::v1::ReadRecordsRequest request;
  request.set_service(service);
  request.set_shard(mark.shard());
  request.mutable_filter()->set_without_engine_events(true);
  request.set_from_sequence(mark.head_sequence() + 1);
  for (;;) {
    const auto page = Call(client, stub, &HistoryService::Stub::ReadRecords, request);
    if (!page) return std::nullopt;
    if (page->batch().records_size() > 0) return true;
    if (page->next_sequence() > page->head_sequence()) return false;
    request.set_from_sequence(page->next_sequence());
  }
}

std::optional<bool> HaveGrown(const rpc::Client& client,
                              const history::v1::GetMarksResponse& marks) {
  const auto stub = HistoryService::NewStub(client.channel());
  for (const auto& service : marks.services()) {
    for (const auto& shard : service.shards()) {
      const auto grown = HasGrown(client, *stub, service.service(), shard);
      if (!grown || *grown) return grown;
    }
  }
  return false;
}

// The commands of one kind, in the order of the plan.
template <class Command>
std::vector<const Command*> All(const csv_import::Plan& plan) {
  std::vector<const Command*> found;
  for (const auto& step : plan.steps) {
    if (const auto* command = std::get_if<Command>(&step.command)) found.push_back(command);
  }
  return found;
}

Expected<Done, Failure> AddInvoicesOf(const std::string& account, const rpc::Client& client,
                                      InvoicingService::Stub& stub, std::set<std::string>& names) {
  invoicing::v1::ListInvoicesRequest request;
  request.set_parent("accounts/" + account);
  auto listed = CallPages(client, stub, &InvoicingService::Stub::ListInvoices, request,
                          [&](const invoicing::v1::ListInvoicesResponse& page) {
                            for (const auto& invoice : page.invoices()) {
                              names.insert(invoice.name());
                            }
                          });
  if (listed || listed.error().kind == Failure::Kind::kNotFound) return Done{};
  return listed;
}

}  // namespace

Expected<AlreadyThere, Failure> AlreadyThere::Look(const rpc::Client& client,
                                                   const csv_import::Plan& plan,
                                                   const OnLooked& on_looked) {
  AlreadyThere found;
  found.marks_ = Marks(client);
  if (found.marks_ && IsEmpty(*found.marks_)) return found;
  const auto stub = InvoicingService::NewStub(client.channel());
  std::set<std::string> names;
  const auto accounts = All<csv_import::OpenAccount>(plan);
  for (std::size_t i = 0; i < accounts.size(); ++i) {
    const auto added = AddInvoicesOf(accounts[i]->account_id, client, *stub, names);
    if (!added) return Unexpected{added.error()};
    on_looked(i + 1, accounts.size());
  }
  for (const auto* invoice : All<csv_import::IssueInvoice>(plan)) {
    ++found.invoices_;
    found.there_ += names.count(
        fmt::format("accounts/{}/invoices/{}", invoice->account_id, invoice->invoice_id));
  }
  return found;
}

std::string AlreadyThere::Tell(const rpc::Client& client) const {
  if (there_ == 0) return "";
  const bool same = marks_ && HaveGrown(client, *marks_) == false;
  return fmt::format("{} of {} invoices were there already{}.", there_, invoices_,
                     same ? "; nothing was added" : "");
}

Expected<csv_import::OpenedDays, Failure> FindOpenedDays(const rpc::Client& client,
                                                         const csv_import::Plan& plan,
                                                         const OnLooked& on_looked) {
  csv_import::OpenedDays opened;
  const auto stub = DisputeService::NewStub(client.channel());
  const auto disputes = All<csv_import::OpenDispute>(plan);
  for (std::size_t i = 0; i < disputes.size(); ++i) {
    const auto* asked = disputes[i];
    // One by one: a list may lag behind an import that was stopped a moment ago.
    dispute::v1::GetDisputeRequest request;
    request.set_name(fmt::format("accounts/{}/disputes/{}", asked->account_id, asked->dispute_id));
    const auto dispute = Call(client, *stub, &DisputeService::Stub::GetDispute, request);
    if (!dispute && dispute.error().kind != Failure::Kind::kNotFound) {
      return Unexpected{dispute.error()};
    }
    const auto day = dispute ? wire::FromWire(dispute->opened_on()) : std::nullopt;
    if (day) opened[asked->dispute_id] = *day;
    on_looked(i + 1, disputes.size());
  }
  return opened;
}

}  // namespace recourse::cli
