"""Whether a line, by itself, is noise, and of what kind."""

from __future__ import annotations

import re
from functools import lru_cache

from db.text import level_letters
from ingest.articles.noise_words import (
    BEGINNINGS,
    BUTTONS,
    FIGURES,
    LANGUAGES,
    NO_NAMES,
    OUTLETS,
    ROLES,
    SECTIONS,
    SHARE_SIGNS,
    SHARE_WORDS,
)

LONGEST = 400  # of a line that is noise by its form; beyond it only disclaimers are looked for
MARKS = " \t#>*_-–—•‣◦▪●·»›→|~=\u200b\u00a0\ufeff"

_NAME = (
    r"(?:(?:de la |de |van der |van |von |bin |al-|da |del )?(?!AND\b)[^\W\d_a-z][\w.'’-]{0,30})"
)
_NAMES = rf"{_NAME}(?:\s{_NAME}){{1,3}}"
PEOPLE = rf"{_NAMES}(?:(?:,\s|\s?[&/]\s?|\s(?:and|AND)\s){_NAMES}){{0,5}}"
_WHEN = r"(?:(?i:first |last )?(?i:published|updated|posted|modified|created|uploaded|edited)\b)"
_REST = (
    rf"(?:\s*[,|•·–—:/(-]\s*(?:{_WHEN}.{{0,100}}|(?:the\s)?{_NAME}(?:\s{_NAME}){{0,4}}"
    rf"|[^.]{{0,40}}\b(?i:{ROLES})s?\b[^.]{{0,60}}|.{{0,20}}\d{{4}}.{{0,50}}|@\w{{1,30}}))?"
)
_DAY = (
    r"(?i:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},?\s)?(?:(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s\d"
    r"|\d{1,2}(?:st|nd|rd|th)?[\s/.-](?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|\d)|\d{4}-\d|\d{1,2}:\d\d|\d{1,3}\s(?i:hours?|days?|min))"
)
_BYLINE = re.compile(
    rf"(?:(?:By|BY|by)\s*:?\s(?P<who>{PEOPLE}|(?:The\s)?(?:{OUTLETS})(?:\s\w+)?){_REST}\W*$"
    rf"|(?i:written|reported|edited|reviewed|posted|authored|compiled|curated)\s(?i:by)\b:?\s{_NAME}(?:\s.{{0,100}})?(?<![.!?])$"
    rf"|(?:{PEOPLE}),?\s(?:{OUTLETS})\W*$"
    rf"|\(?(?i:additional\s|with\s)?(?i:reporting|writing|editing)\s(?i:by|from)\s{_NAME}\s.{{0,250}}$"
    rf"|[-–—\s(]*(?i:with assistance (?:by|from))\b.{{1,200}}$"
    rf"|(?i:story\s|article\s)?{_WHEN}\s?(?:(?i:on|at)\b|[:|]|\s)\s?(?:{_DAY}).{{0,80}}(?<![.!?])$"
    rf"|{_WHEN}\s(?i:by)\s{_NAMES}.{{0,80}}(?<![.!?])$"
    rf"|\(?(?i:with\s(?:agency\s)?inputs?)(?:\s(?i:from)\s.{{1,60}})?\W*$"
    rf"|(?:(?:{_NAME}\s){{1,2}}(?:Bureau|Desk|Newsroom)|Agencies|(?:{OUTLETS}))$"
    rf"|(?i:our standards:)"
    rf"|{_NAMES}\s?[|•·]\s?.{{0,40}}\d{{4}}.{{0,40}}$"
    rf"|(?:责任编辑|编辑|记者|作者)[:：].{{1,40}}$)"
)  # fmt: skip
_BIOGRAPHY = re.compile(
    rf"{_NAMES},?\s(?:is|was|covers|writes|reports|has\s(?:covered|written|been))\b[^\d]{{0,60}}"
    rf"(?:\b(?i:{ROLES})s?\b\s(?:at|for|with|covering|based|in|and|on|who\s(?:covers|writes))\b"
    r"|\b(?:technology|business|markets|banks?|the\s\w+\s(?:industry|beat)|\w+)\sfor\s[A-Z])"
    r"(?P<more>[^\d]{0,300})$"
)
_PICTURE = re.compile(
    r"(?i:image|photo(?:graph|graphy| illustration)?|picture|illustration|graphic|chart|video|screenshot|caption"
    r"|featured image|cover image)s?(?:\s(?i:source|credit|courtesy|via|by|for illustration))?(?:\s(?i:of))?\s?[:：].{0,250}$"
    r"|(?i:photograph|photo(?: illustration)?|image|illustration|picture)s?\s(?i:by|courtesy of|credit|via|from)\s.{2,120}(?<![.!?])$"
    r"|(?i:file (?:photo|picture|image)|handout)\b.{0,3}[:|–—-]?.{0,250}$"
    r"|(?i:(?:click|tap) (?:here )?(?:to|on image to) (?:enlarge|zoom|view)\b.{0,30})$"
    r"|(?i:credits?)\s?[:：].{0,100}$|(?:AP|AFP|EPA) Photo/.{1,60}$|(?:图片来源|图源)[:：].{0,40}$",
)
_CREDIT = re.compile(
    r"(?:/\s?(?:Getty(?:\sImages)?|AFP|Reuters|REUTERS|AP|Shutterstock|Bloomberg|EPA|iStock|Alamy)\b.{0,60}"
    r"|REUTERS/[A-Z].{0,60}|\((?:AP |AFP |Reuters |File )?(?i:photo|image|picture|pic|illustration)s?\b.{0,100}\)"
    r"|(?i:via|credit:|photo:|©)\s?(?:Getty|Shutterstock|Reuters|AP|AFP|iStock|Unsplash).{0,40}"
    r"|(?:^|[/|,(©]\s?|\b(?:via|from|by|on|of)\s)(?:Getty\sImages|Shutterstock|iStockphoto|Unsplash|Pexels|Alamy(?:\sStock\sPhoto)?))\W{0,3}$"
)
_CREDIT_WORDS = ("/", "hoto", "mage", "ictur", "llustr", "hutter", "iStock", "nsplash", "exels",
                 "lamy", "etty", "Pic", "pic", "©", "via")  # fmt: skip
_LEAD = (
    r"(?:(?:also|please|must|you can)\s)?(?:(?:read|watch)|(?:read|see|watch|listen|explore)\s(?:also|more|next|this|too|now|here))"
    r"|related(?:\s(?:stor(?:y|ies)|articles?|news|posts?|reading|coverage|content|links?|topics?|videos?))?"
    r"|recommended(?:\s(?:for you|stories|articles|reading|by .{1,30}))?|don['’]t miss|in case you missed it|icymi"
    r"|(?:next|previous|prev)\s(?:article|story|post)|more\s(?:stories|coverage|news|reading|articles)|up next|trending|top stor(?:y|ies)"
    r"|you (?:may|might) (?:also )?(?:like|be interested in|enjoy|have missed)|further reading|go deeper|explainer"
)
_RELATED = re.compile(rf"[(\[>»\s]*(?:{_LEAD})\s?[:|]\s?.{{1,200}}$", re.IGNORECASE)
_RELATED_DASH = re.compile(
    r"(?:also read|read (?:also|more|next)|see also)\s?[-–—]\s?.{1,200}$", re.IGNORECASE
)
RELATED_HEADING = re.compile(
    rf"[>»\s]*(?:(?:{_LEAD})|(?:most|popular)(?:\s(?:read|popular|viewed|shared|commented|posts|stories|now))"
    r"|(?:the\s)?latest(?:\s(?:news|stories|articles|posts|headlines|videos))"
    r"|trending(?:\s(?:now|stories|topics|news|stocks))|popular|explore more.{0,30}|editor['’]?s['’]? (?:picks?|choice)|what to read next"
    r"|around the web|from (?:the|around the) web|also in this (?:section|series)|more like this|recent (?:posts|articles|news|stories)"
    r"|(?:similar|suggested|other) (?:articles|stories|posts|news)|you(?:['’]ll| will) also like)\W*$",
    re.IGNORECASE,
)  # fmt: skip
_MORE_FROM = re.compile(
    r"(?:M|m)ore (?:from|by|in|about)(?: (?:the|our))?(?: [A-Z][\w&'’.-]*){1,4}$"
)

_CHANGE = r"[▲▼△▽↑↓+−-]\s?[$€£¥₹]?\d[\d.,]*+\s?%?(?:\s?\(?[▲▼△▽↑↓+−-]?\s?\d[\d.,]*+\s?%?\)?)?"
_PRICE = r"[$€£¥₹]?\d[\d,]*+\.\d{1,4}"
_QUOTE = re.compile(rf"(?P<name>[A-Z^][^\s]{{0,15}}(?: (?:[A-Z&][^\s]{{0,15}}|\d{{2,4}}(?=\s))){{0,3}})\s+(?P<price>{_PRICE}\s*)?(?P<change>{_CHANGE})[\s,;|]*+")  # fmt: skip
_INDEX = re.compile(
    r"(?:dow|nasdaq|s&p|ftse|dax|cac|nikkei|sensex|nifty|hang seng|russell|stoxx|kospi|shanghai"
    r"|csi|asx|tsx|ibex|bitcoin|ethereum|gold|silver|brent|wti|crude|oil|vix)\b",
    re.IGNORECASE,
)
_HASHTAGS = re.compile(r"#\w{1,40}(?:[\s,;|]+#\w{1,40}){0,30}\s*$")
_CONTACT = re.compile(
    r"[\w.+-]{1,60}@[\w-]{1,60}\.[a-z]{2,12}\b(?!.*\.$)|^SOURCE:? [A-Z][^.!?]{1,60}\.?$"
)
_TICKER = re.compile(r"(?:^| )[A-Z]{1,5}\.[A-Z]{1,2}$")
_FIGURE = re.compile(
    r"[$€£¥₹]\s?\d|\d\s?(?:%|percent|per cent|(?:million|billion|trillion|crore|lakh|bn|mn)\b)",
    re.IGNORECASE,
)
_MAY_HOLD_NO_FIGURE = ("picture", "byline", "comments", "share", "author", "disclaimer", "contact")
_SPLIT = re.compile(r"\s*[|·•>»›/]+\s*|\s{3,}|\t")
_WORD = re.compile(r"[\w.'’&-]+")


def classify_line(line: str) -> str | None:
    """The kind of noise that a line is, None where it belongs to the article."""
    return _classify_short(line) if len(line) <= 120 else _classify(line)


@lru_cache(maxsize=2048)  # sites repeat their menus on every page
def _classify_short(line: str) -> str | None:
    return _classify(line)


def _classify(line: str) -> str | None:
    if line.startswith("#") and _HASHTAGS.match(line):
        return "tags"
    bare = line.strip(MARKS)
    if not bare:
        return None
    low = level_letters(bare).lower()
    if line.startswith("#") and low in BUTTONS:
        return None  # a heading of Markdown
    kind = _classify_bare(bare, low)
    if kind in _MAY_HOLD_NO_FIGURE and _FIGURE.search(bare):
        told = (kind == "disclaimer" and "forward" in low) or _CREDIT.search(bare[-100:])
        return kind if told else None
    return kind


def _classify_bare(bare: str, low: str) -> str | None:
    if len(bare) <= LONGEST and (form := _classify_form(bare, low)):
        return form
    for kind, rule in BEGINNINGS.items():
        if (kind in _ANY_LENGTH or len(bare) <= LONGEST) and rule.match(bare):
            return kind
    if "all rights reserved" in low and len(bare) <= LONGEST:
        return "copyright"
    if len(bare) <= 120 and _CONTACT.search(bare):
        return "contact"
    return None


_ANY_LENGTH = ("disclaimer", "cookies", "copyright")


def _classify_form(bare: str, low: str) -> str | None:
    if low in BUTTONS or _is_menu(low):
        return "menu"
    if "  " in bare:
        bare, low = (" ".join(words.split()) for words in (bare, low))
    if _is_share_row(low):
        return "share"
    if _is_prices(bare):
        return "prices"
    if _is_byline(bare):
        return "byline"
    if _is_biography(bare):
        return "author"
    if _PICTURE.match(bare) or (any(w in bare for w in _CREDIT_WORDS) and _CREDIT.search(bare)):
        return "picture"
    if _is_related(bare):
        return "related"
    return None


def _is_menu(low: str) -> bool:
    if len(low) > 250:
        return False
    pieces = [piece for piece in _SPLIT.split(low) if piece]
    known = sum(piece in SECTIONS for piece in pieces)
    if len(pieces) >= 3 and known >= 2 and all(len(piece) <= 30 for piece in pieces):
        return 2 * known >= len(pieces)
    if not low.isascii() or known == 0:
        return _is_languages(low)
    return False


def _is_languages(low: str) -> bool:
    """Whether a line names languages, one after the other, even without spaces between them."""
    rest, found = low, 0
    for language in LANGUAGES:
        if language in rest:
            rest, found = rest.replace(language, " "), found + 1
    return found >= 4 and len("".join(_WORD.findall(rest))) * 3 <= len(low)


def _is_share_row(low: str) -> bool:
    if len(low) > 120 or "," in low or low.endswith("."):
        return False
    words = _WORD.findall(low)
    if not words or any(word not in SHARE_WORDS for word in words):
        return False
    signs = sum(word in SHARE_SIGNS for word in words)
    return signs >= 2 or (
        len(words) <= 2 and words[0] in SHARE_SIGNS and words[0] not in ("line", "x")
    )


def _is_prices(bare: str) -> bool:
    if not any(sign in bare for sign in "+-−▲▼△▽↑↓"):
        return False
    quotes, at = [], 0
    while quote := _QUOTE.match(bare, at):
        quotes.append(quote)
        at = quote.end()
    if at < len(bare) or not quotes:
        return False
    return all(_is_quote(quote, len(quotes)) for quote in quotes)


def _is_quote(quote: re.Match[str], count: int) -> bool:
    """A ticker or an index with its price and change; a row of a company's figures is none."""
    name = quote["name"]
    if ":" in name or not FIGURES.isdisjoint(name.lower().split()):
        return False
    if _INDEX.match(name):
        return True
    if any(char.isdigit() for char in name):
        return False
    if _TICKER.search(name) and quote["price"]:
        return True
    if name.isupper() and " " not in name:
        return bool(quote["price"]) or count >= 2
    return bool(quote["price"]) and "(" in quote["change"] and "%" in quote["change"]


def _is_byline(bare: str) -> bool:
    match = _BYLINE.match(bare)
    if match is None:
        return False
    return is_name(match["who"] or "")


def is_name(who: str) -> bool:
    """Whether the words after "by" name a person, and not a time or a manner."""
    return who.split(" ", 1)[0].rstrip(",").lower() not in NO_NAMES


def _is_biography(bare: str) -> bool:
    return _BIOGRAPHY.match(bare) is not None


def _is_related(bare: str) -> bool:
    return bool(
        _RELATED.match(bare)
        or _RELATED_DASH.match(bare)
        or RELATED_HEADING.match(bare)
        or (_MORE_FROM.match(bare) and len(bare) <= 60)
    )
