"""The fees beside the permit fee: what is also due, and what is not charged.

Source: R299(1), R300(1); R299(2), R300(2); R208 instruction; the policies of the streams; Fee instruction.
"""

from __future__ import annotations

from trp.rulebook import facts as f
from trp.rulebook.language import NO, YES, Clause, Fact, From, ListedFee
from trp.rulebook.policies.streams import STREAM_POLICY
from trp.rulebook.regulations.r298_fee import WITH_A_PERMIT

_POLICY = STREAM_POLICY.fact()
_NO_STREAM = _POLICY.is_(
    "NONE",
    "TRANSIT",
    under="Fee instruction, public policies",
    en="no policy of a stream in Canada frees from it",
    fr="aucune politique propre à un volet au Canada n’en dispense",
)


def _due(kind: str, lifted: Fact, under: str, by: str, en: str, fr: str) -> ListedFee:
    when: tuple[Clause, ...] = (
        f.APPLICATION.is_(kind, under=under, en=f"a {en} is asked for", fr=f"un {fr} est demandé"),
        lifted.is_(
            NO,
            under=by,
            en=f"no class of {by} lifts its fee",
            fr=f"aucune catégorie de {by} ne dispense des frais de ce permis",
        ),
        _NO_STREAM,
    )
    return ListedFee("also_due", kind, (under,), when, {"amount": From(value=f"{kind}_fee")})


def _free(stream: str, source: str, **codes: str | None) -> tuple[ListedFee, ...]:
    applies = _POLICY.is_(
        stream,
        under=source,
        en="a public policy of the stream applies",
        fr="une politique d’intérêt public du volet s’applique",
    )
    return tuple(
        ListedFee("not_charged", fee, (source,), (applies,), {"code": code}) for fee, code in codes.items()
    )


LISTED_FEES = (
    _due("work_permit", f.WORK_FEE_LIFTED, "R299(1)", "R299(2)", "work permit", "permis de travail"),
    _due("study_permit", f.STUDY_FEE_LIFTED, "R300(1)", "R300(2)", "study permit", "permis d’études"),
    ListedFee("not_charged", "visitor_visa", ("R296(2)(d)",),
              (WITH_A_PERMIT.fact().is_("EXEMPTS", under="R296(2)(d)", en="R296(2)(d) exempts", fr="R296(2)d) dispense des frais"),), {"code": None}),
    ListedFee("not_charged", "open_work_permit_holder", ("R303.2", "R208(b)", "Fee instruction, Note", "R208 instruction"),
              (f.R208B.is_(YES, under="R208(b)", en="an open work permit under R208(b) is asked for", fr="un permis de travail ouvert visé à R208b) est demandé"),), {"code": "P03"}),
    *_free("VTIP", "VTIP policy", work_permit="E12", study_permit="999", biometrics="B12"),
    *_free("FMV", "FMV policy", work_permit=None, study_permit=None, biometrics="B12"),
    *_free("STATE_CARE", "State-care policy", work_permit=None, study_permit=None, biometrics=None),
)  # fmt: skip
