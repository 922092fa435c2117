#include "libs/rpc/call_table.h"

#include <gtest/gtest.h>

#include <array>
#include <thread>
#include <vector>

namespace recourse::rpc {
namespace {

struct Call {
  int id = 0;
};
using Table = CallTable<Call>;

constexpr std::int64_t kNever = 1'000'000;

std::vector<int> ExpireAt(Table& table, std::int64_t now_ns) {
  std::vector<int> ended;
  table.Expire(now_ns, [&](Call& call) { ended.push_back(call.id); });
  return ended;
}

std::vector<int> Answer(Table& table, Table::Ticket ticket) {
  std::vector<int> ended;
  table.Answer(ticket, [&](Call& call) { ended.push_back(call.id); });
  return ended;
}

TEST(CallTableTest, AnswerEndsTheCallAndFreesItsPlace) {
  Table table(64);
  const auto ticket = table.Open({7}, kNever);
  ASSERT_TRUE(ticket);
  EXPECT_TRUE(table.IsWaiting(*ticket));
  EXPECT_EQ(table.waiting(), 1u);
  EXPECT_EQ(Answer(table, *ticket), std::vector<int>{7});
  EXPECT_FALSE(table.IsWaiting(*ticket));
  EXPECT_EQ(table.waiting(), 0u);
}

TEST(CallTableTest, OnlyCallsWhoseDeadlineHasComeExpire) {
  Table table(64);
  table.Open({1}, 10);
  table.Open({2}, 11);
  EXPECT_EQ(ExpireAt(table, 9), std::vector<int>{});
  EXPECT_EQ(ExpireAt(table, 10), std::vector<int>{1});
  EXPECT_EQ(ExpireAt(table, 10), std::vector<int>{});
  EXPECT_EQ(table.waiting(), 1u);
  EXPECT_EQ(table.expired(), 1u);
}

TEST(CallTableTest, LateAnswerIsDroppedAndFreesThePlace) {
  Table table(64);
  const auto ticket = table.Open({1}, 10);
  ExpireAt(table, 10);
  EXPECT_EQ(Answer(table, *ticket), std::vector<int>{});
  EXPECT_EQ(table.expired(), 0u);
}

TEST(CallTableTest, ExpiredCallKeepsItsPlaceUntilItIsAnswered) {
  Table table(64);
  std::vector<Table::Ticket> tickets;
  for (int i = 0; i < 64; ++i) tickets.push_back(*table.Open({i}, 10));
  EXPECT_FALSE(table.Open({64}, 10));
  ExpireAt(table, 10);
  EXPECT_FALSE(table.Open({64}, 10));
  Answer(table, tickets[5]);
  EXPECT_TRUE(table.Open({64}, 10));
}

TEST(CallTableDeathTest, SecondAnswerIsOurBug) {
  Table table(64);
  const auto ticket = table.Open({1}, 10);
  Answer(table, *ticket);
  EXPECT_DEATH(Answer(table, *ticket), "kExpired");
  table.Open({2}, 10);
  EXPECT_DEATH(Answer(table, *ticket), "kExpired");
}

// Two threads open and answer, one expires all it finds: each call ends exactly once.
TEST(CallTableTest, EachCallEndsOnceUnderRaces) {
  constexpr int kCalls = 20'000;
  constexpr int kThreads = 2;
  Table table(64);
  std::array<std::atomic<int>, kThreads * kCalls> ends{};
  const auto end = [&](Call& call) { ends[static_cast<std::size_t>(call.id)].fetch_add(1); };
  std::atomic<bool> over = false;

  std::thread sweeper([&] {
    while (!over.load()) table.Expire(10, end);
  });
  std::vector<std::thread> callers;
  for (int thread = 0; thread < kThreads; ++thread) {
    callers.emplace_back([&, thread] {
      for (int i = 0; i < kCalls; ++i) {
        const auto ticket = table.Open({thread * kCalls + i}, 10);
        ASSERT_TRUE(ticket);
        table.Answer(*ticket, end);
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  over.store(true);
  sweeper.join();

  for (const auto& count : ends) EXPECT_EQ(count.load(), 1);
  EXPECT_EQ(table.waiting() + table.expired(), 0u);
}

}  // namespace
}  // namespace recourse::rpc
