#include "services/invoicing/api/statement_load_calls.h"

#include <memory>
#include <vector>

#include "libs/seal/message.h"
#include "libs/wire/event.h"
#include "services/invoicing/api/later.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/api/statement_fields.h"
#include "services/invoicing/api/statement_refusals.h"
#include "services/invoicing/codec/issuer_codec.h"
#include "services/invoicing/codec/statement_codec.h"

namespace recourse::invoicing {

struct StatementLoadCalls::Asked {
  std::string issuer;
  std::string key;
  LoadLines load;
  std::vector<v1::LinePersonalData> personal_data;  // Of each line.
};

namespace {

// Sealed, the lines become one record, which is to fit into a message of 1 MiB again.
constexpr std::size_t kLoadBytesMax = 768 * 1024;

bool IsLoaded(const Statement& statement) { return statement.status == Statement::Status::kLoaded; }

// "loaded" if the statement is there already, so that nothing need be sealed.
engine::Outcome LookAround(engine::Unit& unit, const std::string& key) {
  if (!unit.State<IssuerAggregate>(IssuerAggregate::kStream)) {
    return Unexpected{NoSuchIssuer(unit.home())};
  }
  const auto& statement = unit.State<StatementAggregate>(StatementAggregate::Stream(key));
  return std::string(IsLoaded(statement) ? "loaded" : "");
}

engine::Outcome Load(engine::Unit& unit, const std::string& key, const LoadLines& load) {
  const std::string stream = StatementAggregate::Stream(key);
  const Statement& statement = unit.State<StatementAggregate>(stream);
  v1::LoadStatementResponse response;
  response.set_name(unit.home() + "/statements/" + key);
  response.set_already_loaded(IsLoaded(statement));
  response.set_complete(load.complete || IsLoaded(statement));
  response.set_line_count(IsLoaded(statement)
                              ? statement.lines
                              : load.first_line - 1 + static_cast<int>(load.lines.size()));
  const auto decided = unit.Decide<StatementAggregate>(stream, load);
  if (!decided) return Unexpected{ToFailure(decided.error())};
  return response.SerializeAsString();
}

}  // namespace

Expected<Done, Failure> StatementLoadCalls::Seal(Asked& asked) const {
  for (std::size_t i = 0; i < asked.load.lines.size(); ++i) {
    StatementLine& line = asked.load.lines[i];
    const v1::LinePersonalData& data = asked.personal_data[i];
    line.payer = PayerOf(hash_, asked.issuer, data.counterparty_account());
    const auto seal = [&] {
      return seal::SealMessage(sealer_, SubjectOf(asked.issuer, asked.key, line.payer),
                               wire::TypeOf<v1::StatementLinesAdded>(), data);
    };
    auto sealed = seal();
    if (!sealed && sealed.error().kind == seal::Error::Kind::kErased && !line.payer.empty()) {
      line.payer.clear();  // Who was erased and pays again is nobody that is known.
      sealed = seal();
    }
    if (!sealed) return Unexpected{seal::ToFailure(sealed.error())};
    line.personal_data = *sealed;
  }
  return Done{};
}

Expected<rpc::Begin<v1::LoadStatementResponse>, Failure> StatementLoadCalls::LoadStatement(
    const rpc::Call<v1::LoadStatementRequest>& call) const {
  const v1::LoadStatementRequest& request = call.request;
  rpc::Fields fields;
  const auto asked = std::make_shared<Asked>();
  fields.Name("parent", request.parent(), kIssuerName);
  asked->issuer = request.parent();
  asked->load.content = ReadContent(request.content(), fields);
  asked->load.first_line = request.first_line();
  asked->load.complete = request.complete();
  fields.Check(request.first_line() >= 1, "first_line", std::to_string(request.first_line()),
               "must be from 1");
  fields.Check(static_cast<std::size_t>(request.lines_size()) <= kLinesAtOnceMax, "lines",
               std::to_string(request.lines_size()), "must have at most 500 entries");
  fields.Check(request.ByteSizeLong() <= kLoadBytesMax, "lines",
               std::to_string(request.ByteSizeLong()) + " bytes",
               "must have at most 786,432 with all else");
  for (int i = 0; i < request.lines_size(); ++i) {
    asked->load.lines.push_back(
        ReadLine(request.lines(i), asked->load.content.kind, fields.At("lines", i)));
    asked->personal_data.push_back(request.lines(i).personal_data());
  }
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  asked->key = KeyOf(asked->load.content);

  return rpc::Begin<v1::LoadStatementResponse>([this, asked, command = call.Command(asked->issuer)](
                                                   rpc::Reply<v1::LoadStatementResponse> reply) {
    const auto look = [asked](engine::Unit& unit) { return LookAround(unit, asked->key); };
    const auto go_on = [this, asked, command, reply](const engine::Result& result) {
      if (!result.outcome) return reply.Answer(result);
      const bool is_loaded = !result.outcome->empty();
      RunOnGrpcThread([this, asked, command, reply, is_loaded]() mutable {
        if (!is_loaded) {
          if (const auto sealed = Seal(*asked); !sealed) return reply.Refuse(sealed.error());
        }
        command.run = [asked](engine::Unit& unit) { return Load(unit, asked->key, asked->load); };
        command.done = [reply](const engine::Result& loaded) { reply.Answer(loaded); };
        commands_.Submit(std::move(command));
      });
    };
    commands_.Read(asked->issuer, look, go_on);
  });
}

}  // namespace recourse::invoicing
