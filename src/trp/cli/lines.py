"""`trp determine --lines`: a stream of requests, answered one by one in the order of the input.

A line is answered as it comes and forgotten: a million lines need no more memory than one.
"""

from __future__ import annotations

from typing import BinaryIO, TextIO

from trp.cli.speech import Speech


def answer_lines(
    source: BinaryIO, target: BinaryIO, faulty: TextIO, speech: Speech, *, text: bool, brief: bool
) -> int:
    """Answer every line; 0 if none was faulty, else 1."""
    raise NotImplementedError
