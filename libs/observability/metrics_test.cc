#include "libs/observability/metrics.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>

#include "libs/observability/metrics_endpoint.h"

namespace recourse::observability {
namespace {

using std::chrono::microseconds;
using std::chrono::seconds;
using ::testing::HasSubstr;

// What a GET of /metrics on loopback answers, header and all.
std::string Scrape(std::uint16_t port) {
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  std::string answer;
  if (connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) {
    const std::string request = "GET /metrics HTTP/1.0\r\n\r\n";
    EXPECT_EQ(write(fd, request.data(), request.size()), static_cast<ssize_t>(request.size()));
    char buffer[4096];
    for (ssize_t got; (got = read(fd, buffer, sizeof buffer)) > 0;) {
      answer.append(buffer, static_cast<std::size_t>(got));
    }
  }
  close(fd);
  return answer;
}

TEST(MetricsTest, CountersAndGaugesAreRenderedWithHelpAndLabels) {
  Metrics metrics;
  metrics.AddCounter("recourse_calls_total", "Calls.", {{"code", "OK"}}).Add(3);
  metrics.AddGauge("recourse_lag_events", "Lag.").Set(-2);
  EXPECT_EQ(metrics.Render(),
            "# HELP recourse_calls_total Calls.\n"
            "# TYPE recourse_calls_total counter\n"
            "recourse_calls_total{code=\"OK\"} 3\n"
            "# HELP recourse_lag_events Lag.\n"
            "# TYPE recourse_lag_events gauge\n"
            "recourse_lag_events -2\n");
}

TEST(MetricsTest, SameNameAndLabelsAreTheSameMetric) {
  Metrics metrics;
  Counter& one = metrics.AddCounter("a_total", "A.", {{"k", "1"}});
  EXPECT_EQ(&one, &metrics.AddCounter("a_total", "A.", {{"k", "1"}}));
  EXPECT_NE(&one, &metrics.AddCounter("a_total", "A.", {{"k", "2"}}));
}

TEST(MetricsDeathTest, SameNameAsAnotherKindIsOurBug) {
  Metrics metrics;
  metrics.AddCounter("a_total", "A.");
  EXPECT_DEATH(metrics.AddGauge("a_total", "A."), "family.kind == kind");
}

TEST(MetricsTest, LatencyFallsIntoTheBucketWhoseBoundItDoesNotExceed) {
  LatencyHistogram latency;
  latency.Observe(microseconds{50});
  latency.Observe(microseconds{51});
  latency.Observe(seconds{11});
  EXPECT_EQ(latency.count(0), 1u);
  EXPECT_EQ(latency.count(1), 1u);
  EXPECT_EQ(latency.count(LatencyHistogram::kUpperBoundsUs.size()), 1u);
  EXPECT_DOUBLE_EQ(latency.sum_seconds(), 11.000101);
}

TEST(MetricsTest, LatencyIsRenderedCumulative) {
  Metrics metrics;
  LatencyHistogram& latency = metrics.AddLatency("a_seconds", "A.");
  latency.Observe(microseconds{80});
  latency.Observe(seconds{20});
  const std::string text = metrics.Render();
  EXPECT_THAT(text, HasSubstr("a_seconds_count 2\n"));
  EXPECT_THAT(text, HasSubstr("a_seconds_bucket{le=\"5e-05\"} 0\n"));
  EXPECT_THAT(text, HasSubstr("a_seconds_bucket{le=\"0.0001\"} "));  // Not 9.999999999999999e-05.
  EXPECT_THAT(text, HasSubstr("a_seconds_bucket{le=\"0.1\"} "));
  EXPECT_THAT(text, HasSubstr("a_seconds_bucket{le=\"10\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("a_seconds_bucket{le=\"+Inf\"} 2\n"));
}

TEST(MetricsTest, ReadingIsAskedAtEachRenderUntilItIsRemoved) {
  Metrics metrics;
  double depth = 1;
  const auto ticket = metrics.AddReading("depth", "D.", {}, [&] { return depth; });
  depth = 7;
  EXPECT_THAT(metrics.Render(), HasSubstr("depth 7\n"));
  metrics.RemoveReading(ticket);
  EXPECT_EQ(metrics.Render(), "");
}

TEST(MetricsEndpointTest, AnswersOnLoopback) {
  Metrics metrics;
  metrics.AddCounter("a_total", "A.").Add(5);
  const auto endpoint = MetricsEndpoint::Start(metrics, 0);
  ASSERT_TRUE(endpoint);
  const std::string answer = Scrape((*endpoint)->port());
  EXPECT_THAT(answer, HasSubstr("200 OK"));
  EXPECT_THAT(answer, HasSubstr("\na_total 5\n"));
}

TEST(MetricsEndpointTest, EndsAtOnceThoughNobodyAsks) {
  Metrics metrics;
  auto endpoint = *MetricsEndpoint::Start(metrics, 0);
  const auto begun = std::chrono::steady_clock::now();
  endpoint.reset();
  EXPECT_LT(std::chrono::steady_clock::now() - begun, seconds{1});
}

TEST(MetricsEndpointTest, TakenPortIsAFailure) {
  Metrics metrics;
  const auto first = MetricsEndpoint::Start(metrics, 0);
  ASSERT_TRUE(first);
  const auto second = MetricsEndpoint::Start(metrics, (*first)->port());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().reason, "METRICS_PORT_TAKEN");
}

}  // namespace
}  // namespace recourse::observability
