#pragma once

#include <cstdint>
#include <string>

#include "libs/rpc/fields.h"
#include "recourse/invoicing/v1/draft_service.pb.h"
#include "services/invoicing/domain/draft.h"

// A draft as callers write and read it.
namespace recourse::invoicing {

// What of `account` ("a1") is being prepared. What is not written yet is not missed.
DraftContent ReadDraft(const std::string& account, const v1::InvoiceContent& content,
                       rpc::Fields& fields);

v1::DraftState ToWire(Draft::State state);

// `account` is "accounts/a1".
v1::Draft ToDraft(const std::string& account, const std::string& draft_id, const Draft& draft,
                  std::uint64_t version);

}  // namespace recourse::invoicing
