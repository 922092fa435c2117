#include "services/invoicing/api/conversion_api.h"

#include "services/invoicing/api/callers.h"
#include "services/invoicing/api/conversion_calls.h"

namespace recourse::invoicing {
ConversionApi::ConversionApi(rpc::Shell& shell, engine::Commands& commands)
    : Service(shell, commands, "recourse.invoicing.v1.ConversionService") {
  Mutate<v1::ConvertPaymentRequest, v1::Conversion>("ConvertPayment", kStaff,
                                                    PrepareConvertPayment);
  Mutate<v1::ReverseConversionRequest, v1::Conversion>("ReverseConversion", kStaff,
                                                       PrepareReverseConversion);
  Read<v1::GetConversionRequest, v1::Conversion>("GetConversion", kReaders, PrepareGetConversion);
}

}  // namespace recourse::invoicing
