#include "libs/process/ending.h"
#include "libs/process/service_main.h"
#include "services/communication_log/part.h"

int main(int argc, char** argv) {
  return recourse::process::ServiceMain(
      argc, argv, [](const recourse::process::Settings& settings) {
        recourse::communication_log::PartOptions options{
            .templates = recourse::process::ShareFolder() / "templates"};
        if (!settings.mail_domain.empty()) options.mail_domain = settings.mail_domain;
        return recourse::communication_log::MakePart(options);
      });
}
