#include "recourse/invoicing/v1/draft_service.pb.h"

#include <gmock/gmock.h>

#include "libs/wire/convert.h"
#include "recourse/invoicing/v1/approval_service.pb.h"
#include "services/invoicing/testing/service_rig.h"

namespace recourse::invoicing {
namespace {

using rpc::Role;
using testing::ElementsAre;

const std::string kDrafts = "/recourse.invoicing.v1.DraftService/";

class DraftApiTest : public ServiceRig {
 protected:
  DraftApiTest() {
    RegisterAcme();
    OpenAccount("a1");
  }

  template <class Response, class Request>
  Expected<Response, Failure> Ask(const std::string& method, const std::string& text,
                                  Role role = Role::kClerk) {
    auto request = Text<Request>(text);
    if constexpr (requires { request.set_request_id(""); }) {
      request.set_request_id("r" + std::to_string(++requests_));
    }
    return Call<Response>(kDrafts + method, request, role);
  }
  Expected<v1::Draft, Failure> Create(const std::string& id, const std::string& content,
                                      Role role = Role::kClerk) {
    return Ask<v1::Draft, v1::CreateDraftRequest>(
        "CreateDraft", "parent: 'accounts/a1' draft_id: '" + id + "' content {" + content + "}",
        role);
  }
  Expected<v1::Draft, Failure> Change(const std::string& rest, Role role = Role::kClerk) {
    return Ask<v1::Draft, v1::ChangeDraftRequest>("ChangeDraft", kNamed + rest, role);
  }
  Expected<v1::IssueInvoiceResponse, Failure> Issue(const std::string& rest,
                                                    Role role = Role::kClerk) {
    return Ask<v1::IssueInvoiceResponse, v1::IssueDraftRequest>("IssueDraft", kNamed + rest, role);
  }
  Expected<v1::Draft, Failure> Discard(const std::string& reason) {
    return Ask<v1::Draft, v1::DiscardDraftRequest>("DiscardDraft",
                                                   kNamed + "reason: '" + reason + "'");
  }
  v1::Draft Get(const std::string& id = "d1") {
    return *Ask<v1::Draft, v1::GetDraftRequest>("GetDraft",
                                                "name: 'accounts/a1/drafts/" + id + "'");
  }
  std::vector<std::string> Listed(const std::string& rest) {
    Settle();
    const auto listed = Ask<v1::ListDraftsResponse, v1::ListDraftsRequest>(
        "ListDrafts", "parent: 'accounts/a1' " + rest);
    CHECK(listed);
    std::vector<std::string> ids;
    for (const v1::Draft& draft : listed->drafts()) {
      EXPECT_EQ(draft.content().lines_size(), 0);
      ids.push_back(draft.name().substr(std::string("accounts/a1/drafts/").size()));
    }
    return ids;
  }
  void SetLimit() {
    auto limits = Text<v1::SetApprovalLimitsRequest>(R"(
        request_id: "limits" parent: "issuers/acme"
        limits { operation: CONTROLLED_OPERATION_CREDIT_NOTE
                 amount { currency_code: "EUR" units: 50 } })");
    ASSERT_TRUE(Call<v1::ApprovalLimits>("/recourse.invoicing.v1.ApprovalService/SetApprovalLimits",
                                         limits));
  }

  const std::string kNamed = "name: 'accounts/a1/drafts/d1' ";
  const std::string kBegun =
      "amount { currency_code: 'EUR' units: 100 } lines { description: 'tiles' quantity: '4' "
      "unit_price: '25' amount { currency_code: 'EUR' units: 100 } } ";
  const std::string kDue = "due_date { year: 2012 month: 2 day: 29 } ";
  const std::string kDay = "issue_date { year: 2012 month: 2 day: 1 } ";
  const std::string kWhole = kBegun + kDue + kDay + "number: 'R-1' ";

 private:
  int requests_ = 0;
};

TEST_F(DraftApiTest, IsWrittenStepByStepAndIssued) {
  const auto begun = Create("d1", kBegun);
  ASSERT_TRUE(begun) << begun.error().reason;
  EXPECT_FALSE(begun->content().has_due_date());
  EXPECT_EQ(begun->state(), v1::DRAFT_STATE_OPEN);
  const auto missing = Issue("");
  EXPECT_EQ(missing.error().reason, "DRAFT_INCOMPLETE");
  EXPECT_EQ(missing.error().values, (Failure::Values{{"missing", "number, issue_date, due_date"}}));
  const auto changed = Change("etag: '1' content {" + kBegun + kDue + "}");
  ASSERT_TRUE(changed) << changed.error().reason;
  EXPECT_EQ(changed->etag(), "2");

  const auto issued = Issue("etag: '2' number: 'R-1' " + kDay);
  ASSERT_TRUE(issued) << issued.error().reason;
  EXPECT_FALSE(issued->known());
  EXPECT_EQ(issued->invoice().content().number(), "R-1");
  EXPECT_EQ(issued->invoice().content().lines_size(), 1);
  EXPECT_EQ(issued->warnings(0).reason(), "NO_AGREEMENT");
  const v1::Draft draft = Get();
  EXPECT_EQ(draft.state(), v1::DRAFT_STATE_ISSUED);
  EXPECT_EQ(draft.invoice(), issued->invoice().name());
  v1::GetInvoiceRequest get;
  get.set_name(draft.invoice());
  EXPECT_EQ(Call<v1::Invoice>("GetInvoice", get)->open().units(), 100);

  const auto again = Issue("number: 'R-1' " + kDay);
  ASSERT_TRUE(again) << again.error().reason;
  EXPECT_TRUE(again->known());
  EXPECT_EQ(again->invoice().name(), draft.invoice());
  EXPECT_EQ(Issue("number: 'R-2' " + kDay).error().reason, "DRAFT_ISSUED");
  EXPECT_EQ(Discard("no").error().reason, "DRAFT_ISSUED");
}

TEST_F(DraftApiTest, IsTheSameInvoiceAsOneIssuedAtOnce) {
  auto direct = InvoiceRequest("direct", "a1", "R-1");
  direct.mutable_invoice()->mutable_content()->Clear();
  *direct.mutable_invoice()->mutable_content() = Text<v1::InvoiceContent>(kWhole);
  ASSERT_TRUE(Create("d1", kWhole));
  const auto issued = Issue("");
  ASSERT_TRUE(issued) << issued.error().reason;
  const auto same = Call<v1::IssueInvoiceResponse>("IssueInvoice", direct);
  ASSERT_TRUE(same) << same.error().reason;
  EXPECT_TRUE(same->known());
  EXPECT_EQ(same->invoice().SerializeAsString(), issued->invoice().SerializeAsString());
}

TEST_F(DraftApiTest, OfWhatIsIssuedAlreadyThereIsNoSecond) {
  auto direct = InvoiceRequest("direct", "a1", "R-1");
  *direct.mutable_invoice()->mutable_content() = Text<v1::InvoiceContent>(kWhole);
  const auto issued = Call<v1::IssueInvoiceResponse>("IssueInvoice", direct);
  ASSERT_TRUE(issued);
  ASSERT_TRUE(Create("d1", kWhole));
  const auto second = Issue("");
  EXPECT_EQ(second.error().reason, "INVOICE_EXISTS");
  EXPECT_EQ(second.error().values, (Failure::Values{{"invoice", issued->invoice().name()}}));
  EXPECT_EQ(Get().state(), v1::DRAFT_STATE_OPEN);
}

TEST_F(DraftApiTest, ARepeatedRequestGetsTheFirstAnswer) {
  ASSERT_TRUE(Create("d1", kWhole));
  const auto request =
      Text<v1::IssueDraftRequest>("request_id: 'once' name: 'accounts/a1/drafts/d1'");
  const auto first = Call<v1::IssueInvoiceResponse>(kDrafts + "IssueDraft", request);
  ASSERT_TRUE(first);
  Stop();
  Start();
  const auto again = Call<v1::IssueInvoiceResponse>(kDrafts + "IssueDraft", request);
  ASSERT_TRUE(again) << again.error().reason;
  EXPECT_EQ(again->SerializeAsString(), first->SerializeAsString());
}

TEST_F(DraftApiTest, AfterARefusalItMayBeIssuedUnderAnotherNumber) {
  OpenAccount("a2");
  ASSERT_TRUE(Call<v1::IssueInvoiceResponse>("IssueInvoice", InvoiceRequest("i", "a2", "R-1")));
  ASSERT_TRUE(Create("d1", kWhole));
  EXPECT_EQ(Issue("").error().reason, "NUMBER_TAKEN");
  v1::Draft draft = Get();
  EXPECT_EQ(draft.state(), v1::DRAFT_STATE_OPEN);
  EXPECT_EQ(draft.returned_because(), "NUMBER_TAKEN");
  ASSERT_TRUE(Issue("number: 'R-2'"));
  draft = Get();
  EXPECT_EQ(draft.state(), v1::DRAFT_STATE_ISSUED);
  EXPECT_EQ(draft.returned_because(), "");
  EXPECT_EQ(draft.content().number(), "R-1");
}

TEST_F(DraftApiTest, IsDiscardedAndListedAsItStands) {
  ASSERT_TRUE(Create("d1", kBegun));
  ASSERT_TRUE(Create("d0", kWhole));
  ASSERT_TRUE(Create("d2", kBegun));
  OpenAccount("a2");
  ASSERT_TRUE(Discard("not sold"));
  EXPECT_EQ(Discard("sold").error().reason, "DISCARDED_OTHERWISE");
  EXPECT_EQ(Change("content {" + kWhole + "}").error().reason, "DRAFT_DISCARDED");
  EXPECT_THAT(Listed(""), ElementsAre("d0", "d1", "d2"));
  EXPECT_THAT(Listed("order { by: ORDER_BY_RECORDED descending: true }"),
              ElementsAre("d2", "d1", "d0"));
  EXPECT_THAT(Listed("state: DRAFT_STATE_DISCARDED"), ElementsAre("d1"));
  Rebuild();
  EXPECT_THAT(Listed("state: DRAFT_STATE_OPEN"), ElementsAre("d0", "d2"));
  EXPECT_EQ(Get().discarded_because(), "not sold");
}

TEST_F(DraftApiTest, WhatIsWrittenMustBeWellFormed) {
  const auto wrong = [&](const std::string& content) {
    return Create("d1", content).error().values.at(0).first;
  };
  EXPECT_EQ(wrong(""), "content.amount");
  EXPECT_EQ(wrong(kBegun + "issue_date { year: 2012 month: 2 day: 30 }"), "content.issue_date");
  EXPECT_EQ(wrong(kBegun + "content_digest: 'x'"), "content.content_digest");
  EXPECT_EQ(wrong(kBegun + "agreement { name: 'accounts/a2/agreements/g1' }"),
            "content.agreement.name");
  EXPECT_EQ(wrong(kBegun + "lines { amount { currency_code: 'EUR' } }"),
            "content.lines[1].quantity");
}

TEST_F(DraftApiTest, WhatIsNotThereIsSaid) {
  EXPECT_EQ(Issue("").error().reason, "NO_SUCH_DRAFT");
  EXPECT_EQ(Discard("x").error().reason, "UNKNOWN_DRAFT");
  EXPECT_EQ((Ask<v1::Draft, v1::GetDraftRequest>("GetDraft", "name: 'accounts/a1/drafts/d1'"))
                .error()
                .reason,
            "NO_SUCH_DRAFT");
  ASSERT_TRUE(Create("d1", kWhole));
  EXPECT_EQ(Create("d1", kBegun).error().reason, "DRAFT_EXISTS");
  EXPECT_EQ(Change("etag: '7' content {" + kBegun + "}").error().reason, "ETAG_STALE");
  EXPECT_EQ(Issue("etag: '7'").error().reason, "ETAG_STALE");
  EXPECT_EQ(Create("d2", kWhole, Role::kAnalyst).error().kind, Failure::Kind::kDenied);
}

// i1 of 100 EUR, and a draft that replaces it by 10 EUR.
class CorrectingDraftTest : public DraftApiTest {
 protected:
  CorrectingDraftTest() {
    SetLimit();
    ServiceRig::Issue("a1", "i1");
  }
  const std::string kCorrection = "amount { currency_code: 'EUR' units: 10 } " + kDue + kDay +
                                  "number: 'R-1' type_code: '384' "
                                  "preceding_invoices { number: 'N-i1' } ";
};

TEST_F(CorrectingDraftTest, WhatLowersTooMuchIsIssuedBySomebodyElse) {
  auto direct = InvoiceRequest("direct", "a1", "R-1");
  *direct.mutable_invoice()->mutable_content() = Text<v1::InvoiceContent>(kCorrection);
  const auto alone = Call<v1::IssueInvoiceResponse>("IssueInvoice", direct);
  EXPECT_EQ(alone.error().reason, "NEEDS_APPROVAL");
  EXPECT_EQ(alone.error().values.at(1).second, "DraftService/IssueDraft");

  ASSERT_TRUE(Create("d1", kCorrection));
  EXPECT_EQ(Issue("").error().reason, "NEEDS_APPROVAL");
  EXPECT_EQ(Get().state(), v1::DRAFT_STATE_OPEN);
  const auto issued = Issue("", Role::kApprover);
  ASSERT_TRUE(issued) << issued.error().reason;
  v1::GetInvoiceRequest get;
  get.set_name("accounts/a1/invoices/i1");
  EXPECT_EQ(Call<v1::Invoice>("GetInvoice", get)->cancellation().replaced_by(),
            issued->invoice().name());
}

TEST_F(CorrectingDraftTest, WhoMayNotApproveIsNoSecondPerson) {
  ASSERT_TRUE(Create("d1", kCorrection, Role::kApprover));
  EXPECT_EQ(Issue("", Role::kClerk).error().reason, "NEEDS_APPROVAL");
}

TEST_F(CorrectingDraftTest, WhoChangedItIsNoSecondPerson) {
  ASSERT_TRUE(Create("d1", kBegun));
  ASSERT_TRUE(Change("content {" + kCorrection + "}", Role::kApprover));
  EXPECT_EQ(Get().authors_size(), 2);
  EXPECT_EQ(Issue("", Role::kApprover).error().reason, "NEEDS_APPROVAL");
  EXPECT_TRUE(Issue("", Role::kOperator));
}

}  // namespace
}  // namespace recourse::invoicing
