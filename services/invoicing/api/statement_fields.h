#pragma once

#include <optional>
#include <string>

#include "libs/rpc/digest.h"
#include "libs/rpc/fields.h"
#include "libs/seal/sealer.h"
#include "recourse/invoicing/v1/bank_statement_service.pb.h"
#include "services/invoicing/domain/statement.h"
#include "services/invoicing/views/statement_queries.h"

// Bank statements and their lines as callers write and read them.
namespace recourse::invoicing {

inline constexpr std::size_t kRemittanceBytesMax = 16'384;
inline constexpr std::size_t kCounterpartyAccountBytesMax = 100;

// Of a request that has it in "content".
StatementContent ReadContent(const v1::StatementContent& content, rpc::Fields request);
// All but what is personal.
StatementLine ReadLine(const v1::NewLine& line, StatementKind kind, rpc::Fields fields);

// The content identity (libs/bank_statement/statement_key.h), which is the statement's id.
std::string KeyOf(const StatementContent& content);

// What stands for the account at the other end, so that it is known again; empty for none.
std::string PayerOf(const rpc::KeyedHash& hash, const std::string& issuer,
                    const std::string& counterparty_account);

// Whose data a line's personal data is: the payer's, and where the bank does not say who it is,
// that of the statement.
std::string SubjectOf(const std::string& issuer, const std::string& key, const std::string& payer);

// Nothing once the subject's key has been erased. Blocks as the sealer does.
Expected<std::optional<v1::LinePersonalData>, Failure> OpenPersonalData(const seal::Sealer& sealer,
                                                                        const std::string& issuer,
                                                                        const FoundLine& line);

std::string LineNameOf(const std::string& issuer, const std::string& key, int number);

// Without the personal data.
v1::Line ToLine(const std::string& issuer, const FoundLine& line);

}  // namespace recourse::invoicing
