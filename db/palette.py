"""Colours of a terminal that can be read on white and on black alike.

The first sixteen colours are the theme's own, and most themes make yellow, green and cyan too
bright for white. These stand in the fixed part of the 256; a terminal of 16 gets bold print alone.
"""

from __future__ import annotations

KEY = "color(31)"  # dates and ids
MONEY = "color(28)"
MARK = "color(130)"
QUIET = "color(243)"  # what is there to be looked up: places, rules, names of columns
STYLES = (KEY, MONEY, MARK, QUIET)
