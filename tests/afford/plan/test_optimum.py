from __future__ import annotations

import subprocess
import sys
from datetime import date
from decimal import Decimal
from itertools import product

import pytest

from afford.plan.builders import ON, keeps_to, money, month_end, owing, paid, total
from yingmen.afford.methods import as_asked, avalanche, pro_rata, snowball
from yingmen.afford.plan import optimum
from yingmen.afford.wishes import Wishes

FEB, MAR, APR = (month_end(n) for n in range(3))


def test_it_pays_one_overdue_debt_as_worked_by_hand() -> None:
    # 1,000 overdue, 0.1 % a day. 28 days to 28 February: 28.00. Paid 500. 31 days on 500: 15.50.
    # Then 500 + 28.00 + 15.50 = 543.50 is paid and nothing is left.
    plan = optimum([owing("a", (ON, 1000))], money(500, 600))
    assert [(FEB, Decimal("500.00")), (MAR, Decimal("543.50"))] == paid(plan, "a")
    assert Decimal("1043.50") == plan.cost
    assert MAR == plan.cleared_on
    assert plan.feasible
    assert plan.proven


def test_it_says_what_it_costs_if_the_law_s_order_is_kept() -> None:
    # Charges first: 28.00, then 472 of 1,000; 528 x 0.001 x 31 = 16.37; 543.50 leaves 0.87 of 544.37.
    plan = optimum([owing("a", (ON, 1000))], money(500, 600))
    assert frozenset({"a"}) == plan.needs_consent
    assert Decimal("1044.37") == plan.cost_without_consent


def test_only_the_part_that_bears_charges_bears_them_without_consent() -> None:
    # Half of 1,000 is charges already: 500 bear 0.2 % a day, which is 0.1 % of the whole. 28 days: 28.00.
    # 500 pays charges alone, 28 are left; 500 x 0.002 x 31 = 31.00; 559.00 is open, 543.50 is paid.
    plan = optimum([owing("a", (ON, 1000), bearing=Decimal("0.5"))], money(500, 600))
    assert Decimal("1043.50") + Decimal("15.50") == plan.cost_without_consent


def test_it_pays_what_is_due_on_its_date_and_needs_no_consent() -> None:
    plan = optimum([owing("a", (date(2026, 3, 15), 300), (date(2026, 4, 15), 300))], money(300, 300, 300))
    assert [(date(2026, 3, 15), Decimal(300)), (date(2026, 4, 15), Decimal(300))] == paid(plan, "a")
    assert frozenset() == plan.needs_consent
    assert Decimal(600) == plan.cost == plan.cost_without_consent


def test_it_keeps_money_for_a_later_due() -> None:
    plan = optimum([owing("a", (date(2026, 4, 15), 300))], money(100, 200, 100))
    assert [(date(2026, 4, 15), Decimal(300))] == paid(plan, "a")


def test_it_pays_the_dearer_debt_first() -> None:
    dear, cheap = owing("b", (ON, 500), late="0.002"), owing("a", (ON, 500), late="0.0001")
    plan = optimum([cheap, dear], money(500, 600))
    assert (FEB, Decimal("500.00")) == paid(plan, "b")[0]
    assert MAR == paid(plan, "a")[0][0]


@pytest.mark.parametrize("cash", [(300, 300, 900), (200, 400, 900), (500, 100, 900), (400, 300, 900)])
def test_no_way_on_a_grid_is_cheaper(cash: tuple[int, int, int]) -> None:
    rates = (Decimal("0.002"), Decimal("0.0005"))
    debts = [
        owing("a", (ON, 500), late="0.002"),
        owing("b", (ON, 400), (date(2026, 3, 20), 200), late="0.0005"),
    ]
    assert _cheapest_on_a_grid(cash, rates) == optimum(debts, money(*cash)).cost


def _cheapest_on_a_grid(cash: tuple[int, int, int], rates: tuple[Decimal, Decimal]) -> Decimal:
    """Every way to pay a (500 overdue) and b (400 overdue, 200 due on 20 March, 11 days before April's month
    end but 31 March itself comes after it) in hundreds in February and March, the rest in April."""
    found = []
    steps = range(0, 1100, 100)
    for a1, b1, a2, b2 in product(steps, repeat=4):
        if a1 + b1 > cash[0] or a1 + b1 + a2 + b2 > cash[0] + cash[1] or a1 + a2 > 500 or b1 + b2 > 600:
            continue
        # February pays b's 400 before the 200 that fall due on 20 March; 28 + 31 + 30 days.
        charges_a = rates[0] * (500 * 28 + (500 - a1) * 31 + (500 - a1 - a2) * 30)
        overdue = max(400 - b1, 0)
        fresh = 600 - b1 - overdue
        charges_b = rates[1] * (400 * 28 + overdue * 31 + fresh * 11 + (600 - b1 - b2) * 30)
        cost = 1100 + charges_a + charges_b
        if cost <= sum(cash):
            found.append(cost)
    return min(found).quantize(Decimal("0.01"))


def test_it_pays_the_same_whatever_the_order_of_the_debts() -> None:
    debts = [owing(name, (ON, 900), (date(2026, 3, 9), 100), late="0.0007") for name in "abcd"]
    cash = money(*[700] * 8)
    assert optimum(debts, cash) == optimum(debts[::-1], cash) == optimum(debts[2:] + debts[:2], cash)


def test_it_has_nothing_to_do_without_debts() -> None:
    plan = optimum([], money(100, 100))
    assert ((), Decimal(0), True, True) == (plan.payments, plan.cost, plan.feasible, plan.proven)


def test_it_says_what_is_missing_without_money() -> None:
    # 1,000 + 0.1 % x (28 + 31) days = 1,059.00, all missing at the end of the plan.
    plan = optimum([owing("a", (ON, 1000))], money(0, 0))
    assert not plan.feasible
    assert (("a", ()),) == plan.payments
    assert ((MAR, Decimal("1059.00")),) == plan.shortfalls
    assert Decimal("1059.00") == plan.cost
    assert plan.cleared_on is None


def test_it_is_no_plan_without_months() -> None:
    assert not optimum([owing("a", (ON, 1000))], ()).feasible


def test_a_month_short_of_money_is_kept_for() -> None:
    # 300 come in February, 200 are missing in March: 100 are free before April.
    plan = optimum([owing("a", (ON, 250), late="0")], money(300, -200, 150))
    assert [(FEB, Decimal(100)), (APR, Decimal(150))] == paid(plan, "a")


def test_it_clears_a_debt_of_thirty_first_days_through_short_months() -> None:
    dues = [(date(2026, 2, 28), 100), (date(2026, 3, 31), 100), (date(2026, 4, 30), 100)]
    plan = optimum([owing("a", *dues)], money(100, 100, 100))
    assert [(day, Decimal(amount)) for day, amount in dues] == paid(plan, "a")
    assert plan.feasible


def test_ten_debts_are_paid_out_to_the_fen() -> None:
    debts = [
        owing(f"{n:02}", (ON, f"{1000 + 137 * n}.{n}1"), (date(2026, 3, 10 + n), "333.33"), late=f"0.000{n}")
        for n in range(10)
    ]
    cash = money(*[2000] * 24)
    plan = optimum(debts, cash)
    assert plan.feasible
    assert keeps_to(plan, cash)
    assert total(plan) == plan.cost
    assert all(amount == amount.quantize(Decimal("0.01")) for _, rows in plan.payments for _, amount in rows)


# What must be on time, and what is wanted


def test_a_secured_loan_is_on_time_though_another_costs_more() -> None:
    house = owing("z", (date(2026, 3, 15), 500), (date(2026, 4, 15), 500), late="0.0001", secured=True)
    plan = optimum([owing("a", (ON, 1500), late="0.003"), house], money(500, 500, 500, 500, 500, 500, 500))
    assert [(date(2026, 3, 15), Decimal(500)), (date(2026, 4, 15), Decimal(500))] == paid(plan, "z")
    assert frozenset({"a"}) == plan.needs_consent


def test_a_running_agreement_is_kept() -> None:
    parts = ((date(2026, 3, 5), Decimal(400)),)
    agreed = owing("z", (date(2026, 3, 5), 400), late="0", agreement=parts)
    assert [(date(2026, 3, 5), Decimal(400))] == paid(
        optimum([owing("a", (ON, 400), late="0.003"), agreed], money(400, 500)), "z"
    )


def test_a_secured_instalment_that_cannot_be_paid_is_a_shortfall() -> None:
    house = owing("z", (date(2026, 3, 15), 500), late="0", secured=True)
    plan = optimum([house], money(200, 300))
    assert not plan.feasible
    assert ((FEB, Decimal(300)),) == plan.shortfalls
    assert [(date(2026, 3, 15), Decimal(200)), (MAR, Decimal(300))] == paid(plan, "z")


def test_what_the_borrower_wants_first_is_paid_first() -> None:
    debts = [owing("a", (ON, 500), late="0.002"), owing("b", (ON, 500), late="0.0001")]
    plan = optimum(debts, money(500, 600), Wishes(first=("b",)))
    assert FEB == paid(plan, "b")[0][0]
    assert plan.cost > optimum(debts, money(500, 600)).cost


def test_a_card_gets_its_minimum_while_an_overdue_debt_takes_the_rest() -> None:
    # A card of 1,000 at 0.05 % a day, minimum 200; another debt costs 0.3 % a day on 2,000.
    dues = tuple((date(2026, 3 + n, 10), 200) for n in range(5))
    card = owing("c", *dues, late="0.002", owed=1000, minimum=Decimal(200), rate_running=Decimal("0.0005"))
    plan = optimum([card, owing("d", (ON, 2000), late="0.003")], money(*[700] * 8))
    assert plan.feasible
    assert [Decimal(200), Decimal(200)] == [amount for _, amount in paid(plan, "c")[:2]]
    assert frozenset({"d"}) == plan.needs_consent


def test_a_card_in_arrears_is_cleared_within_its_longest_plan() -> None:
    card = owing("c", (ON, 100), late="0", owed=600, minimum=Decimal(100), longest=6)
    plan = optimum([card, owing("d", (ON, 600), late="0.001")], money(*[150] * 12))
    assert plan.feasible
    assert Decimal(600) == sum(amount for _, amount in paid(plan, "c"))
    assert paid(plan, "c")[-1][0] <= month_end(5)


def test_a_plan_too_slow_for_the_longest_time_is_not_feasible() -> None:
    debt = owing("a", (ON, 600), late="0", longest=3)
    plan = optimum([debt], money(100, 100, 100, 100, 100, 100))
    assert not plan.feasible
    assert ((APR, Decimal(300)),) == plan.shortfalls


# What is asked for


def test_what_is_asked_to_be_waived_is_not_paid_and_its_cost_is_shown() -> None:
    # 100 of 600 asked off. Granted: 500 x 0.1 % x 28 days = 14.00. Refused: 600 x 28 x 0.1 % = 16.80 charges,
    # of 616.80 the same 514.00 are paid, and 102.80 are open when the plan ends.
    debt = owing("a", (ON, 600), arguable=Decimal(100), asked_to_waive=Decimal(100))
    plan = optimum([debt], money(600))
    assert [(FEB, Decimal("514.00"))] == paid(plan, "a")
    assert frozenset({"a"}) == plan.needs_consent
    assert Decimal("616.80") == plan.cost_without_consent
    whole = optimum([debt], money(700), Wishes(ask_waiver=False))
    assert Decimal("616.80") == whole.cost == whole.cost_without_consent


def test_arrears_paid_with_all_their_charges_at_the_first_money_are_still_paid_late() -> None:
    debt = owing("a", (ON, 600))
    assert frozenset({"a"}) == optimum([debt], money(700)).needs_consent
    assert frozenset() == optimum([debt], ((ON, Decimal(600)), *money(0))).needs_consent


def test_charges_that_stand_still_are_not_paid_and_their_cost_is_shown() -> None:
    # Refused: 28.00 by the end of February; 500 leaves 528; x 31 days: 16.37. 1,000 + 28 + 16.37 = 1,044.37.
    plan = optimum([owing("a", (ON, 1000))], money(500, 500), Wishes(stop_late=True))
    assert Decimal(1000) == plan.cost
    assert Decimal("1044.37") == plan.cost_without_consent
    assert plan.feasible


def test_a_debt_left_out_gets_nothing_and_keeps_its_cost() -> None:
    debts = [owing("a", (ON, 100), late="0"), owing("b", (ON, 900), late="0")]
    plan = optimum(debts, money(200), Wishes(left_out=frozenset({"b"})))
    assert () == tuple(paid(plan, "b"))
    assert Decimal(100) == plan.cost
    assert Decimal(1000) == plan.cost_without_consent
    assert "b" in plan.needs_consent


# Beside it


def test_snowball_pays_the_smallest_and_avalanche_the_dearest_first() -> None:
    small, dear = owing("a", (ON, 300), late="0.0001"), owing("b", (ON, 900), late="0.002")
    assert FEB == paid(snowball([small, dear], money(300, 2000)), "a")[0][0]
    assert (FEB, Decimal(300)) == paid(avalanche([small, dear], money(300, 2000)), "b")[0]


def test_pro_rata_gives_each_its_part() -> None:
    plan = pro_rata([owing("a", (ON, 300), late="0"), owing("b", (ON, 900), late="0")], money(400, 800))
    assert [(FEB, Decimal(100)), (MAR, Decimal(200))] == paid(plan, "a")
    assert [(FEB, Decimal(300)), (MAR, Decimal(600))] == paid(plan, "b")


def test_as_the_lenders_ask_shows_what_the_money_lacks() -> None:
    # 1,000 + 28.00 are asked for in February, 500 are there; 200 on 15 March are covered by March's 500? No:
    # they are due before the end of March, so from February's money, which is gone.
    plan = as_asked([owing("a", (ON, 1000), (date(2026, 3, 15), 200))], money(500, 500))
    assert ((FEB, Decimal("728.00")),) == plan.shortfalls
    assert not plan.feasible
    assert frozenset() == plan.needs_consent
    assert Decimal("1228.00") == plan.cost
    assert as_asked([owing("a", (ON, 1000))], money(1028)).feasible


def test_a_secured_loan_in_arrears_comes_first_though_another_costs_more() -> None:
    debts = [owing("a", (ON, 500), late="0.003"), owing("z", (ON, 500), late="0.0001", secured=True)]
    plan = optimum(debts, money(400, 400, 400))
    assert (FEB, Decimal("400.00")) == paid(plan, "z")[0]
    assert MAR == paid(plan, "a")[0][0]
    assert plan.feasible


def test_two_dues_between_two_month_ends_are_paid_each_on_its_date() -> None:
    # Money of the end of April must do until 31 May: it pays on 30 April and on 30 May.
    plan = optimum([owing("a", (APR, 100), (date(2026, 5, 30), 150))], money(0, 100, 150, 0))
    assert [(APR, Decimal(100)), (date(2026, 5, 30), Decimal(150))] == paid(plan, "a")
    assert frozenset() == plan.needs_consent


def test_the_solver_writes_nothing_to_the_terminal() -> None:
    # In a process of its own: HiGHS greets once, and would spoil --json.
    code = (
        "from datetime import date; from decimal import Decimal as D\n"
        "from yingmen.afford.debts import Debt; from yingmen.afford.plan import optimum\n"
        "day = date(2026, 2, 28)\n"
        "plan = optimum([Debt('a', 'b', 'bank', D(5), ((day, D(5)),))], ((day, D(5)),))\n"
        "raise SystemExit(0 if plan.proven and plan.feasible else 1)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ("", "") == (done.stdout, done.stderr)
