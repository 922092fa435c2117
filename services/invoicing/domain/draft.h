#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "libs/decider/decider.h"
#include "services/invoicing/domain/agreed_terms.h"

// An invoice before it is asked for. Nothing is owed by it, and whether the ledger will take it is
// not looked at before it is submitted.
namespace recourse::invoicing {

// As far as it is written: the number may be empty, and there is no digest yet.
struct DraftContent {
  AskedContent asked;
  bool has_issue_date = false;  // Else the content's means nothing.
  bool operator==(const DraftContent&) const = default;
};

struct CreateDraft {
  std::string draft_id;
  DraftContent content;
  std::string by;  // A principal; not compared when it is asked for again, here as below.
};
struct ChangeDraft {
  std::string draft_id;
  DraftContent content;
  std::string by;
};
// The invoice is asked for in the same commit.
struct SubmitDraft {
  std::string draft_id;
  std::string invoice_id;
  std::string number;                // Instead of the draft's; empty: as there.
  std::optional<Date> issue_date{};  // Likewise.
  std::string by;
};
// What came of it.
struct FinishDraft {
  std::string draft_id;
  std::string invoice_id;
  std::optional<std::string> refused_because;  // Nothing: it is issued.
};
struct DiscardDraft {
  std::string draft_id;
  std::string reason;
  std::string by;
};
using DraftCommand = std::variant<CreateDraft, ChangeDraft, SubmitDraft, FinishDraft, DiscardDraft>;

// Events are kept for ever: add new ones, never change these.

struct DraftCreated {
  std::string draft_id;
  DraftContent content;
  std::string created_by;
  bool operator==(const DraftCreated&) const = default;
};
struct DraftChanged {
  std::string draft_id;
  DraftContent content;
  std::string changed_by;
  bool operator==(const DraftChanged&) const = default;
};
struct DraftSubmitted {
  std::string draft_id;
  std::string invoice_id;
  std::string number;
  std::optional<Date> issue_date;
  std::string submitted_by;
  bool operator==(const DraftSubmitted&) const = default;
};
struct DraftIssued {
  std::string draft_id;
  std::string invoice_id;
  bool operator==(const DraftIssued&) const = default;
};
struct DraftReturned {
  std::string draft_id;
  std::string invoice_id;
  std::string reason;
  bool operator==(const DraftReturned&) const = default;
};
struct DraftDiscarded {
  std::string draft_id;
  std::string reason;
  std::string discarded_by;
  bool operator==(const DraftDiscarded&) const = default;
};
using DraftEvent = std::variant<DraftCreated, DraftChanged, DraftSubmitted, DraftIssued,
                                DraftReturned, DraftDiscarded>;

enum class DraftRule {
  kUnknownDraft,
  kDraftExists,  // With other content.
  kTooManyLines,
  kFieldMissing,
  kFieldTooLong,
  kIsSubmitted,  // As another invoice, or it is to be changed or discarded.
  kIsIssued,     // Likewise.
  kIsDiscarded,
  kDiscardedOtherwise,  // For another reason.
  kNotSubmitted,        // As that invoice, of which it is told what came.
};

// As it is now.
struct Draft {
  enum class State { kOpen, kSubmitted, kIssued, kDiscarded };

  DraftContent created;  // By which it is known again.
  DraftContent content;
  State state = State::kOpen;
  std::vector<std::string> authors;  // Principals, each once.
  std::string invoice_id;            // That it was last submitted as.
  std::string number;                // That was given when it was submitted, as the day.
  std::optional<Date> issue_date;
  std::string returned_because;
  std::string discarded_because;

  bool IsAuthor(const std::string& principal) const;
};

struct DraftDecider {
  using Command = DraftCommand;
  using Event = DraftEvent;
  using State = std::optional<Draft>;
  using Rule = DraftRule;

  static State Initial() { return std::nullopt; }
  static Decision<Event, Rule> Decide(const Command& command, const State& state, Instant now);
  static State Evolve(State state, const Event& event);
};
static_assert(Decider<DraftDecider>);

}  // namespace recourse::invoicing
