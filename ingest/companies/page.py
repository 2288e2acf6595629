"""An article as the rules for companies see it: sentences, runs of capitals, what is masked."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from db.sentences import split_sentences
from ingest.companies.lists import APOSTROPHE, Lists

_UPPER = "".join(char for char in map(chr, range(0x530)) if char.isupper())
_MARKS = "\u0300-\u036f"
_LETTER = "[^\\W_\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]"
_REST = rf"(?:{_LETTER}|[{_MARKS}]){{0,40}}+"
_FIRST = rf"(?:[{_UPPER}]|[a-z]{{1,2}}[A-Z]|\d{{1,3}}(?:\.[A-Z]|[A-Za-z](?=[A-Za-z])|[A-Z](?!\w)))"
_CAPITAL = (
    rf"(?<![^\W_]){_FIRST}{_REST}(?:(?:[&+·]|-(?=[{_UPPER}\d])|{APOSTROPHE}(?!s\b))(?={_LETTER}){_REST}"
    rf"|\.(?:com|ai|AI|io|net|org|co|tv|in|app)\b|(?<=\b[A-Z])\.[A-Z]\b){{0,6}}+"
)
_WORD = re.compile(_CAPITAL)
_BETWEEN = r"(?:[ \u00a0]{1,2}|[ \t]?\r?\n)"
_RUN = re.compile(
    rf"{_CAPITAL}(?:{_BETWEEN}(?:(?:&|of|of the|de|du|der|von|van|e|y)[ \u00a0])?{_CAPITAL}){{0,9}}"
)
_MASKS = re.compile(
    r"(?<![A-Za-z])(?:https?|ftp)://[^\s<>\"')\]]*+|(?<!\w)www\.[^\s<>\"')\]]*+"
    r"|(?<![\w.+-])[\w.+-]{1,64}+@[\w-]{1,64}(?:\.[\w-]{1,64}){1,5}+"
    r"|(?<![\w&])[#@]\w++"
    r"|(?<![A-Za-z0-9.@-])[a-z0-9-]{1,63}+(?:\.[a-z0-9-]{1,63}){0,4}"
    r"\.(?:com|org|net|io|ai|gov|edu|eu|co|cn|in|de|fr|uk|jp|us|app|dev|tv|me)\b(?:/[^\s<>\"')\]]*+)?"
    r"|(?<![\w./\\-])[\w./\\-]{1,200}?\.(?:pdf|xlsx?|docx?|pptx?|csv|png|jpe?g|gif|svg|html?|xml|zip|txt|md|json"
    r"|ya?ml|exe|py|js|mp[34])\b"
    r"|(?<!\w)[A-Za-z0-9]{1,60}+(?:_[A-Za-z0-9]{1,60}+){1,20}+(?!_)|(?<![\w.])[/~](?:[\w.-]{1,80}/){1,20}[\w.-]{0,80}+"
)
_SYMBOL = r"[A-Z0-9]{1,6}(?:[.\-][A-Z]{1,2})?"
_EXCHANGE = (
    r"(?:NYSE|NYSE American|NYSE Arca|NASDAQ|Nasdaq|NasdaqGS|NasdaqGM|NasdaqCM|AMEX|LSE|LON|AIM"
    r"|TSX|TSXV|ASX|HKEX|HKG|SEHK|HKSE|NSE|BSE|SSE|SZSE|SHA|SHE|SGX|TSE|TYO|KRX|KOSDAQ|KOSPI|TWSE"
    r"|TPE|XETRA|Xetra|ETR|FRA|FWB|Euronext|Euronext Paris|Euronext Amsterdam|EPA|AMS|BIT|BME|SIX"
    r"|SWX|STO|CPH|OSE|HEL|JSE|OTC|OTCQB|OTCQX|OTCMKTS|TADAWUL|B3|BVMF|[Ss]tock [Cc]ode|[Tt]icker"
    r"|[Ss]ymbol)"
)
TICKER = re.compile(
    rf"[ \u00a0]?[(\[][ ]?(?:{_EXCHANGE}[ ]?[:;：][ ]?(?P<listed>{_SYMBOL})"
    r"|(?P<wire>[A-Z0-9]{1,6}\.[A-Z]{1,3})"
    r"|(?P<terminal>[A-Z0-9]{1,6}[: ](?:US|HK|LN|IN|JP|GR|FP|CH|NA|KS))"
    rf"|\$(?P<cash>[A-Z]{{1,6}}))(?:[^)\]\n]{{0,60}})[)\]]"
)
_SIGNS = re.compile(r"[@#/\\_~]|\.(?=[A-Za-z])")
_OPENING, _STOPS = tuple('"“„«'), tuple(",;:.!?")
_SPACES, _LONGEST = (" ", "\n", "\u00a0", "\t"), 400
_SMALL = re.compile(r"(?<![\w'’@./_-])[a-z][\w'’]*+(?![@/_]|\.\w)")
_LITTLE = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "for",
        "from",
        "in",
        "into",
        "is",
        "it",
        "its",
        "nor",
        "of",
        "off",
        "on",
        "onto",
        "or",
        "over",
        "per",
        "so",
        "than",
        "that",
        "the",
        "to",
        "up",
        "via",
        "vs",
        "with",
    ]
)
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sen|Rep|Gov|Gen|Sir|Lord|Judge|Mx)\.?[ \u00a0]$")
_LAST_WORDS = re.compile(r"[^\W_][\w'’&-]*+")


def _find_masks(text: str) -> Iterator[tuple[int, int]]:
    """Addresses, hashtags and names of files; looked for only around the signs that they hold."""
    last = 0
    for sign in _SIGNS.finditer(text):
        if sign.start() < last:
            continue
        first = max(last, sign.start() - _LONGEST)
        first += max(map(text[first : sign.start()].rfind, _SPACES)) + 1
        ends = [text.find(space, sign.start(), sign.start() + _LONGEST) for space in _SPACES]
        last = min((end for end in ends if end >= 0), default=sign.start() + _LONGEST)
        yield from (match.span() for match in _MASKS.finditer(text, first, last))


class Word(NamedTuple):
    """A word of a text that begins with a capital."""

    start: int
    end: int
    text: str


class Run(NamedTuple):
    """Words with a capital that follow each other within a sentence."""

    start: int
    end: int
    words: tuple[Word, ...]


class Page:
    """A text with what the rules ask of it, found once."""

    def __init__(self, text: str, lists: Lists) -> None:
        """Take the text of an article."""
        self.text = text
        self.lists = lists
        self.sentences = split_sentences(text)
        self._starts = [sentence.start for sentence in self.sentences]
        self._masks = list(_find_masks(text))
        self._mask_starts = [start for start, _ in self._masks]
        self._tickers = [match.span() for match in TICKER.finditer(text)]
        self.runs = self._find_runs()
        self._run_starts = [run.start for run in self.runs]
        self._headings: dict[int, bool] = {}
        self._before: dict[int, list[str]] = {}

    def _find_runs(self) -> list[Run]:
        runs = []
        for match in _RUN.finditer(self.text):
            words = [
                Word(*word.span(), word[0]) for word in _WORD.finditer(self.text, *match.span())
            ]
            first = 0
            for at in range(1, len(words) + 1):
                if at == len(words) or not self._goes_on(words[at - 1], words[at]):
                    part = tuple(words[first:at])
                    runs.append(Run(part[0].start, part[-1].end, part))
                    first = at
        return runs

    def _goes_on(self, word: Word, following: Word) -> bool:
        """Whether two words may belong to one name: "Bank of X", but not "maker of X"."""
        between = self.text[word.end : following.start].strip()
        if self.sentence_start(word.start) != self.sentence_start(following.start):
            return False
        if between.startswith("of"):
            return word.text in _OF_HEADS
        return not between or between in ("&", "de", "du", "der", "von", "van")

    def sentence_start(self, place: int) -> int:
        """Where the sentence of a place starts."""
        at = bisect_right(self._starts, place) - 1
        return self._starts[at] if at >= 0 else 0

    def is_masked(self, start: int, end: int) -> bool:
        """Whether a place is within an address, a hashtag, or the name of a file."""
        at = bisect_right(self._mask_starts, start) - 1
        return at >= 0 and self._masks[at][1] > start and self._masks[at] != (start, end)

    def is_ticker(self, start: int) -> bool:
        """Whether a place is within brackets that hold a ticker."""
        at = bisect_right(self._tickers, (start, start)) - 1
        return at >= 0 and self._tickers[at][1] > start

    def run_at(self, start: int) -> Run | None:
        """The run that holds a place."""
        at = bisect_right(self._run_starts, start) - 1
        return self.runs[at] if at >= 0 and self.runs[at].end > start else None

    def begins(self, start: int) -> bool:
        """Whether a word begins a sentence, or a quotation or a clause after a colon."""
        first = max(self.sentence_start(start), start - 40)
        if (
            self.text[start - 1 : start] in _OPENING
            and self.text[first : start - 1].rstrip()[-1:] in _STOPS
        ):
            return True
        before = self.text[first:start].rstrip(" \u00a0\"'“‘«([*_•-–—#>\ufeff\t")
        return not before or before[-1] in ":.!?…" or bool(re.fullmatch(r"\(?\w{1,3}[.)]", before))

    def is_heading(self, place: int) -> bool:
        """Whether capitals tell nothing in the sentence of a place: a title, or all in capitals."""
        at = max(0, bisect_right(self._starts, place) - 1)
        if at not in self._headings and self.sentences:
            sentence = self.sentences[at]
            self._headings[at] = _is_title(self.text[sentence.start : sentence.end])
        return self._headings.get(at, False)

    def words_before(self, start: int) -> list[str]:
        """The last words of the sentence before a place, in small letters, at most three."""
        if start not in self._before:
            self._before[start] = self._find_words_before(start)
        return self._before[start]

    def _find_words_before(self, start: int) -> list[str]:
        first = max(self.sentence_start(start), start - 60)
        before = self.text[first:start].rstrip(" \u00a0\"'“‘«(\r\n\t")
        if not before or before[-1] in ".;:!?)":
            return []
        return [word.lower() for word in _LAST_WORDS.findall(before)[-3:]] + (
            [","] if before[-1] == "," else []
        )

    def is_titled(self, start: int) -> bool:
        """Whether "Mr" or the like stands before a place."""
        return _TITLE.search(self.text, max(0, start - 8), start) is not None

    @cached_property
    def small_words(self) -> frozenset[str]:
        """Every word of the text that is written small."""
        return frozenset(_SMALL.findall(self.text))


_OF_HEADS = frozenset(
    [
        "Bank",
        "University",
        "Ministry",
        "Department",
        "Republic",
        "State",
        "House",
        "Court",
        "Board",
        "Institute",
        "Industrial",
        "Commercial",
        "Secretary",
        "Office",
        "Bureau",
        "Union",
        "Church",
        "Kingdom",
        "Cyberspace",
        "Administration",
        "Chamber",
        "College",
        "Commission",
        "Authority",
        "Council",
        "Academy",
        "Association",
        "Federation",
        "City",
        "County",
        "Duke",
        "Isle",
        "Gulf",
        "Bay",
        "Cape",
    ]
)


def _is_title(sentence: str) -> bool:
    """Whether nearly all words of a sentence are written large."""
    words = re.findall(r"[^\W\d_][\w'’]*+", sentence[:400])
    long = [word for word in words if word.lower() not in _LITTLE]
    small = sum(word.islower() for word in long)
    return len(long) >= 3 and small == 0
