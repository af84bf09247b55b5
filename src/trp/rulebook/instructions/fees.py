"""Whether this person owes the permit fee: every exemption in its order, and the duty to pay as a row like any other.

Source: Fee instruction; R294, R298. The order is T6: R298(2), the policy of the stream, another measure of the
register, the Minister’s written instruction, and last the one-time exemption, which can be granted only once.
"""

from __future__ import annotations

from trp.rulebook import facts as f
from trp.rulebook.act.a24_bars import BAR
from trp.rulebook.language import NO, YES, Both, Clause, First, From, Given, Row, Table
from trp.rulebook.policies.one_time_fee_exemption import ONE_TIME
from trp.rulebook.policies.streams import STREAM_POLICY
from trp.rulebook.regulations.r298_fee import EXEMPT_BY_REGULATION
from trp.rulebook.sources import FIRST_DAY

_ABROAD = "Fee instruction, Outside Canada"

STANDALONE = Table(
    "standalone",
    Both("Whether the request stands alone outside Canada", "La demande est-elle présentée seule à l’extérieur du Canada?"),
    First(Both("Every condition has to hold, so the first that fails settles it.", "Chaque condition doit être remplie; la première qui ne l’est pas règle la question."), (_ABROAD,)),
    "made_on",
    {
        "NO_STANDALONE": Both("There is no application that the request accompanies.", "La demande de permis n’accompagne aucune demande d’immigration."),
        "ACCOMPANIED_OR_NOT_NEEDED": Both("The request accompanies an application, or needs none.", "La demande en accompagne une autre, ou n’a pas à le faire."),
    },
    (
        Row("standalone", "NO_STANDALONE",
            Both("There is no standalone application for a permit outside Canada.", "Il n’existe pas de demande distincte de permis à l’extérieur du Canada."), (_ABROAD,),
            (f.ORIGIN.is_("client", under=_ABROAD, en="the client asks for the permit", fr="le client demande le permis"),
             f.PLACE.is_("outside_canada", under=_ABROAD, en="the person is outside Canada", fr="la personne est à l’extérieur du Canada"),
             f.APPLICATION.is_("none", under=_ABROAD, en="there is no immigration application that the request accompanies", fr="il n’y a aucune demande d’immigration que la demande de permis accompagne")), FIRST_DAY),
        Row("standalone: not the client", "ACCOMPANIED_OR_NOT_NEEDED", Both("The client did not ask for the permit.", "Le client n’a pas demandé le permis."), (_ABROAD,),
            (f.ORIGIN.is_not("client", under=_ABROAD, en="someone other than the client raised the question", fr="quelqu’un d’autre que le client a soulevé la question"),), FIRST_DAY),
        Row("standalone: not outside Canada", "ACCOMPANIED_OR_NOT_NEEDED", Both("The person is not outside Canada.", "La personne n’est pas à l’extérieur du Canada."), (_ABROAD,),
            (f.PLACE.is_not("outside_canada", under=_ABROAD, en="the person is not outside Canada", fr="la personne n’est pas à l’extérieur du Canada"),), FIRST_DAY),
        Row("standalone: accompanied", "ACCOMPANIED_OR_NOT_NEEDED", Both("The request accompanies an immigration application.", "La demande de permis accompagne une demande d’immigration."), (_ABROAD,),
            (f.APPLICATION.is_not("none", under=_ABROAD, en="the request accompanies an immigration application", fr="la demande de permis accompagne une demande d’immigration"),), FIRST_DAY),
    ),
)  # fmt: skip

_REGULATION, _POLICY, _ONE_TIME = EXEMPT_BY_REGULATION.fact(), STREAM_POLICY.fact(), ONE_TIME.fact()
_EXEMPT = {"amount": From(value="zero"), "balance": From(value="zero")}

_OPEN = BAR.fact().is_(
    "NONE", under="A24(4)", en="nothing bars the request", fr="rien ne fait obstacle à la demande"
)
_NOT_ALONE = STANDALONE.fact().is_(
    "ACCOMPANIED_OR_NOT_NEEDED",
    under=_ABROAD,
    en="the request does not stand alone outside Canada",
    fr="la demande n’est pas présentée seule à l’extérieur du Canada",
)
_NO_PARAGRAPH = _REGULATION.is_(
    "NONE",
    under="R298(2)",
    en="no paragraph of R298(2) exempts",
    fr="aucun alinéa de R298(2) ne dispense des frais",
)
_NO_POLICY = _POLICY.is_(
    "NONE",
    under="Fee instruction, public policies",
    en="no policy of a stream frees from the fee",
    fr="aucune politique propre à un volet ne dispense des frais",
)
_NO_MEASURE = f.FEE_MEASURE.is_(
    NO,
    under="Fee instruction, public policies",
    en="no other measure was found in the current register",
    fr="aucune autre mesure n’a été trouvée au registre actuel",
)
_NOT_MINISTER = f.ORIGIN.is_not(
    "minister",
    under="Fee instruction",
    en="the Minister did not ask for the permit",
    fr="le ministre n’a pas demandé le permis",
)
_MINISTER = f.ORIGIN.is_(
    "minister",
    under="Fee instruction",
    en="the Minister asked for the permit",
    fr="le ministre a demandé le permis",
)
_NO_INSTRUCTION = f.MINISTER_FEE_INSTRUCTION.is_(
    NO,
    under=("Fee instruction", "I4"),
    en="no written instruction says not to collect the fee",
    fr="aucune instruction écrite ne prescrit de ne pas percevoir les frais",
)
_INSTRUCTED = f.MINISTER_FEE_INSTRUCTION.is_(
    YES,
    under=("Fee instruction", "I4"),
    en="a written instruction says not to collect the fee",
    fr="une instruction écrite prescrit de ne pas percevoir les frais",
)
_NOTHING_EXEMPTS = (_OPEN, _NOT_ALONE, _NO_PARAGRAPH, _NO_POLICY, _NO_MEASURE)


def _exempt(
    row: str,
    en: str,
    fr: str,
    under: tuple[str, ...],
    *when: Clause,
    basis: Given,
    code: Given = None,
    told: tuple[Both, ...] = (),
    **more: Given,
) -> Row:
    gives = {**_EXEMPT, "basis": basis, "code": code, **more}
    return Row(f"fee: {row}", "EXEMPT", Both(en, fr), under, when, FIRST_DAY, gives=gives, told=told)


def _paragraphs() -> tuple[Row, ...]:
    letters = {"A": "a", "A1": "a.1", "A2": "a.2", "A3": "a.3", "B": "b", "D": "d", "E": "e"}
    return tuple(
        _exempt(
            f"R298(2)({letter})",
            f"No fee is owed: the person is exempt under R298(2)({letter}).",
            f"Aucuns frais ne sont dus : la personne en est dispensée en vertu de R298(2){letter}).",
            (f"R298(2)({letter})",),
            _OPEN, _NOT_ALONE,
            _REGULATION.is_(outcome, under=f"R298(2)({letter})", en=f"R298(2)({letter}) exempts", fr=f"R298(2){letter}) dispense des frais"),
            basis=f"R298(2)({letter})",
        )
        for outcome, letter in letters.items()
    )  # fmt: skip


def _policies() -> tuple[Row, ...]:
    policies = (
        (
            "VTIP",
            "VTIP policy",
            "M26",
            "a victim of trafficking in persons",
            "les victimes de la traite de personnes",
        ),
        ("FMV", "FMV policy", None, "a victim of family violence", "les victimes de violence familiale"),
        (
            "STATE_CARE",
            "State-care policy",
            None,
            "a person who was in state care",
            "les personnes qui ont été sous la responsabilité légale du système de protection de l’enfance",
        ),
        (
            "TRANSIT",
            "Transit policy",
            None,
            "a transit traveller improperly documented through no fault of their own",
            "les voyageurs en transit dont les documents ne sont pas en règle pour des raisons indépendantes de leur volonté",
        ),
    )
    return tuple(
        _exempt(
            basis,
            f"No fee is owed: a public policy frees {en} from it.",
            f"Aucuns frais ne sont dus : une politique d’intérêt public en dispense {fr}.",
            (source, "A25.2(2)"),
            _OPEN, _NOT_ALONE, _NO_PARAGRAPH,
            _POLICY.is_(basis, under=source, en=f"the public policy on {en} applies", fr=f"la politique d’intérêt public visant {fr} s’applique"),
            basis=basis, code=code,
        )
        for basis, source, code, en, fr in policies
    )  # fmt: skip


FEE = Table(
    "fee",
    Both("Whether this person owes the permit fee", "Cette personne doit-elle les frais de permis?"),
    First(
        Both(
            "R298(2) before the policy of the stream, then another measure, then the Minister’s instruction, and last the one-time exemption, so that the single grant is not spent (T6).",
            "R298(2) avant la politique du volet, puis une autre mesure, puis l’instruction du ministre, et enfin la dispense unique, afin de ne pas épuiser celle-ci, qui n’est accordée qu’une fois (T6).",
        ),
        ("T6", "Fee instruction, Fee exemptions"),
    ),
    "made_on",
    {
        "NOT_ASKED": Both("No fee is asked for: the request cannot be examined.", "Aucuns frais ne sont demandés : la demande ne peut être examinée."),
        "EXEMPT": Both("No fee is owed.", "Aucuns frais ne sont dus."),
        "REFER": Both("Whether the fee is owed has to be decided by a person.", "Une personne doit décider si les frais sont dus."),
        "DUE": Both("The permit fee is owed.", "Les frais de permis sont dus."),
    },
    (
        Row("fee: barred", "NOT_ASKED",
            Both("No fee is asked for: the request cannot be examined now, and no money is taken for it.", "Aucuns frais ne sont demandés : la demande ne peut être examinée maintenant, et aucune somme n’est perçue."),
            ("A24(3.1)", "A24(4)", "A24(5)", "A24(6)"),
            (BAR.fact().is_not("NONE", under="A24(4)", en="the request is barred or suspended", fr="la demande est irrecevable ou suspendue"),), FIRST_DAY),
        Row("fee: no standalone request", "NOT_ASKED",
            Both("No fee is asked for: outside Canada a request needs an application to accompany.", "Aucuns frais ne sont demandés : à l’extérieur du Canada, la demande doit en accompagner une autre."),
            (_ABROAD,),
            (_OPEN, STANDALONE.fact().is_("NO_STANDALONE", under=_ABROAD, en="the request stands alone outside Canada", fr="la demande est présentée seule à l’extérieur du Canada")), FIRST_DAY),
        *_paragraphs(),
        *_policies(),
        _exempt("another measure", "No fee is owed: another measure of the current register frees the person from it.",
                "Aucuns frais ne sont dus : une autre mesure du registre actuel en dispense la personne.",
                ("Fee instruction, public policies",), _OPEN, _NOT_ALONE, _NO_PARAGRAPH, _NO_POLICY,
                f.FEE_MEASURE.is_(YES, under="Fee instruction, public policies", en="an officer found another measure in the current register that covers the person", fr="un agent a trouvé au registre actuel une autre mesure qui vise la personne"),
                basis=From(value="measure_reference"), code=From(value="measure_code"),
                told=(Both("No fee is owed: {measure_reference}, found in the current register, frees the person from it.",
                           "Aucuns frais ne sont dus : {measure_reference}, qui figure au registre actuel, en dispense la personne."),)),
        _exempt("the Minister’s instruction", "No fee is owed: the Minister asked, and a written instruction says not to collect it.",
                "Aucuns frais ne sont dus : le ministre a demandé le permis, et une instruction écrite prescrit de ne pas les percevoir.",
                ("Fee instruction", "I4"), *_NOTHING_EXEMPTS, _MINISTER, _INSTRUCTED, basis="MINISTER",
                told=(Both("No fee is owed: the Minister asked, and instruction {instruction_reference} of {instruction_dated} says not to collect it.",
                           "Aucuns frais ne sont dus : le ministre a demandé le permis, et l’instruction {instruction_reference} du {instruction_dated} prescrit de ne pas les percevoir."),)),
        _exempt("M31", "No fee is owed: the one-time exemption (code M31) is available. The officer grants it with the permit.",
                "Aucuns frais ne sont dus : la dispense unique (code M31) peut être accordée. L’agent l’accorde avec le permis.",
                ("One-time exemption policy", "Fee instruction, M31", "A25.2(2)"), *_NOTHING_EXEMPTS,
                _ONE_TIME.is_("AVAILABLE", under="Fee instruction, M31", en="the one-time exemption is available", fr="la dispense unique peut être accordée"),
                basis="ONE_TIME", code="M31", remark="one-time fee exemption/cic.gc.ca", granted_by=From(outcome="one_time_level")),
        Row("fee: M31 in doubt", "REFER",
            Both("A person must decide: nothing else exempts, and the one-time exemption (M31) turns on a doubtful sentence or on impaired driving.",
                 "Une personne doit décider : rien d’autre ne dispense des frais, et la dispense unique (M31) dépend d’une peine dont la nature est incertaine ou d’une conduite avec capacités affaiblies."),
            ("Fee instruction, M31", "I7"),
            (*_NOTHING_EXEMPTS, _ONE_TIME.is_("REFER", under=("Fee instruction, M31", "I7"), en="a person must decide whether the one-time exemption is available", fr="une personne doit décider si la dispense unique peut être accordée")), FIRST_DAY),
        Row("fee: amount not loaded", "REFER",
            Both("A person must decide: nothing exempts, and the amount in force on the day of the request is not loaded.",
                 "Une personne doit décider : rien ne dispense des frais, et le montant en vigueur au jour de la demande n’est pas inscrit au recueil."),
            ("R298(1)", "Service Fees Act, s. 17"),
            (*_NOTHING_EXEMPTS, _ONE_TIME.is_("NOT_AVAILABLE", under="Fee instruction, M31", en="the one-time exemption is not available", fr="la dispense unique ne peut être accordée"),
             f.AMOUNT_LOADED.is_(NO, under="Service Fees Act, s. 17", en="the amount for the day of the request is not loaded", fr="le montant pour le jour de la demande n’est pas inscrit au recueil")), FIRST_DAY),
        *(
            Row(f"R298(1): payable{row}", "DUE", says,
                ("R298(1)", "R294", "Fee instruction"),
                (*_NOTHING_EXEMPTS, *minister,
                 _ONE_TIME.is_("NOT_AVAILABLE", under="Fee instruction, M31", en="the one-time exemption is not available", fr="la dispense unique ne peut être accordée"),
                 f.AMOUNT_LOADED.is_(YES, under="R298(1)", en="the amount for the day of the request is loaded", fr="le montant pour le jour de la demande est inscrit au recueil")),
                FIRST_DAY, gives={"amount": From(value="amount"), "balance": From(value="balance")},
                told=(Both("The permit fee is {amount}; still to pay: {balance}.", "Les frais de permis sont de {amount}; reste à payer : {balance}."),
                      Both("The permit fee of {amount} is owed.", "Les frais de permis de {amount} sont dus.")))
            for row, minister, says in (
                ("", (_NOT_MINISTER,), Both("The permit fee is owed.", "Les frais de permis sont dus.")),
                (" at the Minister’s request", (_MINISTER, _NO_INSTRUCTION),
                 Both("The permit fee is owed: the Minister asked, and no instruction lifts it.",
                      "Les frais de permis sont dus : le ministre a demandé le permis, et aucune instruction n’en dispense.")),
            )
        ),
    ),
)  # fmt: skip
