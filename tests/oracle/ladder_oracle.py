#!/usr/bin/env python3
"""What the default ladder must do to IBM's sample of late payments, worked out by another hand.

Written from the rules alone, as a plain walk over days, so that the services can be compared with
it. Shares no code with them and needs nothing but Python's standard library.

The facts, each at 00:00 UTC: an invoice is issued on its InvoiceDate; a disputed one is disputed
whole from the fifth day after it until the day before its SettledDate; it is paid in full on its
SettledDate, unless an overlay withholds the payment.

The ladder, at 09:00 UTC, for every invoice that is open and not disputed: steps at days from due;
the next one is taken when its day has come AND as many days have passed since the last one as lie
between the two; a step before the due day is left out once the due day has passed; at most one
step a day. Reminders of one account and day are one message, worded by the highest; calls of one
account and day are one task; a claim that reaches the agency is one placement.

Examples:
  ladder_oracle.py late_payment_histories.csv
  ladder_oracle.py late_payment_histories.csv --overlay withheld.csv --list
  ladder_oracle.py late_payment_histories.csv --until 2012-12-31 --json
"""

import argparse
import csv
import datetime
import decimal
import json
import sys

DAY = datetime.timedelta(days=1)
LADDER = [
    ("note", -3),
    ("friendly", 3),
    ("call", 10),
    ("second_reminder", 20),
    ("offer_of_help", 30),
    ("formal_letter", 45),
    ("final_demand", 60),
    ("agency", 91),
]
NAMES = [name for name, _ in LADDER]
AFTER_LAST_SETTLEMENT = 120


class Invoice:
    """One line of the file, and how far the ladder has come with it."""

    def __init__(self, row, withheld):
        self.number = row["invoiceNumber"]
        self.account = row["customerID"]
        self.issued = day_month_year(row["InvoiceDate"])
        self.due = day_month_year(row["DueDate"])
        self.settled = day_month_year(row["SettledDate"])
        self.cents = int(decimal.Decimal(row["InvoiceAmount"]).scaleb(2))
        self.disputed = row["Disputed"] == "Yes"
        self.withheld = self.number in withheld
        self.level = None
        self.level_day = None

    def dispute_opens(self):
        return self.issued + 5 * DAY

    def dispute_closes(self):
        return self.settled - DAY

    def is_open(self, day):
        return self.issued <= day and (self.withheld or day < self.settled)

    def is_disputed(self, day):
        return self.disputed and self.dispute_opens() <= day < self.dispute_closes()

    def next_level(self, day):
        level = 0 if self.level is None else self.level + 1
        while level < len(LADDER) and LADDER[level][1] < 0 and day > self.due:
            level += 1
        return level if level < len(LADDER) else None

    def step_on(self, day):
        """Takes the step that is due on this morning; gives its level, or None."""
        if not self.is_open(day) or self.is_disputed(day):
            return None
        level = self.next_level(day)
        if level is None or day < self.due + LADDER[level][1] * DAY:
            return None
        if self.level is not None:
            distance = LADDER[level][1] - LADDER[self.level][1]
            if (day - self.level_day).days < distance:
                return None
        self.level = level
        self.level_day = day
        return level


def day_month_year(text):
    return datetime.datetime.strptime(text, "%d/%m/%Y").date()


def read_invoices(path, withheld):
    with open(path, newline="", encoding="utf-8") as file:
        invoices = [Invoice(row, withheld) for row in csv.DictReader(file)]
    unknown = withheld - {invoice.number for invoice in invoices}
    if unknown:
        sys.exit(f"{path}: no invoice has the number {', '.join(sorted(unknown))}")
    return invoices


def read_overlay(path):
    with open(path, newline="", encoding="utf-8") as file:
        return {row["number"] for row in csv.DictReader(file)}


def action(account, day, kind, invoices):
    ordered = sorted(invoices, key=lambda invoice: (invoice.due, invoice.number))
    return {
        "account": account,
        "day": day.isoformat(),
        "type": kind,
        "invoices": [invoice.number for invoice in ordered],
        "amount_cents": sum(invoice.cents for invoice in ordered),
    }


def morning(account, day, invoices, steps, actions):
    """What is done about one account on one morning."""
    reminded, called = [], []
    for invoice in invoices:
        level = invoice.step_on(day)
        if level is None:
            continue
        name = NAMES[level]
        steps[name] += 1
        if name == "agency":
            actions.append(action(account, day, "placement", [invoice]))
        elif name == "call":
            called.append(invoice)
        else:
            reminded.append(invoice)
    if reminded:
        highest = NAMES[max(invoice.level for invoice in reminded)]
        actions.append(action(account, day, f"message {highest}", reminded))
    if called:
        actions.append(action(account, day, "call", called))


def simulate(invoices, until):
    accounts = {}
    for invoice in invoices:
        accounts.setdefault(invoice.account, []).append(invoice)
    steps = {name: 0 for name in NAMES}
    actions = []
    day = min(invoice.issued for invoice in invoices)
    while day <= until:
        for account, owned in accounts.items():
            for invoice in owned:
                opens = invoice.disputed and invoice.dispute_opens() == day
                if opens and invoice.is_disputed(day):
                    actions.append(action(account, day, "hold", [invoice]))
            morning(account, day, owned, steps, actions)
        day += DAY
    actions.sort(key=lambda a: (a["account"], a["day"], a["type"], a["invoices"]))
    return steps, actions


def count(actions, kind):
    return sum(1 for each in actions if each["type"].split()[0] == kind)


def arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", help="late_payment_histories.csv")
    parser.add_argument("--overlay", help="CSV with a column `number`: payments to withhold")
    parser.add_argument("--until", help="last day, YYYY-MM-DD; default: last settlement + 120 days")
    parser.add_argument("--list", action="store_true", help="every action, by account and day")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    return parser.parse_args()


def main():
    args = arguments()
    withheld = read_overlay(args.overlay) if args.overlay else set()
    invoices = read_invoices(args.file, withheld)
    until = max(invoice.settled for invoice in invoices) + AFTER_LAST_SETTLEMENT * DAY
    if args.until:
        until = datetime.date.fromisoformat(args.until)
    steps, actions = simulate(invoices, until)
    result = {
        "until": until.isoformat(),
        "invoices": len(invoices),
        "accounts": len({invoice.account for invoice in invoices}),
        "steps": steps,
        "holds": count(actions, "hold"),
        "messages": count(actions, "message"),
        "call_tasks": count(actions, "call"),
        "placements": count(actions, "placement"),
    }
    if args.list:
        result["actions"] = actions
    if args.json:
        print(json.dumps(result, indent=1))
        return
    for name in ("until", "invoices", "accounts", "holds", "messages", "call_tasks", "placements"):
        print(f"{name:16} {result[name]}")
    for name, number in steps.items():
        print(f"step {name:16} {number}")
    for each in result.get("actions", []):
        amount = decimal.Decimal(each["amount_cents"]).scaleb(-2)
        numbers = ",".join(each["invoices"])
        print(f"{each['account']} {each['day']} {each['type']} {numbers} {amount}")


if __name__ == "__main__":
    main()
