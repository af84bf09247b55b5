"""What can happen to a case, what follows from it, and what stops an act: pure, without a database or a clock."""

from trp.casework import assessing, doubts, endings, exemptions, fees, opening, recording
from trp.casework.acts import ACTS, Act

__all__ = ["ACTS", "Act", "assessing", "doubts", "endings", "exemptions", "fees", "opening", "recording"]
