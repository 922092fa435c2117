#include <gmock/gmock.h>

#include "recourse/invoicing/v1/agreement_service.pb.h"
#include "recourse/invoicing/v1/approval_service.pb.h"
#include "services/invoicing/testing/list_rig.h"

namespace recourse::invoicing {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string kApprovals = "/recourse.invoicing.v1.ApprovalService/";
const std::string kAgreements = "/recourse.invoicing.v1.AgreementService/";

class DirectoryCallsTest : public ListRig {
 protected:
  void Later() { clock_.AdvanceTo(clock_.Now() + std::chrono::seconds(1)); }

  void Register(const std::string& id, const std::string& name, const std::string& country) {
    Later();
    auto request = Text<v1::RegisterIssuerRequest>(R"(
        issuer { tax_id: "DE2" bank_account { iban: "DE89370400440532013000" } language_code: "de"
                 time_zone: "Europe/Berlin" })");
    request.set_request_id("register-" + id);
    request.set_issuer_id(id);
    request.mutable_issuer()->set_display_name(name);
    request.mutable_issuer()->set_country_code(country);
    ASSERT_TRUE(Call<v1::Issuer>("RegisterIssuer", request));
  }
  std::vector<std::string> Issuers(const std::string& text,
                                   const std::function<void()>& after_first = {}) {
    Settle();
    return Ids<v1::ListIssuersResponse>("ListIssuers", Text<v1::ListIssuersRequest>(text),
                                        after_first);
  }

  void Open(const std::string& id, const std::string& fields, const std::string& issuer = "acme") {
    Later();
    auto request = Text<v1::OpenAccountRequest>(R"(
        account { kind: ACCOUNT_KIND_BUSINESS language_code: "en" time_zone: "Europe/London"
                  country_code: "GB" preferred_channel: PREFERRED_CHANNEL_LETTER }
        personal_data { display_name: "Ada Lovelace" })");
    request.mutable_account()->MergeFrom(Text<v1::Account>(fields));
    request.mutable_account()->set_issuer("issuers/" + issuer);
    request.set_request_id("open-" + id);
    request.set_account_id(id);
    const auto opened = Call<v1::Account>("OpenAccount", request);
    ASSERT_TRUE(opened) << opened.error().reason;
  }
  void Change(const std::string& id, const std::string& fields) {
    v1::GetAccountRequest get;
    get.set_name("accounts/" + id);
    v1::ChangeAccountRequest request;
    *request.mutable_account() = *Call<v1::Account>("GetAccount", get);
    request.mutable_account()->MergeFrom(Text<v1::Account>(fields));
    request.set_request_id("change-" + id);
    ASSERT_TRUE(Call<v1::Account>("ChangeAccount", request));
  }
  std::vector<std::string> Accounts(const std::string& text,
                                    const std::function<void()>& after_first = {}) {
    Settle();
    return Ids<v1::ListAccountsResponse>(
        "ListAccounts", Text<v1::ListAccountsRequest>("parent: \"issuers/acme\" " + text),
        after_first);
  }

  void Agree(const std::string& id, int version, const std::string& from) {
    Later();
    auto content = Text<v1::AgreementContent>(
        "title: 'Frame' scope: 'Roofs' price_text: '94.00 EUR an hour' effective_from { " + from +
        " day: 1 }");
    content.set_document_sha256(std::string(32, 'd'));
    if (version == 1) {
      v1::RecordAgreementRequest request;
      request.set_request_id(id);
      request.set_parent("accounts/a1");
      request.set_agreement_id(id);
      *request.mutable_content() = content;
      ASSERT_TRUE(Call<v1::Agreement>(kAgreements + "RecordAgreement", request));
      return;
    }
    v1::AmendAgreementRequest request;
    request.set_request_id(id + "2");
    request.set_name("accounts/a1/agreements/" + id);
    request.set_version(version);
    request.set_reason("new prices");
    *request.mutable_content() = content;
    const auto amended = Call<v1::Agreement>(kAgreements + "AmendAgreement", request);
    ASSERT_TRUE(amended) << amended.error().reason;
  }
  std::vector<std::string> Agreements(const std::string& text,
                                      const std::function<void()>& after_first = {}) {
    Settle();
    return Ids<v1::ListAgreementsResponse>(
        kAgreements + "ListAgreements",
        Text<v1::ListAgreementsRequest>("parent: \"accounts/a1\" " + text), after_first);
  }

  // Asks for a credit note of 5 EUR, or a write-off, on the account's invoice i-<account>.
  void Request(const std::string& account, const std::string& id, bool is_write_off = false) {
    Later();
    v1::RequestApprovalRequest request;
    request.set_request_id("request-" + account + id);
    request.set_parent("accounts/" + account);
    request.set_approval_id(id);
    const std::string what = R"(invoice: "accounts/)" + account + "/invoices/i-" + account +
                             R"(" amount { currency_code: "EUR" units: 5 } reason: "kind"
                                 effective_date { year: 2012 month: 2 day: 8 })";
    if (is_write_off) {
      request.mutable_write_off()->set_parent(request.parent());
      request.mutable_write_off()->set_write_off_id(id);
      *request.mutable_write_off()->mutable_write_off() = Text<v1::WriteOff>(what);
    } else {
      request.mutable_credit_note()->set_parent(request.parent());
      request.mutable_credit_note()->set_credit_note_id(id);
      *request.mutable_credit_note()->mutable_credit_note() = Text<v1::CreditNote>(what);
    }
    const auto asked = Call<v1::Approval>(kApprovals + "RequestApproval", request);
    ASSERT_TRUE(asked) << asked.error().reason;
  }
  void Approve(const std::string& name) {
    v1::ApproveRequest request;
    request.set_request_id("approve-" + name);
    request.set_name(name);
    const auto done = Call<v1::Approval>(kApprovals + "Approve", request, rpc::Role::kApprover);
    ASSERT_TRUE(done) << done.error().reason;
  }
  std::vector<std::string> Approvals(const std::string& text,
                                     const std::function<void()>& after_first = {}) {
    Settle();
    return Ids<v1::ListApprovalsResponse>(kApprovals + "ListApprovals",
                                          Text<v1::ListApprovalsRequest>(text), after_first);
  }
  // Two customers of acme and one of another, each with an invoice.
  void OpenThree() {
    Register("other", "Other", "AT");
    Open("a2", "");
    Open("a3", "", "other");
    for (const std::string id : {"a1", "a2", "a3"}) Issue(id, "i-" + id);
  }
};

TEST_F(DirectoryCallsTest, IssuersAreFilteredAndOrdered) {
  Register("z1", "Acme AT", "AT");
  Register("b1", "Zed", "DE");
  EXPECT_THAT(Issuers("page_size: 1"), ElementsAre("acme", "b1", "z1"));
  EXPECT_THAT(Issuers("order { descending: true } page_size: 1"), ElementsAre("z1", "b1", "acme"));
  EXPECT_THAT(Issuers("order { by: ORDER_BY_NAME } page_size: 1"), ElementsAre("z1", "acme", "b1"));
  EXPECT_THAT(Issuers("order { by: ORDER_BY_NAME descending: true } page_size: 1"),
              ElementsAre("b1", "acme", "z1"));
  EXPECT_THAT(Issuers("order { by: ORDER_BY_RECORDED } page_size: 2"),
              ElementsAre("acme", "z1", "b1"));
  EXPECT_THAT(Issuers("country_code: 'DE'"), ElementsAre("acme", "b1"));
  EXPECT_THAT(Issuers("display_name_prefix: 'Acme'"), ElementsAre("acme", "z1"));
}

TEST_F(DirectoryCallsTest, WhatChangesWhileIssuersAreReadIsNotInTheList) {
  Register("b1", "Beta", "DE");
  Register("c1", "Gamma", "DE");
  const auto change = [&] {
    Register("b2", "Beta 2", "DE");
    auto renamed = Text<v1::ChangeIssuerRequest>(R"(
        request_id: "rename" issuer { name: "issuers/c1" display_name: "Aaa" tax_id: "DE2"
          bank_account { iban: "DE89370400440532013000" } language_code: "de" country_code: "DE"
          time_zone: "Europe/Berlin" })");
    ASSERT_TRUE(Call<v1::Issuer>("ChangeIssuer", renamed));
    Settle();
  };
  EXPECT_THAT(Issuers("order { by: ORDER_BY_NAME } page_size: 1", change),
              ElementsAre("acme", "b1", "c1"));
  EXPECT_THAT(Issuers("order { by: ORDER_BY_NAME }"), ElementsAre("c1", "acme", "b1", "b2"));
}

TEST_F(DirectoryCallsTest, AccountsAreFilteredAndOrdered) {
  Register("other", "Other", "AT");
  Open("z1", "country_code: 'DE' owner: 'people/jones' team: 'north'");
  Open("b1", "kind: ACCOUNT_KIND_CONSUMER external_ids { system: 'sap' id: '4711' }");
  Open("c1", "external_ids { system: 'sap' id: '4712' } external_ids { system: 'crm' id: '4711' }");
  Open("o1", "owner: 'people/jones'", "other");
  EXPECT_THAT(Accounts("page_size: 1"), ElementsAre("a1", "b1", "c1", "z1"));
  EXPECT_THAT(Accounts("order { by: ORDER_BY_RECORDED } page_size: 1"),
              ElementsAre("a1", "z1", "b1", "c1"));
  EXPECT_THAT(Accounts("order { by: ORDER_BY_RECORDED descending: true }"),
              ElementsAre("c1", "b1", "z1", "a1"));
  EXPECT_THAT(Accounts("kind: ACCOUNT_KIND_CONSUMER"), ElementsAre("b1"));
  EXPECT_THAT(Accounts("country_code: 'DE'"), ElementsAre("z1"));
  EXPECT_THAT(Accounts("owner: 'people/jones'"), ElementsAre("z1"));
  EXPECT_THAT(Accounts("team: 'north'"), ElementsAre("z1"));
  EXPECT_THAT(Accounts("team: 'south'"), IsEmpty());
  EXPECT_THAT(Accounts("external_id { system: 'sap' id: '4711' }"), ElementsAre("b1"));
  EXPECT_THAT(Accounts("external_id { system: 'sap' }"), ElementsAre("b1", "c1"));
}

TEST_F(DirectoryCallsTest, WhatChangesWhileAccountsAreReadIsNotInTheList) {
  for (const std::string id : {"b1", "b2", "b3"}) Open(id, "");
  const auto change = [&] {
    Open("b11", "");
    Open("b9", "");
    Change("b2", "kind: ACCOUNT_KIND_CONSUMER");
    Settle();
  };
  EXPECT_THAT(Accounts("kind: ACCOUNT_KIND_BUSINESS page_size: 1", change),
              ElementsAre("a1", "b1", "b2", "b3"));
  EXPECT_THAT(Accounts("kind: ACCOUNT_KIND_BUSINESS"), ElementsAre("a1", "b1", "b11", "b3", "b9"));
}

TEST_F(DirectoryCallsTest, AnAccountIsListedAsItIsTold) {
  Open("b1", "team: 'north' external_ids { system: 'sap' id: '4711' }");
  Change("b1", "owner: 'people/jones'");
  Settle();
  v1::GetAccountRequest get;
  get.set_name("accounts/b1");
  const auto listed = Call<v1::ListAccountsResponse>(
      "ListAccounts",
      Text<v1::ListAccountsRequest>("parent: 'issuers/acme' owner: 'people/jones'"));
  ASSERT_TRUE(listed && listed->accounts_size() == 1);
  EXPECT_EQ(listed->accounts(0).DebugString(), Call<v1::Account>("GetAccount", get)->DebugString());
  EXPECT_EQ(listed->accounts(0).etag(), "2");
}

TEST_F(DirectoryCallsTest, AgreementsAreFilteredAndOrdered) {
  Agree("z1", 1, "year: 2012 month: 3");
  Agree("g1", 1, "year: 2012 month: 1");
  Agree("g2", 1, "year: 2013 month: 1");
  const auto amend = [&] {
    Agree("g2", 2, "year: 2012 month: 1");
    Agree("h1", 1, "year: 2012 month: 1");
    Settle();
  };
  EXPECT_THAT(Agreements("in_force_on { year: 2012 month: 5 day: 1 } page_size: 1", amend),
              ElementsAre("g1", "z1"));
  EXPECT_THAT(Agreements("in_force_on { year: 2012 month: 5 day: 1 }"),
              ElementsAre("g1", "g2", "h1", "z1"));
  EXPECT_THAT(Agreements("order { by: ORDER_BY_RECORDED } page_size: 1"),
              ElementsAre("z1", "g1", "g2", "h1"));
}

TEST_F(DirectoryCallsTest, WhatAnIssuersSecondPersonHasToDecideIsListedOverItsAccounts) {
  OpenThree();
  Request("a2", "x1");
  Request("a1", "x2", true);
  Request("a3", "x3");
  Request("a1", "x4");
  EXPECT_THAT(Approvals("parent: 'issuers/acme' page_size: 1"), ElementsAre("x2", "x4", "x1"));
  EXPECT_THAT(Approvals("parent: 'issuers/other'"), ElementsAre("x3"));
  EXPECT_THAT(Approvals("parent: 'accounts/a1'"), ElementsAre("x2", "x4"));
  EXPECT_THAT(Approvals("parent: 'issuers/acme' operation: CONTROLLED_OPERATION_CREDIT_NOTE"),
              ElementsAre("x4", "x1"));
  EXPECT_THAT(Approvals("parent: 'issuers/acme' operation: CONTROLLED_OPERATION_WRITE_OFF"),
              ElementsAre("x2"));
  EXPECT_THAT(Approvals("parent: 'issuers/acme' order { by: ORDER_BY_RECORDED } page_size: 1"),
              ElementsAre("x1", "x2", "x4"));

  const auto approve = [&] {
    Approve("accounts/a2/approvals/x1");
    Request("a2", "x5");
    Settle();
  };
  const std::string waits =
      "parent: 'issuers/acme' state: APPROVAL_STATE_REQUESTED order { by: ORDER_BY_RECORDED "
      "descending: true } page_size: 1";
  EXPECT_THAT(Approvals(waits, approve), ElementsAre("x4", "x2", "x1"));
  EXPECT_THAT(Approvals(waits), ElementsAre("x5", "x4", "x2"));
  EXPECT_THAT(Approvals("parent: 'issuers/acme' state: APPROVAL_STATE_APPROVED"),
              ElementsAre("x1"));
}

TEST_F(DirectoryCallsTest, AnApprovalIsListedAsItIsTold) {
  OpenThree();
  Request("a2", "x1");
  Approve("accounts/a2/approvals/x1");
  Settle();
  v1::GetApprovalRequest get;
  get.set_name("accounts/a2/approvals/x1");
  const auto listed = Call<v1::ListApprovalsResponse>(
      kApprovals + "ListApprovals", Text<v1::ListApprovalsRequest>("parent: 'issuers/acme'"));
  ASSERT_TRUE(listed && listed->approvals_size() == 1);
  EXPECT_EQ(listed->approvals(0).DebugString(),
            Call<v1::Approval>(kApprovals + "GetApproval", get)->DebugString());
}

TEST_F(DirectoryCallsTest, WhatCannotBeListedIsRefusedByName) {
  Open("b1", "");
  Settle();
  const auto issuers = [&](const std::string& text) {
    return Wrong("ListIssuers", Text<v1::ListIssuersRequest>(text));
  };
  EXPECT_EQ(issuers("order { by: ORDER_BY_AMOUNT }"), "order.by");
  EXPECT_EQ(issuers("country_code: 'XXX'"), "country_code");
  EXPECT_EQ(issuers("display_name_prefix: '" + std::string(201, 'x') + "'"), "display_name_prefix");
  EXPECT_EQ(issuers("page_token: 'x'"), "page_token");
  const auto accounts = [&](const std::string& text) {
    return Wrong("ListAccounts", Text<v1::ListAccountsRequest>(text));
  };
  EXPECT_EQ(accounts("parent: 'issuers/nobody'"), "NO_SUCH_ISSUER");
  EXPECT_EQ(accounts("parent: 'accounts/a1'"), "parent");
  EXPECT_EQ(accounts("parent: 'issuers/acme' order { by: ORDER_BY_NAME }"), "order.by");
  EXPECT_EQ(accounts("parent: 'issuers/acme' kind: 77"), "kind");
  EXPECT_EQ(accounts("parent: 'issuers/acme' external_id { id: '4711' }"), "external_id.system");
  EXPECT_EQ(accounts("parent: 'issuers/acme' owner: '" + std::string(201, 'x') + "'"), "owner");
  EXPECT_EQ(accounts("parent: 'issuers/acme' team: '" + std::string(201, 'x') + "'"), "team");
  const auto first = Text<v1::ListAccountsRequest>("parent: 'issuers/acme' page_size: 1");
  EXPECT_EQ(WrongToken<v1::ListAccountsResponse>("ListAccounts", first, first), "");
  auto other = first;
  other.set_team("north");
  EXPECT_EQ(WrongToken<v1::ListAccountsResponse>("ListAccounts", first, other), "page_token");
  EXPECT_EQ(Wrong(kAgreements + "ListAgreements",
                  Text<v1::ListAgreementsRequest>("parent: 'accounts/a9'")),
            "NO_SUCH_ACCOUNT");
  const auto approvals = [&](const std::string& text) {
    return Wrong(kApprovals + "ListApprovals", Text<v1::ListApprovalsRequest>(text));
  };
  EXPECT_EQ(approvals("parent: 'accounts/a9'"), "NO_SUCH_ACCOUNT");
  EXPECT_EQ(approvals("parent: 'issuers/nobody'"), "NO_SUCH_ISSUER");
  EXPECT_EQ(approvals("parent: 'accounts/a1/approvals/x1'"), "parent");
  EXPECT_EQ(approvals("parent: 'issuers/acme' state: 77"), "state");
  EXPECT_EQ(approvals("parent: 'issuers/acme' operation: 77"), "operation");
  EXPECT_EQ(approvals("parent: 'issuers/acme' order { by: ORDER_BY_DATE }"), "order.by");
}

}  // namespace
}  // namespace recourse::invoicing
