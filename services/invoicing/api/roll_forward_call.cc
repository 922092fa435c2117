#include <utility>

#include "services/invoicing/api/names.h"
#include "services/invoicing/api/read_applied.h"
#include "services/invoicing/api/refusals.h"
#include "services/invoicing/api/report_fields.h"
#include "services/invoicing/api/report_range.h"
#include "services/invoicing/api/report_reads.h"
#include "services/invoicing/codec/issuer_codec.h"
#include "services/invoicing/codec/parts.h"
#include "services/invoicing/domain/roll_forward.h"
#include "services/invoicing/views/accounts_of.h"
#include "services/invoicing/views/issuer_periods.h"
#include "services/invoicing/views/ledger_as_known.h"

namespace recourse::invoicing {
namespace {

v1::RollForward ToMessage(const RollForwardLine& line) {
  const auto write = [&](std::int64_t minor_units, google::type::Money* message) {
    Write(Money{minor_units, line.currency}, message);
  };
  v1::RollForward message;
  write(line.opening, message.mutable_opening());
  for (std::size_t i = 0; i < kMovementKinds; ++i) {
    auto& movement = *message.add_movements();
    movement.set_kind(ToWire(static_cast<MovementKind>(i)));
    write(line.flows[i].increase, movement.mutable_increase());
    write(line.flows[i].decrease, movement.mutable_decrease());
  }
  write(line.closing, message.mutable_closing());
  write(line.unapplied_opening, message.mutable_unapplied_opening());
  write(line.received, message.mutable_received());
  write(line.returned, message.mutable_returned());
  write(line.unapplied_closing, message.mutable_unapplied_closing());
  return message;
}

Failure ReportTooLarge(const std::string& issuer) {
  return {Failure::Kind::kExhausted,
          "REPORT_TOO_LARGE",
          "The issuer's accounts have more events than one report is made from.",
          {{"issuer", issuer}, {"events_max", std::to_string(ReportReads::kIssuerEventsMax)}}};
}

engine::Outcome CheckRegistered(engine::Unit& unit) {
  if (!unit.State<IssuerAggregate>(IssuerAggregate::kStream)) {
    return Unexpected{NoSuchIssuer(unit.home())};
  }
  return std::string();
}

}  // namespace

Expected<rpc::Begin<v1::ReportRollForwardResponse>, Failure> ReportReads::RollForward(
    const rpc::Call<v1::ReportRollForwardRequest>& call) const {
  rpc::Fields fields;
  fields.Name("issuer", call.request.issuer(), kIssuerName);
  const ReportRange range = ReadReportRange(call.request, fields);
  if (!fields.ok()) return Unexpected{fields.Refuse()};

  using Response = v1::ReportRollForwardResponse;
  const auto answer = [this, range, issuer = call.request.issuer(),
                       deadline = call.deadline]() -> Expected<Response, Failure> {
    const ClosedPeriods periods = ReadClosedPeriods(streams_, issuer);
    invoicing::RollForward report(range.from, range.through, periods);
    std::uint64_t events = 0;
    bool goes_on = true;
    ForEachAccountOf(commands_.views(), issuer, [&](const std::string& account) {
      ForEachEntry(streams_, account, [&](const LedgerEntry& entry) {
        if (entry.recorded_at > range.known_at) return false;
        report.Add(entry.event, entry.recorded_at);
        goes_on = ++events <= kIssuerEventsMax;
        return goes_on;
      });
      // Nobody waits for the answer any more after this.
      goes_on = goes_on && std::chrono::steady_clock::now() < deadline;
      return goes_on;
    });
    if (!goes_on) return Unexpected{ReportTooLarge(issuer)};
    Response response;
    for (const RollForwardLine& line : report.Lines()) *response.add_lines() = ToMessage(line);
    const auto closed_through = periods.ClosedThrough(range.known_at);
    if (closed_through) Write(*closed_through, response.mutable_closed_through());
    return response;
  };
  return ReadApplied<Response>(commands_, call.request.issuer(), call.deadline, CheckRegistered,
                               answer);
}

}  // namespace recourse::invoicing
