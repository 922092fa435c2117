#include "services/invoicing/api/directory_lists.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "recourse/invoicing/v1/invoicing_service.pb.h"

namespace recourse::invoicing {
namespace {

// A directory whose first shard has `rows` accounts, "accounts/00000000" and so on.
class ManyRows final : public engine::ViewReader, public engine::StreamReader {
 public:
  explicit ManyRows(std::size_t rows) : rows_(rows) {}

  std::uint32_t shards() const override { return 2; }
  std::optional<std::string> Get(std::string_view, std::uint32_t, std::string_view) const override {
    return std::nullopt;
  }
  std::vector<Row> Scan(std::string_view, std::uint32_t shard, std::string_view prefix,
                        std::string_view after, std::size_t limit) const override {
    std::vector<Row> found;
    if (shard != 0) return found;
    const std::string id(after.substr(prefix.size()));
    for (std::size_t i = id.empty() ? 0 : std::stoul(id) + 1; i < rows_ && found.size() < limit;
         ++i) {
      found.emplace_back(fmt::format("{}{:08}", prefix, i), "");
    }
    return found;
  }
  void ScanStream(const std::string&, const std::string&, std::uint64_t,
                  const eventlog::RecordVisitor&) const override {}
  std::uint64_t applied(std::uint32_t) const override { return 1; }

 private:
  const std::size_t rows_;
};

class DirectoryListsTest : public testing::Test {
 protected:
  // A list in which only the row with this id is.
  Expected<v1::ListAccountsResponse, Failure> List(const ManyRows& rows, const std::string& only,
                                                   v1::ListAccountsRequest& request) const {
    const DirectoryLists lists(rows, rows, rpc::KeyedHash(std::string(32, 'k')));
    rpc::Fields fields;
    const auto page = lists.Read(request, rpc::Caller{}, {v1::ORDER_BY_RECORDED}, fields);
    EXPECT_TRUE(fields.ok());
    const auto tell = [&](const std::string& id, const views::v1::DirectoryRow&,
                          std::uint64_t) -> std::optional<DirectoryLists::Listed> {
      if (id != only) return std::nullopt;
      v1::Account account;
      account.set_name(id);
      return DirectoryLists::Listed{"", account.SerializeAsString()};
    };
    return lists.Fill(page, {"accounts/", ""}, tell, &v1::ListAccountsResponse::add_accounts);
  }
};

TEST_F(DirectoryListsTest, APageByIdEndsWhereItHasReadEnoughRows) {
  const ManyRows rows(DirectoryLists::kRowsPerPageMax + 5);
  v1::ListAccountsRequest request;
  const auto first = List(rows, "00010003", request);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->accounts_size(), 0);
  ASSERT_NE(first->next_page_token(), "");
  request.set_page_token(first->next_page_token());
  const auto second = List(rows, "00010003", request);
  ASSERT_TRUE(second);
  ASSERT_EQ(second->accounts_size(), 1);
  EXPECT_EQ(second->next_page_token(), "");
}

TEST_F(DirectoryListsTest, InAnotherOrderTooManyRowsAreRefused) {
  v1::ListAccountsRequest request;
  request.mutable_order()->set_by(v1::ORDER_BY_RECORDED);
  const auto all = List(ManyRows(DirectoryLists::kRowsOrderedMax), "00999999", request);
  ASSERT_TRUE(all);
  EXPECT_EQ(all->accounts_size(), 1);
  const auto more = List(ManyRows(DirectoryLists::kRowsOrderedMax + 1), "00999999", request);
  ASSERT_FALSE(more);
  EXPECT_EQ(more.error().reason, "TOO_MANY_TO_ORDER");
  EXPECT_EQ(more.error().kind, Failure::Kind::kExhausted);
}

}  // namespace
}  // namespace recourse::invoicing
