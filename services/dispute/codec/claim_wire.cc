#include "services/dispute/codec/claim_wire.h"

#include "libs/wire/enum_table.h"

namespace recourse::dispute {
namespace {

using wire::EnumTable;

constexpr EnumTable kReasons{std::array{
    std::pair{Reason::kQualityOfGoods, v1::REASON_QUALITY_OF_GOODS},
    std::pair{Reason::kQualityOfWork, v1::REASON_QUALITY_OF_WORK},
    std::pair{Reason::kPoorService, v1::REASON_POOR_SERVICE},
    std::pair{Reason::kInvoiceErrorPrice, v1::REASON_INVOICE_ERROR_PRICE},
    std::pair{Reason::kInvoiceErrorQuantity, v1::REASON_INVOICE_ERROR_QUANTITY},
    std::pair{Reason::kInvoiceErrorTax, v1::REASON_INVOICE_ERROR_TAX},
    std::pair{Reason::kInvoiceErrorRecipient, v1::REASON_INVOICE_ERROR_RECIPIENT},
    std::pair{Reason::kInvoiceErrorDuplicate, v1::REASON_INVOICE_ERROR_DUPLICATE},
    std::pair{Reason::kInvoiceNotReceived, v1::REASON_INVOICE_NOT_RECEIVED},
    std::pair{Reason::kApprovalMissing, v1::REASON_APPROVAL_MISSING},
    std::pair{Reason::kNotDelivered, v1::REASON_NOT_DELIVERED},
    std::pair{Reason::kReturned, v1::REASON_RETURNED},
    std::pair{Reason::kMisunderstanding, v1::REASON_MISUNDERSTANDING},
    std::pair{Reason::kNoAgreedTerms, v1::REASON_NO_AGREED_TERMS},
    std::pair{Reason::kAlreadyPaid, v1::REASON_ALREADY_PAID},
    std::pair{Reason::kSetOff, v1::REASON_SET_OFF},
    std::pair{Reason::kNotAuthorised, v1::REASON_NOT_AUTHORISED},
    std::pair{Reason::kOurBreach, v1::REASON_OUR_BREACH},
    std::pair{Reason::kOther, v1::REASON_OTHER},
    std::pair{Reason::kUnknown, v1::REASON_UNKNOWN},
}};

constexpr EnumTable kRaisedBy{std::array{
    std::pair{RaisedBy::kCustomer, v1::RAISED_BY_CUSTOMER},
    std::pair{RaisedBy::kPartner, v1::RAISED_BY_PARTNER},
    std::pair{RaisedBy::kColleague, v1::RAISED_BY_COLLEAGUE},
    std::pair{RaisedBy::kSystem, v1::RAISED_BY_SYSTEM},
}};

constexpr EnumTable kEndings{std::array{
    std::pair{Ending::kConceded, v1::OUTCOME_CONCEDED},
    std::pair{Ending::kPartlyConceded, v1::OUTCOME_PARTLY_CONCEDED},
    std::pair{Ending::kRejected, v1::OUTCOME_REJECTED},
    std::pair{Ending::kWithdrawn, v1::OUTCOME_WITHDRAWN},
    std::pair{Ending::kVoid, v1::OUTCOME_VOID},
}};

}  // namespace

v1::Reason ToWire(Reason reason) { return kReasons.ToWire(reason); }
v1::RaisedBy ToWire(RaisedBy raised_by) { return kRaisedBy.ToWire(raised_by); }
v1::Outcome ToWire(Ending ending) { return kEndings.ToWire(ending); }

std::optional<Reason> FromWire(v1::Reason reason) { return kReasons.FromWire(reason); }
std::optional<RaisedBy> FromWire(v1::RaisedBy raised_by) { return kRaisedBy.FromWire(raised_by); }
std::optional<Ending> FromWire(v1::Outcome outcome) { return kEndings.FromWire(outcome); }

}  // namespace recourse::dispute
