#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "libs/bus/consumer.h"
#include "libs/bus/embedded_transport.h"
#include "libs/engine/testing/rig.h"

// The contract of a Transport with its Consumer, held by every transport there is: each event acts
// once, in the order of its home, over restarts, repeats and gaps. A test of a transport includes
// this and instantiates ConsumerTest.
namespace recourse::bus {

using engine::RunningEngine;
using engine::counter::Rig;

using MakeTransport =
    std::function<std::unique_ptr<Transport>(std::vector<RunningEngine*> sources)>;

class ConsumerTest : public testing::TestWithParam<MakeTransport> {
 protected:
  ~ConsumerTest() override { Disconnect(); }

  void Connect() {
    transport_ = GetParam()({&source_.engine()});
    fetcher_ = std::make_unique<EmbeddedFetcher>(std::vector<RunningEngine*>{&source_.engine()});
    consumer_ = std::make_unique<Consumer>(target_.engine(), std::vector<std::string>{"source"},
                                           *transport_, *fetcher_);
    consumer_->Start();
  }
  void Disconnect() {
    if (consumer_) consumer_->Stop();
    consumer_.reset();
  }
  void AwaitAll() {
    for (std::uint32_t shard = 0; shard < kShards; ++shard) {
      while (consumer_->mark("source", shard) < source_.engine().released(shard)) {
        std::this_thread::yield();
      }
    }
    // What is behind is counted by what the transport knows, which may come to it late.
    while (consumer_->behind("source") > 0) std::this_thread::yield();
    target_.DerivedRows();
  }

  static constexpr std::uint32_t kShards = 2;
  Rig source_{"source", kShards};
  Rig target_{"target", kShards};
  std::unique_ptr<Transport> transport_;
  std::unique_ptr<Fetcher> fetcher_;
  std::unique_ptr<Consumer> consumer_;
};

TEST_P(ConsumerTest, EveryEventActsOnceAndInTheOrderOfItsHome) {
  Connect();
  for (int i = 0; i < 200; ++i) source_.Add("h" + std::to_string(i % 7), 20 + i % 50);
  AwaitAll();
  for (int home = 0; home < 7; ++home) {
    const std::string name = "h" + std::to_string(home);
    std::vector<std::string> expected;
    for (int i = home; i < 200; i += 7) {
      expected.push_back(fmt::format("copied {} {} -1", expected.size() + 1, 20 + i % 50));
    }
    EXPECT_EQ(target_.Events(name), expected);
  }
}

TEST_P(ConsumerTest, GoesOnWhereItStoppedAfterARestart) {
  Connect();
  for (int i = 0; i < 50; ++i) source_.Add("h", 1);
  AwaitAll();
  Disconnect();
  for (int i = 0; i < 50; ++i) source_.Add("h", 1);
  target_.Restart(/*forget=*/true);
  Connect();
  AwaitAll();
  EXPECT_EQ(target_.Sum("h", "copied"), 100);
}

TEST_P(ConsumerTest, StopsWhileMuchIsUnderWayAndLosesNothing) {
  for (int i = 0; i < 500; ++i) source_.Add("h", 1);
  for (int round = 0; round < 5; ++round) {
    Connect();
    Disconnect();
  }
  Connect();
  AwaitAll();
  EXPECT_EQ(target_.Sum("h", "copied"), 500);
}

}  // namespace recourse::bus
