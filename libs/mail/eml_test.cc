#include "libs/mail/eml.h"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>
#include <vector>

namespace recourse::mail {
namespace {

using namespace date::literals;
using namespace std::chrono_literals;

Mail Plain() {
  return {.message_name = "accounts/a1/messages/m1",
          .channel = "email",
          .from = {"Acme GmbH", "billing@acme.example"},
          .to = Mailbox{"Hansen & Co.", "office@hansen.example"},
          .postal_address = {},
          .subject = "Reminder of 100.00 EUR",
          .body = "Dear Hansen & Co.,\n\nplease pay.\n",
          .date = Date(2012_y / 3 / 5) + 8h + 30min + 1us};
}

std::string Eml(const Mail& mail) {
  const auto eml = ToEml(mail);
  EXPECT_TRUE(eml) << (eml ? "" : eml.error().message);
  return eml ? *eml : "";
}

TEST(EmlTest, IsWrittenByteForByte) {
  EXPECT_EQ(Eml(Plain()),
            "Date: Mon, 05 Mar 2012 08:30:00 +0000\r\n"
            "From: Acme GmbH <billing@acme.example>\r\n"
            "Subject: Reminder of 100.00 EUR\r\n"
            "To: \"Hansen & Co.\" <office@hansen.example>\r\n"
            "Message-Id: <bb2c835347f46470bf40f949db017327@acme.example>\r\n"
            "X-Recourse-Channel: email\r\n"
            "MIME-Version: 1.0\r\n"
            "Content-Type: text/plain; charset=utf-8\r\n"
            "Content-Transfer-Encoding: quoted-printable\r\n"
            "\r\n"
            "Dear Hansen & Co.,\r\n"
            "\r\n"
            "please pay.\r\n");
}

TEST(EmlTest, OtherScriptsAreEncoded) {
  Mail mail = Plain();
  mail.from.name = "Müller & Söhne";
  mail.subject = "Напоминание об оплате";
  mail.body = "Grüße\n";
  const std::string eml = Eml(mail);
  for (const char c : eml) ASSERT_EQ(static_cast<unsigned char>(c) & 0x80, 0);
  EXPECT_NE(eml.find("\r\n\r\nGr=C3=BC=C3=9Fe\r\n"), std::string::npos) << eml;
  EXPECT_NE(eml.find("Subject: =?"), std::string::npos) << eml;
}

TEST(EmlTest, LongLinesAreFoldedForTheWayAndComeBackWhole) {
  Mail mail = Plain();
  mail.body = std::string(2000, 'x') + "\n";
  std::string eml = Eml(mail);
  std::size_t start = 0;
  for (std::size_t end = eml.find("\r\n"); end != std::string::npos;
       end = eml.find("\r\n", start)) {
    EXPECT_LE(end - start, 76u);
    start = end + 2;
  }
  for (std::size_t soft = eml.find("=\r\n"); soft != std::string::npos; soft = eml.find("=\r\n")) {
    eml.erase(soft, 3);
  }
  EXPECT_NE(eml.find("\r\n\r\n" + std::string(2000, 'x') + "\r\n"), std::string::npos);
}

TEST(EmlTest, EqualMailGivesEqualBytesOnAnyThread) {
  const std::string first = Eml(Plain());
  std::vector<std::string> others(4);
  std::vector<std::thread> threads;
  for (auto& other : others) threads.emplace_back([&other] { other = Eml(Plain()); });
  for (auto& thread : threads) thread.join();
  for (const auto& other : others) EXPECT_EQ(other, first);
}

TEST(EmlTest, TheMessageIdIsTheMessagesOwn) {
  const auto id = [](const std::string& eml) {
    const auto start = eml.find("Message-Id:");
    return eml.substr(start, eml.find("\r\n", start) - start);
  };
  Mail again = Plain();
  again.body = "Something else.\n";
  EXPECT_EQ(id(Eml(again)), id(Eml(Plain())));
  Mail other = Plain();
  other.message_name = "accounts/a2/messages/m1";
  EXPECT_NE(id(Eml(other)), id(Eml(Plain())));
}

TEST(EmlTest, ALetterNeedsNoRecipientsAddress) {
  Mail letter = Plain();
  letter.channel = "letter";
  letter.to.reset();
  const std::string eml = Eml(letter);
  EXPECT_EQ(eml.find("\r\nTo:"), std::string::npos);
  EXPECT_NE(eml.find("\r\nX-Recourse-Channel: letter\r\n"), std::string::npos);
}

TEST(EmlTest, WhatWouldBreakAHeaderIsRefused) {
  const std::vector<std::pair<std::string, void (*)(Mail&)>> cases{
      {"from.address", [](Mail& mail) { mail.from.address = "acme.example"; }},
      {"from.name", [](Mail& mail) { mail.from.name = "Acme\nBcc: x@y.example"; }},
      {"to.address", [](Mail& mail) { mail.to->address = ""; }},
      {"to.address", [](Mail& mail) { mail.to->address = "@hansen.example"; }},
      {"to.address", [](Mail& mail) { mail.to->address = "office@"; }},
      {"to.address", [](Mail& mail) { mail.to->address = "a@b@c"; }},
      {"to.address", [](Mail& mail) { mail.to->address = "not-an-email"; }},
      {"to.address", [](Mail& mail) { mail.to->address = "a@b.example, c@d.example"; }},
      {"to.name", [](Mail& mail) { mail.to->name = "Hansen\r\n"; }},
      {"subject", [](Mail& mail) { mail.subject = "Reminder\r\nBcc: x@y.example"; }},
      {"subject", [](Mail& mail) { mail.subject = ""; }},
      {"channel", [](Mail& mail) { mail.channel = "email\n"; }},
  };
  for (const auto& [field, spoil] : cases) {
    Mail mail = Plain();
    spoil(mail);
    const auto eml = ToEml(mail);
    ASSERT_FALSE(eml) << field;
    EXPECT_EQ(eml.error().reason, "MAIL_FIELD_INVALID");
    ASSERT_EQ(eml.error().values.size(), 1u);
    EXPECT_EQ(eml.error().values[0].first, field);
  }
}

}  // namespace
}  // namespace recourse::mail
