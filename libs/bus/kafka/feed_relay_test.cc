// Feeds on a real broker: one topic each, entry n at offset n - 1.

#include "libs/bus/kafka/feed_relay.h"

#include <gtest/gtest.h>

#include <functional>
#include <thread>

#include "libs/bus/kafka/testing/broker.h"
#include "libs/bus/kafka/topic_reader.h"
#include "libs/bus/kafka/topics.h"

namespace recourse::bus::kafka {
namespace {

using Contents = std::vector<std::string>;

constexpr char kNord[] = "partners/nord";
constexpr char kSued[] = "partners/sued";

// Feeds in memory, which grow as the test says.
class FakeFeeds final : public FeedSource {
 public:
  explicit FakeFeeds(std::vector<std::string> names) : names_(std::move(names)) {}

  void Add(const std::string& feed, int entries) {
    std::function<void()> told;
    {
      const std::lock_guard lock(mutex_);
      for (int i = 0; i < entries; ++i) ++lengths_[feed];
      told = told_;
    }
    if (told) told();
  }

  const std::vector<std::string>& Feeds() override { return names_; }
  std::vector<FeedEntry> Read(const std::string& feed, std::uint64_t after,
                              std::size_t most) override {
    const std::lock_guard lock(mutex_);
    std::vector<FeedEntry> entries;
    for (std::uint64_t n = after + 1; n <= lengths_[feed] && entries.size() < most; ++n) {
      entries.push_back({.sequence = n,
                         .type = "test.Told",
                         .subject = "a",
                         .recorded_at_us = 1,
                         .content = feed + " " + std::to_string(n)});
    }
    return entries;
  }
  void OnNews(std::function<void()> told) override {
    const std::lock_guard lock(mutex_);
    told_ = std::move(told);
  }

 private:
  const std::vector<std::string> names_;
  std::mutex mutex_;
  std::map<std::string, std::uint64_t> lengths_;
  std::function<void()> told_;
};

class FeedRelayTest : public testing::Test {
 protected:
  void Make(const std::string& feed) {
    ASSERT_TRUE(ApplyTopics(broker_.settings(), {{PartnerTopicOf(feed), 1}}, 1));
  }
  void Delete(const std::string& feed) {
    ASSERT_TRUE(Admin::Open(broker_.settings(), kAnswerWithin)->Delete(PartnerTopicOf(feed)));
  }
  // All that the topic holds, in the order of offsets.
  Contents Published(const std::string& feed) {
    Contents contents;
    const auto reader = TopicReader::Open(broker_.settings(), PartnerTopicOf(feed));
    if (!reader) return contents;
    const auto ends = (*reader)->FindEnds(0);
    if (!ends || ends->next == ends->first) return contents;
    (void)(*reader)->Read(0, ends->first, ends->next,
                          [&](std::int64_t offset, std::string_view content) {
                            EXPECT_EQ(offset, static_cast<std::int64_t>(contents.size()));
                            contents.emplace_back(content);
                            return true;
                          });
    return contents;
  }
  // The same as who drops what is not above the last sequence has it.
  Contents Taken(const std::string& feed) {
    Contents taken;
    for (const std::string& content : Published(feed)) {
      if (content == feed + " " + std::to_string(taken.size() + 1)) taken.push_back(content);
    }
    return taken;
  }
  // Waits until the topic holds the feed as far as the test has made it.
  void ExpectPublished(const std::string& feed, int length) {
    Contents expected;
    for (int n = 1; n <= length; ++n) expected.push_back(feed + (" " + std::to_string(n)));
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    Contents contents;
    while ((contents = Taken(feed)) != expected && std::chrono::steady_clock::now() < until) {
      std::this_thread::yield();
    }
    EXPECT_EQ(contents, expected);
  }
  void AwaitTrouble(std::uint64_t feeds) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (relay_->in_trouble() != feeds && std::chrono::steady_clock::now() < until) {
      std::this_thread::yield();
    }
    EXPECT_EQ(relay_->in_trouble(), feeds);
  }
  void Begin() {
    relay_ = std::make_unique<FeedRelay>(feeds_, broker_.settings(), "0000000000000007");
    relay_->Start();
  }
  void TearDown() override {
    if (relay_) relay_->Stop();
  }

  Broker broker_;
  FakeFeeds feeds_{{kNord, kSued}};
  std::unique_ptr<FeedRelay> relay_;
};

TEST_F(FeedRelayTest, EachFeedLiesOnItsOwnTopicEntryByEntry) {
  Make(kNord);
  Make(kSued);
  feeds_.Add(kNord, 3);
  Begin();
  ExpectPublished(kNord, 3);
  EXPECT_EQ(Published(kNord).size(), 3u);
  feeds_.Add(kSued, 2);
  feeds_.Add(kNord, 1);
  ExpectPublished(kSued, 2);
  ExpectPublished(kNord, 4);
  relay_->Stop();
  feeds_.Add(kNord, 1);
  Begin();
  ExpectPublished(kNord, 5);
  EXPECT_EQ(Published(kNord).size(), 5u) << "none of them twice";
}

TEST_F(FeedRelayTest, ATopicThatIsMissingHoldsUpNoOther) {
  Make(kNord);
  feeds_.Add(kNord, 2);
  feeds_.Add(kSued, 2);
  Begin();
  ExpectPublished(kNord, 2);
  AwaitTrouble(1);
  Make(kSued);
  ExpectPublished(kSued, 2);
  AwaitTrouble(0);
}

TEST_F(FeedRelayTest, ATopicThatWasMadeAnewGetsAllOfItAgain) {
  Make(kNord);
  Make(kSued);
  feeds_.Add(kNord, 3);
  Begin();
  ExpectPublished(kNord, 3);
  Delete(kNord);
  Make(kNord);
  feeds_.Add(kNord, 1);
  ExpectPublished(kNord, 4);
}

TEST_F(FeedRelayTest, ABrokerThatDiesLosesNothing) {
  Make(kNord);
  Make(kSued);
  feeds_.Add(kNord, 100);
  Begin();
  ExpectPublished(kNord, 100);
  broker_.Kill();
  feeds_.Add(kNord, 100);
  broker_.Start();
  feeds_.Add(kNord, 1);
  ExpectPublished(kNord, 201);
}

TEST_F(FeedRelayTest, WhatTheFeedHasNotSaidIsNotWrittenBehind) {
  Make(kNord);
  Make(kSued);
  feeds_.Add(kNord, 2);
  Begin();
  ExpectPublished(kNord, 2);
  relay_->Stop();
  FakeFeeds other({kNord});  // Shorter than its topic: an old copy.
  relay_ = std::make_unique<FeedRelay>(other, broker_.settings(), "0000000000000007");
  relay_->Start();
  other.Add(kNord, 1);
  AwaitTrouble(1);
  relay_->Stop();
  EXPECT_EQ(Published(kNord).size(), 2u);
}

}  // namespace
}  // namespace recourse::bus::kafka
