#include <gtest/gtest.h>

#include "services/invoicing/api/statement_fields.h"
#include "services/invoicing/api/statement_rig.h"

// Loading: what is refused, what comes again, and payers whose data was erased.
namespace recourse::invoicing {
namespace {

class StatementLoadApiTest : public StatementRig {
 protected:
  Expected<v1::LoadStatementResponse, Failure> Loaded(const v1::LoadStatementRequest& request) {
    auto loaded = Ask<v1::LoadStatementResponse>("LoadStatement", request);
    Settle();
    return loaded;
  }
  // The first field that is wrong, else the name of the refusal.
  std::string Wrong(const v1::LoadStatementRequest& request) {
    const auto loaded = Loaded(request);
    if (loaded) return "";
    const Failure& failure = loaded.error();
    return failure.kind == Failure::Kind::kInvalid ? failure.values.at(0).first : failure.reason;
  }
};

TEST_F(StatementLoadApiTest, WhatIsNoPieceOfAStatementIsRefused) {
  auto request = Statement("s1", 1, 100);
  AddLine(request, 100, "", "");
  request.set_parent("issuers/nobody");
  EXPECT_EQ(Wrong(request), "NO_SUCH_ISSUER");
  request.set_parent("issuers/acme");
  request.set_first_line(0);
  EXPECT_EQ(Wrong(request), "first_line");
  request.set_first_line(2);
  EXPECT_EQ(Wrong(request), "LINES_OUT_OF_ORDER");
  request.set_first_line(1);
  for (int i = 1; i < 501; ++i) AddLine(request, 1, "", "");
  EXPECT_EQ(Wrong(request), "lines");
  EXPECT_EQ(EventsOf("StatementBegun"), 0);
}

TEST_F(StatementLoadApiTest, APieceFitsIntoAMessageOnceItIsSealed) {
  auto request = Statement("s1", 50, 50);
  for (int i = 0; i < 50; ++i) AddLine(request, 1, std::string(16'000, 'x'), "");
  EXPECT_EQ(Wrong(request), "lines");
  request.mutable_lines()->DeleteSubrange(45, 5);
  request.set_complete(false);
  EXPECT_EQ(Wrong(request), "");
}

TEST_F(StatementLoadApiTest, APieceOfWhatIsThereIsToldAllOfIt) {
  auto request = Statement("s1", 2, 150);
  AddLine(request, 100, "", "");
  AddLine(request, 50, "", "");
  ASSERT_TRUE(Loaded(request));
  request.mutable_lines()->RemoveLast();
  request.set_complete(false);
  request.set_request_id("again");
  const auto again = Loaded(request);
  ASSERT_TRUE(again) << again.error().reason;
  EXPECT_TRUE(again->already_loaded());
  EXPECT_TRUE(again->complete());
  EXPECT_EQ(again->line_count(), 2);
}

TEST_F(StatementLoadApiTest, APayerWhoWasErasedIsNobodyAndPaysAgainAsNobody) {
  const std::string line = Load("s1", 70, "first", "GB82WEST") + "/lines/1";
  ASSERT_TRUE(Confirm("c1", line, "accounts/a2"));
  const rpc::KeyedHash hash(std::string(rpc::KeyedHash::kKeyBytes, 'k'));
  const std::string payer = PayerOf(hash, "issuers/acme", "GB82WEST");
  ASSERT_TRUE(keyring_->Erase(SubjectOf("issuers/acme", "", payer)));
  ASSERT_EQ(Lines("issuers/acme").lines_size(), 1);
  EXPECT_FALSE(Lines("issuers/acme").lines(0).has_personal_data());

  const std::string next = Load("s2", 31, "second", "GB82WEST");
  const auto lines = Lines(next);
  ASSERT_EQ(lines.lines_size(), 1);
  EXPECT_EQ(lines.lines(0).personal_data().remittance_text(), "second");
  EXPECT_EQ(Proposals(next + "/lines/1").proposals_size(), 0);
}

}  // namespace
}  // namespace recourse::invoicing
