#include "services/invoicing/domain/approvals.h"

#include "libs/decider/given.h"
#include "services/invoicing/domain/approval_limits.h"
#include "services/invoicing/domain/ledger_kit.h"

namespace recourse::invoicing {
namespace {

using enum ApprovalRule;
using enum ApprovalLimitsRule;
using GivenApprovals = GivenHistory<ApprovalsDecider>;
using GivenLimits = GivenHistory<ApprovalLimitsDecider>;

const WriteOffInvoice kAsked{"w1", "i1", Eur(70'00), Day(9), "insolvent"};
const ApprovalRequested kRequested{"x1", "clerks/anna", kAsked};
const ApprovalGranted kGranted{"x1", "approvers/bo"};
const ApprovalRefused kRefused{"x1", "approvers/bo", "too soon"};

TEST(ApprovalsTest, OnePersonAsksAndAnotherAgrees) {
  GivenApprovals({}).When(RequestApproval{"x1", "clerks/anna", kAsked}).Then({kRequested});
  GivenApprovals({kRequested}).When(GrantApproval{"x1", "approvers/bo"}).Then({kGranted});
  GivenApprovals({kRequested})
      .When(RefuseApproval{"x1", "approvers/bo", "too soon"})
      .Then({kRefused});
}

TEST(ApprovalsTest, WhoeverAskedMayTakeItBack) {
  GivenApprovals({kRequested})
      .When(RefuseApproval{"x1", "clerks/anna", "a mistake"})
      .Then({ApprovalRefused{"x1", "clerks/anna", "a mistake"}});
}

TEST(ApprovalsTest, AskedAgainNothingHappens) {
  const RequestApproval request{"x1", "clerks/anna", kAsked};
  GivenApprovals({kRequested}).When(request).ThenNothing();
  GivenApprovals({kRequested, kGranted}).When(request).ThenNothing();
  GivenApprovals({kRequested, kGranted}).When(GrantApproval{"x1", "approvers/bo"}).ThenNothing();
  GivenApprovals({kRequested, kRefused})
      .When(RefuseApproval{"x1", "approvers/bo", "too soon"})
      .ThenNothing();
}

TEST(ApprovalsTest, IsRefusedByRule) {
  const Failure::Values named{{"approval_id", "x1"}};
  GivenApprovals({}).When(GrantApproval{"x1", "approvers/bo"}).ThenRefused(kUnknownApproval, named);
  GivenApprovals({})
      .When(RefuseApproval{"x1", "approvers/bo", "no"})
      .ThenRefused(kUnknownApproval, named);
  WriteOffInvoice other = kAsked;
  other.amount = Eur(71'00);
  const Failure::Values whose{{"requested_by", "clerks/anna"}};
  GivenApprovals({kRequested})
      .When(RequestApproval{"x1", "clerks/anna", other})
      .ThenRefused(kApprovalIdReused, whose);
  GivenApprovals({kRequested})
      .When(RequestApproval{"x1", "clerks/carl", kAsked})
      .ThenRefused(kApprovalIdReused, whose);
  std::vector<ApprovalEvent> many;
  for (std::size_t i = 0; i < kApprovalsWaitingMax; ++i) {
    many.push_back(ApprovalRequested{"m" + std::to_string(i), "clerks/anna", kAsked});
  }
  const RequestApproval one_more{"x1", "clerks/anna", kAsked};
  GivenApprovals(many).When(one_more).ThenRefused(kTooManyApprovals, {{"waiting", "1000"}});
  many.push_back(ApprovalRefused{"m0", "approvers/bo", "no"});
  GivenApprovals(many).When(one_more).Then({kRequested});
  GivenApprovals({kRequested})
      .When(GrantApproval{"x1", "clerks/anna"})
      .ThenRefused(kSamePerson, whose);
  GivenApprovals({kRequested, kGranted})
      .When(GrantApproval{"x1", "approvers/dora"})
      .ThenRefused(kDecidedOtherwise, {{"state", "approved"}, {"decided_by", "approvers/bo"}});
  GivenApprovals({kRequested, kRefused})
      .When(GrantApproval{"x1", "approvers/dora"})
      .ThenRefused(kDecidedOtherwise, {{"state", "refused"}, {"decided_by", "approvers/bo"}});
  GivenApprovals({kRequested, kGranted})
      .When(RefuseApproval{"x1", "approvers/bo", "no"})
      .ThenRefused(kDecidedOtherwise);
}

TEST(ApprovalLimitsTest, EachSetTakesThePlaceOfTheOneBefore) {
  const std::vector<ApprovalLimit> first{{ControlledOperation::kWriteOff, Eur(50'00)},
                                         {ControlledOperation::kWaiver, Eur(0)}};
  GivenLimits({}).When(SetApprovalLimits{first}).Then({ApprovalLimitsSet{1, first}});
  const std::vector<ApprovalLimit> turned{first[1], first[0]};
  GivenLimits({ApprovalLimitsSet{1, first}}).When(SetApprovalLimits{turned}).ThenNothing();
  GivenLimits({ApprovalLimitsSet{1, first}})
      .When(SetApprovalLimits{{}})
      .Then({ApprovalLimitsSet{2, {}}});
  GivenLimits({}).When(SetApprovalLimits{{}}).ThenNothing();
}

TEST(ApprovalLimitsTest, AreFoundByOperationAndCurrency) {
  const LimitTable table = Replay<ApprovalLimitsDecider>(
      {ApprovalLimitsSet{1, {{ControlledOperation::kWaiver, Eur(7'00)}}},
       ApprovalLimitsSet{2,
                         {{ControlledOperation::kRefund, Eur(5'00)},
                          {ControlledOperation::kRefund, Usd(6'00)}}}});
  EXPECT_EQ(ControlBy(table, ControlledOperation::kRefund, Usd(0).currency).limit, Usd(6'00));
  EXPECT_EQ(ControlBy(table, ControlledOperation::kRefund, Usd(0).currency).limits_version, 2u);
  EXPECT_EQ(ControlBy(table, ControlledOperation::kWaiver, Eur(0).currency).limit, std::nullopt);
}

TEST(ApprovalLimitsTest, IsRefusedByRule) {
  GivenLimits({})
      .When(SetApprovalLimits{
          std::vector<ApprovalLimit>(201, {ControlledOperation::kRefund, Eur(1)})})
      .ThenRefused(kTooManyLimits, {{"limits", "201"}});
  GivenLimits({})
      .When(SetApprovalLimits{
          {{ControlledOperation::kRefund, Eur(1)}, {ControlledOperation::kWaiver, Eur(-1)}}})
      .ThenRefused(kLimitNegative, {{"limits[1].amount", "-0.01 EUR"}});
  GivenLimits({})
      .When(SetApprovalLimits{{{ControlledOperation::kRefund, Eur(kMoneyMax + 1)}}})
      .ThenRefused(kLimitTooLarge);
  GivenLimits({})
      .When(SetApprovalLimits{{{ControlledOperation::kRefund, Eur(1)},
                               {ControlledOperation::kRefund, Usd(1)},
                               {ControlledOperation::kRefund, Eur(2)}}})
      .ThenRefused(kLimitTwice, {{"limits[2].amount", "0.02 EUR"}});
}

}  // namespace
}  // namespace recourse::invoicing
