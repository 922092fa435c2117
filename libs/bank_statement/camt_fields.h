#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libs/bank_statement/refused.h"
#include "libs/bank_statement/statement.h"
#include "libs/base/date.h"
#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/base/money.h"
#include "libs/xml/element.h"

namespace recourse::bank_statement {

// The parts of which camt messages are made, in the forms that versions 2 to 8 have. A path is
// relative to `parent`: "Refs/EndToEndId". What is missing or wrong is named by it, behind the name
// of the parent: "Ntry/Amt".

Place PlaceOf(const xml::Element& parent, std::string_view path);

// The value of the first of the paths that is there and not empty; else empty.
std::string TextOf(const xml::Element& parent, std::initializer_list<std::string_view> paths);
// The values of all children of this name below `path` that are not empty.
std::vector<std::string> TextsOf(const xml::Element& parent, std::string_view path,
                                 std::string_view name);

// FIELD_MISSING if there is no such element.
Expected<const xml::Element*, Failure> Require(const xml::Element& parent, std::string_view path);

// The day of an element that holds a Dt, or a DtTm; nothing if there is no such element. The day of
// a time is taken as it is written, in its own zone. DATE_MALFORMED.
Expected<std::optional<Date>, Failure> DayOf(const xml::Element& parent, std::string_view path);
// The same of an element that is a time itself.
Expected<std::optional<Date>, Failure> DayOfTime(const xml::Element& parent, std::string_view path);

// Amt with its currency and the CdtDbtInd beside it, signed. Refusals of amount.h, MARK_UNKNOWN.
Expected<Money, Failure> UnsignedAmount(const xml::Element& amount);
Expected<bool, Failure> IsDebit(const xml::Element& parent, std::string_view path = "CdtDbtInd");

Expected<Balance, Failure> ReadCamtBalance(const xml::Element& balance);

Account CamtAccount(const xml::Element* account);
// Of an element with a FinInstnId.
Bank CamtBank(const xml::Element* agent);
// Of a party: Nm; in version 8 Pty/Nm, or the institution's Agt/FinInstnId/Nm.
std::string CamtName(const xml::Element* party);

}  // namespace recourse::bank_statement
