"""`trp determine --lines`: a stream of requests, answered one by one in the order of the input.

A line is answered as it comes and forgotten: a million lines need no more memory than one.
"""

from __future__ import annotations

import gc
import json
from typing import Any, BinaryIO, TextIO

from trp.cli.reading import MOST, Unreadable, parsed
from trp.cli.speech import Speech
from trp.cli.writing import encoded
from trp.rulebook.book import current
from trp.rulebook.brief import BriefTeller
from trp.rulebook.determine import compiled, determine
from trp.rulebook.request import faults


def answer_lines(source: BinaryIO, target: BinaryIO, faulty: TextIO, speech: Speech, *, brief: bool) -> int:
    """Answer every line, as one line of JSON each; 0 if none was faulty, else 1.

    A line that is empty, or only white space, is passed over. A faulty line is reported with its number.
    """
    # Requests and answers hold no cycles: looking for some among what is kept would cost a quarter of the time.
    gc.disable()
    first_day = current().first_day
    teller = BriefTeller(compiled(), speech.language)
    wrong = 0
    number = 0
    while line := source.readline(MOST + 1):
        number += 1
        if len(line) > MOST and not line.endswith(b"\n"):
            _pass_over(source)
        elif not line.strip():
            continue
        try:
            request = parsed(line)
            found = [
                f"{wrong.path}: {wrong.says.in_(speech.language)}" for wrong in faults(request, first_day)
            ]
        except Unreadable as fault:
            found = [fault.says.in_(speech.language)]
        if found:
            wrong += 1
            for said in found:
                print(f"{speech('line', 'ligne')} {number}: {said}".replace("\n", " "), file=faulty)
        elif brief:
            target.write(_line(teller.tell(request)))
        else:
            target.write(encoded(determine(request, speech.language)))
    target.flush()
    return 1 if wrong else 0


def _pass_over(source: BinaryIO) -> None:
    """Skip the rest of a line that is too long to be a request, without keeping it."""
    while (more := source.readline(MOST)) and not more.endswith(b"\n"):
        pass


def _line(told: str) -> bytes:
    try:
        return (told + "\n").encode()
    except UnicodeEncodeError:  # half of a surrogate pair, as JSON allows
        answer: dict[str, Any] = json.loads(told)
        return encoded(answer)
