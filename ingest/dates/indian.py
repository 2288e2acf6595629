"""Whether a text is Indian business news, by its money and its markets."""

from __future__ import annotations

import re

INDIAN = "Indian fiscal years end in March"
_INDIAN = re.compile(
    r"₹|\b(?:rupees?|crores?|lakhs?)\b|(?-i:\b(?:RBI|BSE|NSE|SEBI|Sebi|Nifty|Sensex|INR)\b|\bRs\b)",
    re.IGNORECASE,
)
# They count in rupees or in lakh, too, or have an NSE; their years end in other months.
_OTHERS = re.compile(
    r"\b(?:Pakistan|Karachi|PSX|Sri Lanka|Colombo|Nepal|NEPSE|Bangladesh|Dhaka|taka|Mauritius"
    r"|Nairobi|Kenyan?|Nigerian?|Seychelles)\b"
)


def is_indian(text: str) -> bool:
    """Whether a text speaks of rupees, crore, lakh or Indian markets, and of none of the others."""
    return _INDIAN.search(text) is not None and _OTHERS.search(text) is None
