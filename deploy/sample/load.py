#!/usr/bin/python3
"""Loads the sample business into a running installation on a simulated clock, and shows it.

Through the gRPC API only, as anybody could. Run again, it changes nothing and shows the same. An
installation that holds other business is left as it is: the sample would mix with it, and move its
clock. Ends with 3 then.
"""

import argparse
import datetime
import hashlib
import pathlib
import sys

import business
import customers
import show
from api import Api, NotFound, Refused, message

_CONDUCTOR = "recourse.simulation.v1"
_SIMULATED = 2  # ClockKind.CLOCK_KIND_SIMULATED
_LEFT_ALONE = 3


def _dated(command):
    return message(
        f"{_CONDUCTOR}.DatedCommand", day=business.day(command.on), zone=business.ZONE,
        step=command.step, home=command.home, method=f"/{command.method}",
        request=command.request.SerializeToString(), label=command.label)


def _run(api, commands):
    """Has every command done on its day."""
    dated = [_dated(command) for command in commands]
    content = hashlib.sha256(b"".join(one.SerializeToString() for one in dated))
    name = f"sample-{content.hexdigest()[:16]}"
    api.call(f"{_CONDUCTOR}.ConductorService/Schedule",
             message(f"{_CONDUCTOR}.ScheduleRequest", schedule_id=name, commands=dated))
    for news in api.follow(f"{_CONDUCTOR}.ConductorService/Run",
                           message(f"{_CONDUCTOR}.RunRequest", schedule_id=name)):
        if news.HasField("refused"):
            raise Refused(f"{news.refused.label}: {news.refused.status.message}")


def _advance(api, day):
    for _ in api.follow(f"{_CONDUCTOR}.ConductorService/AdvanceTo",
                        message(f"{_CONDUCTOR}.AdvanceToRequest", day=business.day(day))):
        pass


def _holds_sample(api):
    try:
        api.call("recourse.invoicing.v1.InvoicingService/GetIssuer",
                 message("recourse.invoicing.v1.GetIssuerRequest",
                         name=f"issuers/{business.ISSUER}"))
    except NotFound:
        return False
    return True


def _today(api):
    clock = api.call(f"{_CONDUCTOR}.ConductorService/GetClock",
                     message(f"{_CONDUCTOR}.GetClockRequest"))
    if clock.kind != _SIMULATED:
        raise Refused("the installation runs on real time; the sample needs a simulated clock")
    return datetime.datetime.fromtimestamp(clock.now_us // 1_000_000, datetime.timezone.utc).date()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", required=True, type=pathlib.Path,
                        help="the data folder of the running installation")
    parser.add_argument("--into-new", action="store_true",
                        help="the installation was made for the sample: load it if it is not there")
    arguments = parser.parse_args()
    data = arguments.data

    api = Api((data / "address").read_text().strip(),
              (data / "operator.token").read_text().strip())
    people = customers.customers()
    may_load = _today(api) < business.END
    if not _holds_sample(api) and not (arguments.into_new and may_load):
        return _LEFT_ALONE
    if may_load:
        _run(api, business.commands(people))
        _advance(api, business.END)
    show.show(api, people, _today(api))
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (Refused, OSError) as failure:
        sys.exit(f"deploy/sample/load.py: {failure}")
