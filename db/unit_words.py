"""Units that stand with a number: currencies by sign, name or code, percent and points.

A sign that several currencies have ($, ¥) is read as any of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable


def any_of(words: Iterable[str]) -> str:
    """A pattern of words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def word_set(text: str) -> frozenset[str]:
    """The words of a table, each once."""
    return frozenset(text.split())


_DOLLARS = ("USD", "AUD", "CAD", "HKD", "SGD", "NZD", "TWD", "MXN")
SIGNS = {
    "$": _DOLLARS, "€": ("EUR",), "£": ("GBP",),
    "¥": ("CNY", "JPY"), "￥": ("CNY", "JPY"), "₹": ("INR",), "₩": ("KRW",), "₽": ("RUB",),
    "₺": ("TRY",), "₪": ("ILS",), "฿": ("THB",), "₱": ("PHP",), "₫": ("VND",), "₦": ("NGN",),
    "₴": ("UAH",), "₸": ("KZT",), "Rs.": ("INR",), "Rs": ("INR",), "RMB": ("CNY",), "Rp": ("IDR",),
    "SFr": ("CHF",), "Sfr": ("CHF",), "RM": ("MYR",), "Tk": ("BDT",), "人民币": ("CNY",),
    "Rp.": ("IDR",), "Tk.": ("BDT",), "KSh": ("KES",), "Ksh": ("KES",), "KSh.": ("KES",),
    "Ksh.": ("KES",), "USh": ("UGX",), "Ush": ("UGX",), "TSh": ("TZS",), "Tsh": ("TZS",),
    "Dh": ("AED", "MAD"), "Dhs": ("AED", "MAD"), "Dh.": ("AED", "MAD"), "Dhs.": ("AED", "MAD"),
    "OR": ("OMR",), "RO": ("OMR",), "QR": ("QAR",), "SR": ("SAR",), "R": ("ZAR",), "N": ("NGN",),
    "₵": ("GHS",), "GH₵": ("GHS",), "GH¢": ("GHS",), "S/": ("PEN",), "S/.": ("PEN",),
    "Kč": ("CZK",), "kr": ("SEK", "NOK", "DKK", "ISK"), "kr.": ("SEK", "NOK", "DKK", "ISK"),
    "Ft": ("HUF",), "zł": ("PLN",), "Php": ("PHP",), "PhP": ("PHP",),
}  # fmt: skip
MONEY = {
    "rmb": ("CNY",), "yuan": ("CNY",), "renminbi": ("CNY",), "元": ("CNY",), "人民币": ("CNY",),
    "us dollar": ("USD",), "u.s. dollar": ("USD",), "hong kong dollar": ("HKD",),
    "australian dollar": ("AUD",), "canadian dollar": ("CAD",), "singapore dollar": ("SGD",),
    "dollar": _DOLLARS, "euro": ("EUR",), "pound": ("GBP",), "yen": ("JPY",), "rupee": ("INR",),
    "won": ("KRW",), "rouble": ("RUB",), "ruble": ("RUB",), "swiss franc": ("CHF",),
    "franc": ("CHF",), "brazilian real": ("BRL",), "reai": ("BRL",), "rand": ("ZAR",),
    "peso": ("MXN", "ARS", "CLP", "COP", "PHP", "UYU", "DOP", "CUP"), "nt dollar": ("TWD",),
    "new taiwan dollar": ("TWD",), "new zealand dollar": ("NZD",), "taka": ("BDT",),
    "lira": ("TRY",), "zloty": ("PLN",), "baht": ("THB",), "ringgit": ("MYR",), "rupiah": ("IDR",),
    "dong": ("VND",), "naira": ("NGN",), "hryvnia": ("UAH",), "shekel": ("ILS",),
    "dirham": ("AED", "MAD"), "riyal": ("SAR", "QAR"), "forint": ("HUF",), "koruna": ("CZK",),
    "krona": ("SEK", "ISK"), "kronor": ("SEK",), "krone": ("NOK", "DKK"), "kroner": ("NOK", "DKK"),
    "chinese yuan": ("CNY",), "american dollar": ("USD",), "usd": ("USD",), "eur": ("EUR",),
    "gbp": ("GBP",), "cny": ("CNY",), "indian rupee": ("INR",), "pakistani rupee": ("PKR",),
    "sri lankan rupee": ("LKR",), "japanese yen": ("JPY",), "british pound": ("GBP",),
    "pound sterling": ("GBP",), "sterling": ("GBP",), "korean won": ("KRW",),
    "south korean won": ("KRW",), "swedish krona": ("SEK",), "swedish kronor": ("SEK",),
    "swedish crown": ("SEK",), "danish krone": ("DKK",), "danish kroner": ("DKK",),
    "danish crown": ("DKK",), "norwegian krone": ("NOK",), "norwegian kroner": ("NOK",),
    "norwegian crown": ("NOK",), "czech koruna": ("CZK",), "czech crown": ("CZK",),
    "mexican peso": ("MXN",), "argentine peso": ("ARS",), "philippine peso": ("PHP",),
    "chilean peso": ("CLP",), "colombian peso": ("COP",), "turkish lira": ("TRY",),
    "polish zloty": ("PLN",), "russian rouble": ("RUB",), "russian ruble": ("RUB",),
    "saudi riyal": ("SAR",), "uae dirham": ("AED",), "taiwan dollar": ("TWD",),
    "israeli shekel": ("ILS",), "south african rand": ("ZAR",), "thai baht": ("THB",),
    "egyptian pound": ("EGP",), "kenyan shilling": ("KES",), "nigerian naira": ("NGN",),
    "美元": ("USD",), "美金": ("USD",), "港元": ("HKD",), "港币": ("HKD",), "欧元": ("EUR",),
    "歐元": ("EUR",), "日元": ("JPY",), "日圆": ("JPY",), "円": ("JPY",), "英镑": ("GBP",),
    "zł": ("PLN",), "zlotys": ("PLN",), "kč": ("CZK",), "kr": ("SEK", "NOK", "DKK", "ISK"),
    "uruguayan peso": ("UYU",), "dominican peso": ("DOP",), "filipino peso": ("PHP",),
    "omani rial": ("OMR",), "iranian rial": ("IRR",), "rial": ("OMR", "IRR", "YER"),
    "qatari riyal": ("QAR",), "emirati dirham": ("AED",), "moroccan dirham": ("MAD",),
    "kuwaiti dinar": ("KWD",), "dinar": ("KWD", "JOD", "BHD", "IQD", "TND", "RSD"),
    "ghanaian cedi": ("GHS",), "cedi": ("GHS",), "shilling": ("KES", "UGX", "TZS"),
    "ugandan shilling": ("UGX",), "tanzanian shilling": ("TZS",), "kwacha": ("ZMW", "MWK"),
    "birr": ("ETB",), "tenge": ("KZT",), "lei": ("RON",), "soles": ("PEN",),
    "peruvian sol": ("PEN",),
    "hungarian forint": ("HUF",), "bangladeshi taka": ("BDT",), "indonesian rupiah": ("IDR",),
    "malaysian ringgit": ("MYR",), "vietnamese dong": ("VND",), "ukrainian hryvnia": ("UAH",),
    "韩元": ("KRW",), "卢比": ("INR",), "卢布": ("RUB",), "新台币": ("TWD",), "新加坡元": ("SGD",),
    "澳元": ("AUD",), "加元": ("CAD",), "瑞士法郎": ("CHF",),
}  # fmt: skip
# Letters that begin many other names stand for money only before a number that looks like it.
_SHORT = frozenset(("N", "R", "OR", "RO", "QR", "SR", "S/", "Ft", "kr"))
_GLUED = frozenset(("N", "R"))
_LOOKS_LIKE_MONEY = re.compile(
    r"\d{1,3}(?:,\d{2,3})+(?:\.\d{1,2})?(?![\w,])|\d{4,}(?![\w-])"
    r"|\d[\d,.]{0,12}(?:\s|-)?(?:million|billion|trillion|mln|bln|trn|mn|bn|tn|crore|[mbk])(?![^\W_])",
    re.IGNORECASE,
)
# By the letters before "$"; letters that are not here name a currency that nobody knows.
_DOLLARS_OF = {
    "US": "USD", "U.S.": "USD", "HK": "HKD", "A": "AUD", "AU": "AUD", "C": "CAD", "CA": "CAD",
    "CAN": "CAD", "CDN": "CAD", "S": "SGD", "SG": "SGD", "NZ": "NZD", "NT": "TWD", "R": "BRL",
    "MX": "MXN", "MEX": "MXN", "TT": "TTD", "J": "JMD", "BZ": "BZD", "EC": "XCD", "N": "NAD",
    "FJ": "FJD",
}  # fmt: skip
UNKNOWN = ("unknown",)
# In capitals only: "all", "top" and "try" are words, too.
_CODES = word_set(
    """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN
    BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR
    FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY
    KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU
    MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON
    RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP
    TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAD XAF XAG XAU XBA XBB
    XBC XBD XCD XCG XDR XOF XPD XPF XPT XSU XUA YER ZAR ZMW ZWG
    """
)
PERCENT = ("percent",)
RATIOS = ("percent", "percentage_points", "basis_points")
CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
_BEFORE = re.compile(
    r"(?:\$(?P<tail>US|AU?|NZ|C|HK|S)"
    rf"|(?<![^\W\d_])(?P<letters>[A-Za-z](?:[A-Za-z]|\.(?=[A-Za-z$])){{0,4}})\$"
    rf"|(?P<sign>{any_of(sign for sign in SIGNS if not sign[0].isalpha())}"
    rf"|(?<![^\W\d_{CJK}])(?:{any_of(sign for sign in SIGNS if sign[0].isalpha())})"
    r"|\b[A-Z]{3}))\s?$"
)
_AFTER = re.compile(
    r"\s?(?P<percent>%|\uff05)(?!\s?-?points?\b)|(?:\s{0,2}|-)(?P<word>percent|per\s+cent|pct)\b"
    r"(?![\s-]points?\b)"
    r"|[\s-]?(?P<basis>basis[\s-]points?|bps?)\b"
    r"|[\s-]?(?P<points>(?:(?:percentage|percent|per\s+cent|%)[\s-]?)?points?|ppts?|pps?|p\.p\.)"
    r"(?![^\W\d_])"
    rf"|(?:\s{{0,2}}|-)(?P<money>{any_of(MONEY)})(?:e?s)?(?![^\W\d_{CJK}])"
    rf"|\s?(?P<code>(?-i:{any_of(_CODES)}))\b"
    r"|\s?(?P<sign>[$€£¥￥₹₩₽₺₪฿₱₫₦₴₵])(?!\s?\d)",
    re.IGNORECASE,
)


def read_unit(text: str, start: int, end: int) -> tuple[tuple[str, ...], int]:
    """The units that the words before and after a number allow, and where those after it end."""
    units, _, end = place_unit(text, start, end)
    return units, end


def place_unit(text: str, start: int, end: int) -> tuple[tuple[str, ...], int, int]:
    """The units that the words around a number allow, and where number and units start and end."""
    sign_at_start = 1 if text[start] in "$€£¥￥₹₩₽" else 0
    before = _BEFORE.search(text, max(0, start - 6), start + sign_at_start)
    if before and before["sign"] in _SHORT and not _is_money(text, before, start):
        before = None
    after = _AFTER.match(text, end)
    units = _name_sign(before) if before else ()
    if after:
        said = _name_unit(after)
        # "$20 million US dollars" is told twice; a sign alone is the vaguer of the two.
        units = tuple(unit for unit in said if unit in units) or said if units else said
        end = after.end()
    return units, min(start, before.start()) if before and units else start, end


def is_in_percent(text: str, end: int) -> bool:
    """Whether a number that ends here is followed by percent."""
    after = _AFTER.match(text, end)
    return after is not None and bool(after["percent"] or after["word"])


def is_code(letters: str) -> bool:
    """Whether the three characters before a number are, or end with, those of a currency."""
    if letters in _CODES or "$" in letters:
        return True
    words = re.split(r"[^A-Za-zč]", letters)
    return words[-1] in SIGNS or words[-1] in ("RMB", "US")


def _is_money(text: str, sign: re.Match[str], start: int) -> bool:
    """Whether letters that may be anything stand for a currency: "R12m", but not "R2"."""
    spaced = sign["sign"] in _GLUED and sign.end("sign") < start
    return not spaced and _LOOKS_LIKE_MONEY.match(text, start) is not None


def _name_sign(match: re.Match[str]) -> tuple[str, ...]:
    if letters := match["letters"] or match["tail"]:
        known = _DOLLARS_OF.get(letters.upper())
        if known is None and letters in _CODES:
            known = letters
        return (known,) if known else UNKNOWN
    return SIGNS.get(match["sign"]) or tuple({match["sign"]} & _CODES)


def _name_unit(match: re.Match[str]) -> tuple[str, ...]:
    if match["basis"]:
        return ("basis_points",)
    if match["points"]:
        return ("percentage_points",)
    if match["percent"] or match["word"]:
        return PERCENT
    if match["code"]:
        return (match["code"],)
    return SIGNS[match["sign"]] if match["sign"] else MONEY[match["money"].lower()]
