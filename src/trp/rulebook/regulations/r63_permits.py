"""First, subsequent or new permit, and whether the stay on permits is continuous.

There is no extension in the Act: who asks for one asks for a subsequent or a new permit.
Source: R63; R243.1 (SOR/2024-11, 2024-03-15); Subsequent-permit instruction; Fee instruction, Note.
"""

from __future__ import annotations

from trp.rulebook import facts as f
from trp.rulebook.language import NO, YES, Both, Clause, First, Row, Table
from trp.rulebook.sources import FIRST_DAY

_SUBSEQUENT = "Subsequent-permit instruction"

_HELD = (
    f.PERMIT.is_(
        "subsequent",
        "extension",
        under="Fee instruction, Note",
        en="a subsequent permit, or an extension, is asked for",
        fr="un permis subséquent, ou une prolongation, est demandé",
    ),
    f.PREVIOUS.is_(
        "held",
        under=_SUBSEQUENT,
        en="a permit was held before",
        fr="la personne a déjà été titulaire d’un permis",
    ),
)
_IN_TIME = f.IN_TIME.is_(
    YES,
    under=_SUBSEQUENT,
    en="the request is made on or before the last valid day of that permit",
    fr="la demande est faite au plus tard le dernier jour de validité de ce permis",
)
_NOT_OUTSIDE = f.PLACE.is_not(
    "outside_canada",
    under=_SUBSEQUENT,
    en="the person is not outside Canada",
    fr="la personne n’est pas à l’extérieur du Canada",
)
_DID_NOT_LEAVE = f.LEFT_FOR_GOOD.is_(
    NO,
    under="R63",
    en="the holder did not leave Canada without authority to re-enter",
    fr="le titulaire n’a pas quitté le Canada sans autorisation d’y rentrer",
)
_SAME_GROUND = f.NEW_GROUND.is_(
    NO,
    under=_SUBSEQUENT,
    en="no new ground has arisen or been found",
    fr="aucun nouveau motif n’est apparu ni n’a été constaté",
)
_NO_ORDER = f.REMOVAL_ORDER.is_(
    NO,
    under="R243.1",
    en="no removal order cancelled that permit",
    fr="aucune mesure de renvoi n’a annulé ce permis",
)


def _new(name: str, en: str, fr: str, clause: Clause, under: str) -> Row:
    says = Both(
        f"A new permit: {en}. The break is recorded, and its consequences are explained.",
        f"Un nouveau permis : {fr}. L’interruption est consignée et ses conséquences expliquées.",
    )
    return Row(
        f"permit: {name}", "NEW", says, (under,), (*_HELD, clause), FIRST_DAY, gives={"continuity": "BROKEN"}
    )


PERMIT = Table(
    "permit_kind",
    Both("Which permit this would be", "De quel permis s’agirait-il?"),
    First(Both("A first permit is set apart; then every condition of a subsequent permit has to hold, and the first that fails makes it a new one.", "Le premier permis est mis à part; ensuite, chaque condition du permis subséquent doit être remplie, et la première qui ne l’est pas en fait un nouveau permis."), (_SUBSEQUENT,)),
    "made_on",
    {
        "FIRST": Both("A first permit.", "Un premier permis."),
        "SUBSEQUENT": Both("A subsequent permit.", "Un permis subséquent."),
        "NEW": Both("A new permit.", "Un nouveau permis."),
    },
    (
        Row("permit: first asked for", "FIRST", Both("A first permit: it is what is asked for.", "Un premier permis : c’est ce qui est demandé."), ("A24(1)",),
            (f.PERMIT.is_("first", under="A24(1)", en="a first permit is asked for", fr="un premier permis est demandé"),), FIRST_DAY, gives={"continuity": None}),
        Row("permit: none before", "FIRST", Both("A first permit: none was held before.", "Un premier permis : la personne n’en a jamais été titulaire."), ("A24(1)",),
            (_HELD[0], f.PREVIOUS.is_("none", under="A24(1)", en="no permit was held before", fr="la personne n’a jamais été titulaire d’un permis")), FIRST_DAY, gives={"continuity": None}),
        Row("permit: subsequent", "SUBSEQUENT", Both("A subsequent permit, by a new request with its own fee; no break in continuity, even if it is decided late.", "Un permis subséquent, par une nouvelle demande assortie de ses propres frais; aucune interruption de la continuité, même si la décision est tardive."),
            (_SUBSEQUENT, "R63", "R243.1"), (*_HELD, _IN_TIME, _NOT_OUTSIDE, _DID_NOT_LEAVE, _SAME_GROUND, _NO_ORDER), FIRST_DAY, gives={"continuity": "KEPT"}),
        _new("too late", "the request was made after the last valid day", "la demande a été faite après le dernier jour de validité", f.IN_TIME.is_(NO, under=_SUBSEQUENT, en="the request is made after the last valid day of that permit", fr="la demande est faite après le dernier jour de validité de ce permis"), _SUBSEQUENT),
        _new("outside Canada", "a subsequent permit is never issued to someone outside Canada", "un permis subséquent n’est jamais délivré à une personne à l’extérieur du Canada", f.PLACE.is_("outside_canada", under=_SUBSEQUENT, en="the person is outside Canada", fr="la personne est à l’extérieur du Canada"), _SUBSEQUENT),
        _new("left Canada", "the holder left without authority to re-enter", "le titulaire est parti sans autorisation de rentrer", f.LEFT_FOR_GOOD.is_(YES, under="R63", en="the holder left Canada without authority to re-enter", fr="le titulaire a quitté le Canada sans autorisation d’y rentrer"), "R63"),
        _new("new ground", "a new ground has arisen or been found", "un nouveau motif est apparu ou a été constaté", f.NEW_GROUND.is_(YES, under=_SUBSEQUENT, en="a new ground has arisen or been found", fr="un nouveau motif est apparu ou a été constaté"), _SUBSEQUENT),
        _new("removal order", "a removal order cancelled the permit", "une mesure de renvoi a annulé le permis", f.REMOVAL_ORDER.is_(YES, under="R243.1", en="a removal order cancelled that permit", fr="une mesure de renvoi a annulé ce permis"), "R243.1"),
    ),
)  # fmt: skip
