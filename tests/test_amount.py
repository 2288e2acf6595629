"""Amounts are read exactly as written, refused with a remedy, and printed for a reader."""

from __future__ import annotations

import decimal
import re
import time
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from db.amount import Amount, format_amount, parse_amount
from db.errors import AmountError
from db.number import format_decimal

UNITS = frozenset(
    {
        "USD", "EUR", "GBP", "JPY", "CNY", "CHF", "INR", "HKD", "percent", "percentage_points",
        "basis_points", "people", "products", "chips", "years", "h100_chips", "t",
    }
)  # fmt: skip


def exactly(low: str, unit: str, high: str | None = None, *, about: bool = False) -> Amount:
    return Amount(Decimal(low), Decimal(high or low), unit, "exact", about)


def from_below(low: str, unit: str, bound: str, *, about: bool = False) -> Amount:
    return Amount(Decimal(low), None, unit, bound, about)


def to_above(high: str, unit: str, bound: str, *, about: bool = False) -> Amount:
    return Amount(None, Decimal(high), unit, bound, about)


def refusal(text: str, units: frozenset[str] = UNITS) -> tuple[str, str]:
    with pytest.raises(AmountError) as caught:
        parse_amount(text, units)
    return caught.value.fault, caught.value.remedy


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("7 percent", exactly("7", "percent")),
        ("-7 percent", exactly("-7", "percent")),
        ("-0 percent", exactly("0", "percent")),
        ("30.6 percent", exactly("30.6", "percent")),
        ("0.000001 USD", exactly("0.000001", "USD")),
        ("1.0000000 USD", exactly("1", "USD")),
        ("115,000 people", exactly("115000", "people")),
        ("1,234,567.89 USD", exactly("1234567.89", "USD")),
        ("20M USD", exactly("20000000", "USD")),
        ("642B CNY", exactly("642000000000", "CNY")),
        ("1.5T USD", exactly("1500000000000", "USD")),
        ("0.0000005M USD", exactly("0.5", "USD")),
        ("5k people", exactly("5000", "people")),
        ("5 M people", exactly("5000000", "people")),
        ("20 Million USD", exactly("20000000", "USD")),
        ("20million USD", exactly("20000000", "USD")),
        ("2 thousand people", exactly("2000", "people")),
        ("2 billion USD", exactly("2000000000", "USD")),
        ("2 trillion USD", exactly("2000000000000", "USD")),
        ("  20M \t USD\n", exactly("20000000", "USD")),
        ("3 percentage_points", exactly("3", "percentage_points")),
        ("50 basis_points", exactly("50", "basis_points")),
        ("5 h100_chips", exactly("5", "h100_chips")),
        ("5 t", exactly("5", "t")),
        ("5T t", exactly("5000000000000", "t")),
    ],
)
def test_one_number_is_both_ends(text: str, amount: Amount) -> None:
    assert parse_amount(text, UNITS) == amount


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("20-23B USD", "20000000000", "23000000000"),
        ("20B-23B USD", "20000000000", "23000000000"),
        ("20 - 23 billion USD", "20000000000", "23000000000"),
        ("20B to 23B USD", "20000000000", "23000000000"),
        ("20–23B USD", "20000000000", "23000000000"),
        ("5 million to 7 million USD", "5000000", "7000000"),
        ("900M-1.2B USD", "900000000", "1200000000"),
        ("1,000-2,000 USD", "1000", "2000"),
        ("-7--4 USD", "-7", "-4"),
        ("-7 - -4 USD", "-7", "-4"),
        ("-7 to -4 USD", "-7", "-4"),
        ("-7 TO 4 USD", "-7", "4"),
        ("0-5M USD", "0", "5000000"),
    ],
)
def test_a_range_has_two_ends_and_the_last_scale_holds_for_both(
    text: str, low: str, high: str
) -> None:
    assert parse_amount(text, UNITS) == exactly(low, "USD", high)


@pytest.mark.parametrize(
    ("words", "bound"),
    [
        ("over", "over"),
        ("more than", "over"),
        ("above", "over"),
        (">", "over"),
        ("at least", "at_least"),
        ("At  Least", "at_least"),
        (">=", "at_least"),
        ("≥", "at_least"),
    ],
)
def test_a_bound_from_below_leaves_the_high_end_open(words: str, bound: str) -> None:
    assert parse_amount(f"{words} 5M USD", UNITS) == from_below("5000000", "USD", bound)
    assert parse_amount(f"{words}5M USD", UNITS) == from_below("5000000", "USD", bound)


@pytest.mark.parametrize(
    ("words", "bound"),
    [
        ("under", "under"),
        ("less than", "under"),
        ("below", "under"),
        ("<", "under"),
        ("at most", "at_most"),
        ("UP TO", "at_most"),
        ("<=", "at_most"),
        ("≤", "at_most"),
    ],
)
def test_a_bound_from_above_leaves_the_low_end_open(words: str, bound: str) -> None:
    assert parse_amount(f"{words} 25 percent", UNITS) == to_above("25", "percent", bound)


@pytest.mark.parametrize("word", ["nearly", "almost", "Almost", "about nearly"])
def test_nearly_is_under_and_approximate(word: str) -> None:
    amount = parse_amount(f"{word} 25 percent", UNITS)
    assert amount == to_above("25", "percent", "under", about=True)


@pytest.mark.parametrize(
    "word", ["about ", "Around ", "approximately ", "roughly ", "some ", "~", "~ "]
)
def test_about_is_a_flag_beside_the_numbers(word: str) -> None:
    assert parse_amount(f"{word}30 CNY", UNITS) == exactly("30", "CNY", about=True)
    assert parse_amount(f"{word}20-23 USD", UNITS) == exactly("20", "USD", "23", about=True)


@pytest.mark.parametrize("words", ["about at least ", "~>=", "some >= "])
def test_about_may_precede_a_bound(words: str) -> None:
    amount = parse_amount(f"{words}5M USD", UNITS)
    assert amount == from_below("5000000", "USD", "at_least", about=True)


@pytest.mark.parametrize(
    ("text", "fault", "remedy"),
    [
        ("", "the amount is empty", "write a figure and its unit, such as 20M USD"),
        (" \n ", "the amount is empty", "write a figure and its unit, such as 20M USD"),
        ("USD", "no number in 'USD'", "write it in figures, such as 20M USD"),
        ("nan USD", "no number in 'nan USD'", "write it in figures, such as 20M USD"),
        ("-inf USD", "no number in '-inf USD'", "write it in figures, such as 20M USD"),
        ("5\u0666 USD", "'\u0666' is not a digit from 0 to 9", "write it with 0 to 9"),
        ("２０M USD", "'２' is not a digit from 0 to 9", "write it with 0 to 9"),
        ("2½ percent", "'½' is not a digit from 0 to 9", "write it with 0 to 9"),
        ("x\x1b 5 USD", r"'x\x1b' before the number is not understood",
         "write about, over, at least, under or at most"),
        ("at least about 5 USD", "'at least about' before the number is not understood",
         "write about, over, at least, under or at most"),
        ("no more than 5 USD", "'no more than' before the number is not understood",
         "write about, over, at least, under or at most"),
        (".5 USD", "'.' before the number is not understood",
         "write a digit before the point, such as 0.5"),
        ("+5 USD", "'+' before the number is not understood", "leave the plus out"),
        ("−7 percent", "'−' before the number is not understood",
         "write a negative number with one hyphen, such as -7"),
        ("--7 percent", "'-' before the number is not understood",
         "write a negative number with one hyphen, such as -7"),
        ("USD 20M", "'USD' before the number is not understood",
         "write the unit after the number, such as 20M USD"),
        ("about RMB 642B", "'about RMB' before the number is not understood",
         "write the unit after the number, such as 20M USD"),
        ("20USD", "no space before the unit 'USD'", "write a space between them"),
        ("2e7 USD", "a number with an exponent", "write the digits or a scale, such as 20M"),
        ("2.5E+7 USD", "a number with an exponent", "write the digits or a scale, such as 20M"),
        ("1-2e7 USD", "a number with an exponent", "write the digits or a scale, such as 20M"),
        ("100M+ people", "a plus after the number", "write at least 100M people"),
        ("100 M + people", "a plus after the number", "write at least 100 M people"),
        ("20-23B+ USD", "a plus after the number", "leave it out"),
    ],
)  # fmt: skip
def test_text_that_is_no_amount_is_refused(text: str, fault: str, remedy: str) -> None:
    assert refusal(text) == (fault, remedy)


@pytest.mark.parametrize("text", ["20M", "20", "20 million", "20 M", "about 20-23B", "100M+"])
def test_an_amount_without_a_unit_is_refused(text: str) -> None:
    assert refusal(text) == (
        "no unit after the number",
        "name a unit such as USD, percent or people",
    )


@pytest.mark.parametrize(
    ("unit", "remedy"),
    [
        ("usd", "write USD"),
        ("People", "write people"),
        ("peple", "write people"),
        ("USD.", "write USD"),
        ("percentage points", "write percentage_points"),
        ("H100 chips", "write h100_chips"),
        ("per cent", "write percent"),
        ("RMB", "use CNY"),
        ("rmb", "use CNY"),
        ("yuan", "use CNY"),
        ("renminbi", "use CNY"),
        ("Japanese yen", "use JPY"),
        ("euros", "use EUR"),
        ("dollars", "use USD, or another dollar's code"),
        ("US dollars", "use USD, or another dollar's code"),
        ("pounds", "use GBP, or another pound's code"),
        ("rupees", "use INR, or another rupee's code"),
        ("bn USD", "write the scale as B, such as 20B"),
        ("zlotys", "name a unit such as USD, percent or people"),
    ],
)
def test_an_unknown_unit_is_refused_with_the_one_that_was_meant(unit: str, remedy: str) -> None:
    assert refusal(f"20 {unit}") == (f"unit {unit!r} is not known", remedy)


def test_a_scale_that_is_not_ours_is_refused_also_when_it_touches_the_number() -> None:
    assert refusal("20bn USD") == (
        "unit 'bn USD' is not known",
        "write the scale as B, such as 20B",
    )


def test_no_unit_is_known_where_there_are_none() -> None:
    remedy = "name a unit such as USD, percent or people"
    assert refusal("20 USD", frozenset()) == ("unit 'USD' is not known", remedy)


@pytest.mark.parametrize("rest", ["USD EUR", "USD a month", "people in China"])
def test_more_than_one_unit_is_refused(rest: str) -> None:
    assert refusal(f"20M {rest}") == (
        f"more than a unit after the number: {rest!r}",
        "end with one unit; a period belongs in per, a second unit in an amount of its own",
    )


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("115 000 people", "000 people"),
        ("20M USD - 23M USD", "USD - 23M USD"),
        ("20—23B USD", "—23B USD"),
        ("-7 – −4 percent", "– −4 percent"),
        ("5 to 6 to 7 USD", "to 7 USD"),
    ],
)
def test_a_number_where_the_unit_should_be_is_refused(text: str, rest: str) -> None:
    assert refusal(text) == (
        f"another number in {rest!r}",
        "write one number such as 115,000, or a range such as 20-23B, and then one unit",
    )


@pytest.mark.parametrize(
    ("text", "sign", "remedy"),
    [
        ("$20M", "$", "write 20M USD if US dollars are meant"),
        ("$20M USD", "$", "write 20M USD if US dollars are meant"),
        ("-$5M", "$", "write -5M USD if US dollars are meant"),
        ("over $20M", "$", "write over 20M USD if US dollars are meant"),
        ("$20B–$23B", "$", "write 20B–23B USD if US dollars are meant"),
        ("US$20M", "US$", "write 20M USD"),
        ("€ 1.5M", "€", "write 1.5M EUR"),
        ("£5", "£", "write 5 GBP"),
        ("HK$5M", "HK$", "write 5M HKD"),
        ("CN¥642B", "CN¥", "write 642B CNY"),
        ("¥5M", "¥", "write CNY or JPY, whichever is meant, after the number"),
        ("5M ￥", "￥", "write CNY or JPY, whichever is meant, after the number"),
        ("₦5M", "₦", "write the code of the currency after the number, such as 20M USD"),
        ("$", "$", "write the code of the currency after the number, such as 20M USD"),
        ("$5M a day", "$", "write the code of the currency after the number, such as 20M USD"),
        ("USD $5M", "$", "write the code of the currency after the number, such as 20M USD"),
    ],
)
def test_a_sign_of_money_is_refused_with_the_code_to_write(
    text: str, sign: str, remedy: str
) -> None:
    assert refusal(text) == (f"{sign!r} is a sign, not the code of a currency", remedy)


@pytest.mark.parametrize("text", ["5%", "-5 %", "%"])
def test_a_percent_sign_is_refused(text: str) -> None:
    assert refusal(text) == ("'%' is a sign, not a unit", "write percent")


@pytest.mark.parametrize(
    ("text", "digits", "remedy"),
    [
        ("1,5M USD", "1,5", "write 1.5M USD"),
        ("about 1,5-2,5M USD", "1,5", "write about 1.5-2,5M USD"),
        ("0,500 USD", "0,500", "write 0.500 USD"),
        ("1.234,56 USD", "1.234,56", "write thousands as in 115,000 and decimals as in 30.6"),
        ("1,15,000 people", "1,15,000", "write thousands as in 115,000 and decimals as in 30.6"),
        ("1,234567 people", "1,234567", "write 1.234567 people"),
        (
            "0115,000,1 people",
            "0115,000,1",
            "write thousands as in 115,000 and decimals as in 30.6",
        ),
        ("20. USD", "20.", "write thousands as in 115,000 and decimals as in 30.6"),
        ("20, USD", "20,", "write thousands as in 115,000 and decimals as in 30.6"),
    ],
)
def test_digits_that_are_wrongly_grouped_are_refused(text: str, digits: str, remedy: str) -> None:
    assert refusal(text) == (f"{digits!r} is not a number", remedy)


@pytest.mark.parametrize(
    ("text", "fault", "remedy"),
    [
        ("23-20B USD", "the range ends below its start",
         "write the lower number first, and a scale on each if they differ"),
        ("900,000-1.2M USD", "the range ends below its start",
         "write the lower number first, and a scale on each if they differ"),
        ("-4 to -7 percent", "the range ends below its start",
         "write the lower number first, and a scale on each if they differ"),
        ("20-20B USD", "both ends of the range are equal", "write one number"),
        ("20M-23 USD", "the first number of the range has a scale and the second has none",
         "write the scale at the end for both, or one on each"),
        ("over 20-23B USD", "a range cannot have a bound, here 'over'",
         "write the range alone, or one number with the bound"),
        ("nearly 20-23B USD", "a range cannot have a bound, here 'nearly'",
         "write the range alone, or one number with the bound"),
    ],
)  # fmt: skip
def test_a_range_that_contradicts_itself_is_refused(text: str, fault: str, remedy: str) -> None:
    assert refusal(text) == (fault, remedy)


@pytest.mark.parametrize("number", ["1" + "0" * 32, "-1" + "0" * 32, "1" + "0" * 20 + "T"])
def test_a_number_beyond_the_database_is_refused(number: str) -> None:
    fault, remedy = refusal(f"{number} USD")
    assert fault == f"{number.lower()!r} is 10^32 or more"
    assert remedy == "check the digits and the scale"


@pytest.mark.parametrize("number", ["0.0000001", "0.0000000001k", "1.1234567"])
def test_a_seventh_decimal_place_is_refused_and_not_rounded(number: str) -> None:
    assert refusal(f"{number} USD") == (
        f"{number!r} has more than 6 decimal places",
        "write fewer; nothing is rounded in silence",
    )


@pytest.mark.parametrize(
    "text", ["1,5M USD", "100M+ people", "US$20M", "-€5M", "about £20–£23", "~CN¥642B"]
)
def test_a_remedy_that_spells_the_amount_out_can_be_taken_as_it_is(text: str) -> None:
    _, remedy = refusal(text)
    assert parse_amount(remedy.removeprefix("write "), UNITS)


def test_an_error_shows_fault_and_remedy_together() -> None:
    with pytest.raises(AmountError, match=r"^unit 'RMB' is not known; use CNY$"):
        parse_amount("642B RMB", UNITS)


@pytest.mark.parametrize(
    ("amount", "printed"),
    [
        (exactly("20000000", "USD"), "$20M"),
        (exactly("20000000", "USD", about=True), "about $20M"),
        (exactly("642000000000", "CNY"), "CN¥642B"),
        (exactly("20000000000", "USD", "23000000000"), "$20B–$23B"),
        (exactly("20000000000", "USD", "23000000000", about=True), "about $20B–$23B"),
        (from_below("10000000000", "USD", "at_least"), "at least $10B"),
        (from_below("10000000000", "USD", "at_least", about=True), "about at least $10B"),
        (to_above("5000000", "USD", "at_most"), "up to $5M"),
        (exactly("5000000", "CHF"), "CHF 5M"),
        (exactly("5000000", "CHF", "6000000"), "CHF 5M–CHF 6M"),
        (exactly("-5000000", "USD"), "-$5M"),
        (exactly("-5000000", "USD", "-3000000"), "-$5M to -$3M"),
        (exactly("115000", "USD"), "$115,000"),
        (exactly("999999.99", "USD"), "$999,999.99"),
        (exactly("1234000", "USD"), "$1.234M"),
        (exactly("1234567", "USD"), "$1,234,567"),
        (exactly("1234567.89", "USD"), "$1,234,567.89"),
        (exactly("1500000000000", "EUR"), "€1.5T"),
        (exactly("20000000000000000", "JPY"), "¥20,000T"),
        (exactly("0.5", "GBP"), "£0.5"),
        (exactly("0", "USD"), "$0"),
    ],
)
def test_money_is_printed_with_its_sign(amount: Amount, printed: str) -> None:
    assert format_amount(amount) == printed


@pytest.mark.parametrize(
    ("amount", "printed"),
    [
        (exactly("7", "percent"), "7%"),
        (exactly("-7", "percent"), "-7%"),
        (exactly("-0", "percent"), "0%"),
        (exactly("-7", "percent", "-4"), "-7% to -4%"),
        (exactly("-7", "percent", "4"), "-7% to 4%"),
        (exactly("20", "percent", "23.5"), "20%–23.5%"),
        (to_above("25", "percent", "under"), "under 25%"),
        (to_above("25", "percent", "under", about=True), "nearly 25%"),
        (exactly("12345678", "percent"), "12,345,678%"),
        (exactly("3", "percentage_points"), "3 percentage points"),
        (exactly("1", "percentage_points"), "1 percentage point"),
        (exactly("-2", "percentage_points", "3"), "-2 to 3 percentage points"),
        (exactly("1", "basis_points"), "1 basis point"),
        (exactly("2500000", "basis_points"), "2,500,000 basis points"),
    ],
)
def test_rates_are_printed_unscaled(amount: Amount, printed: str) -> None:
    assert format_amount(amount) == printed


@pytest.mark.parametrize(
    ("amount", "printed"),
    [
        (exactly("115000", "people"), "115,000 people"),
        (from_below("100000000", "people", "over"), "over 100M people"),
        (exactly("-5000", "people"), "-5,000 people"),
        (exactly("15", "years"), "15 years"),
        (exactly("3", "years", "5"), "3–5 years"),
        (exactly("5", "h100_chips"), "5 h100 chips"),
        (exactly("1", "products"), "1 product"),
        (exactly("1.0", "people"), "1 person"),
        (from_below("1", "years", "over"), "over 1 year"),
        (exactly("0", "people", "1"), "0–1 people"),
        (exactly("1", "companies"), "1 company"),
        (exactly("1", "business_class"), "1 business class"),
        (exactly("1", "staff"), "1 staff"),
        (exactly("-1", "products"), "-1 products"),
    ],
)
def test_counts_are_printed_with_their_unit(amount: Amount, printed: str) -> None:
    assert format_amount(amount) == printed


@pytest.mark.parametrize(
    ("per", "printed"),
    [
        ("one_off", "$20M"),
        ("level", "$20M"),
        ("cumulative", "$20M in total"),
        ("day", "$20M a day"),
        ("week", "$20M a week"),
        ("month", "$20M a month"),
        ("quarter", "$20M a quarter"),
        ("half_year", "$20M a half-year"),
        ("year", "$20M a year"),
    ],
)
def test_the_period_follows_the_amount(per: str, printed: str) -> None:
    assert format_amount(exactly("20000000", "USD"), per) == printed


def test_an_unknown_period_is_an_error_of_the_program() -> None:
    with pytest.raises(ValueError, match="unknown per 'fortnight'"):
        format_amount(exactly("20", "USD"), "fortnight")


@pytest.mark.parametrize(
    ("value", "digits"),
    [
        ("20E6", "20000000"),
        ("1E-6", "0.000001"),
        ("1.500000", "1.5"),
        ("100", "100"),
        ("-0", "0"),
        ("-0.00", "0"),
        ("0E+9", "0"),
        ("-7.0", "-7"),
    ],
)
def test_a_decimal_is_written_in_plain_digits(value: str, digits: str) -> None:
    assert format_decimal(Decimal(value)) == digits


MOST = 10**38 - 1
decimals = st.builds(
    lambda digits, places: Decimal(f"{digits}E-{places}"),
    st.integers(-MOST, MOST),
    st.just(6),
) | st.builds(
    lambda digits, places: Decimal(f"{digits}E-{places}"),
    st.integers(-(10**32) + 1, 10**32 - 1),
    st.integers(0, 6),
)


@given(decimals, st.sampled_from(sorted(UNITS)))
@example(Decimal("99999999999999999999999999999999.999999"), "USD")
@example(Decimal("-0.000001"), "percent")
def test_every_number_that_the_database_holds_is_read_back_to_the_last_digit(
    value: Decimal, unit: str
) -> None:
    amount = parse_amount(f"{format_decimal(value)} {unit}", UNITS)
    assert amount == Amount(value, value, unit, "exact", approximate=False)


@given(decimals, st.sampled_from(["", "k", "M", " billion", "T"]))
def test_no_decimal_context_changes_a_result(value: Decimal, scale: str) -> None:
    text = f"{format_decimal(value)}{scale} USD"

    def read_and_print() -> str:
        try:
            amount = parse_amount(text, UNITS)
        except AmountError as error:
            return str(error)
        assert amount.low is not None
        return f"{format_decimal(amount.low)} {format_amount(amount)}"

    in_the_usual_context = read_and_print()
    every_trap = [signal for signal in decimal.Context().flags if signal is not decimal.Clamped]
    with decimal.localcontext(decimal.Context(prec=1, Emin=0, Emax=1, traps=every_trap)):
        assert read_and_print() == in_the_usual_context


@given(
    st.builds(
        Amount,
        decimals,
        decimals,
        st.sampled_from(sorted(UNITS)),
        st.sampled_from(["exact", "at_least", "over", "at_most", "under"]),
        st.booleans(),
    )
)
def test_print_has_no_exponent_and_no_trailing_zeros(amount: Amount) -> None:
    printed = format_amount(amount)
    assert not re.search(r"[0-9][eE][0-9+-]", printed)
    assert not re.search(r"\.[0-9]*0(?![0-9])", printed)
    assert not re.search(r"(?<![0-9,.])-\D?0(?![0-9.])", printed)


@given(st.integers(-MOST, MOST))
def test_a_value_has_one_form_whatever_was_typed(micros: int) -> None:
    value = Decimal(f"{micros}E-6")
    plain = parse_amount(f"{value:f} USD", UNITS)
    assert str(plain.low) == format_decimal(value)


pieces = st.sampled_from(
    [
        "about", "at least", "over", "nearly", ">=", "~", "20", "1,5", "115,000", "-7", "-", "–",
        "to", "M", "B", "t", "million", "bn", "+", "$", "¥", "US$", "%", "USD", "rmb", "people",
        "e7", ".", "percentage points", "\u0661", " ", "",
    ]
)  # fmt: skip


@given(st.text() | st.lists(pieces).map(" ".join) | st.lists(pieces).map("".join))
def test_any_text_is_an_amount_or_is_refused_with_a_remedy(text: str) -> None:
    outcome: Amount | AmountError
    try:
        outcome = parse_amount(text, UNITS)
    except AmountError as error:
        outcome = error
    if isinstance(outcome, AmountError):
        assert outcome.fault
        assert outcome.remedy
    else:
        assert outcome.unit in UNITS
        assert format_amount(outcome)


@pytest.mark.parametrize(
    "text",
    [
        "1," * 50_000,
        "about " * 20_000,
        "-" * 100_000,
        "1" * 100_000,
        "1-" * 50_000,
        "$" * 100_000,
        "a" * 100_000,
        "1" + " " * 100_000 + "x",
        "1 " * 50_000 + "USD",
    ],
    ids=lambda text: text[:6],
)
def test_hostile_text_ends_at_once(text: str) -> None:
    started = time.perf_counter()
    fault, _ = refusal(text)
    assert time.perf_counter() - started < 1
    assert len(fault) < 300
