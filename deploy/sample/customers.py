"""The six customers of the sample business. All names and addresses are invented."""

import datetime

from business import Customer, disputes, is_decided, is_held, pays, promises


def _date(month, number):
    return datetime.date(2026, month, number)


def _irish(account, story, name, street, town, postal_code, number, euros):
    return Customer(
        account=account, story=story, name=name, lines=[street], town=town,
        postal_code=postal_code, country="IE", region="", language="en", zone="Europe/Dublin",
        channel="EMAIL", number=number, euros=euros, issued=_date(1, 5), due=_date(1, 31))


def _german(account, story, name, street, town, postal_code, number, euros):
    return Customer(
        account=account, story=story, name=name, lines=[street], town=town,
        postal_code=postal_code, country="DE", region="DE-BY", language="de",
        zone="Europe/Berlin", channel="LETTER", number=number, euros=euros, issued=_date(1, 2),
        due=_date(1, 16))


def customers():
    """Each with what people did; what the ladder does of itself is not told here."""
    late = _irish("quay-bakery", "paid late", "Quay Bakery", "4 Custom House Quay", "Dublin",
                  "D01 X000", "2026-001", 480)
    late.then = [pays(late, _date(2, 22), 480)]

    conceded = _irish("mill-joinery", "disputed, conceded", "Mill Lane Joinery", "17 Mill Lane",
                      "Cork", "T12 X000", "2026-002", 1250)
    conceded.then = [
        disputes(conceded, _date(2, 5), "REASON_QUALITY_OF_GOODS",
                 "Two of the three saw blades were bent when we unpacked them."),
        is_decided(conceded, _date(2, 19), "OUTCOME_CONCEDED")]

    rejected = _irish("harp-garage", "disputed, rejected", "Harp Garage", "22 Bridge Street",
                      "Galway", "H91 X000", "2026-003", 760)
    rejected.then = [
        disputes(rejected, _date(2, 4), "REASON_INVOICE_NOT_RECEIVED",
                 "We never had this invoice."),
        is_decided(rejected, _date(2, 16), "OUTCOME_REJECTED",
                   "The invoice was signed for on 7 January; a copy is attached."),
        pays(rejected, _date(3, 10), 760)]

    broken = _irish("west-rigging", "promise broken", "West Rigging", "1 Long Walk", "Galway",
                    "H91 X001", "2026-004", 2300)
    broken.then = [promises(broken, _date(2, 11), 2300, _date(2, 20))]

    held = _irish("abbey-press", "on hold", "Abbey Press", "9 Abbey Street", "Dublin", "D01 X001",
                  "2026-005", 315)
    held.then = [is_held(held, _date(2, 6))]

    placed = _german("isar-metallbau", "placed with an agency", "Isar Metallbau GmbH",
                     "Lindenstraße 8", "München", "80331", "2026-006", 5400)
    return [late, conceded, rejected, broken, held, placed]
