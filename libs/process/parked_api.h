#pragma once

#include <string>
#include <vector>

#include "libs/engine/running_engine.h"
#include "libs/rpc/page.h"
#include "libs/rpc/service.h"
#include "recourse/admin/v1/parked_service.pb.h"

namespace recourse::process {

// recourse.admin.v1.ParkedService over the engines of this process. Lists follow the derived store,
// so they may lag by a batch; what is asked for is done by the writer, on its own state. Thread
// safe.
class ParkedApi final : public rpc::Service {
 public:
  // `engines` outlive this; each has another service.
  ParkedApi(rpc::Shell& shell, std::vector<engine::RunningEngine*> engines);

 private:
  Expected<admin::v1::ListParkedEventsResponse, Failure> ListEvents(
      const admin::v1::ListParkedEventsRequest& request) const;
  Expected<rpc::Begin<admin::v1::RetryParkedEventsResponse>, Failure> RetryEvents(
      const rpc::Call<admin::v1::RetryParkedEventsRequest>& call) const;
  Expected<rpc::Begin<admin::v1::DiscardParkedEventResponse>, Failure> DiscardEvent(
      const rpc::Call<admin::v1::DiscardParkedEventRequest>& call) const;
  Expected<admin::v1::ListParkedPromisesResponse, Failure> ListPromises(
      const admin::v1::ListParkedPromisesRequest& request) const;
  Expected<admin::v1::RetryParkedPromiseResponse, Failure> RetryPromise(
      const admin::v1::RetryParkedPromiseRequest& request, const rpc::Caller& caller) const;

  // The engines that have released so much. A list is of all of them, and a position that is to be
  // seen in it is of one of these.
  std::vector<engine::Commands*> Reaching(const engine::Position& position) const;
  // The engine of a service; adds to `fields` and gives null if there is none.
  engine::RunningEngine* Find(const std::string& service, rpc::Fields& fields) const;

  const std::vector<engine::RunningEngine*> engines_;  // By service.
  const rpc::PageTokens pages_;
};

}  // namespace recourse::process
