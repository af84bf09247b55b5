"""Who may not request a permit: A24(3.1), (4), (5), and the suspension of A24(6).

The bars bind what the client asks, not what an officer does on their own initiative.
Source: A24(3.1) to (6); months and years as the Interpretation Act s. 28 counts them.
Unsettled: whether the last day of a period counts. We count it: the request is barred through that day.
"""

from __future__ import annotations

from trp.rulebook import facts as f
from trp.rulebook.language import NO, YES, Both, First, From, Row, Table, Unique
from trp.rulebook.sources import FIRST_DAY

_APPLIES = {
    "APPLIES": Both("The bar applies.", "L’interdiction s’applique."),
    "DOES_NOT_APPLY": Both("The bar does not apply.", "L’interdiction ne s’applique pas."),
}
_ENDED = ("rejected", "withdrawn", "abandoned")

PENDING_PRRA = Table(
    "bar_a24_3_1",
    Both("Whether A24(3.1) bars the request", "L24(3.1) fait-il obstacle à la demande?"),
    Unique(),
    "made_on",
    _APPLIES,
    (
        Row(
            "A24(3.1)",
            "APPLIES",
            Both(
                "The claim was found ineligible and an application for protection (PRRA) is pending.",
                "La demande d’asile a été jugée irrecevable et une demande de protection (ERAR) est en instance.",
            ),
            ("A24(3.1)",),
            (
                f.CLAIM.is_("ineligible", under="A24(3.1)", en="the refugee claim was found ineligible",
                            fr="la demande d’asile a été jugée irrecevable"),
                f.PRRA_PENDING.is_(YES, under="A24(3.1)", en="an application for protection (PRRA) is pending",
                                   fr="une demande de protection (ERAR) est en instance"),
            ),
            FIRST_DAY,
        ),
        Row(
            "A24(3.1): not ineligible",
            "DOES_NOT_APPLY",
            Both("No claim was found ineligible.", "Aucune demande d’asile n’a été jugée irrecevable."),
            ("A24(3.1)",),
            (f.CLAIM.is_not("ineligible", under="A24(3.1)", en="no refugee claim was found ineligible",
                            fr="aucune demande d’asile n’a été jugée irrecevable"),),
            FIRST_DAY,
        ),
        Row(
            "A24(3.1): no PRRA pending",
            "DOES_NOT_APPLY",
            Both("No application for protection is pending.", "Aucune demande de protection n’est en instance."),
            ("A24(3.1)",),
            (
                f.CLAIM.is_("ineligible", under="A24(3.1)", en="the refugee claim was found ineligible",
                            fr="la demande d’asile a été jugée irrecevable"),
                f.PRRA_PENDING.is_(NO, under="A24(3.1)", en="no application for protection (PRRA) is pending",
                                   fr="aucune demande de protection (ERAR) n’est en instance"),
            ),
            FIRST_DAY,
        ),
    ),
)  # fmt: skip

ENDED_CLAIM = Table(
    "bar_a24_4",
    Both("Whether A24(4) bars the request", "L24(4) fait-il obstacle à la demande?"),
    Unique(),
    "made_on",
    _APPLIES,
    (
        Row(
            "A24(4)",
            "APPLIES",
            Both(
                "The claim was rejected, withdrawn or abandoned, and twelve months have not passed since the latest outcome.",
                "La demande d’asile a été rejetée, ou son retrait ou son désistement a été prononcé, et douze mois ne se sont pas écoulés depuis la dernière décision.",
            ),
            ("A24(4)",),
            (
                f.CLAIM.is_(*_ENDED, under="A24(4)", en="the refugee claim was rejected, withdrawn or abandoned",
                            fr="la demande d’asile a été rejetée, ou son retrait ou son désistement a été prononcé"),
                f.CLAIM_CLOCK.is_("running", under=("A24(4)", "Interpretation Act"),
                                  en="the request is made within twelve months of the latest outcome, the last day included",
                                  fr="la demande est faite dans les douze mois de la dernière décision, le dernier jour compris"),
            ),
            FIRST_DAY,
        ),
        Row(
            "A24(4): no such claim",
            "DOES_NOT_APPLY",
            Both("No claim was rejected, withdrawn or abandoned.", "Aucune demande d’asile n’a été rejetée, et aucun retrait ni désistement n’a été prononcé."),
            ("A24(4)",),
            (f.CLAIM.is_not(*_ENDED, under="A24(4)", en="no refugee claim was rejected, withdrawn or abandoned",
                            fr="aucune demande d’asile n’a été rejetée, et aucun retrait ni désistement n’a été prononcé"),),
            FIRST_DAY,
        ),
        Row(
            "A24(4): twelve months over",
            "DOES_NOT_APPLY",
            Both("The twelve months are over, or no outcome had happened by then.", "Les douze mois sont écoulés, ou aucune décision n’était alors intervenue."),
            ("A24(4)",),
            (
                f.CLAIM.is_(*_ENDED, under="A24(4)", en="the refugee claim was rejected, withdrawn or abandoned",
                            fr="la demande d’asile a été rejetée, ou son retrait ou son désistement a été prononcé"),
                f.CLAIM_CLOCK.is_not("running", under=("A24(4)", "Interpretation Act"),
                                     en="no twelve months are running on the day of the request",
                                     fr="aucun délai de douze mois ne court au jour de la demande"),
            ),
            FIRST_DAY,
        ),
    ),
)  # fmt: skip

DESIGNATED = Table(
    "bar_a24_5",
    Both("Whether A24(5) bars or A24(6) suspends the request", "L24(5) fait-il obstacle à la demande, ou L24(6) en suspend-il le traitement?"),
    Unique(),
    "made_on",
    {
        "BARS": Both("A24(5) bars the request.", "L24(5) fait obstacle à la demande."),
        "SUSPENDS": Both("A24(6) suspends the processing.", "L24(6) suspend le traitement de la demande."),
        "DOES_NOT_APPLY": Both("Neither applies.", "Ni l’un ni l’autre ne s’applique."),
    },
    (
        Row(
            "A24(5)",
            "BARS",
            Both(
                "The person is a designated foreign national and five years have not passed.",
                "La personne est un étranger désigné et cinq ans ne se sont pas écoulés.",
            ),
            ("A24(5)",),
            (
                f.DESIGNATION.is_("before_request", under="A24(5)",
                                  en="the person was a designated foreign national when the request was made",
                                  fr="la personne était un étranger désigné lorsque la demande a été faite"),
                f.DESIGNATION_CLOCK.is_("running", "no_end", under=("A24(5)", "Interpretation Act"),
                                        en="the five years run, or have not begun to run",
                                        fr="les cinq ans courent, ou n’ont pas commencé à courir"),
            ),
            FIRST_DAY,
        ),
        Row(
            "A24(6)",
            "SUSPENDS",
            Both(
                "The person was designated after the request was made, and five years have not passed.",
                "La personne a été désignée après avoir fait la demande, et cinq ans ne se sont pas écoulés.",
            ),
            ("A24(6)",),
            (
                f.DESIGNATION.is_("after_request", under="A24(6)",
                                  en="the person became a designated foreign national after the request was made",
                                  fr="la personne est devenue un étranger désigné après avoir fait la demande"),
                f.DESIGNATION_CLOCK.is_("running", "no_end", under=("A24(6)", "Interpretation Act"),
                                        en="the five years run, or have not begun to run",
                                        fr="les cinq ans courent, ou n’ont pas commencé à courir"),
            ),
            FIRST_DAY,
        ),
        Row(
            "A24(5), (6): never designated",
            "DOES_NOT_APPLY",
            Both("The person is not a designated foreign national.", "La personne n’est pas un étranger désigné."),
            ("A24(5)", "A24(6)"),
            (f.DESIGNATION.is_("never", under="A24(5)", en="the person is not a designated foreign national",
                               fr="la personne n’est pas un étranger désigné"),),
            FIRST_DAY,
        ),
        Row(
            "A24(5), (6): five years over",
            "DOES_NOT_APPLY",
            Both("The five years are over.", "Les cinq ans sont écoulés."),
            ("A24(5)", "A24(6)"),
            (
                f.DESIGNATION.is_not("never", under="A24(5)", en="the person is a designated foreign national",
                                     fr="la personne est un étranger désigné"),
                f.DESIGNATION_CLOCK.is_("year_after", "over", under=("A24(5)", "Interpretation Act"),
                                        en="the five years are over", fr="les cinq ans sont écoulés"),
            ),
            FIRST_DAY,
        ),
    ),
)  # fmt: skip

_CLIENT = f.ORIGIN.is_(
    "client", under="A24(4)", en="the client asks for the permit", fr="le client demande le permis"
)

BAR = Table(
    "bar",
    Both("Whether the request may be made and processed now", "La demande peut-elle être faite et traitée maintenant?"),
    First(
        Both(
            "The paragraphs in the order of the Act; a bar comes before a suspension, since a barred request is not processed at all.",
            "Les paragraphes dans l’ordre de la Loi; l’interdiction passe avant la suspension, car une demande irrecevable n’est pas traitée.",
        ),
        ("A24(3.1)", "A24(4)", "A24(5)", "A24(6)"),
    ),
    "made_on",
    {
        "NONE": Both("Nothing bars the request.", "Rien ne fait obstacle à la demande."),
        "BARRED": Both("The request cannot be examined now.", "La demande ne peut être examinée maintenant."),
        "SUSPENDED": Both("The processing of the request is suspended.", "Le traitement de la demande est suspendu."),
    },
    (
        Row(
            "bar: not asked by the client",
            "NONE",
            Both(
                "The client did not ask: the bars bind the request, not the officer.",
                "Le client n’a rien demandé : les interdictions visent la demande, non l’agent.",
            ),
            ("A24(4)", "FMV policy"),
            (f.ORIGIN.is_not("client", under=("A24(4)", "FMV policy"),
                             en="someone other than the client raised the question of a permit",
                             fr="quelqu’un d’autre que le client a soulevé la question d’un permis"),),
            FIRST_DAY,
        ),
        Row(
            "bar: A24(3.1)",
            "BARRED",
            Both(
                "The request is barred while the application for protection (PRRA) is pending: it is not examined, and no fee is taken.",
                "La demande est irrecevable tant que la demande de protection (ERAR) est en instance : elle n’est pas examinée, et aucuns frais ne sont perçus.",
            ),
            ("A24(3.1)", "Delegation instrument, item 122"),
            (_CLIENT, PENDING_PRRA.fact().is_("APPLIES", under="A24(3.1)",
                                              en="a claim was found ineligible and a PRRA is pending",
                                              fr="une demande d’asile a été jugée irrecevable et un ERAR est en instance")),
            FIRST_DAY,
            gives={"first_day_open": From(value="first_day_open")},

        ),
        Row(
            "bar: A24(4)",
            "BARRED",
            Both(
                "The request is barred for twelve months after the last outcome of the claim, the last day included.",
                "La demande est irrecevable pendant douze mois après la dernière décision sur la demande d’asile, le dernier jour compris.",
            ),
            ("A24(4)", "Interpretation Act", "Delegation instrument, item 123"),
            (_CLIENT, ENDED_CLAIM.fact().is_("APPLIES", under="A24(4)",
                                             en="fewer than twelve months have passed since the claim ended",
                                             fr="moins de douze mois se sont écoulés depuis la fin de la demande d’asile")),
            FIRST_DAY,
            gives={"first_day_open": From(value="first_day_open")},
            told=(Both("The request is barred for twelve months after the last outcome of the claim; a request may be made from {first_day_open} on.", "La demande est irrecevable pendant douze mois après la dernière décision sur la demande d’asile; une demande peut être faite à compter du {first_day_open}."),),
        ),
        Row(
            "bar: A24(5)",
            "BARRED",
            Both(
                "The request is barred for five years, the person being a designated foreign national.",
                "La demande est irrecevable pendant cinq ans, la personne étant un étranger désigné.",
            ),
            ("A24(5)", "Interpretation Act", "Delegation instrument, item 124"),
            (_CLIENT, DESIGNATED.fact().is_("BARS", under="A24(5)",
                                            en="the five years of a designated foreign national are not over",
                                            fr="la période de cinq ans visant l’étranger désigné n’est pas écoulée")),
            FIRST_DAY,
            gives={"first_day_open": From(value="first_day_open")},
            told=(Both("The request is barred for five years, the person being a designated foreign national; a request may be made from {first_day_open} on.", "La demande est irrecevable pendant cinq ans, la personne étant un étranger désigné; une demande peut être faite à compter du {first_day_open}."),),
        ),
        Row(
            "bar: A24(6)",
            "SUSPENDED",
            Both(
                "The processing is suspended for five years, the person having been designated after the request.",
                "Le traitement est suspendu pendant cinq ans, la personne ayant été désignée après la demande.",
            ),
            ("A24(6)", "Interpretation Act", "Delegation instrument, item 125"),
            (_CLIENT, DESIGNATED.fact().is_("SUSPENDS", under="A24(6)",
                                            en="the person was designated after the request, and five years are not over",
                                            fr="la personne a été désignée après la demande, et cinq ans ne se sont pas écoulés")),
            FIRST_DAY,
            gives={"first_day_open": From(value="first_day_open")},
            told=(Both("The processing is suspended, the person having been designated after the request; it may go on from {first_day_open} on.", "Le traitement est suspendu, la personne ayant été désignée après la demande; il peut reprendre à compter du {first_day_open}."),),
        ),
        Row(
            "bar: none",
            "NONE",
            Both("No bar of A24(3.1) to (6) applies.", "Aucune interdiction de L24(3.1) à (6) ne s’applique."),
            ("A24(3.1)", "A24(4)", "A24(5)", "A24(6)"),
            (
                _CLIENT,
                PENDING_PRRA.fact().is_("DOES_NOT_APPLY", under="A24(3.1)", en="A24(3.1) does not apply",
                                        fr="L24(3.1) ne s’applique pas"),
                ENDED_CLAIM.fact().is_("DOES_NOT_APPLY", under="A24(4)", en="A24(4) does not apply",
                                       fr="L24(4) ne s’applique pas"),
                DESIGNATED.fact().is_("DOES_NOT_APPLY", under=("A24(5)", "A24(6)"),
                                      en="neither A24(5) nor A24(6) applies",
                                      fr="ni L24(5) ni L24(6) ne s’applique"),
            ),
            FIRST_DAY,
        ),
    ),
)  # fmt: skip
