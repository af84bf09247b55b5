"""Why a sign-in by the identity provider came to nothing, and what to do: a page for each reason."""

from __future__ import annotations

from dataclasses import dataclass

from trp.rulebook.language import Both


@dataclass(frozen=True)
class Why:
    """`status`: of the answer."""

    title: Both
    says: Both
    status: int = 403


_NOTHING = Both("Nothing was done", "Rien n’a été fait")

WHYS = {
    "unknown-identity": Why(
        Both("Connect your account first", "Liez d’abord votre compte"),
        Both(
            "This identity is connected to no account here. Sign in as you always do; then connect it once on the page of your account, under Signing in. From then on it signs you in.",
            "Cette identité n’est liée à aucun compte ici. Ouvrez une session comme d’habitude, puis liez-la une fois sur la page de votre compte, sous Ouverture de session. Dès lors, elle ouvre votre session.",
        ),
    ),
    "identity-taken": Why(
        _NOTHING,
        Both(
            "This identity is connected to another account. One identity signs in to one account: disconnect it there first, or choose another identity. If you do not know that account, tell your supervisor.",
            "Cette identité est liée à un autre compte. Une identité ouvre un seul compte : déliez-la d’abord de l’autre, ou choisissez une autre identité. Si vous ne connaissez pas ce compte, dites-le à votre superviseur.",
        ),
    ),
    "identity-second": Why(
        _NOTHING,
        Both(
            "Your account is connected to an identity already. Disconnect that one first, then connect the other.",
            "Votre compte est déjà lié à une identité. Déliez d’abord celle-ci, puis liez l’autre.",
        ),
    ),
    "cancelled": Why(
        _NOTHING,
        Both(
            "It was cancelled, or your consent was not given. Try again, or sign in another way.",
            "L’opération a été annulée, ou vous n’y avez pas consenti. Essayez de nouveau, ou ouvrez une session autrement.",
        ),
    ),
    "wrong-state": Why(
        _NOTHING,
        Both(
            "It took longer than ten minutes, was begun in another browser, or was done already. Begin again from here.",
            "Cela a pris plus de dix minutes, a été commencé dans un autre navigateur, ou a déjà été fait. Recommencez à partir d’ici.",
        ),
    ),
    "provider-refused": Why(
        _NOTHING,
        Both(
            "The other service answered with an error. Try again later, or sign in another way. If it goes on, tell those who keep the service.",
            "L’autre service a répondu par une erreur. Réessayez plus tard, ou ouvrez une session autrement. Si cela se reproduit, dites-le à ceux qui tiennent le service.",
        ),
    ),
    "not-proved": Why(
        _NOTHING,
        Both(
            "What the other service answered does not prove who you are. Sign in another way, and tell those who keep the service.",
            "La réponse de l’autre service ne prouve pas qui vous êtes. Ouvrez une session autrement, et dites-le à ceux qui tiennent le service.",
        ),
    ),
    "provider-unreachable": Why(
        Both("The other service does not answer", "L’autre service ne répond pas"),
        Both(
            "Nothing was done. Try again in a few minutes, or sign in another way.",
            "Rien n’a été fait. Réessayez dans quelques minutes, ou ouvrez une session autrement.",
        ),
        status=503,
    ),
}
