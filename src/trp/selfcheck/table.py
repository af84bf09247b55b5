"""The questions in plain words, in both languages, with what each answer means for a request.

The order in which they are asked is the rulebook's, not that of this table. Every answer is a broad category; what
only an officer can know (registers, the sticker that would be issued, how a case is seen) is not asked here.
"""

from __future__ import annotations

from typing import Any

from trp.rulebook.language import Both
from trp.selfcheck.questions import Answer, Question, When

_ONE_CONVICTION = {"makes_inadmissible": True, "youth": False}


def _is(key: str, en: str, fr: str, of: str = "", **facts: Any) -> Answer:
    """An answer; two underscores in a name stand for the dot of a path. `of`: as of an answer, apart by spaces."""
    told = {name.replace("__", "."): value for name, value in facts.items()}
    return Answer(key, Both(en, fr), told, tuple(of.split()))


def _yes_no(path: str, yes: Any = True, no: Any = False) -> tuple[Answer, Answer]:
    return Answer("yes", Both("Yes", "Oui"), {path: yes}), Answer("no", Both("No", "Non"), {path: no})


def _kind(**facts: Any) -> dict[str, Any]:
    return {"kind": "other", **facts}


def _offence(*, sexual: bool = False, impaired_driving: bool = False) -> dict[str, bool]:
    held = {"sexual": sexual, "impaired_driving": impaired_driving, "child_pornography": False}
    return {f"convictions[0].{name}": value for name, value in held.items()}


def _claim(outcome: str, **facts: Any) -> dict[str, Any]:
    return {"refugee_claim": {"outcome": outcome, **facts}, "designated_on": None}


QUESTIONS = (
    Question(
        "origin", ("origin",),
        Both("Who brought up this permit first?", "Qui a parlé de ce permis en premier?"),
        Both("Some waiting times count only when you ask for the permit.",
             "Certains délais d’attente comptent seulement si vous demandez le permis."),
        (
            _is("client", "I did, or someone for me", "Moi, ou quelqu’un pour moi", origin="client"),
            _is("officer", "An officer offered it", "Un agent me l’a proposé", origin="officer"),
            _is("report", "An officer who wrote a report against me", "Un agent qui a fait un rapport contre moi", origin="a44_report"),
        ),
        usual="client",
    ),
    Question(
        "place", ("place", "made_to"),
        Both("Where will you be when you ask for this permit?", "Où serez-vous pour demander ce permis?"),
        Both("This tells us who reads your request. Some people pay no fee, but only in one of these places.",
             "Cela nous dit qui lira votre demande. Certaines personnes ne paient pas, mais seulement à l’un de ces endroits."),
        (
            _is("outside", "Outside Canada", "Hors du Canada", place="outside_canada", made_to="visa_office"),
            _is("border", "At the border or an airport, on my way in",
                "À la frontière ou à l’aéroport, en arrivant au Canada", place="port_of_entry", made_to="port_of_entry"),
            _is("inside", "In Canada", "Au Canada", place="in_canada", made_to="inland_office"),
        ),
    ),
    Question(
        "special", (),
        Both("Are any of these true for you?", "Certaines de ces phrases sont-elles vraies pour vous?"),
        Both("These people have rules of their own. Many of them pay no fee.",
             "Ces personnes ont leurs propres règles. Beaucoup ne paient pas."),
        (
            _is("harm", "Someone has hurt, threatened, forced, controlled or tricked me or my child",
                "Mon enfant ou moi avons subi de la violence, des menaces, la contrainte ou des mensonges"),
            _is("care", "As a child in Canada, I was taken into care (a foster or group home)",
                "Enfant, je dépendais de la protection de l’enfance au Canada (famille d’accueil, foyer)"),
            _is("refuge", "I or my family are refugees, or asked to be", "Ma famille ou moi sommes réfugiés, ou avons demandé l’asile"),
            _is("urgent", "I am abroad, in the refugee Urgent Protection Program",
                "À l’étranger, je relève du Programme de protection d’urgence"),
            _is("designated", "An officer called me a “designated foreign national”", "Un agent m’a dit « étranger désigné »"),
            _is("waiting", "A request for me to live or stay in Canada is waiting",
                "Une demande pour que je vive ou reste au Canada attend une réponse"),
            _is("service", "I or my family are here, or come, to preach, or for a state, the UN, an army, a charity, an exchange or a meeting of states",
                "Ma famille ou moi venons prêcher, ou pour un État, l’ONU, une armée, une œuvre caritative, un échange ou une réunion d’États"),
            _is("student", "I have a study permit and, by no one’s fault, no money",
                "J’ai un permis d’études, mais plus d’argent, et personne n’y peut rien"),
            _is("passing", "I am only passing through Canada, without the right papers, and it is not my fault",
                "Je ne fais que traverser le Canada, sans papiers en règle, et ce n’est pas ma faute"),
            _is("visa", "While I travelled, my country lost its visa exemption",
                "Pendant mon voyage, mon pays a perdu sa dispense de visa"),
            _is("none", "No, none of these", "Non, aucune de ces phrases"),
        ),
        hint=Both("Choose all that are true.", "Cochez tout ce qui est vrai."),
        terms=((Both("Who can see my answer?", "Qui peut voir ma réponse?"),
                Both("We do not keep it. It stays on this screen until you close the page.",
                     "Nous ne la gardons pas. Elle reste à l’écran jusqu’à ce que vous fermiez la page.")),),
        many=True,
        alone="none",
        usual="none",
    ),
    Question(
        "situation", ("stream",),
        Both("Is one of these true for you?", "L’une de ces phrases est-elle vraie pour vous?"),
        Both("These people have rules and offices of their own. Many of them pay no fee.",
             "Ces personnes ont leurs propres règles et leurs propres bureaux. Beaucoup ne paient pas."),
        (
            _is("forced", "Someone may have used force, threats or lies to make me come, work or have sex",
                "On a peut-être recouru à la force, à des menaces ou à des mensonges pour me faire venir, travailler ou avoir des rapports sexuels",
                of="harm", stream="trafficking_victim"),
            _is("harmed", "My partner or someone in my family hurts me or my child, or did",
                "Mon conjoint ou un membre de ma famille me fait du mal, ou en fait à mon enfant, ou l’a fait",
                of="harm", stream="family_violence_victim"),
            _is("care", "As a child in Canada, I was in the care of the state (a foster home or a group home)",
                "Dans mon enfance au Canada, l’État m’a pris en charge (famille d’accueil ou foyer)", of="care", stream="state_care"),
            _is("urgent", "I am a refugee outside Canada, in the Urgent Protection Program",
                "Je suis un réfugié hors du Canada, dans le Programme de protection d’urgence", of="urgent", stream="urgent_protection"),
            _is("passing", "I am only passing through Canada, and it is not my fault that my papers are not in order",
                "Je ne fais que passer par le Canada, et si mes papiers ne sont pas en règle, ce n’est pas ma faute",
                of="passing", stream="transit_without_visa"),
            _is("none", "No, none of these", "Non, aucune de ces phrases", stream="ordinary"),
        ),
    ),
    Question(
        "status", ("has_valid_status",),
        Both("Do you have the right to be in Canada now?", "Avez-vous le droit d’être au Canada en ce moment?"),
        Both("Some victims of violence and some people who were in care pay nothing if they have no other right to stay.",
             "Certaines victimes de violence et d’autres personnes ne paient pas si elles n’ont aucun autre droit de rester ici."),
        _yes_no("has_valid_status"),
        hint=Both("For example as a visitor, a worker or a student, with papers that are still valid.",
                  "Par exemple comme visiteur, travailleur ou étudiant, avec des papiers encore valides."),
    ),
    Question(
        "application", ("application", "application.kind"),
        Both("What else do you ask for, along with this permit?", "Que demandez-vous d’autre, avec ce permis?"),
        Both("Outside Canada, no one can ask for this permit alone.", "Hors du Canada, on ne peut pas demander ce permis seul."),
        (
            _is("visa", "A visitor visa", "Un visa de visiteur", application=_kind(kind="visitor_visa")),
            _is("work", "A work permit", "Un permis de travail", application=_kind(kind="work_permit")),
            _is("study", "A study permit", "Un permis d’études", application=_kind(kind="study_permit")),
            _is("travel", "An electronic travel authorization (eTA)", "Une autorisation de voyage électronique (AVE)",
                application=_kind(kind="electronic_travel_authorization")),
            _is("stay", "Permanent residence", "La résidence permanente", application=_kind(kind="permanent_residence")),
            _is("other", "Something else", "Autre chose", application=_kind()),
            _is("nothing", "Nothing else", "Rien d’autre", application=None),
        ),
        usual="visa",
    ),
    Question(
        "together", ("application.asked_with_visitor_visa",),
        Both("Do you also ask for a visitor visa, at the same time and place?",
             "Demandez-vous aussi un visa de visiteur, au même moment et au même endroit?"),
        Both("If you ask for both at once, you may not have to pay for this permit.",
             "Si vous demandez les deux à la fois, vous n’aurez peut-être pas à payer ce permis."),
        _yes_no("application.asked_with_visitor_visa"),
    ),
    Question(
        "artists", ("application.performing_artist_group",),
        Both("Do you come as part of a group of artists who perform, or to help one?",
             "Venez-vous avec un groupe d’artistes de spectacle, ou pour l’aider?"),
        Both("Such groups have other rules for the fee.", "Ces groupes ont d’autres règles pour les frais."),
        _yes_no("application.performing_artist_group"),
    ),
    Question(
        "claim", ("refugee_claim", "refugee_claim.outcome", "designated_on"),
        Both("Did you ever ask Canada to protect you as a refugee?", "Avez-vous déjà demandé l’asile au Canada?"),
        Both("After some claims, the law sets a time to wait. In that time you cannot ask for this permit, and you should not pay.",
             "Après certaines demandes d’asile, la loi fixe un délai. Avant la fin de ce délai, vous ne pouvez pas demander ce permis et vous ne devriez pas payer."),
        (
            _is("never", "No, never", "Non, jamais", refugee_claim=None, designated_on=None),
            _is("waiting", "Yes, no decision yet", "Oui, sans décision encore", of="refuge waiting", **_claim("pending")),
            _is("accepted", "Yes, and Canada said yes", "Oui, et le Canada a dit oui", of="refuge waiting", **_claim("accepted")),
            _is("ended", "Yes, and it was refused (even if I appealed), or I dropped it",
                "Oui, mais refusée (même avec appel), retirée ou abandonnée", of="refuge waiting", **_claim("rejected")),
            _is("ineligible", "Yes, and I was told that it could not be heard",
                "Oui, et on m’a dit qu’elle n’était pas recevable", of="refuge waiting", **_claim("ineligible")),
            _is("designated", "An officer called me a “designated foreign national” (choose this, whatever else is true)",
                "Un agent m’a dit « étranger désigné » (choisissez cette réponse même si une autre est vraie)", of="designated"),
        ),
        usual="never",
    ),
    Question(
        "claim_ended", ("refugee_claim.rpd_on", "refugee_claim.rad_on", "refugee_claim.federal_court_on"),
        Both("How long ago was the last decision about your claim?",
             "À quand remonte la dernière décision sur votre demande d’asile?"),
        Both("You must wait 12 months from that day.", "Vous devez attendre 12 mois à partir de ce jour."),
        (
            _is("recent", "12 months or less", "12 mois ou moins",
                refugee_claim__rpd_on=When.NOW, refugee_claim__rad_on=None, refugee_claim__federal_court_on=None),
            _is("older", "More than 12 months", "Plus de 12 mois",
                refugee_claim__rpd_on=When.LONG_AGO, refugee_claim__rad_on=None, refugee_claim__federal_court_on=None),
        ),
        hint=Both("Count from the last one: the first decision, the appeal or the court.",
                  "Comptez à partir de la dernière, qu’elle vienne du tribunal des réfugiés, de l’appel ou de la Cour."),
    ),
    Question(
        "danger", ("refugee_claim.prra_pending",),
        Both("Are you waiting for a decision on the danger you would face at home?",
             "Attendez-vous une décision sur le danger que vous auriez dans votre pays?"),
        Both("As long as you wait for it, you may not ask for this permit.",
             "Tant que vous l’attendez, vous ne pouvez pas toujours demander ce permis."),
        _yes_no("refugee_claim.prra_pending"),
        hint=Both("It is called a PRRA.", "C’est ce qu’on appelle un ERAR."),
    ),
    Question(
        "pending", ("pending",),
        Both("Are you waiting for an answer to one of these?", "Attendez-vous la réponse à l’une de ces demandes?"),
        Both("While you wait for one of them, this permit is free.", "Tant que vous l’attendez, vous ne payez pas ce permis."),
        (
            _is("residence", "Permanent residence, or a sponsorship by my spouse or family",
                "Résidence permanente, ou parrainage par mon conjoint ou ma famille", of="waiting", pending="permanent_residence"),
            _is("humanitarian", "I asked to stay because of hardship (humanitarian grounds)",
                "J’ai demandé à rester ici pour des motifs d’ordre humanitaire", of="waiting", pending="humanitarian"),
            _is("policy", "I am waiting for a decision under a public policy", "J’attends une décision prise dans l’intérêt public",
                of="waiting", pending="public_policy"),
            _is("none", "No, none of these", "Non, aucune", pending=None),
        ),
    ),
    Question(
        "group", ("fee_classes", "visa_exemption_lost_in_transit"),
        Both("Are you one of these people?", "Êtes-vous l’une de ces personnes?"),
        Both("The law frees these people from the fee.", "La loi dispense ces personnes des frais."),
        (
            _is("protected", "I wait for the first decision on my refugee claim here, or Canada protects me, or I am family of such a person",
                "J’attends la première décision sur ma demande d’asile ici, ou le Canada me protège, ou je suis de la famille d’une telle personne",
                of="refuge", fee_classes=["R299(2)(a)"]),
            _is("resettled", "I am a refugee abroad who is to settle in Canada, or family",
                "Je suis un réfugié à l’étranger qui doit s’établir au Canada, ou de sa famille", of="refuge", fee_classes=["R295(2)"]),
            _is("religious", "I come to preach or to lead prayer, or I am family of such a person",
                "Je viens prêcher ou diriger la prière, ou je suis de la famille d’une telle personne", of="service", fee_classes=["R296(2)(c)"]),
            _is("exchange", "I come for an exchange between countries, for youth, art or school, or to help a church or a charity without pay",
                "Je viens pour un échange entre pays, de jeunes, d’artistes ou d’élèves, ou pour aider sans salaire une église ou une œuvre de charité",
                of="service", fee_classes=["R298(2)(a)"]),
            _is("student", "I have a study permit and, by no one’s fault, I can no longer pay for food and a home",
                "J’ai un permis d’études, mais plus de quoi vivre, et personne n’y peut rien", of="student", fee_classes=["R300(2)(f)"]),
            _is("us", "I work here for the United States, for a joint commission or as a grain inspector, or I am family",
                "Je travaille ici pour les États-Unis, pour une commission mixte ou à l’inspection des grains, ou je suis de la famille", of="service", fee_classes=["R299(2)(k)"]),
            _is("diplomat", "I am a diplomat, or I work for the United Nations or for a group of states, or I am family or staff",
                "Je suis diplomate, ou je travaille pour les Nations Unies ou un groupe d’États, ou je suis de leur famille ou de leur personnel",
                of="service", fee_classes=["R298(2)(a.1)"]),
            _is("forces", "I am with foreign armed forces in Canada, or I am family",
                "Je suis avec des forces armées étrangères au Canada, ou de leur famille", of="service", fee_classes=["R298(2)(a.2)"]),
            _is("posted", "Someone in my family is a foreign officer on exchange here, and I work here",
                "Un membre de ma famille est un agent étranger en échange ici, et j’y travaille", of="service", fee_classes=["R298(2)(a.3)"]),
            _is("meeting", "I come to a meeting held by Canada, the United Nations or the American states (OAS)",
                "Je viens à une réunion du Canada, des Nations Unies ou des États américains (OEA)", of="service", fee_classes=["R298(2)(d)"]),
            _is("visa", "I needed no visa when I left, and Canada asked for one while I was on my way",
                "Je n’avais pas besoin de visa au départ, et le Canada en a exigé un pendant mon voyage",
                of="visa", fee_classes=[], visa_exemption_lost_in_transit={}),
            _is("none", "No, none of these people", "Non, aucune de ces personnes", fee_classes=[], visa_exemption_lost_in_transit=None),
        ),
        hint=Both("Choose the first that fits.", "Choisissez la première qui convient."),
        usual="none",
    ),
    Question(
        "hours", ("visa_exemption_lost_in_transit.hours_until_entry",),
        Both("How long after that change do you ask to come in?", "Combien de temps après ce changement demandez-vous à entrer?"),
        Both("In the first 48 hours, this permit is free.", "Dans les 48 premières heures, ce permis est gratuit."),
        (
            _is("within", "48 hours or less", "48 heures ou moins", visa_exemption_lost_in_transit__hours_until_entry=48),
            _is("later", "More than 48 hours", "Plus de 48 heures", visa_exemption_lost_in_transit__hours_until_entry=49),
        ),
    ),
    Question(
        "reason", ("grounds",),
        Both("Why do you need this permit?", "Pourquoi avez-vous besoin de ce permis?"),
        Both("Some people with one small crime pay no fee once. The reason also tells if an officer must see you.",
             "Avec un seul délit mineur, certains ne paient pas la première fois. Le motif dit aussi si un agent doit vous voir."),
        (
            _is("papers", "No visa or valid papers, or I stayed or worked without the right",
                "Ni visa ni papiers valides, ou séjour ou travail sans en avoir le droit", grounds=["A41"]),
            _is("health", "My health", "Ma santé", grounds=["A38"]),
            _is("crime", "A crime that is not serious", "Un délit qui n’est pas grave", grounds=["A36(2)"]),
            _is("serious", "A serious crime, or security, human rights or organized crime",
                "Un crime grave, ou la sécurité, les droits humains ou le crime organisé", grounds=["A36(1)"]),
            _is("other", "Something else: money, false papers, a family member",
                "Autre chose : argent, faux papiers, membre de ma famille", grounds=["A40"]),
        ),
        hint=Both("Choose all that fit.", "Choisissez tout ce qui convient."),
        terms=((Both("When is a crime serious?", "Quand un crime est-il grave?"),
              Both("A crime is serious if it can bring ten years in prison here, or if a court here gave you more than six months. For driving after drinking, choose “not serious”: an officer checks.",
                   "Un crime est grave s’il peut mener ici à dix ans de prison, ou si un tribunal d’ici vous a donné plus de six mois. Pour l’alcool au volant, choisissez « pas grave » : un agent vérifie.")),),
        many=True,
        usual="papers",
    ),
    Question(
        "convictions", ("convictions", "convictions[].makes_inadmissible", "convictions[].youth", "convictions[].sentence"),
        Both("What did a court decide?", "Qu’a décidé le tribunal?"),
        Both("You may pay no fee, once, if you were found guilty one time and got no prison.",
             "Vous pourriez ne pas payer, une seule fois, si vous avez été déclaré coupable une fois, sans prison."),
        (
            _is("light", "Found guilty once: a fine, probation or nothing more",
                "Coupable une fois, avec une amende, une probation ou rien de plus", convictions=[{**_ONE_CONVICTION, "sentence": "fine"}]),
            _is("prison", "Found guilty once, with prison", "Coupable une fois, avec de la prison",
                convictions=[{**_ONE_CONVICTION, "sentence": "imprisonment"}]),
            _is("doubtful", "Found guilty once, with prison suspended, served at home, or served before the sentence",
                "Coupable une fois, avec de la prison avec sursis, purgée à la maison ou avant le jugement",
                convictions=[{**_ONE_CONVICTION, "sentence": "suspended_imprisonment"}]),
            _is("several", "Found guilty more than once", "Coupable plus d’une fois", convictions=[{**_ONE_CONVICTION}, {**_ONE_CONVICTION}]),
            _is("none", "I was never found guilty", "Je n’ai jamais été déclaré coupable", convictions=[]),
        ),
        hint=Both("Leave out what you did as a minor, and what was pardoned.",
                  "Ne comptez pas ce que vous avez fait avant d’être adulte, ni ce qui a été pardonné."),
    ),
    Question(
        "offence", ("convictions[].child_pornography", "convictions[].sexual", "convictions[].impaired_driving"),
        Both("What kind of crime was it?", "De quel genre de délit s’agissait-il?"),
        Both("For some crimes the fee is never lifted, and for some an officer has to decide.",
             "Pour certains délits, les frais restent dus, et pour d’autres, un agent doit décider."),
        (
            Answer("sexual", Both("A sexual crime, or child pornography", "Un crime sexuel, ou de la pornographie juvénile"), _offence(sexual=True)),
            Answer("driving", Both("Driving after drinking or taking drugs", "Conduire après avoir bu ou pris de la drogue"), _offence(impaired_driving=True)),
            Answer("another", Both("Another crime", "Un autre délit"), _offence()),
        ),
    ),
    Question(
        "other_acts", ("other_inadmissible_acts",),
        Both("Did you do anything else that could keep you out of Canada?",
             "Avez-vous fait autre chose qui pourrait vous fermer les portes du Canada?"),
        Both("You may pay no fee, once, if there is nothing else.", "Vous pourriez ne pas payer, une seule fois, s’il n’y a rien d’autre."),
        _yes_no("other_inadmissible_acts"),
    ),
    Question(
        "free_before", ("one_time_exemption_granted_on",),
        Both("Did you ever get this permit free because of one small crime?",
             "Avez-vous déjà obtenu ce permis sans payer à cause d’un délit mineur?"),
        Both("It can be free in this way only once.", "Cette dispense ne peut servir qu’une fois."),
        _yes_no("one_time_exemption_granted_on", When.NOW, None),
        hint=Both("Your old permit then says “one-time fee exemption”.", "Votre ancien permis porte alors la mention « one-time fee exemption »."),
    ),
)  # fmt: skip

BY_KEY = {question.key: question for question in QUESTIONS}
BY_PATH = {path: question for question in QUESTIONS for path in question.paths}
TRIAGE = BY_KEY["special"]
"""The question that leads most people past those whose answers name what it asks for in a word (`Answer.of`)."""
