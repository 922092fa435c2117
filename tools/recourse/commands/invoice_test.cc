#include <gmock/gmock.h>

#include <algorithm>
#include <set>

#include "recourse/invoicing/v1/import_service.grpc.pb.h"
#include "tools/recourse/testing/command_line_rig.h"

namespace recourse::cli {
namespace {

namespace v1 = invoicing::v1;
using testing::HasSubstr;

// Takes any document whose first byte is a digit: as many euros. One that came before is known.
class FakeImport final : public v1::ImportService::Service {
 public:
  grpc::Status ImportInvoice(grpc::ServerContext* context, const v1::ImportInvoiceRequest* request,
                             v1::ImportInvoiceResponse* response) override {
    parents_.insert(request->parent());
    if (!ids_.insert(request->request_id()).second) return {grpc::StatusCode::ABORTED, "again"};
    const char first = request->document().front();
    if (first < '0' || first > '9') {
      return rpc::ToStatus({Failure::Kind::kPrecondition,
                            "EINVOICE_RULES",
                            "The document breaks 1 of the rules of its standard.",
                            {{"BR-CO-15", "BT-112 = BT-109 + BT-110: is 1, not 2"}}});
    }
    v1::Invoice& invoice = *response->mutable_invoice();
    invoice.set_name(request->parent() + "/invoices/i" + first);
    invoice.mutable_content()->set_number(std::string("R-") + first);
    invoice.mutable_content()->mutable_amount()->set_currency_code("EUR");
    invoice.mutable_content()->mutable_amount()->set_units('0' - first);
    response->set_known(!documents_.insert(request->document()).second);
    response->add_warnings()->set_reason("DUE_DATE_ASSUMED");
    return CheckToken(*context);
  }
  std::set<std::string> parents_;

 private:
  std::set<std::string> ids_;
  std::set<std::string> documents_;
};

class InvoiceCommandTest : public CommandLineTest {
 protected:
  void SetUp() override {
    CommandLineTest::SetUp();
    Write("address", importing_.address());
  }

  FakeImport import_;
  FakeServer importing_{&import_};
};

TEST_F(InvoiceCommandTest, SaysOfEachDocumentWhetherItIsNew) {
  const std::string files = Write("a.xml", "7") + " " + Write("b.xml", "7");
  ASSERT_EQ(Run("invoice import " + files + " --account a1 -o csv"), ExitCode::kOk) << err_;
  EXPECT_EQ(out_,
            "\"file\",\"number\",\"currency\",\"amount\",\"state\",\"invoice\",\"warnings\"\r\n"
            "\"a.xml\",\"R-7\",\"EUR\",\"-7.00\",\"new\",\"i7\",\"DUE_DATE_ASSUMED\"\r\n"
            "\"b.xml\",\"R-7\",\"EUR\",\"-7.00\",\"known\",\"i7\",\"DUE_DATE_ASSUMED\"\r\n");
  EXPECT_THAT(import_.parents_, testing::ElementsAre("accounts/a1"));
}

TEST_F(InvoiceCommandTest, WhatIsRefusedDoesNotStopTheOthers) {
  const std::string bad = Write("bad.xml", "x");
  const std::string files = bad + " /nowhere.xml " + Write("good.xml", "7");
  EXPECT_EQ(Run("invoice import " + files + " --account accounts/a1"), ExitCode::kRefused);
  EXPECT_THAT(out_, HasSubstr("good.xml"));
  EXPECT_EQ(err_, "recourse: " + bad +
                      ": The document breaks 1 of the rules of its standard (EINVOICE_RULES: "
                      "BR-CO-15 = BT-112 = BT-109 + BT-110: is 1, not 2)\n"
                      "recourse: /nowhere.xml: A file cannot be read (FILE_UNREADABLE: file = "
                      "/nowhere.xml, why = there is none)\n");
}

TEST_F(InvoiceCommandTest, ADocumentThatIsTooLargeIsNotSent) {
  const std::string file = Write("large.xml", std::string(1'000'001, '7'));
  EXPECT_EQ(Run("invoice import " + file + " --account a1"), ExitCode::kRefused);
  EXPECT_THAT(err_, HasSubstr("large.xml: A file cannot be read (FILE_UNREADABLE: "));
  EXPECT_THAT(err_, HasSubstr("is larger than 1000000 bytes"));
  EXPECT_TRUE(import_.parents_.empty());
}

TEST_F(InvoiceCommandTest, NobodyThereStopsAll) {
  const std::string files = Write("a.xml", "7") + " " + Write("b.xml", "8");
  EXPECT_EQ(Run("invoice import " + files + " --account a1 --address 127.0.0.1:1"),
            ExitCode::kUnavailable);
  EXPECT_EQ(std::count(err_.begin(), err_.end(), '\n'), 1) << err_;
}

}  // namespace
}  // namespace recourse::cli
