#include "libs/rpc/status.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace recourse::rpc {
namespace {

using Kind = Failure::Kind;
using grpc::StatusCode;

struct Row {
  Kind kind;
  StatusCode code;
};

class StatusTest : public testing::TestWithParam<Row> {};

TEST_P(StatusTest, FailureComesBackAsItWas) {
  const Failure failure{GetParam().kind,
                        "MORE_THAN_OUTSTANDING",
                        "Too much.",
                        {{"amount", "12.00 EUR"}, {"open", "10.00 EUR"}}};
  const grpc::Status status = ToStatus(failure);
  EXPECT_EQ(status.error_code(), GetParam().code);
  EXPECT_EQ(status.error_message(), "Too much.");
  EXPECT_EQ(ToFailure(status), failure);
}

INSTANTIATE_TEST_SUITE_P(InEnumOrder, StatusTest,
                         testing::Values(Row{Kind::kInvalid, StatusCode::INVALID_ARGUMENT},
                                         Row{Kind::kNotFound, StatusCode::NOT_FOUND},
                                         Row{Kind::kPrecondition, StatusCode::FAILED_PRECONDITION},
                                         Row{Kind::kExists, StatusCode::ALREADY_EXISTS},
                                         Row{Kind::kAborted, StatusCode::ABORTED},
                                         Row{Kind::kDenied, StatusCode::PERMISSION_DENIED},
                                         Row{Kind::kExhausted, StatusCode::RESOURCE_EXHAUSTED},
                                         Row{Kind::kUnavailable, StatusCode::UNAVAILABLE},
                                         Row{Kind::kUnknown, StatusCode::DEADLINE_EXCEEDED},
                                         Row{Kind::kInternal, StatusCode::INTERNAL}));

TEST(StatusDetailsTest, ErrorInfoCarriesReasonDomainAndValues) {
  const grpc::Status status =
      ToStatus({Kind::kPrecondition, "NOT_OPEN", "No.", {{"invoice", "i1"}}});
  google::rpc::Status details;
  ASSERT_TRUE(details.ParseFromString(status.error_details()));
  EXPECT_EQ(details.code(), StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(details.message(), "No.");
  ASSERT_EQ(details.details_size(), 1);
  google::rpc::ErrorInfo info;
  ASSERT_TRUE(details.details(0).UnpackTo(&info));
  EXPECT_EQ(info.reason(), "NOT_OPEN");
  EXPECT_EQ(info.domain(), "recourse");
  EXPECT_EQ(info.metadata().at("invoice"), "i1");
}

TEST(StatusDetailsTest, InvalidFieldsAreABadRequest) {
  const grpc::Status status =
      ToStatus({Kind::kInvalid, "INVALID_REQUEST", "No.", {{"lines[0].amount", "\"x\" must ..."}}});
  google::rpc::Status details;
  ASSERT_TRUE(details.ParseFromString(status.error_details()));
  ASSERT_EQ(details.details_size(), 2);
  google::rpc::BadRequest bad_request;
  ASSERT_TRUE(details.details(1).UnpackTo(&bad_request));
  ASSERT_EQ(bad_request.field_violations_size(), 1);
  EXPECT_EQ(bad_request.field_violations(0).field(), "lines[0].amount");
  EXPECT_EQ(bad_request.field_violations(0).description(), "\"x\" must ...");
}

TEST(StatusDetailsTest, DetailsStayWithinTheirBoundAndSayWhatIsLeftOut) {
  Failure failure{Kind::kInvalid, "INVALID_REQUEST", std::string(5000, 'm'), {}};
  for (int i = 0; i < 1000; ++i) failure.values.emplace_back("field", std::string(500, 'v'));
  const grpc::Status status = ToStatus(failure);
  EXPECT_LT(status.error_message().size() + status.error_details().size(), 6000u);
  const Failure back = ToFailure(status);
  EXPECT_EQ(back.values.front().second, fmt::format("{:v<160}...", ""));
  EXPECT_EQ(back.values.back(), (std::pair<std::string, std::string>{
                                    "...", fmt::format("and {} more", 1001 - back.values.size())}));
}

TEST(StatusDetailsTest, CutKeepsCharactersWhole) {
  const std::string value = fmt::format("{:v<159}\u00e4\u00e4", "");
  const grpc::Status status = ToStatus({Kind::kNotFound, "R", "m", {{"k", value}}});
  EXPECT_EQ(ToFailure(status).values.front().second, fmt::format("{:v<159}...", ""));
}

// Without our ErrorInfo nothing is certain but what the code itself says.
TEST(ForeignStatusTest, KindIsWhatIsCertain) {
  const std::vector<std::pair<StatusCode, Kind>> rows = {
      {StatusCode::CANCELLED, Kind::kUnknown},
      {StatusCode::UNKNOWN, Kind::kUnknown},
      {StatusCode::INVALID_ARGUMENT, Kind::kInvalid},
      {StatusCode::DEADLINE_EXCEEDED, Kind::kUnknown},
      {StatusCode::NOT_FOUND, Kind::kNotFound},
      {StatusCode::ALREADY_EXISTS, Kind::kExists},
      {StatusCode::PERMISSION_DENIED, Kind::kDenied},
      {StatusCode::RESOURCE_EXHAUSTED, Kind::kUnknown},
      {StatusCode::FAILED_PRECONDITION, Kind::kPrecondition},
      {StatusCode::ABORTED, Kind::kAborted},
      {StatusCode::OUT_OF_RANGE, Kind::kInvalid},
      {StatusCode::UNIMPLEMENTED, Kind::kInvalid},
      {StatusCode::INTERNAL, Kind::kUnknown},
      {StatusCode::UNAVAILABLE, Kind::kUnknown},
      {StatusCode::DATA_LOSS, Kind::kUnknown},
      {StatusCode::UNAUTHENTICATED, Kind::kDenied},
  };
  for (const auto& [code, kind] : rows) {
    const Failure failure = ToFailure(grpc::Status(code, "m"));
    EXPECT_EQ(failure.kind, kind) << CodeName(code);
    EXPECT_EQ(failure.reason, CodeName(code));
  }
}

TEST(ForeignStatusTest, ErrorInfoOfAnotherDomainIsNotOurs) {
  google::rpc::ErrorInfo info;
  info.set_domain("example.com");
  info.set_reason("STOPPING");
  google::rpc::Status details;
  details.add_details()->PackFrom(info);
  const Failure failure =
      ToFailure(grpc::Status(StatusCode::UNAVAILABLE, "m", details.SerializeAsString()));
  EXPECT_EQ(failure.kind, Kind::kUnknown);
  EXPECT_EQ(failure.reason, "UNAVAILABLE");
}

TEST(UnauthenticatedTest, ReadsAsDenied) {
  const Failure failure = ToFailure(Unauthenticated());
  EXPECT_EQ(failure.kind, Kind::kDenied);
  EXPECT_EQ(failure.reason, "UNAUTHENTICATED");
}

}  // namespace
}  // namespace recourse::rpc
