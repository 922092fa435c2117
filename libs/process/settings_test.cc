#include "libs/process/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "libs/base/testing/temp_folder.h"
#include "libs/process/installation.h"

namespace recourse::process {
namespace {

using testing::HasSubstr;

class SettingsTest : public testing::Test {
 protected:
  SettingsTest() {
    Installation installation;
    installation.data = folder_.path();
    installation.witnesses = folder_.path() / "witness";
    installation.master_key = "/keys/master";
    EXPECT_TRUE(WriteInstallation(installation));
  }
  // Adds to the file that `init` wrote.
  void Add(const std::string& text) {
    std::ofstream(folder_.path() / "recourse.toml", std::ios::app) << text;
  }
  Settings Read(const std::string& name) {
    const auto settings = ReadSettings(folder_.path(), name);
    EXPECT_TRUE(settings) << settings.error().message;
    return settings ? *settings : Settings{};
  }
  // Why a file that says also `text` is refused.
  std::string Complaint(const std::string& text) {
    const testkit::TempFolder other;
    std::filesystem::copy(folder_.path(), other.path(),
                          std::filesystem::copy_options::overwrite_existing);
    std::ofstream(other.path() / "recourse.toml", std::ios::app) << text;
    const auto settings = ReadSettings(other.path(), "dispute");
    EXPECT_FALSE(settings);
    if (settings) return "";
    EXPECT_EQ(settings.error().reason, "INSTALLATION_FILE");
    return settings.error().message;
  }

  testkit::TempFolder folder_;
};

TEST_F(SettingsTest, WhatInitWroteSetsNothing) {
  const Settings settings = Read("dispute");
  EXPECT_EQ(settings.address, "");
  EXPECT_EQ(settings.kafka, "");
  EXPECT_TRUE(settings.peers.empty());
  EXPECT_FALSE(settings.ToOptions("data").kafka);
}

TEST_F(SettingsTest, EachServiceHasItsOwnAndThePlacesOfTheOthers) {
  Add(R"(
[kafka]
brokers = "one:9092,two:9092"
[services.invoicing]
address = "127.0.0.1:7501"
conductor_tls = "/tls/conductor"
[services.dispute]
address = "disputes.example:7502"
tls = "/tls/dispute"
metrics_port = 9502
)");
  const Settings dispute = Read("dispute");
  EXPECT_EQ(dispute.address, "disputes.example:7502");
  EXPECT_EQ(dispute.tls, "/tls/dispute");
  EXPECT_EQ(dispute.metrics_port, 9502);
  EXPECT_EQ(dispute.kafka, "one:9092,two:9092");
  EXPECT_EQ(dispute.peers, (std::map<std::string, std::string>{{"invoicing", "127.0.0.1:7501"}}));
  EXPECT_EQ(Read("invoicing").conductor_tls, "/tls/conductor");
  EXPECT_EQ(Read("collections").peers.size(), 2u);
}

TEST_F(SettingsTest, WhatIsSetLaterCountsKeyByKey) {
  const Settings file{.address = "a:1", .tls = "/t", .peers = {{"dispute", "d:1"}}};
  Settings flags{.address = "b:2", .metrics_port = 0, .peers = {{"collections", "c:1"}}};
  const Settings both = flags.Over(file);
  EXPECT_EQ(both.address, "b:2");
  EXPECT_EQ(both.tls, "/t");
  EXPECT_EQ(both.metrics_port, 0);
  EXPECT_EQ(both.peers.size(), 2u);
  flags.peers["dispute"] = "e:1";
  EXPECT_EQ(flags.Over(file).peers.at("dispute"), "e:1");
}

TEST_F(SettingsTest, AWrongKeyOrValueIsNamed) {
  EXPECT_THAT(Complaint("[services.dispute]\nadress = \"a:1\"\n"),
              HasSubstr("services.dispute.adress is set, expected one of address, metrics_port"));
  EXPECT_THAT(Complaint("[services.disputes]\n"), HasSubstr("services.disputes is set"));
  EXPECT_THAT(Complaint("[kafka]\nbroker = \"a:1\"\n"), HasSubstr("kafka.broker is set"));
  EXPECT_THAT(Complaint("[servces]\n"), HasSubstr("servces is set"));
  EXPECT_THAT(Complaint("[services.dispute]\naddress = \"7501\"\n"),
              HasSubstr("services.dispute.address is '7501', expected host:port"));
  EXPECT_THAT(Complaint("[services.dispute]\naddress = 7501\n"),
              HasSubstr("services.dispute.address is 7501, expected host:port"));
  EXPECT_THAT(Complaint("[services.dispute]\ntls = \"tls\"\n"), HasSubstr("an absolute path"));
  EXPECT_THAT(Complaint("[services.dispute]\nmetrics_port = 70000\n"), HasSubstr("0 to 65535"));
  EXPECT_THAT(Complaint("[services.dispute]\nmail_domain = \"a\"\n"), HasSubstr("is set"));
  EXPECT_THAT(Complaint("[services.communication_log]\nmail_domain = \"a b\"\n"),
              HasSubstr("expected a domain"));
  EXPECT_THAT(Complaint("[kafka]\nbrokers = \"\"\n"), HasSubstr("kafka.brokers"));
  EXPECT_THAT(Complaint("services = 1\n"), HasSubstr("services is 1, expected a table"));
  EXPECT_THAT(Complaint("[services]\ndispute = 1\n"), HasSubstr("services.dispute is 1"));
  EXPECT_THAT(Complaint("x =\n"), HasSubstr("line"));
}

}  // namespace
}  // namespace recourse::process
