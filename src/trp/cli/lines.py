"""`trp determine --lines`: a stream of requests, answered one by one in the order of the input.

A line is answered as it comes and forgotten: a million lines need no more memory than one. A large file is shared
out among the processors in blocks of lines, a few blocks ahead at most, and written in the order it was read.
"""

from __future__ import annotations

import gc
import json
import os
from collections import deque
from collections.abc import Iterable, Iterator
from stat import S_ISREG
from typing import Any, BinaryIO

from trp.cli.reading import MOST, Unreadable, parsed, read_from, too_long
from trp.cli.writing import encoded, fault
from trp.rulebook.book import current
from trp.rulebook.determine import compiled
from trp.rulebook.language import Language
from trp.rulebook.request import faults
from trp.rulebook.speech import Speech
from trp.rulebook.tell import Teller

_LARGE = 8 * 1024 * 1024  # bytes: a file smaller than that is answered before other processes have started
_BLOCK = 256 * 1024  # bytes of lines handed to a process at a time
_AHEAD = 3  # blocks for each process that are read before they are written

Line = tuple[int, bytes | None]
"""The number of a line from 1, and its bytes; None where it is longer than any request."""

Answered = tuple[bytes, list[str]]
"""The answers to some lines, and what is wrong with the others, each said in one line."""


def answer_lines(source: BinaryIO, target: BinaryIO, speech: Speech, *, brief: bool) -> int:
    """Answer every line, as one line of JSON each; 0 if none was faulty, else 1.

    A line that is empty, or only white space, is passed over. A faulty line is reported with its number.
    """
    workers = _workers(source)
    lines = numbered(source)
    answered = (
        _shared(lines, workers, speech.language, brief)
        if workers > 1
        else _alone(lines, speech.language, brief)
    )
    wrong = False
    for answers, found in answered:
        target.write(answers)
        for said in found:
            wrong = True
            fault(said)
    target.flush()
    return 1 if wrong else 0


def numbered(source: BinaryIO) -> Iterator[Line]:
    """The lines that are not empty, with their numbers."""
    number = 0
    while line := read_from(source.readline, MOST + 1):
        number += 1
        if len(line) > MOST and not line.endswith(b"\n"):
            while (more := read_from(source.readline, MOST)) and not more.endswith(b"\n"):
                pass  # the rest of it, without keeping it
            yield number, None
        elif line.strip():
            yield number, line


class LineTeller:
    """Answers lines one by one."""

    def __init__(self, language: Language, *, brief: bool) -> None:
        # Requests and answers hold no cycles: looking for some among what is kept would cost a quarter of the time.
        gc.disable()
        self._language: Language = language
        self._teller = Teller(compiled(), language, brief=brief)
        self._first_day = current().first_day

    def tell(self, number: int, line: bytes | None) -> Answered:
        """The answer to a line, or what is wrong with it."""
        try:
            request = parsed(line, one_of_many=True) if line is not None else _refuse()
        except Unreadable as wrong:
            return b"", [self._said(number, wrong.says.in_(self._language))]
        if found := faults(request, self._first_day):
            return b"", [self._said(number, f"{one.path}: {one.says.in_(self._language)}") for one in found]
        told = self._teller.tell(request)
        try:
            return (told + "\n").encode(), []
        except UnicodeEncodeError:  # half of a surrogate pair, as JSON allows
            answer: dict[str, Any] = json.loads(told)
            return encoded(answer), []

    def _said(self, number: int, wrong: str) -> str:
        return f"{Speech(self._language)('line', 'ligne')} {number}: {wrong}".replace("\n", " ")


def _refuse() -> Any:
    raise too_long()


def _alone(lines: Iterable[Line], language: Language, brief: bool) -> Iterator[Answered]:
    teller = LineTeller(language, brief=brief)
    return (teller.tell(number, line) for number, line in lines)


def _workers(source: BinaryIO) -> int:
    """The processes worth starting: one for each processor if the source is a large file, else one."""
    try:
        status = os.fstat(source.fileno())
    except OSError:
        return 1
    if not S_ISREG(status.st_mode) or status.st_size < _LARGE:
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _shared(lines: Iterable[Line], workers: int, language: Language, brief: bool) -> Iterator[Answered]:
    """The answers of several processes, in the order of the lines."""
    from concurrent.futures import Future, ProcessPoolExecutor

    waiting: deque[Future[Answered]] = deque()
    with ProcessPoolExecutor(workers, initializer=_start, initargs=(language, brief)) as pool:
        try:
            for block in _blocks(lines):
                waiting.append(pool.submit(_answer, block))
                if len(waiting) >= workers * _AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _blocks(lines: Iterable[Line]) -> Iterator[list[Line]]:
    block: list[Line] = []
    size = 0
    for number, line in lines:
        block.append((number, line))
        size += len(line or b"")
        if size >= _BLOCK:
            yield block
            block, size = [], 0
    if block:
        yield block


_teller: LineTeller | None = None  # of a process of the pool


def _start(language: Language, brief: bool) -> None:
    global _teller
    _teller = LineTeller(language, brief=brief)


def _answer(block: list[Line]) -> Answered:
    assert _teller is not None
    answers: list[bytes] = []
    wrong: list[str] = []
    for number, line in block:
        answer, found = _teller.tell(number, line)
        answers.append(answer)
        wrong += found
    return b"".join(answers), wrong
