#include "services/invoicing/api/statement_list_calls.h"

#include <fmt/format.h>

#include "libs/eventlog/bytes.h"
#include "libs/wire/convert.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/api/statement_fields.h"
#include "services/invoicing/api/statement_refusals.h"

namespace recourse::invoicing {

// One page.
struct StatementListCalls::Asked {
  std::string question;
  std::size_t size = 0;
  std::optional<std::uint64_t> through;  // Nothing: this is the first page.
  std::string after;
};

struct StatementListCalls::Lines {
  std::string issuer;
  StatementQueries::LinesWanted wanted;
  Asked page;
};

namespace {

constexpr std::size_t kStatementsUsual = 100;
constexpr std::size_t kStatementsMost = 1000;
constexpr std::size_t kLinesUsual = 100;
constexpr std::size_t kLinesMost = 200;  // Each may have 16 KiB of text; see kPageBytesMax.
constexpr std::size_t kPageBytesMax = 768 * 1024;
constexpr std::size_t kSequenceBytes = 8;

// What the parent of a list of lines is: a statement, or an issuer.
struct LinesOf {
  std::string issuer;
  std::string key;
};
LinesOf ReadParent(const std::string& parent, rpc::Fields& fields) {
  if (kIssuerName.Parse(parent)) return {parent, ""};
  const auto [issuer, key] = fields.Name("parent", parent, kStatementName);
  return {"issuers/" + issuer, key};
}

template <class Enum>
void CheckDeclared(bool is_valid, const char* field, Enum value, rpc::Fields& fields) {
  fields.Check(is_valid, field, std::to_string(static_cast<int>(value)),
               "must be one of the values declared");
}

void CheckDays(bool has_from, const google::type::Date& from, bool has_through,
               const google::type::Date& through, const std::string& what, rpc::Fields& fields) {
  std::optional<Date> first;
  std::optional<Date> last;
  if (has_from) first = fields.Day(what + "_from", from);
  if (has_through) last = fields.Day(what + "_through", through);
  fields.Check(!first || !last || *first <= *last, what + "_through", last ? ToString(*last) : "",
               "must not be before the first day");
}

void CheckFilter(const v1::StatementFilter& filter, rpc::Fields fields) {
  CheckDeclared(v1::StatementKind_IsValid(filter.kind()), "kind", filter.kind(), fields);
  CheckDeclared(v1::StatementVerdict_IsValid(filter.verdict()), "verdict", filter.verdict(),
                fields);
  CheckDeclared(v1::StatementContinuity_IsValid(filter.continuity()), "continuity",
                filter.continuity(), fields);
  fields.Check(filter.account().size() <= kStatementTextBytesMax, "account",
               std::to_string(filter.account().size()) + " bytes", "must have at most 500");
  CheckDays(filter.has_closed_from(), filter.closed_from(), filter.has_closed_through(),
            filter.closed_through(), "closed", fields);
}

void CheckFilter(const v1::LineFilter& filter, rpc::Fields fields) {
  CheckDeclared(v1::LineKind_IsValid(filter.kind()), "kind", filter.kind(), fields);
  CheckDays(filter.has_booking_from(), filter.booking_from(), filter.has_booking_through(),
            filter.booking_through(), "booking", fields);
  CheckDays(filter.has_value_from(), filter.value_from(), filter.has_value_through(),
            filter.value_through(), "value", fields);
  if (filter.has_amount_at_least()) fields.Amount("amount_at_least", filter.amount_at_least());
  if (filter.has_amount_at_most()) fields.Amount("amount_at_most", filter.amount_at_most());
}

}  // namespace

template <class Request>
StatementListCalls::Asked StatementListCalls::ReadPage(const rpc::Call<Request>& call,
                                                       const char* method, std::size_t usual,
                                                       std::size_t most,
                                                       rpc::Fields& fields) const {
  Asked asked;
  asked.size = fields.PageSize("page_size", call.request.page_size(), usual, most);
  Request question = call.request;
  question.clear_page_size();
  question.clear_page_token();
  asked.question =
      fmt::format("{} {} {}", method, call.caller.principal, question.SerializeAsString());
  const auto cursor = pages_.Open(asked.question, call.request.page_token());
  const bool is_one = cursor && (cursor->empty() || cursor->size() > kSequenceBytes);
  fields.Check(is_one, "page_token", call.request.page_token(), "must come from this list");
  if (is_one && !cursor->empty()) {
    asked.through = eventlog::ReadBigEndian64(*cursor, 0);
    asked.after = cursor->substr(kSequenceBytes);
  }
  return asked;
}

std::string StatementListCalls::TokenOf(const Asked& asked, const std::string& after) const {
  if (after.empty()) return "";
  std::string cursor;
  eventlog::AppendBigEndian64(cursor, *asked.through);
  return pages_.Issue(asked.question, cursor + after);
}

Expected<rpc::Begin<v1::ListStatementsResponse>, Failure> StatementListCalls::ListStatements(
    const rpc::Call<v1::ListStatementsRequest>& call) const {
  const v1::ListStatementsRequest& request = call.request;
  rpc::Fields fields;
  fields.Name("parent", request.parent(), kIssuerName);
  const Asked page = ReadPage(call, "ListStatements", kStatementsUsual, kStatementsMost, fields);
  CheckFilter(request.filter(), fields.Within("filter"));
  CheckDeclared(v1::StatementOrderBy_IsValid(request.order().by()), "order.by",
                request.order().by(), fields);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  using Reply = rpc::Reply<v1::ListStatementsResponse>;
  StatementQueries::StatementsWanted wanted;
  wanted.filter = request.filter();
  wanted.order = request.order();
  return rpc::Begin<v1::ListStatementsResponse>(
      [this, issuer = request.parent(), page, wanted, deadline = call.deadline](Reply reply) {
        const auto list = [this, issuer, page, wanted, reply](std::uint64_t now) {
          Asked pinned = page;
          pinned.through = page.through.value_or(now);
          StatementQueries::StatementsWanted then = wanted;
          then.through = *pinned.through;
          auto found = lookup_.statements().ListStatements(issuer, then, page.after, page.size);
          v1::ListStatementsResponse response;
          for (v1::Statement& each : found.statements) *response.add_statements() = std::move(each);
          response.set_next_page_token(TokenOf(pinned, found.after));
          reply.Send(response);
        };
        WhenAppliedAt(commands_, issuer, deadline, reply, list);
      });
}

void StatementListCalls::Tell(const Lines& asked,
                              const rpc::Reply<v1::ListLinesResponse>& reply) const {
  const auto page =
      lookup_.statements().ListLines(asked.issuer, asked.wanted, asked.page.after, asked.page.size);
  if (page.too_many) return reply.Refuse(TooManyLinesToOrder(asked.issuer));
  v1::ListLinesResponse response;
  std::string next = page.after;
  for (const FoundLine& found : page.lines) {
    v1::Line line = ToLine(asked.issuer, found);
    const auto data = OpenPersonalData(sealer_, asked.issuer, found);
    if (!data) return reply.Refuse(data.error());
    if (*data) *line.mutable_personal_data() = **data;
    *response.add_lines() = std::move(line);
    if (response.ByteSizeLong() < kPageBytesMax) continue;
    if (&found != &page.lines.back()) next = StatementQueries::PlaceOf(found, asked.wanted.order);
    break;
  }
  response.set_next_page_token(TokenOf(asked.page, next));
  reply.Send(response);
}

Expected<rpc::Begin<v1::ListLinesResponse>, Failure> StatementListCalls::ListLines(
    const rpc::Call<v1::ListLinesRequest>& call) const {
  const v1::ListLinesRequest& request = call.request;
  rpc::Fields fields;
  const LinesOf parent = ReadParent(request.parent(), fields);
  Lines asked;
  asked.issuer = parent.issuer;
  asked.page = ReadPage(call, "ListLines", kLinesUsual, kLinesMost, fields);
  CheckDeclared(v1::LineState_IsValid(request.state()), "state", request.state(), fields);
  CheckFilter(request.filter(), fields.Within("filter"));
  CheckDeclared(v1::LineOrderBy_IsValid(request.order().by()), "order.by", request.order().by(),
                fields);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  asked.wanted.key = parent.key;
  asked.wanted.state = request.state();
  asked.wanted.filter = request.filter();
  asked.wanted.order = request.order();
  using Reply = rpc::Reply<v1::ListLinesResponse>;
  return rpc::Begin<v1::ListLinesResponse>([this, asked, deadline = call.deadline](Reply reply) {
    const auto list = [this, asked, reply](std::uint64_t now) {
      Lines pinned = asked;
      pinned.page.through = asked.page.through.value_or(now);
      pinned.wanted.through = *pinned.page.through;
      Tell(pinned, reply);
    };
    WhenAppliedAt(commands_, asked.issuer, deadline, reply, list);
  });
}

}  // namespace recourse::invoicing
