"""The acts on a case that are not about its fee: a page for each. Importing them lets `desk.acting` know their views."""

from __future__ import annotations

from trp.cases.acts import assessing, correcting, deciding, ending, facts, offers, papers, working

NAMES = tuple(
    vars(view)["act"].__name__
    for room in (offers, facts, papers, working, correcting, assessing, deciding, ending)
    for view in vars(room).values()
    if isinstance(view, type) and "act" in vars(view) and view.__module__ == room.__name__
)
"""The acts that have a page here, by their names."""
