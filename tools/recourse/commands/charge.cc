#include <fmt/format.h>

#include <iterator>
#include <memory>
#include <vector>

#include "recourse/invoicing/v1/charge_service.grpc.pb.h"
#include "tools/recourse/call.h"
#include "tools/recourse/charge/explanation.h"
#include "tools/recourse/resource_argument.h"
#include "tools/recourse/subcommand.h"

namespace recourse::cli {
namespace {

namespace v1 = invoicing::v1;
using v1::ChargeService;

ExitCode Explain(Session& session, const std::string& name) {
  if (session.format == Format::kCsv) {
    return session.FailUsage("-o csv shows one table, and an explanation has two: use -o json");
  }
  const auto client = Connect(session.place);
  if (!client) return session.Fail(client.error());
  const auto stub = ChargeService::NewStub((*client)->channel());
  v1::GetChargeRequest request;
  request.set_name(name);
  const auto charge = Call(**client, *stub, &ChargeService::Stub::GetCharge, request);
  if (!charge) return session.Fail(charge.error());
  Print({ChargeTable({*charge}), SegmentTable(*charge)}, session.format, session.out);
  if (const auto wrong = WrongSum(*charge)) {
    session.err << fmt::format("recourse: {}: {}\n", name, *wrong);
    return ExitCode::kVerificationFailed;
  }
  return ExitCode::kOk;
}

ExitCode List(Session& session, const std::string& account) {
  const auto client = Connect(session.place);
  if (!client) return session.Fail(client.error());
  const auto stub = ChargeService::NewStub((*client)->channel());
  v1::ListChargesRequest request;
  request.set_parent(NameIn("accounts", account));
  std::vector<v1::Charge> charges;
  const auto take = [&](v1::ListChargesResponse page) {
    charges.insert(charges.end(), std::make_move_iterator(page.mutable_charges()->begin()),
                   std::make_move_iterator(page.mutable_charges()->end()));
  };
  const auto done = CallPages(**client, *stub, &ChargeService::Stub::ListCharges, request, take);
  if (!done) return session.Fail(done.error());
  Print({ChargeTable(charges)}, session.format, session.out);
  return ExitCode::kOk;
}

}  // namespace

void AddCharge(CLI::App& root, Action& action) {
  CLI::App* charge = root.add_subcommand("charge", "What is owed beside invoices, and why");
  charge->require_subcommand(1);

  CLI::App* explain = charge->add_subcommand("explain", "How every cent of a charge came to be");
  explain->footer(
      "Of interest: the days of one base and one rate each, with the table and its version, the\n"
      "exact amount in minor units as a fraction, and its part of the total:\n"
      "  exact = (base + compounded) * rate * time\n"
      "Ends with 4 if the parts do not add up to the charge.\n"
      "\n"
      "Examples:\n"
      "  recourse charge explain accounts/a1/charges/interest-1\n"
      "  recourse charge explain accounts/a1/charges/interest-1 -o json");
  const auto name = std::make_shared<std::string>();
  explain->add_option("charge", *name, "The charge: accounts/a1/charges/c1")->required();
  explain->callback(
      [&action, name] { action = [name](Session& session) { return Explain(session, *name); }; });

  CLI::App* list = charge->add_subcommand("list", "All charges of an account");
  list->footer("Examples:\n  recourse charge list a1\n  recourse charge list a1 -o csv");
  const auto account = std::make_shared<std::string>();
  list->add_option("account", *account, "The account: a1 or accounts/a1")->required();
  list->callback([&action, account] {
    action = [account](Session& session) { return List(session, *account); };
  });
}

}  // namespace recourse::cli
