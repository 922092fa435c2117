#include "libs/engine/home_cache.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace recourse::engine {
namespace {

// A home with one stream and so many requests, whose last event is `sequence`.
void Add(HomeCache& cache, const std::string& name, std::uint64_t sequence, int requests = 0) {
  CachedHome& home = cache.Use(name);
  cache.AddStream(home, "s", {nullptr, 1});
  cache.SetRequests(home, Requests(Instant()));
  for (int i = 0; i < requests; ++i)
    cache.AddRequest(home, static_cast<std::uint64_t>(i), sequence);
  home.last_sequence = sequence;
}

bool Knows(HomeCache& cache, const std::string& name) { return !cache.Use(name).streams.empty(); }

TEST(HomeCacheTest, HomeIsFoundAgain) {
  HomeCache cache({.streams = 10, .requests = 10});
  Add(cache, "a", 1);
  EXPECT_TRUE(Knows(cache, "a"));
  EXPECT_FALSE(Knows(cache, "b"));
}

TEST(HomeCacheTest, LeastRecentlyUsedGoesFirst) {
  HomeCache cache({.streams = 2, .requests = 10});
  Add(cache, "a", 1);
  Add(cache, "b", 2);
  Add(cache, "c", 3);
  cache.Use("a");
  cache.Trim(3);
  EXPECT_TRUE(Knows(cache, "a"));
  EXPECT_TRUE(Knows(cache, "c"));
  EXPECT_FALSE(Knows(cache, "b"));
}

TEST(HomeCacheTest, WhatIsNotAppliedStays) {
  HomeCache cache({.streams = 1, .requests = 10});
  Add(cache, "a", 5);
  Add(cache, "b", 4);
  Add(cache, "c", 6);
  cache.Trim(4);
  EXPECT_TRUE(Knows(cache, "a"));
  EXPECT_FALSE(Knows(cache, "b"));
}

TEST(HomeCacheTest, RequestsAreBoundedToo) {
  HomeCache cache({.streams = 10, .requests = 5});
  Add(cache, "a", 1, 3);
  Add(cache, "b", 2, 3);
  cache.Trim(2);
  EXPECT_FALSE(Knows(cache, "a"));
  EXPECT_TRUE(Knows(cache, "b"));
  Add(cache, "c", 3, 2);
  cache.Trim(3);
  EXPECT_TRUE(Knows(cache, "b"));  // What went is not counted any more.
}

TEST(HomeCacheTest, HomeLargerThanTheBoundIsKeptWhileItIsUsed) {
  HomeCache cache({.streams = 10, .requests = 2});
  Add(cache, "a", 1, 100);
  cache.Trim(1);
  EXPECT_TRUE(Knows(cache, "a"));
}

TEST(RequestsTest, TwoRecordsOfOneHashAreBothFound) {
  Requests requests{Instant()};
  requests.Add(7, 1);
  requests.Add(7, 2);
  requests.Add(8, 3);
  auto found = requests.Find(7);
  std::sort(found.begin(), found.end());
  EXPECT_EQ(found, (Requests::Sequences{1, 2}));
  EXPECT_TRUE(requests.Find(9).empty());
}

}  // namespace
}  // namespace recourse::engine
