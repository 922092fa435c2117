#include "services/invoicing/testing/service_rig.h"

namespace recourse::invoicing {
namespace {

class AccountCallsTest : public ServiceRig {
 protected:
  AccountCallsTest() { RegisterAcme(); }

  static v1::OpenAccountRequest OpenRequest(const std::string& request_id,
                                            const std::string& name) {
    auto request = Text<v1::OpenAccountRequest>(R"(
        account_id: "a1"
        account { issuer: "issuers/acme" kind: ACCOUNT_KIND_CONSUMER language_code: "de"
                  time_zone: "Europe/Berlin" country_code: "DE" region: "BY"
                  preferred_channel: PREFERRED_CHANNEL_EMAIL
                  late_charge { fixed_fee { currency_code: "EUR" units: 5 } clause: "7.2"
                                communicated_on { year: 2012 month: 1 day: 1 }
                                communicated_how: "signed" } }
        personal_data { email_addresses: "weber@example.org" })");
    request.set_request_id(request_id);
    request.mutable_personal_data()->set_display_name(name);
    return request;
  }
  Expected<v1::Account, Failure> Open(const v1::OpenAccountRequest& request) {
    return Call<v1::Account>("OpenAccount", request, rpc::Role::kClerk);
  }
  Expected<v1::AccountPersonalData, Failure> Personal(const std::string& name, rpc::Role role) {
    v1::GetAccountPersonalDataRequest request;
    request.set_name(name);
    return Call<v1::AccountPersonalData>("GetAccountPersonalData", request, role);
  }
};

TEST_F(AccountCallsTest, PersonalDataIsReadableForFewAndNowhereInTheLog) {
  const auto opened = Open(OpenRequest("r1", "Frau Dr. Weber"));
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_EQ(opened->late_charge().fixed_fee().units(), 5);
  const auto data = Personal("accounts/a1", rpc::Role::kService);
  ASSERT_TRUE(data) << data.error().message;
  EXPECT_EQ(data->display_name(), "Frau Dr. Weber");
  EXPECT_EQ(Personal("accounts/a1", rpc::Role::kClerk).error().kind, Failure::Kind::kDenied);
  EXPECT_EQ(Personal("accounts/a2", rpc::Role::kService).error().reason, "NO_SUCH_ACCOUNT");

  const std::string log = LogBytes();
  EXPECT_NE(log.find("Europe/Berlin"), std::string::npos);  // The search finds what is there.
  EXPECT_EQ(log.find("Weber"), std::string::npos);
  EXPECT_EQ(log.find("weber@example.org"), std::string::npos);

  ASSERT_TRUE(keyring_->Erase("accounts/a1"));
  EXPECT_EQ(Personal("accounts/a1", rpc::Role::kService).error().kind, Failure::Kind::kNotFound);
}

TEST_F(AccountCallsTest, AnAccountOpenedAgainIsTheSameAndWithOtherContentRefused) {
  ASSERT_TRUE(Open(OpenRequest("r1", "Frau Dr. Weber")));
  EXPECT_TRUE(Open(OpenRequest("r1", "Frau Dr. Weber")));
  EXPECT_TRUE(Open(OpenRequest("r2", "Frau Dr. Weber")));
  EXPECT_EQ(Open(OpenRequest("r1", "Herr Weber")).error().reason, "REQUEST_ID_REUSED");
  const auto other = Open(OpenRequest("r3", "Herr Weber"));
  EXPECT_EQ(other.error().kind, Failure::Kind::kExists);
  EXPECT_EQ(other.error().reason, "ACCOUNT_EXISTS");
  const Failure::Values differs{{"differs", "personal_data"}, {"issuer", "issuers/acme"}};
  EXPECT_EQ(other.error().values, differs);
}

TEST_F(AccountCallsTest, AnAccountNeedsAnIssuerAndFieldsThatMeanSomething) {
  auto request = OpenRequest("r1", "Frau Dr. Weber");
  request.mutable_account()->set_issuer("issuers/unknown");
  EXPECT_EQ(Open(request).error().reason, "NO_SUCH_ISSUER");

  request.mutable_account()->set_time_zone("Europe/Atlantis");
  request.mutable_account()->set_country_code("Germany");
  request.mutable_account()->clear_kind();
  for (int i = 0; i < 11; ++i) request.mutable_personal_data()->add_phone_numbers("+49301");
  const auto refused = Open(request);
  ASSERT_FALSE(refused);
  std::vector<std::string> wrong;
  for (const auto& [field, why] : refused.error().values) wrong.push_back(field);
  EXPECT_EQ(wrong,
            (std::vector<std::string>{"account.kind", "account.time_zone", "account.country_code",
                                      "personal_data.phone_numbers"}));
}

TEST_F(AccountCallsTest, CountriesAndPhoneNumbersAreHeldAgainstTheirStandards) {
  for (const char* country : {"XX", "ZZ", "UK", "de"}) {
    auto request = OpenRequest("r1", "Frau Dr. Weber");
    request.mutable_account()->set_country_code(country);
    const auto refused = Open(request);
    ASSERT_FALSE(refused) << country;
    EXPECT_EQ(refused.error().values[0].first, "account.country_code");
  }
  for (const char* number :
       {"", "+", "030 123456", "+0301234", "+49 30 1234", "+4930x", "+1234567890123456"}) {
    auto request = OpenRequest("r1", "Frau Dr. Weber");
    request.mutable_personal_data()->add_phone_numbers(number);
    const auto refused = Open(request);
    ASSERT_FALSE(refused) << number;
    EXPECT_EQ(refused.error().values[0].first, "personal_data.phone_numbers");
  }
}

TEST_F(AccountCallsTest, AnIbanHasRightCheckDigits) {
  const auto registered = [&](const std::string& iban) {
    auto request = Text<v1::RegisterIssuerRequest>(R"(
        request_id: "other" issuer_id: "other"
        issuer { display_name: "Other" tax_id: "DE2" language_code: "de" country_code: "DE"
                 time_zone: "Europe/Berlin" })");
    request.mutable_issuer()->mutable_bank_account()->set_iban(iban);
    return Call<v1::Issuer>("RegisterIssuer", request);
  };
  for (const char* wrong : {"DE02120300000000202052", "DE02 1203 0000 0000 2020 51", "DE02", "x"}) {
    const auto refused = registered(wrong);
    ASSERT_FALSE(refused) << wrong;
    EXPECT_EQ(refused.error().values[0].first, "issuer.bank_account.iban");
  }
  EXPECT_TRUE(registered("40702810500000000001")) << "Russia has no IBAN";
}

// Nothing can be mended later, so every letter to such an account would fail for ever.
TEST_F(AccountCallsTest, WhoCouldNeverBeWrittenToIsRefused) {
  struct Case {
    std::string field;
    std::string shown;
    void (*spoil)(v1::AccountPersonalData&);
  };
  const Case cases[] = {
      {"email_addresses", "not-an-email",
       [](auto& data) { data.set_email_addresses(0, "not-an-email"); }},
      {"email_addresses", "", [](auto& data) { data.clear_email_addresses(); }},
      {"display_name", "", [](auto& data) { data.clear_display_name(); }},
      {"display_name", "Frau\\nWeber", [](auto& data) { data.set_display_name("Frau\nWeber"); }},
      {"legal_name", "Weber\\r", [](auto& data) { data.set_legal_name("Weber\r"); }},
      {"postal_addresses[0].lines", "Kai 1\\nHinterhaus",
       [](auto& data) { data.mutable_postal_addresses(0)->set_lines(0, "Kai 1\nHinterhaus"); }},
      {"postal_addresses[0].town", "Ham\\tburg",
       [](auto& data) { data.mutable_postal_addresses(0)->set_town("Ham\tburg"); }},
  };
  for (const auto& [field, shown, spoil] : cases) {
    auto request = OpenRequest("r1", "Frau Dr. Weber");
    auto& address = *request.mutable_personal_data()->add_postal_addresses();
    address.add_lines("Kai 1");
    address.set_country_code("DE");
    spoil(*request.mutable_personal_data());
    const auto refused = Open(request);
    ASSERT_FALSE(refused) << field << shown;
    ASSERT_EQ(refused.error().values.size(), 1u) << field << shown;
    EXPECT_EQ(refused.error().values[0].first, "personal_data." + field);
    EXPECT_NE(refused.error().values[0].second.find('"' + shown + '"'), std::string::npos)
        << refused.error().values[0].second;
  }
  auto by_letter = OpenRequest("r2", "Frau Dr. Weber");
  by_letter.mutable_account()->set_preferred_channel(v1::PREFERRED_CHANNEL_LETTER);
  by_letter.mutable_personal_data()->clear_email_addresses();
  EXPECT_TRUE(Open(by_letter));
}

TEST_F(AccountCallsTest, AnIssuerWhoCouldNeverWriteIsRefused) {
  v1::GetIssuerRequest get;
  get.set_name("issuers/acme");
  v1::RegisterIssuerRequest request;
  request.set_request_id("dotted");
  request.set_issuer_id("acme.");
  *request.mutable_issuer() = *Call<v1::Issuer>("GetIssuer", get, rpc::Role::kService);
  request.mutable_issuer()->clear_name();
  request.mutable_issuer()->set_display_name("Acme\nGmbH");
  const auto refused = Call<v1::Issuer>("RegisterIssuer", request);
  ASSERT_FALSE(refused);
  std::vector<std::string> wrong;
  for (const auto& [field, why] : refused.error().values) wrong.push_back(field);
  EXPECT_EQ(wrong, (std::vector<std::string>{"issuer_id", "issuer.display_name"}));
}

TEST_F(AccountCallsTest, AnIssuerIsRegisteredOnce) {
  v1::GetIssuerRequest get;
  get.set_name("issuers/acme");
  const auto issuer = Call<v1::Issuer>("GetIssuer", get, rpc::Role::kService);
  ASSERT_TRUE(issuer);
  EXPECT_EQ(issuer->time_zone(), "Europe/Berlin");
  v1::RegisterIssuerRequest request;
  request.set_request_id("again");
  request.set_issuer_id("acme");
  *request.mutable_issuer() = *issuer;
  EXPECT_TRUE(Call<v1::Issuer>("RegisterIssuer", request));
  request.set_request_id("other");
  request.mutable_issuer()->set_tax_id("DE2");
  EXPECT_EQ(Call<v1::Issuer>("RegisterIssuer", request).error().reason, "ISSUER_EXISTS");
}

TEST_F(AccountCallsTest, AnAccountSaysSomethingElseLater) {
  auto account = *Open(OpenRequest("r1", "Frau Dr. Weber"));
  EXPECT_EQ(account.etag(), "1");
  v1::ChangeAccountRequest change;
  change.set_request_id("c1");
  account.set_language_code("en");
  account.set_team("north");
  *change.mutable_account() = account;
  const auto changed = Call<v1::Account>("ChangeAccount", change, rpc::Role::kClerk);
  ASSERT_TRUE(changed) << changed.error().message;
  EXPECT_EQ(changed->etag(), "2");
  EXPECT_EQ(changed->team(), "north");
  EXPECT_EQ(Personal("accounts/a1", rpc::Role::kService)->display_name(), "Frau Dr. Weber");

  change.set_request_id("c2");
  change.mutable_account()->set_team("south");
  const auto stale = Call<v1::Account>("ChangeAccount", change, rpc::Role::kClerk);
  EXPECT_EQ(stale.error().reason, "ETAG_STALE");
  EXPECT_EQ(stale.error().kind, Failure::Kind::kAborted);
  v1::GetAccountRequest get;
  get.set_name("accounts/a1");
  EXPECT_EQ(Call<v1::Account>("GetAccount", get)->team(), "north");
  change.set_request_id("c3");
  change.mutable_account()->set_name("accounts/a2");
  change.mutable_account()->clear_etag();
  EXPECT_EQ(Call<v1::Account>("ChangeAccount", change).error().reason, "NO_SUCH_ACCOUNT");
}

TEST_F(AccountCallsTest, PersonalDataAreReplacedAndStaySealed) {
  ASSERT_TRUE(Open(OpenRequest("r1", "Frau Dr. Weber")));
  v1::ChangeAccountPersonalDataRequest change;
  change.set_request_id("c1");
  change.set_name("accounts/a1");
  change.mutable_personal_data()->set_display_name("Frau Dr. Weber-Hansen");
  const auto no_address = Call<v1::Account>("ChangeAccountPersonalData", change);
  EXPECT_EQ(no_address.error().reason, "NO_EMAIL_ADDRESS");
  change.mutable_personal_data()->add_email_addresses("hansen@example.org");
  EXPECT_EQ(Call<v1::Account>("ChangeAccountPersonalData", change)->etag(), "2");
  EXPECT_EQ(Personal("accounts/a1", rpc::Role::kService)->display_name(), "Frau Dr. Weber-Hansen");
  EXPECT_EQ(LogBytes().find("Hansen"), std::string::npos);
}

TEST_F(AccountCallsTest, AnIssuerMovesItsBankAccount) {
  v1::GetIssuerRequest get;
  get.set_name("issuers/acme");
  v1::ChangeIssuerRequest change;
  change.set_request_id("c1");
  *change.mutable_issuer() = *Call<v1::Issuer>("GetIssuer", get, rpc::Role::kService);
  change.mutable_issuer()->mutable_bank_account()->set_iban("DE75512108001245126199");
  const auto changed = Call<v1::Issuer>("ChangeIssuer", change);
  ASSERT_TRUE(changed) << changed.error().message;
  EXPECT_EQ(changed->etag(), "2");
  change.set_request_id("c2");
  change.mutable_issuer()->set_time_zone("Europe/Atlantis");
  EXPECT_EQ(Call<v1::Issuer>("ChangeIssuer", change).error().values.front().first,
            "issuer.time_zone");
  change.mutable_issuer()->set_time_zone("UTC");
  EXPECT_EQ(Call<v1::Issuer>("ChangeIssuer", change).error().reason, "ETAG_STALE");
}

}  // namespace
}  // namespace recourse::invoicing
