"""Whether the request may be assessed now, and if not, what happens to it, channel by channel.

Source: Fee instruction, processing fee procedures; R12; R42(2); readings T2, T4, T7, I12, I15.
"""

from __future__ import annotations

from trp.rulebook import facts as f
from trp.rulebook.act.a24_bars import BAR
from trp.rulebook.instructions.fees import FEE, STANDALONE
from trp.rulebook.language import NO, YES, Both, Clause, First, Row, Table, Unique
from trp.rulebook.sources import FIRST_DAY

_ABROAD, _INLAND, _POE = (
    "Fee instruction, Outside Canada",
    "Fee instruction, Inside Canada",
    "Fee instruction, Port of entry",
)
_UNPAID = "Fee instruction, Temporary inability or refusal to pay"

_FEE = FEE.fact()
_DUE = _FEE.is_("DUE", under="R298(1)", en="the fee is owed", fr="les frais sont dus")
_NOT_WHOLE = f.PAYMENT.is_not(
    "whole",
    under="Fee instruction",
    en="the fee is not paid in whole",
    fr="les frais ne sont pas payés en totalité",
)
_NO_RECEIPT = f.RECEIPT_WAITS.is_(
    NO,
    under="Fee instruction, IPRMS",
    en="no receipt waits to be allocated",
    fr="aucun reçu n’est en attente d’attribution",
)
_VISA_OFFICE = f.MADE_TO.is_(
    "visa_office",
    under=_ABROAD,
    en="the request is made to a visa office",
    fr="la demande est faite à un bureau des visas",
)
_INLAND_OFFICE = f.MADE_TO.is_(
    "inland_office",
    under=_INLAND,
    en="the request is made to an office in Canada",
    fr="la demande est faite à un bureau au Canada",
)
_BORDER = f.MADE_TO.is_(
    "port_of_entry",
    under=_POE,
    en="the request is made at a port of entry",
    fr="la demande est faite à un point d’entrée",
)
_ABLE = f.ABILITY.is_(
    "able",
    under=_UNPAID,
    en="the client has said nothing against paying",
    fr="le client n’a pas dit qu’il ne peut pas ou ne veut pas payer",
)
_NOT_ABLE = f.ABILITY.is_(
    "unable",
    "unwilling",
    under=_UNPAID,
    en="the client is unable or unwilling to pay",
    fr="le client ne peut pas ou ne veut pas payer",
)
_NOT_MINISTER = f.ORIGIN.is_not(
    "minister",
    under="Fee instruction",
    en="the Minister did not ask for the permit",
    fr="le ministre n’a pas demandé le permis",
)
_HELD = (_DUE, _NOT_WHOLE, _NOT_MINISTER, _NO_RECEIPT)

_WHEN_PAID = Both(
    "When the {balance} still to pay has been received and allocated to the request, or an exemption is recorded.",
    "Lorsque les {balance} restant à payer auront été reçus et attribués à la demande, ou qu’une dispense aura été consignée.",
)


def _row(
    name: str,
    outcome: str,
    en: str,
    fr: str,
    under: tuple[str, ...],
    *when: Clause,
    opens_when: Both | None = None,
) -> Row:
    return Row(
        f"gate: {name}", outcome, Both(en, fr), under, when, FIRST_DAY, gives={"opens_when": opens_when}
    )


GATE = Table(
    "gate",
    Both("Whether the request may be assessed now", "La demande peut-elle être évaluée maintenant?"),
    First(
        Both(
            "What keeps the request from being examined comes first, then what a person must decide, then payment, and last what each channel does with an unpaid request.",
            "D’abord ce qui empêche d’examiner la demande, puis ce qu’une personne doit décider, puis le paiement, et enfin ce que chaque bureau fait d’une demande dont les frais ne sont pas payés.",
        ),
        ("Fee instruction",),
    ),
    "made_on",
    {
        "ASSESS": Both("The request may be assessed.", "La demande peut être évaluée."),
        "HOLD_FEE": Both("The request waits for the fee.", "La demande est en attente des frais."),
        "RETURN_INCOMPLETE": Both("The request is returned as incomplete.", "La demande est renvoyée parce qu’elle est incomplète."),
        "WITHDRAW_POE": Both("The client is advised to withdraw and to return when able to pay.", "On conseille au client de retirer sa demande d’entrée et de revenir lorsqu’il pourra payer."),
        "MD_FIRST": Both("The Minister’s delegate decides first.", "Le délégué du ministre décide d’abord."),
        "BARRED": Both("The request is barred.", "La demande est irrecevable."),
        "SUSPENDED": Both("The processing is suspended.", "Le traitement est suspendu."),
        "CLOSED_UNPAID": Both("The request cannot be processed unpaid.", "La demande ne peut être traitée sans paiement des frais."),
        "NO_STANDALONE": Both("There is no application to accompany.", "Il n’y a pas de demande à accompagner."),
        "REFER": Both("A person must decide on the fee first.", "Une personne doit d’abord se prononcer sur les frais."),
    },
    (
        _row("barred", "BARRED", "The request is barred: it is not examined, which is not a refusal on the merits.",
             "La demande est irrecevable : elle n’est pas examinée, ce qui n’est pas un refus sur le fond.", ("A24(3.1)", "A24(4)", "A24(5)"),
             BAR.fact().is_("BARRED", under="A24(4)", en="the request is barred", fr="la demande est irrecevable")),
        _row("suspended", "SUSPENDED", "The processing of the request is suspended.", "Le traitement de la demande est suspendu.", ("A24(6)",),
             BAR.fact().is_("SUSPENDED", under="A24(6)", en="the processing is suspended", fr="le traitement est suspendu")),
        _row("no standalone request", "NO_STANDALONE", "There is no standalone request outside Canada: it has to accompany an immigration application.",
             "À l’extérieur du Canada, la demande ne peut être présentée seule : elle doit accompagner une demande d’immigration.", (_ABROAD,),
             STANDALONE.fact().is_("NO_STANDALONE", under=_ABROAD, en="the request stands alone outside Canada", fr="la demande est présentée seule à l’extérieur du Canada"),
             opens_when=Both("When an immigration application is made that the request accompanies.", "Lorsqu’une demande d’immigration que la demande de permis accompagne aura été présentée.")),
        _row("refer", "REFER", "Before anything is assessed, a person must decide whether the fee is owed, and how much.",
             "Avant toute évaluation, une personne doit décider si les frais sont dus, et à combien ils s’élèvent.", ("I7", "Service Fees Act, s. 17"),
             _FEE.is_("REFER", under="I7", en="a person must decide on the fee", fr="une personne doit se prononcer sur les frais"),
             opens_when=Both("When a person has decided on the fee, and it is paid or exempt.", "Lorsqu’une personne se sera prononcée sur les frais, et que les frais auront été payés ou auront fait l’objet d’une dispense.")),
        _row("exempt", "ASSESS", "The request may be assessed: no fee is owed.", "La demande peut être évaluée : aucuns frais ne sont dus.", ("Fee instruction, Fee exemptions",),
             _FEE.is_("EXEMPT", under="Fee instruction, Fee exemptions", en="no fee is owed", fr="aucuns frais ne sont dus")),
        _row("paid", "ASSESS", "The request may be assessed: the fee is paid in whole.", "La demande peut être évaluée : les frais sont payés en totalité.", ("Fee instruction",),
             _DUE, f.PAYMENT.is_("whole", under="Fee instruction", en="the fee is paid in whole and allocated", fr="les frais sont payés en totalité et attribués")),
        _row("the Minister asked", "ASSESS", "The request may be assessed unpaid, since the Minister asked; nothing is issued before the fee or a written instruction (T4).",
             "La demande peut être évaluée sans paiement, puisque le ministre a demandé le permis; rien n’est délivré avant le paiement des frais ou une instruction écrite (T4).", ("Fee instruction", "T4"),
             _DUE, _NOT_WHOLE, f.ORIGIN.is_("minister", under="Fee instruction", en="the Minister asked for the permit", fr="le ministre a demandé le permis")),
        _row("receipt waits", "HOLD_FEE", "The request waits: a receipt is generated and has to be entered and allocated.",
             "La demande est en attente : un reçu a été produit et doit être inscrit et attribué.", ("Fee instruction, IPRMS",),
             _DUE, _NOT_WHOLE, _NOT_MINISTER, f.RECEIPT_WAITS.is_(YES, under="Fee instruction, IPRMS", en="a receipt waits to be allocated", fr="un reçu est en attente d’attribution"),
             opens_when=Both("When the receipt is entered under the application and its payment allocated.", "Lorsque le reçu aura été inscrit dans le dossier de demande et que le paiement aura été attribué.")),
        _row("abroad, not paying", "CLOSED_UNPAID", "The request cannot be processed: the client is unable or unwilling to pay. The underlying application may be decided.",
             "La demande ne peut être traitée : le client ne peut pas ou ne veut pas payer. La demande sous-jacente peut être tranchée.", (_ABROAD, _UNPAID),
             *_HELD, _VISA_OFFICE, _NOT_ABLE, opens_when=_WHEN_PAID),
        _row("abroad, waiting", "HOLD_FEE", "The request waits for the fee: nothing is assessed before it is received and a permit file is created.",
             "La demande est en attente des frais : rien n’est évalué avant qu’ils soient reçus et qu’un dossier de permis soit créé.", (_ABROAD,),
             *_HELD, _VISA_OFFICE, _ABLE, opens_when=_WHEN_PAID),
        _row("inland, earlier amount", "HOLD_FEE", "The request waits for the difference: it was mailed before a change of the amount with the whole earlier fee.",
             "La demande est en attente de la différence : elle a été postée avant un changement du montant, avec la totalité des frais antérieurs.", (_INLAND, "R294"),
             *_HELD, _INLAND_OFFICE, f.PAYMENT.is_("earlier_amount", under="R294", en="the whole fee of the day it was mailed is paid, and the amount has changed since", fr="la totalité des frais du jour de la mise à la poste est payée, et le montant a changé depuis"),
             opens_when=_WHEN_PAID),
        _row("inland, incomplete", "RETURN_INCOMPLETE", "The request is returned as incomplete: the fee has to accompany it. A return is not a refusal.",
             "La demande est renvoyée parce qu’elle est incomplète : les frais doivent l’accompagner. Un renvoi n’est pas un refus.", (_INLAND, "R10(1)(d)", "R12", "I12"),
             *_HELD, _INLAND_OFFICE, f.PAYMENT.is_("none", "part", under="R10(1)(d)", en="the whole fee does not accompany it", fr="la totalité des frais ne l’accompagne pas"),
             f.ORIGIN.is_("client", under=_INLAND, en="the client asked for the permit", fr="le client a demandé le permis"),
             opens_when=Both("When the request is made again with its fee.", "Lorsque la demande sera présentée de nouveau avec les frais.")),
        _row("inland, waiting", "HOLD_FEE", "The request waits for the fee: it is asked for before a recommendation goes to the Minister’s delegate.",
             "La demande est en attente des frais : ils sont demandés avant qu’une recommandation soit envoyée au délégué du ministre.", (_INLAND, "T2"),
             *_HELD, _INLAND_OFFICE, f.PAYMENT.is_("none", "part", under="Fee instruction", en="the fee is not paid in whole", fr="les frais ne sont pas payés en totalité"),
             f.ORIGIN.is_("officer", "a44_report", under=_INLAND, en="an officer, or an A44(1) report, raised the question", fr="un agent ou un rapport L44(1) a soulevé la question"),
             opens_when=_WHEN_PAID),
        _row("border, waiting", "HOLD_FEE", "The request waits for the fee, which is collected at the port of entry.", "La demande est en attente des frais, qui sont perçus au point d’entrée.", (_POE, "ENF 4", "I15"),
             *_HELD, _BORDER, _ABLE, opens_when=_WHEN_PAID),
        _row("border, delegate first", "MD_FIRST", "The Minister’s delegate decides first: a report is begun or made, and withdrawal may not be allowed until then.",
             "Le délégué du ministre décide d’abord : un rapport est commencé ou établi, et le retrait ne peut être permis avant.", ("R42(2)", "A44(1)"),
             *_HELD, _BORDER, _NOT_ABLE, f.A44_REPORT.is_("begun", "made", under="R42(2)", en="an A44(1) report is begun or made", fr="un rapport L44(1) est commencé ou établi"),
             f.DELEGATE_DECIDED.is_(NO, under="R42(2)", en="the delegate has not disposed of it in a way that leaves withdrawal open", fr="le délégué n’a pas statué d’une façon qui permette encore le retrait"),
             opens_when=Both("When the Minister’s delegate has decided on the report, and the fee is paid.", "Lorsque le délégué du ministre aura statué sur le rapport, et que les frais seront payés.")),
        _row("border, no report", "WITHDRAW_POE", "The client is advised to withdraw the request to enter Canada, and to return when able to pay.",
             "On conseille au client de retirer sa demande d’entrée au Canada, et de revenir lorsqu’il pourra payer.", (_POE, _UNPAID, "R42(2)"),
             *_HELD, _BORDER, _NOT_ABLE, f.A44_REPORT.is_("none", under="R42(2)", en="no A44(1) report is begun", fr="aucun rapport L44(1) n’est commencé"),
             opens_when=Both("When the client returns and pays {balance}.", "Lorsque le client reviendra et paiera {balance}.")),
        _row("border, delegate decided", "WITHDRAW_POE", "The client is advised to withdraw the request to enter Canada, and to return when able to pay; the delegate left withdrawal open.",
             "On conseille au client de retirer sa demande d’entrée au Canada, et de revenir lorsqu’il pourra payer; la décision du délégué permet encore le retrait.", (_POE, _UNPAID, "R42(2)"),
             *_HELD, _BORDER, _NOT_ABLE, f.A44_REPORT.is_("begun", "made", under="R42(2)", en="an A44(1) report is begun or made", fr="un rapport L44(1) est commencé ou établi"),
             f.DELEGATE_DECIDED.is_(YES, under="R42(2)", en="the delegate has disposed of it in a way that leaves withdrawal open", fr="le délégué a statué d’une façon qui permet encore le retrait"),
             opens_when=Both("When the client returns and pays {balance}.", "Lorsque le client reviendra et paiera {balance}.")),
    ),
    never=(
        (
            BAR.fact().is_("NONE", under="A24(4)", en="nothing bars the request", fr="rien ne fait obstacle à la demande"),
            STANDALONE.fact().is_("ACCOMPANIED_OR_NOT_NEEDED", under=_ABROAD, en="the request does not stand alone", fr="la demande n’est pas présentée seule"),
            _FEE.is_("NOT_ASKED", under="A24(4)", en="no fee is asked for", fr="aucuns frais ne sont demandés"),
        ),
    ),
)  # fmt: skip

SETTLED = Table(
    "settled",
    Both("Whether the fee is settled or exempt", "Les frais sont-ils réglés, ou y a-t-il dispense?"),
    Unique(),
    "made_on",
    {
        "SETTLED": Both("The fee is settled, or none is owed.", "Les frais sont réglés, ou ne sont pas dus."),
        "NOT_SETTLED": Both("The fee is not settled.", "Les frais ne sont pas réglés."),
    },
    (
        Row("settled: exempt", "SETTLED", Both("No fee is owed.", "Aucuns frais ne sont dus."), ("Fee instruction, Fee exemptions",),
            (_FEE.is_("EXEMPT", under="Fee instruction, Fee exemptions", en="no fee is owed", fr="aucuns frais ne sont dus"),), FIRST_DAY),
        Row("settled: paid", "SETTLED", Both("The fee is paid in whole.", "Les frais sont payés en totalité."), ("Fee instruction",),
            (_DUE, f.PAYMENT.is_("whole", under="Fee instruction", en="the fee is paid in whole and allocated", fr="les frais sont payés en totalité et attribués")), FIRST_DAY),
        Row("settled: not paid", "NOT_SETTLED", Both("The fee is not paid in whole.", "Les frais ne sont pas payés en totalité."), ("Fee instruction",), (_DUE, _NOT_WHOLE), FIRST_DAY),
        Row("settled: open", "NOT_SETTLED", Both("No fee is asked for, or a person must decide on it.", "Les frais ne sont pas demandés, ou une personne doit se prononcer à leur sujet."), ("I7",),
            (_FEE.is_("NOT_ASKED", "REFER", under="I7", en="no fee is asked for, or a person must decide on it", fr="les frais ne sont pas demandés, ou une personne doit se prononcer à leur sujet"),), FIRST_DAY),
    ),
)  # fmt: skip
