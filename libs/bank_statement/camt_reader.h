#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libs/bank_statement/statement_sink.h"
#include "libs/bank_statement/tally.h"
#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/xml/element.h"
#include "libs/xml/stream.h"

namespace recourse::bank_statement {

// Reads a camt.053 (statement), camt.052 or camt.054 (advice) of versions 2 to 8 piece by piece.
// Memory holds one entry with its details, within the limits of xml::Limits. One thread at a time.
//
// The opening balance is OPBD, else PRCD, the closing one CLBD, each also with the sub-type INTM;
// advice needs neither. Refusals, each with line, element and value: those of camt_entry.h and of
// libs/xml; FORMAT_UNKNOWN for another message or version; BALANCE_REPEATED; NO_STATEMENT for a
// document without any. What was handed over before stays.
class CamtReader {
 public:
  explicit CamtReader(StatementSink& sink);
  CamtReader(const CamtReader&) = delete;
  CamtReader& operator=(const CamtReader&) = delete;

  // The next bytes, cut anywhere. After a failure each further call gives the same failure.
  Expected<Done, Failure> Feed(std::string_view chunk);
  // Says that this was all.
  Expected<Done, Failure> Finish();

 private:
  struct Message;
  struct Current {
    Statement statement;
    StatementEnd end;
    Tally tally;
    bool begun = false;
  };

  std::vector<xml::Route> Routes();
  Expected<Done, Failure> TakeDocument(const xml::Element& element);
  Expected<Done, Failure> Open(const Message& message, const xml::Element& element);
  Expected<Done, Failure> TakePart(const xml::Element& element);
  Expected<Done, Failure> TakePeriod(const xml::Element& element);
  Expected<Done, Failure> TakeAccount(const xml::Element& element);
  Expected<Done, Failure> TakeBalance(const xml::Element& element);
  Expected<Done, Failure> TakeEntry(const xml::Element& element);
  Expected<Done, Failure> Close(const xml::Element& element);
  Expected<Done, Failure> BeginOnce(std::optional<Currency> of_entry);

  StatementSink& sink_;
  std::string format_;
  std::optional<Current> current_;
  bool any_statement_ = false;
  xml::Stream stream_;
};

}  // namespace recourse::bank_statement
