#pragma once

#include <google/protobuf/text_format.h>

#include <string>

#include "libs/base/check.h"
#include "recourse/invoicing/v1/report_service.pb.h"
#include "services/invoicing/export/statement_head.h"

// What the tests of exported statements export.
namespace recourse::invoicing {

inline v1::StatementOfAccount SampleStatement() {
  v1::StatementOfAccount statement;
  CHECK(google::protobuf::TextFormat::ParseFromString(R"(
      account: "accounts/a1" issuer: "issuers/acme"
      from { year: 2012 month: 1 day: 1 } through { year: 2012 month: 3 day: 31 }
      currencies {
        opening { currency_code: "EUR" units: 10 nanos: 500000000 }
        entries { date { year: 2012 month: 1 day: 5 } kind: MOVEMENT_KIND_INVOICED
                  item: "accounts/a1/invoices/i1" reference: "R, 17"
                  amount { currency_code: "EUR" units: 1234567 nanos: 890000000 }
                  balance { currency_code: "EUR" units: 1234578 nanos: 390000000 } }
        entries { date { year: 2012 month: 2 day: 1 } kind: MOVEMENT_KIND_PAID
                  item: "accounts/a1/payments/p1" reference: "p1"
                  amount { currency_code: "EUR" units: -34 nanos: -390000000 }
                  balance { currency_code: "EUR" units: 1234544 } }
        closing { currency_code: "EUR" units: 1234544 }
        open_items { item: "accounts/a1/invoices/i1" reference: "R, 17"
                     date { year: 2012 month: 1 day: 5 } due_date { year: 2012 month: 2 day: 4 }
                     amount { currency_code: "EUR" units: 1234567 nanos: 890000000 }
                     open { currency_code: "EUR" units: 1234551 nanos: 110000000 }
                     disputed { currency_code: "EUR" units: 99 } days_late: 56 }
        unapplied { payment: "accounts/a1/payments/p1"
                    unapplied { currency_code: "EUR" units: 7 nanos: 110000000 } }
        aging { bucket: AGING_BUCKET_DAYS_31_TO_60 count: 1
                amount { currency_code: "EUR" units: 1234551 nanos: 110000000 } } })",
                                                      &statement));
  return statement;
}

// With a credit note alone.
inline v1::StatementOfAccount CreditedStatement() {
  v1::StatementOfAccount statement;
  CHECK(google::protobuf::TextFormat::ParseFromString(R"(
      account: "accounts/a1" issuer: "issuers/acme"
      from { year: 2012 month: 1 day: 1 } through { year: 2012 month: 3 day: 31 }
      currencies {
        opening { currency_code: "EUR" units: 100 }
        entries { date { year: 2012 month: 1 day: 5 } kind: MOVEMENT_KIND_CREDITED
                  item: "accounts/a1/creditNotes/c1" reference: "c1"
                  invoice: "accounts/a1/invoices/i1" invoice_number: "R-17"
                  amount { currency_code: "EUR" units: -5 }
                  balance { currency_code: "EUR" units: 95 } }
        closing { currency_code: "EUR" units: 95 } })",
                                                      &statement));
  return statement;
}

inline StatementHead SampleHead(const std::string& language_code) {
  return {"Acme GmbH",
          "DE123",
          "DE02120300000000202051",
          language_code,
          {"Frau Dr. Weber & <Söhne>", "10115 Berlin"}};
}

}  // namespace recourse::invoicing
