#include "recourse/invoicing/v1/charge_service.pb.h"
#include "recourse/invoicing/v1/circumstance_service.pb.h"
#include "recourse/invoicing/v1/liable_party_service.pb.h"
#include "services/invoicing/testing/service_rig.h"

namespace recourse::invoicing {
namespace {

const std::string kService = "/recourse.invoicing.v1.AccountCircumstanceService/";
const std::string kParties = "/recourse.invoicing.v1.LiablePartyService/";
const std::string kCharges = "/recourse.invoicing.v1.ChargeService/";

// An invoice over 100 EUR of 1 January 2012, due on 31 January.
class CircumstanceApiTest : public ServiceRig {
 protected:
  CircumstanceApiTest() {
    RegisterAcme();
    OpenAccount("a1");
    Issue("a1", "i1");
  }

  Expected<v1::Circumstance, Failure> Record(const std::string& request_id,
                                             const std::string& fields,
                                             const std::string& account = "a1") {
    return Call<v1::Circumstance>(
        kService + "RecordCircumstance",
        Text<v1::RecordCircumstanceRequest>(
            "request_id: \"" + request_id + "\" parent: \"accounts/" + account +
            "\" circumstance_id: \"m1\" source: \"court\" reference: \"67 IN 1/12\" " + fields),
        rpc::Role::kClerk);
  }
  Expected<v1::Circumstance, Failure> End(const std::string& request_id, int day) {
    return Call<v1::Circumstance>(kService + "EndCircumstance",
                                  Text<v1::EndCircumstanceRequest>(
                                      "request_id: \"" + request_id +
                                      "\" name: \"accounts/a1/circumstances/m1\" reason: \"lifted\""
                                      " until { year: 2012 month: 2 day: " +
                                      std::to_string(day) + " }"));
  }
  // In cents, of 10 cents a day from 1 through 10 February.
  std::int64_t Interest() {
    v1::GetChargeRequest request;
    request.set_name("accounts/a1/charges/z1");
    const auto charge = Call<v1::Charge>(kCharges + "GetCharge", request);
    return charge->amount().units() * 100 + charge->amount().nanos() / 10'000'000;
  }
  void Assess() {
    ASSERT_TRUE(Call<v1::Charge>(kCharges + "AssessInterest", Text<v1::AssessInterestRequest>(R"(
        request_id: "z" parent: "accounts/a1" charge_id: "z1" invoice: "accounts/a1/invoices/i1"
        through { year: 2012 month: 2 day: 10 } entitlement { basis: "terms 2011, 8.1" }
        terms { rate { millionths: 360000 per: RATE_PERIOD_YEAR } day_count: DAY_COUNT_ACTUAL_360
                compounding: COMPOUNDING_SIMPLE rounding: ROUNDING_ONCE
                mode: ROUNDING_MODE_HALF_UP })")));
  }
  std::vector<std::string> InForce(const std::string& filter) {
    const auto listed = Call<v1::ListCircumstancesResponse>(
        kService + "ListCircumstances",
        Text<v1::ListCircumstancesRequest>("parent: \"accounts/a1\" " + filter));
    std::vector<std::string> names;
    for (const auto& each : listed->circumstances()) names.push_back(each.name());
    return names;
  }
  template <class Request>
  Expected<v1::AccountPersonalData, Failure> Person(const std::string& method,
                                                    const std::string& name,
                                                    rpc::Role role = rpc::Role::kOperator) {
    Request request;
    request.set_name(name);
    return Call<v1::AccountPersonalData>(method, request, role);
  }
};

const char* const kFreezing = R"(
    kind: CIRCUMSTANCE_KIND_MORATORIUM from { year: 2012 month: 2 day: 6 }
    own { law: "order of the court" kinds: CHARGE_KIND_LATE_INTEREST })";

TEST_F(CircumstanceApiTest, InterestFollowsInTheSameCommit) {
  Assess();
  EXPECT_EQ(Interest(), 100);
  const auto recorded = Record("r1", kFreezing);
  ASSERT_TRUE(recorded) << recorded.error().reason;
  EXPECT_EQ(recorded->freeze().law(), "order of the court");
  EXPECT_FALSE(recorded->freeze().has_through());
  EXPECT_EQ(Interest(), 50);
  EXPECT_EQ(Record("r2", kFreezing)->name(), "accounts/a1/circumstances/m1");
  EXPECT_EQ(End("r3", 7)->freeze().through().day(), 7);
  EXPECT_EQ(Interest(), 80);
  EXPECT_EQ(End("r4", 6)->ended_because(), "lifted");
  EXPECT_EQ(Interest(), 90);
  EXPECT_EQ(End("r5", 9)->until().day(), 9);
  EXPECT_EQ(Interest(), 60);
  Stop();
  Start();
  const auto revoked = Call<v1::Circumstance>(kService + "RevokeCircumstance",
                                              Text<v1::RevokeCircumstanceRequest>(R"(
      request_id: "r6" name: "accounts/a1/circumstances/m1" reason: "another company")"));
  EXPECT_EQ(revoked->revoked_because(), "another company");
  EXPECT_FALSE(revoked->has_freeze());
  EXPECT_EQ(Interest(), 100);
}

TEST_F(CircumstanceApiTest, ListsWhatIsInForceOnADay) {
  ASSERT_TRUE(Record("r1", "kind: CIRCUMSTANCE_KIND_DECEASED from { year: 2012 month: 2 day: 3 }"));
  ASSERT_TRUE(End("r2", 10));
  const std::vector<std::string> one{"accounts/a1/circumstances/m1"};
  EXPECT_EQ(InForce(""), one);
  EXPECT_EQ(InForce("in_force_on { year: 2012 month: 2 day: 10 }"), one);
  EXPECT_TRUE(InForce("in_force_on { year: 2012 month: 2 day: 11 }").empty());
  EXPECT_TRUE(InForce("in_force_on { year: 2012 month: 2 day: 2 }").empty());
}

TEST_F(CircumstanceApiTest, ARuleIsCutToItsDays) {
  const auto recorded = Record("r1", R"(kind: CIRCUMSTANCE_KIND_MORATORIUM
      from { year: 2022 month: 5 day: 1 } rule: "ru-moratorium-2022")");
  ASSERT_TRUE(recorded) << recorded.error().reason;
  EXPECT_EQ(recorded->freeze().rule(), "ru-moratorium-2022");
  EXPECT_EQ(recorded->freeze().from().month(), 5);
  EXPECT_EQ(recorded->freeze().through().month(), 10);
  EXPECT_TRUE(recorded->freeze().arisen_before());
  const auto rules =
      Call<v1::ListFreezeRulesResponse>(kService + "ListFreezeRules", v1::ListFreezeRulesRequest());
  EXPECT_EQ(rules->rules(0).name(), "ru-moratorium-2022");
}

TEST_F(CircumstanceApiTest, RefusesWhatIsNotThere) {
  EXPECT_EQ(Record("r1", kFreezing, "a9").error().reason, "NO_SUCH_ACCOUNT");
  EXPECT_EQ(End("r2", 3).error().reason, "UNKNOWN_CIRCUMSTANCE");
  EXPECT_EQ(Record("r3", R"(kind: CIRCUMSTANCE_KIND_DECEASED rule: "ru-moratorium-2022"
                            from { year: 2022 month: 5 day: 1 })")
                .error()
                .reason,
            "FREEZE_RULE_OF_ANOTHER_KIND");
  EXPECT_EQ(Record("r4", "").error().kind, Failure::Kind::kInvalid);
  v1::GetCircumstanceRequest get;
  get.set_name("accounts/a1/circumstances/m1");
  EXPECT_EQ(Call<v1::Circumstance>(kService + "GetCircumstance", get).error().reason,
            "NO_SUCH_CIRCUMSTANCE");
}

TEST_F(CircumstanceApiTest, AContactIsSealedAndShownToFew) {
  const std::string method = kService + "GetCircumstanceContact";
  const std::string name = "accounts/a1/circumstances/m1";
  ASSERT_TRUE(Record("r1", R"(kind: CIRCUMSTANCE_KIND_REPRESENTED_BY_LAWYER
      from { year: 2012 month: 2 day: 3 } contact { display_name: "Advocate Stone" })"));
  using Request = v1::GetCircumstanceContactRequest;
  EXPECT_EQ(Person<Request>(method, name)->display_name(), "Advocate Stone");
  EXPECT_FALSE(Person<Request>(method, name, rpc::Role::kClerk));
  EXPECT_EQ(Person<Request>(method, name + "x").error().reason, "NO_SUCH_CIRCUMSTANCE");
}

class LiablePartyApiTest : public CircumstanceApiTest {
 protected:
  static constexpr const char* kGuarantor = R"(role: LIABLE_ROLE_GUARANTOR
      limit { currency_code: "EUR" units: 5000 })";

  Expected<v1::LiableParty, Failure> Add(const std::string& request_id, const std::string& party) {
    return Call<v1::LiableParty>(
        kParties + "AddLiableParty",
        Text<v1::AddLiablePartyRequest>("request_id: \"" + request_id +
                                        "\" parent: \"accounts/a1\" party_id: \"g1\" party { " +
                                        party + " } personal_data { display_name: \"Gale\" }"),
        rpc::Role::kClerk);
  }
  Expected<v1::AccountPersonalData, Failure> Gale() {
    return Person<v1::GetLiablePartyPersonalDataRequest>(kParties + "GetLiablePartyPersonalData",
                                                         "accounts/a1/liableParties/g1");
  }
};

TEST_F(LiablePartyApiTest, IsAddedChangedReleasedAndListed) {
  const auto added = Add("r1", kGuarantor);
  ASSERT_TRUE(added) << added.error().reason;
  EXPECT_EQ(added->limit().units(), 5000);
  EXPECT_EQ(Add("r2", kGuarantor)->name(), "accounts/a1/liableParties/g1");
  EXPECT_EQ(Add("r3", "role: LIABLE_ROLE_CO_DEBTOR").error().reason, "PARTY_EXISTS");
  EXPECT_EQ(Gale()->display_name(), "Gale");
  const auto changed =
      Call<v1::LiableParty>(kParties + "ChangeLiableParty", Text<v1::ChangeLiablePartyRequest>(R"(
      request_id: "r4" name: "accounts/a1/liableParties/g1" party { role: LIABLE_ROLE_GUARANTOR }
      personal_data { display_name: "Gale Storm" })"));
  ASSERT_TRUE(changed) << changed.error().reason;
  EXPECT_FALSE(changed->has_limit());
  EXPECT_EQ(Gale()->display_name(), "Gale Storm");
  const auto released =
      Call<v1::LiableParty>(kParties + "ReleaseLiableParty", Text<v1::ReleaseLiablePartyRequest>(R"(
      request_id: "r5" name: "accounts/a1/liableParties/g1" reason: "paid"
      effective_date { year: 2012 month: 3 day: 1 })"));
  EXPECT_EQ(released->released_because(), "paid");
  const auto count = [&](const std::string& filter) {
    return Call<v1::ListLiablePartiesResponse>(
               kParties + "ListLiableParties",
               Text<v1::ListLiablePartiesRequest>("parent: \"accounts/a1\" " + filter))
        ->parties_size();
  };
  EXPECT_EQ(count(""), 1);
  EXPECT_EQ(count("liable_on { year: 2012 month: 3 day: 1 }"), 1);
  EXPECT_EQ(count("liable_on { year: 2012 month: 3 day: 2 }"), 0);
}

// Each is a person of their own: erased alone, and nowhere in the log.
TEST_F(LiablePartyApiTest, IsErasedApartFromTheCustomerAndFromOthers) {
  ASSERT_TRUE(Add("r1", kGuarantor));
  ASSERT_TRUE(Record("r2", R"(kind: CIRCUMSTANCE_KIND_REPRESENTED_BY_LAWYER
      from { year: 2012 month: 2 day: 3 } contact { display_name: "Advocate Stone" })"));
  EXPECT_EQ(LogBytes().find("Gale"), std::string::npos);
  EXPECT_EQ(LogBytes().find("Stone"), std::string::npos);
  ASSERT_TRUE(keyring_->Erase("accounts/a1/liableParties/g1"));
  EXPECT_EQ(Gale().error().kind, Failure::Kind::kNotFound);
  v1::GetLiablePartyRequest get;
  get.set_name("accounts/a1/liableParties/g1");
  EXPECT_EQ(Call<v1::LiableParty>(kParties + "GetLiableParty", get)->limit().units(), 5000);
  const std::string contact = kService + "GetCircumstanceContact";
  const std::string lawyer = "accounts/a1/circumstances/m1";
  EXPECT_TRUE(Person<v1::GetCircumstanceContactRequest>(contact, lawyer));
  EXPECT_TRUE(Person<v1::GetAccountPersonalDataRequest>("GetAccountPersonalData", "accounts/a1"));
  ASSERT_TRUE(keyring_->Erase(lawyer));
  EXPECT_EQ(Person<v1::GetCircumstanceContactRequest>(contact, lawyer).error().kind,
            Failure::Kind::kNotFound);
}

}  // namespace
}  // namespace recourse::invoicing
