"""What must be put to the client, item by item, and whether the decision has to wait.

Source: Interview instruction, "Third-party information" and "Disclosure of information"; ENF 5, 12.4.2.
Unsettled: what becomes of classified information that is relied on (I10), and of an expert's opinion (I11).
"""

from __future__ import annotations

from trp.rulebook import facts as f
from trp.rulebook.language import NO, YES, Both, Clause, First, Row, Table, Unique
from trp.rulebook.sources import FIRST_DAY

_THIRD = "Interview instruction, Third-party information"
_DISCLOSURE = "Interview instruction, Disclosure of information"

_RELIED = f.RELIED_ON.is_(
    YES, under=_THIRD, en="the decision would rest on it", fr="la décision s’appuierait sur ce renseignement"
)
_SOME_OPEN = f.CLASSIFIED.is_(
    "no",
    "part",
    under=_THIRD,
    en="it is not classified, or only in part",
    fr="il n’est pas classifié, ou ne l’est qu’en partie",
)
_UNCLASSIFIED = f.CLASSIFIED.is_("no", under=_THIRD, en="it is not classified", fr="il n’est pas classifié")
_THIRD_PARTY = f.KIND.is_(
    "third_party", under=_THIRD, en="it comes from a third party", fr="il provient d’une tierce partie"
)
_INTERNAL = f.KIND.is_(
    "internal",
    under=_DISCLOSURE,
    en="it is an internal report or recommendation",
    fr="c’est un rapport interne ou une recommandation",
)
_PREPARED = f.PREPARED.is_(
    YES,
    under=_DISCLOSURE,
    en="(a) it was prepared for the decision maker",
    fr="a) il a été préparé pour le décideur",
)
_KNOWN = f.KNOWN_TO_CLIENT.is_(
    YES,
    under=_DISCLOSURE,
    en="(b) it rests only on information the client already knows",
    fr="b) il ne repose que sur des renseignements que le client connaît déjà",
)
_NO_EXPERTISE = f.EXPERTISE.is_(
    NO,
    under=_DISCLOSURE,
    en="(c) its author has no expertise that the decision maker lacks",
    fr="c) son auteur n’a aucune expertise que le décideur n’a pas",
)

_JUDGMENT = Both("To be disclosed by default; not disclosing it needs a recorded reason why the client can take part meaningfully without it.",
                 "À divulguer par défaut; ne pas le divulguer exige un motif consigné expliquant pourquoi le client peut participer utilement au processus décisionnel sans ce renseignement.")  # fmt: skip


def _judgment(row: str, *when: Clause) -> Row:
    return Row(f"item: {row}", "JUDGMENT", _JUDGMENT, (_THIRD, "I11"), (_INTERNAL, _RELIED, *when), FIRST_DAY)


ITEM = Table(
    "item",
    Both("Whether this information must be put to the client", "Ce renseignement doit-il être soumis au client?"),
    First(
        Both("What is not relied on and what is classified is settled first; then the three conditions together; a condition that fails leaves the officer’s judgment.",
             "On règle d’abord le cas de ce sur quoi la décision ne s’appuie pas et de ce qui est classifié; puis les trois conditions ensemble; si l’une d’elles n’est pas remplie, l’agent exerce son jugement."),
        (_THIRD, _DISCLOSURE),
    ),
    "on",
    {
        "DISCLOSE": Both("It must be put to the client.", "Il doit être soumis au client."),
        "NOT_REQUIRED": Both("It need not be disclosed.", "Il n’a pas à être divulgué."),
        "PROTECTED": Both("It is protected: neither disclosed nor relied on.", "Il est protégé : ni divulgué, ni invoqué."),
        "JUDGMENT": _JUDGMENT,
        "NONE": Both("It calls for nothing: the decision does not rest on it.", "Il n’exige rien : la décision ne s’appuie pas sur lui."),
    },
    (
        Row("item: not relied on", "NONE", Both("The decision does not rest on it, so nothing has to be put to the client.", "La décision ne s’appuie pas sur lui; il n’y a rien à soumettre au client."), (_THIRD,),
            (f.RELIED_ON.is_(NO, under=_THIRD, en="the decision would not rest on it", fr="la décision ne s’appuierait pas sur ce renseignement"),), FIRST_DAY),
        Row("item: classified", "PROTECTED", Both("It is classified: it is not disclosed but referred, and no reason may rest on it.", "Il est classifié : il n’est pas divulgué mais soumis à qui de droit, et aucun motif de décision ne peut s’appuyer sur lui."), (_THIRD, "ENF 5, 12.4.2", "I10"),
            (_RELIED, f.CLASSIFIED.is_("yes", under=(_THIRD, "I10"), en="it is classified", fr="il est classifié")), FIRST_DAY),
        Row("item: third party", "DISCLOSE", Both("The client must be informed of it and allowed to respond; the decision waits.", "Le client doit en être informé et pouvoir y répondre; dans l’intervalle, la décision est suspendue."), (_THIRD,),
            (_THIRD_PARTY, _RELIED, _SOME_OPEN), FIRST_DAY),
        Row("item: recommendation on known facts", "NOT_REQUIRED",
            Both("It need not be disclosed: it was prepared for the decision maker, on information the client knows, by someone without special expertise.",
                 "Il n’a pas à être divulgué : il a été préparé pour le décideur, à partir de renseignements que le client connaît, par une personne sans expertise particulière."),
            (_DISCLOSURE,), (_INTERNAL, _RELIED, _UNCLASSIFIED, _PREPARED, _KNOWN, _NO_EXPERTISE), FIRST_DAY),
        _judgment("classified in part", f.CLASSIFIED.is_("part", under=_THIRD, en="it is classified in part", fr="il est classifié en partie")),
        _judgment("not for the decision maker", _UNCLASSIFIED, f.PREPARED.is_(NO, under=_DISCLOSURE, en="it was not prepared for the decision maker", fr="il n’a pas été préparé pour le décideur")),
        _judgment("not known to the client", _UNCLASSIFIED, f.KNOWN_TO_CLIENT.is_(NO, under=_DISCLOSURE, en="it rests on information the client does not know", fr="il repose sur des renseignements que le client ne connaît pas")),
        _judgment("expertise", _UNCLASSIFIED, f.EXPERTISE.is_(YES, under=_DISCLOSURE, en="its author has expertise that the decision maker lacks", fr="son auteur a une expertise que le décideur n’a pas")),
    ),
)  # fmt: skip

_WAITS = ITEM.fact().is_(
    "DISCLOSE",
    "JUDGMENT",
    under=_THIRD,
    en="it is to be put to the client",
    fr="il doit être soumis au client",
)
_UNANSWERED = f.ANSWERED.is_(
    NO, under=_THIRD, en="the client has not answered", fr="le client n’a pas répondu"
)
_NOT_PAST = (
    f.DISCLOSED.is_(
        NO, under=_THIRD, en="the client has not been informed of it", fr="le client n’en a pas été informé"
    ),
    f.WINDOW_OVER.is_(
        NO, under=_THIRD, en="the window to respond is not past", fr="le délai de réponse n’est pas écoulé"
    ),
)
_FREE = Both("The decision does not wait for it.", "Il ne suspend pas la décision.")
_HOLDS = Both("The decision waits for it.", "Il suspend la décision.")

HOLD = Table(
    "item_hold",
    Both("Whether this information holds the decision", "Ce renseignement suspend-il la décision?"),
    First(Both("What settles the matter by itself comes first.", "Ce qui règle la question à lui seul vient d’abord."), (_THIRD,)),
    "on",
    {"HOLDS": _HOLDS, "FREE": _FREE},
    (
        Row("hold: protected", "HOLDS", _HOLDS, ("I10",), (ITEM.fact().is_("PROTECTED", under="I10", en="it is protected", fr="il est protégé"),), FIRST_DAY),
        Row("hold: nothing to disclose", "FREE", _FREE, (_THIRD,), (ITEM.fact().is_("NONE", "NOT_REQUIRED", under=_THIRD, en="nothing has to be put to the client", fr="il n’y a rien à soumettre au client"),), FIRST_DAY),
        Row("hold: answered", "FREE", _FREE, (_THIRD,), (_WAITS, f.ANSWERED.is_(YES, under=_THIRD, en="the client has answered", fr="le client a répondu")), FIRST_DAY),
        Row("hold: window past", "FREE", _FREE, (_THIRD,),
            (_WAITS, f.DISCLOSED.is_(YES, under=_THIRD, en="the client was informed of it", fr="le client en a été informé"), f.WINDOW_OVER.is_(YES, under=_THIRD, en="the last day of the window to respond is past", fr="le dernier jour du délai de réponse est passé")), FIRST_DAY),
        Row("hold: reason recorded", "FREE", _FREE, (_THIRD,),
            (ITEM.fact().is_("JUDGMENT", under=_THIRD, en="disclosure is a matter of judgment", fr="la divulgation relève du jugement de l’agent"), f.REASON_RECORDED.is_(YES, under=_THIRD, en="a reason for not disclosing it is recorded", fr="un motif de non-divulgation est consigné")), FIRST_DAY),
        *(
            Row(f"hold: {name}", "HOLDS", _HOLDS, (_THIRD,), (kind, *reason, _UNANSWERED, waits), FIRST_DAY)
            for kind_name, kind, reason in (
                ("third party", ITEM.fact().is_("DISCLOSE", under=_THIRD, en="it must be put to the client", fr="il doit être soumis au client"), ()),
                ("internal", ITEM.fact().is_("JUDGMENT", under=_THIRD, en="disclosure is a matter of judgment", fr="la divulgation relève du jugement de l’agent"),
                 (f.REASON_RECORDED.is_(NO, under=_THIRD, en="no reason for not disclosing it is recorded", fr="aucun motif de non-divulgation n’est consigné"),)),
            )
            for name, waits in ((f"{kind_name}, not disclosed", _NOT_PAST[0]), (f"{kind_name}, window open", _NOT_PAST[1]))
        ),
    ),
)  # fmt: skip

KEEP = Table(
    "item_keep",
    Both("Whether its evidence has to be on file", "La preuve de ce renseignement doit-elle être versée au dossier?"),
    Unique(),
    "on",
    {
        "KEEP": Both("Documentary evidence of it is kept on file.", "La preuve documentaire en est conservée au dossier."),
        "NO_DUTY": Both("No such duty.", "Aucune obligation de ce genre."),
    },
    (
        Row("keep: third party", "KEEP", Both("Documentary evidence of third-party information is kept on file.", "La preuve documentaire des renseignements fournis par une tierce partie est conservée au dossier."), (_THIRD,), (_THIRD_PARTY,), FIRST_DAY),
        Row("keep: internal", "NO_DUTY", Both("It does not come from a third party.", "Il ne provient pas d’une tierce partie."), (_THIRD,), (_INTERNAL,), FIRST_DAY),
    ),
)  # fmt: skip

DISCLOSURE = Table(
    "disclosure",
    Both("Whether the decision waits for what must be put to the client", "La décision doit-elle attendre ce qui doit être soumis au client?"),
    Unique(),
    "on",
    {
        "REFER": Both("Protected information has to be referred.", "Des renseignements protégés doivent être soumis à qui de droit."),
        "HOLD": Both("The decision waits.", "La décision est suspendue."),
        "CLEAR": Both("Nothing holds the decision.", "Rien ne suspend la décision."),
    },
    (
        Row("disclosure: protected", "REFER", Both("Protected information would be relied on: it has to be referred, and the decision waits.", "On s’appuierait sur des renseignements protégés : ils doivent être soumis à qui de droit, et la décision est suspendue."), (_THIRD, "I10"),
            (f.ANY_PROTECTED.is_(YES, under="I10", en="an item that is relied on is protected", fr="un renseignement sur lequel on s’appuie est protégé"),), FIRST_DAY),
        Row("disclosure: held", "HOLD", Both("The decision waits until the client was informed and has answered, or the window is past.", "La décision est suspendue jusqu’à ce que le client ait été informé et ait répondu, ou que le délai soit écoulé."), (_THIRD,),
            (f.ANY_PROTECTED.is_(NO, under="I10", en="nothing that is relied on is protected", fr="rien de ce sur quoi on s’appuie n’est protégé"), f.ANY_HOLDS.is_(YES, under=_THIRD, en="an item holds the decision", fr="un renseignement suspend la décision")), FIRST_DAY),
        Row("disclosure: clear", "CLEAR", Both("Nothing holds the decision: all that is relied on was put to the client, or need not be.", "Rien ne suspend la décision : tout ce sur quoi on s’appuie a été soumis au client, ou n’a pas à l’être."), (_THIRD, _DISCLOSURE),
            (f.ANY_PROTECTED.is_(NO, under="I10", en="nothing that is relied on is protected", fr="rien de ce sur quoi on s’appuie n’est protégé"), f.ANY_HOLDS.is_(NO, under=_THIRD, en="no item holds the decision", fr="aucun renseignement ne suspend la décision")), FIRST_DAY),
    ),
)  # fmt: skip
