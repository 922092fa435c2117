#include "services/invoicing/api/conversion_api.h"

#include "services/invoicing/api/callers.h"
#include "services/invoicing/api/conversion_calls.h"
#include "services/invoicing/api/list_calls.h"

namespace recourse::invoicing {

ConversionApi::ConversionApi(rpc::Shell& shell, engine::Commands& commands,
                             const engine::StreamReader& streams)
    : Service(shell, commands, "recourse.invoicing.v1.ConversionService"),
      lists_(commands, streams, shell.hash()) {
  Mutate<v1::ConvertPaymentRequest, v1::Conversion>("ConvertPayment", kStaff,
                                                    PrepareConvertPayment);
  Mutate<v1::ReverseConversionRequest, v1::Conversion>("ReverseConversion", kStaff,
                                                       PrepareReverseConversion);
  Read<v1::GetConversionRequest, v1::Conversion>("GetConversion", kReaders, PrepareGetConversion);
  Answer<v1::ListConversionsRequest, v1::ListConversionsResponse>(
      "ListConversions", kReaders,
      [this](const auto& call) { return ListConversions(lists_, call); });
}

}  // namespace recourse::invoicing
