#include "libs/rpc/token_store.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace recourse::rpc {
namespace {

class TokenStoreTest : public testing::Test {
 protected:
  TokenStoreTest() { std::filesystem::remove(path_); }

  TokenStore& Open() {
    auto store = TokenStore::Open(path_);
    EXPECT_TRUE(store);
    store_ = *std::move(store);
    return *store_;
  }

  void Write(const std::string& text) {
    std::ofstream(path_) << text;
    chmod(path_.c_str(), 0600);
  }

  std::string FileText() const {
    std::stringstream text;
    text << std::ifstream(path_).rdbuf();
    return text.str();
  }

  const std::string path_ =
      (std::filesystem::path(testing::TempDir()) / "token_store_test").string();
  std::unique_ptr<TokenStore> store_;
};

TEST_F(TokenStoreTest, IssuedTokenIsFoundAlsoAfterOpeningAgain) {
  const auto token = Open().Issue("partners/acme-inkasso", Role::kAgency);
  ASSERT_TRUE(token);
  EXPECT_EQ(token->size(), 64u);
  const Caller expected{"partners/acme-inkasso", Role::kAgency};
  ASSERT_NE(store_->Find(*token), nullptr);
  EXPECT_EQ(*store_->Find(*token), expected);
  ASSERT_NE(Open().Find(*token), nullptr);
  EXPECT_EQ(*store_->Find(*token), expected);
}

TEST_F(TokenStoreTest, OnlyTheHashIsInTheFileAndOnlyItsOwnerReadsIt) {
  const auto token = Open().Issue("operators/root", Role::kOperator);
  EXPECT_EQ(FileText().find(*token), std::string::npos);
  EXPECT_NE(FileText().find("operators/root operator\n"), std::string::npos);
  struct stat status {};
  ASSERT_EQ(stat(path_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
}

TEST_F(TokenStoreTest, WhatIsNoTokenOrNotIssuedIsNotFound) {
  auto token = *Open().Issue("operators/root", Role::kOperator);
  token.back() = token.back() == '0' ? '1' : '0';
  EXPECT_EQ(store_->Find(token), nullptr);
  EXPECT_EQ(store_->Find(""), nullptr);
  EXPECT_EQ(store_->Find(std::string(64, 'G')), nullptr);
  EXPECT_EQ(store_->Find(std::string(63, '0')), nullptr);
}

TEST_F(TokenStoreTest, RevokedTokensAreGone) {
  const auto first = *Open().Issue("partners/acme", Role::kAgency);
  const auto second = *store_->Issue("partners/acme", Role::kAgency);
  const auto other = *store_->Issue("operators/root", Role::kOperator);
  const auto revoked = store_->Revoke("partners/acme");
  ASSERT_TRUE(revoked);
  EXPECT_EQ(*revoked, 2u);
  EXPECT_EQ(store_->Find(first), nullptr);
  EXPECT_EQ(store_->Find(second), nullptr);
  EXPECT_NE(store_->Find(other), nullptr);
}

TEST_F(TokenStoreTest, RevokedTokenNeverComesBack) {
  Open();
  const std::string token = NewToken();
  ASSERT_TRUE(store_->Add(Sha256({token}), "partners/acme", Role::kAgency));
  ASSERT_TRUE(store_->Revoke("partners/acme"));
  for (int round = 0; round < 2; ++round) {
    const auto again = store_->Add(Sha256({token}), "partners/acme", Role::kAgency);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().reason, "TOKEN_REVOKED");
    EXPECT_EQ(store_->Find(token), nullptr);
    Open();
  }
  EXPECT_TRUE(store_->List().empty());
  EXPECT_TRUE(store_->Issue("partners/acme", Role::kAgency));
}

TEST_F(TokenStoreTest, TokenThatTheCallerMadeIsFoundAndAddedAgainChangesNothing) {
  Open();
  const std::string token = NewToken();
  ASSERT_TRUE(store_->Add(Sha256({token}), "partners/acme", Role::kAgency));
  const std::string before = FileText();
  ASSERT_TRUE(store_->Add(Sha256({token}), "partners/acme", Role::kAgency));
  EXPECT_EQ(FileText(), before);
  ASSERT_NE(store_->Find(token), nullptr);
  EXPECT_EQ(*store_->Find(token), (Caller{"partners/acme", Role::kAgency}));
}

TEST_F(TokenStoreTest, TokenOfAnotherIsNotGivenAway) {
  Open();
  const std::string token = NewToken();
  ASSERT_TRUE(store_->Add(Sha256({token}), "partners/acme", Role::kAgency));
  for (const Caller& other :
       {Caller{"partners/nord", Role::kAgency}, Caller{"partners/acme", Role::kOperator}}) {
    const auto added = store_->Add(Sha256({token}), other.principal, other.role);
    ASSERT_FALSE(added);
    EXPECT_EQ(added.error().reason, "TOKEN_TAKEN");
  }
  EXPECT_EQ(*store_->Find(token), (Caller{"partners/acme", Role::kAgency}));
}

TEST_F(TokenStoreTest, ListNamesEveryTokenByPrincipalAndHash) {
  Open();
  std::vector<Digest> nord;
  for (int i = 0; i < 2; ++i)
    nord.push_back(Sha256({*store_->Issue("partners/nord", Role::kAgency)}));
  std::sort(nord.begin(), nord.end());
  const Digest anna = Sha256({*store_->Issue("clerks/anna", Role::kClerk)});
  const std::vector<std::pair<Caller, Digest>> expected = {
      {{"clerks/anna", Role::kClerk}, anna},
      {{"partners/nord", Role::kAgency}, nord[0]},
      {{"partners/nord", Role::kAgency}, nord[1]}};
  EXPECT_EQ(store_->List(), expected);
}

TEST_F(TokenStoreTest, ReloadSeesWhatAnotherProcessIssued) {
  Open();
  const auto other = TokenStore::Open(path_);
  const auto token = *(*other)->Issue("operators/root", Role::kOperator);
  EXPECT_EQ(store_->Find(token), nullptr);
  ASSERT_TRUE(store_->Reload());
  EXPECT_NE(store_->Find(token), nullptr);
}

TEST_F(TokenStoreTest, EveryUnreadableLineIsNamedAndNobodyIsLetIn) {
  const std::string king = fmt::format("{:b<64} operators/root king", "");
  Write(fmt::format("# comment\n{:a<64} operators/root operator\n{}\nnonsense\n", "", king));
  const auto store = TokenStore::Open(path_);
  ASSERT_FALSE(store);
  const Failure::Values expected = {{"line 3", king}, {"line 4", "nonsense"}, {"path", path_}};
  EXPECT_EQ(store.error().values, expected);
}

TEST_F(TokenStoreTest, UnreadableFileLeavesWhatWasLoaded) {
  const auto token = *Open().Issue("operators/root", Role::kOperator);
  Write("nonsense\n");
  EXPECT_FALSE(store_->Reload());
  EXPECT_NE(store_->Find(token), nullptr);
}

TEST_F(TokenStoreTest, FileThatOthersMayReadIsRefused) {
  Write("");
  chmod(path_.c_str(), 0644);
  const auto store = TokenStore::Open(path_);
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().reason, "FILE_NOT_PRIVATE");
}

TEST_F(TokenStoreTest, PrincipalMustBeCollectionAndId) {
  Open();
  for (const char* principal :
       {"", "root", "/root", "operators/", "Operators/root", "a/b/c", "a b/c"}) {
    const auto token = store_->Issue(principal, Role::kOperator);
    ASSERT_FALSE(token) << principal;
    EXPECT_EQ(token.error().reason, "NOT_A_PRINCIPAL");
  }
}

TEST_F(TokenStoreTest, OwnTokenIsWrittenAndReadBack) {
  const std::string token(64, 'c');
  ASSERT_TRUE(WriteTokenFile(path_, token));
  EXPECT_EQ(*ReadTokenFile(path_), token);
}

TEST_F(TokenStoreTest, MissingOrDamagedTokenFileIsNamed) {
  const Failure none = ReadTokenFile(path_).error();
  EXPECT_EQ(none.kind, Failure::Kind::kNotFound);
  EXPECT_EQ(none.reason, "NO_TOKEN_FILE");
  EXPECT_EQ(none.values, (Failure::Values{{"path", path_}}));
  Write("not a token\n");
  EXPECT_EQ(ReadTokenFile(path_).error().kind, Failure::Kind::kInvalid);
}

}  // namespace
}  // namespace recourse::rpc
