#include "services/invoicing/domain/draft.h"

#include <algorithm>

#include "libs/base/check.h"
#include "libs/base/overloaded.h"
#include "services/invoicing/domain/ledger_limits.h"

namespace recourse::invoicing {
namespace {

using enum DraftRule;
using Broken = std::optional<Unexpected<Refusal<DraftRule>>>;
using Events = std::vector<DraftEvent>;
using DraftDecision = Decision<DraftEvent, DraftRule>;

Broken BrokenBy(const DraftContent& content) {
  const std::size_t lines = content.asked.content.lines.size();
  if (lines > kLinesMax) return Refuse(kTooManyLines, {{"lines", std::to_string(lines)}});
  return std::nullopt;
}

// Of a draft that is no longer open.
Unexpected<Refusal<DraftRule>> NotOpen(const Draft& draft) {
  switch (draft.state) {
    case Draft::State::kSubmitted:
      return Refuse(kIsSubmitted, {{"invoice_id", draft.invoice_id}});
    case Draft::State::kIssued:
      return Refuse(kIsIssued, {{"invoice_id", draft.invoice_id}});
    case Draft::State::kDiscarded:
      return Refuse(kIsDiscarded, {{"reason", draft.discarded_because}});
    case Draft::State::kOpen:
      break;
  }
  CHECK(false);
}

DraftDecision DecideOf(const ChangeDraft& change, const Draft& draft) {
  if (draft.content == change.content) return Events{};
  if (draft.state != Draft::State::kOpen) return NotOpen(draft);
  if (auto broken = BrokenBy(change.content)) return *std::move(broken);
  return Events{DraftChanged{change.draft_id, change.content, change.by}};
}

DraftDecision DecideOf(const SubmitDraft& submit, const Draft& draft) {
  const bool is_away =
      draft.state == Draft::State::kSubmitted || draft.state == Draft::State::kIssued;
  if (is_away && draft.invoice_id == submit.invoice_id && draft.number == submit.number &&
      draft.issue_date == submit.issue_date) {
    return Events{};
  }
  if (draft.state != Draft::State::kOpen) return NotOpen(draft);
  return Events{DraftSubmitted{submit.draft_id, submit.invoice_id, submit.number, submit.issue_date,
                               submit.by}};
}

DraftDecision DecideOf(const FinishDraft& finish, const Draft& draft) {
  if (draft.state != Draft::State::kSubmitted || draft.invoice_id != finish.invoice_id) {
    return Refuse(kNotSubmitted, {{"invoice_id", finish.invoice_id}});
  }
  if (finish.refused_because) {
    return Events{DraftReturned{finish.draft_id, finish.invoice_id, *finish.refused_because}};
  }
  return Events{DraftIssued{finish.draft_id, finish.invoice_id}};
}

DraftDecision DecideOf(const DiscardDraft& discard, const Draft& draft) {
  if (draft.state == Draft::State::kDiscarded) {
    if (draft.discarded_because == discard.reason) return Events{};
    return Refuse(kDiscardedOtherwise, {{"reason", draft.discarded_because}});
  }
  if (discard.reason.empty()) return Refuse(kFieldMissing, {{"field", "reason"}});
  if (discard.reason.size() > kTextBytesMax) return Refuse(kFieldTooLong, {{"field", "reason"}});
  if (draft.state != Draft::State::kOpen) return NotOpen(draft);
  return Events{DraftDiscarded{discard.draft_id, discard.reason, discard.by}};
}

template <class Command>
DraftDecision Decide(const Command& command, const std::optional<Draft>& draft) {
  if (!draft) return Refuse(kUnknownDraft, {{"draft_id", command.draft_id}});
  return DecideOf(command, *draft);
}

DraftDecision Decide(const CreateDraft& create, const std::optional<Draft>& draft) {
  if (draft) {
    if (draft->created == create.content) return Events{};
    return Refuse(kDraftExists, {{"draft_id", create.draft_id}});
  }
  if (auto broken = BrokenBy(create.content)) return *std::move(broken);
  return Events{DraftCreated{create.draft_id, create.content, create.by}};
}

void Apply(const DraftChanged& changed, Draft& draft) {
  draft.content = changed.content;
  if (!draft.IsAuthor(changed.changed_by)) draft.authors.push_back(changed.changed_by);
}

void Apply(const DraftSubmitted& submitted, Draft& draft) {
  draft.state = Draft::State::kSubmitted;
  draft.invoice_id = submitted.invoice_id;
  draft.number = submitted.number;
  draft.issue_date = submitted.issue_date;
  draft.returned_because.clear();
}

void Apply(const DraftIssued&, Draft& draft) { draft.state = Draft::State::kIssued; }

void Apply(const DraftReturned& returned, Draft& draft) {
  draft.state = Draft::State::kOpen;
  draft.returned_because = returned.reason;
}

void Apply(const DraftDiscarded& discarded, Draft& draft) {
  draft.state = Draft::State::kDiscarded;
  draft.discarded_because = discarded.reason;
}

}  // namespace

bool Draft::IsAuthor(const std::string& principal) const {
  return std::find(authors.begin(), authors.end(), principal) != authors.end();
}

Decision<DraftEvent, DraftRule> DraftDecider::Decide(const Command& command, const State& state,
                                                     Instant) {
  return std::visit([&](const auto& asked) { return invoicing::Decide(asked, state); }, command);
}

DraftDecider::State DraftDecider::Evolve(State state, const Event& event) {
  std::visit(Overloaded{[&](const DraftCreated& created) {
                          state.emplace();
                          state->created = created.content;
                          state->content = created.content;
                          state->authors = {created.created_by};
                        },
                        [&](const auto& happened) {
                          CHECK(state);
                          Apply(happened, *state);
                        }},
             event);
  return state;
}

}  // namespace recourse::invoicing
