"""Names of clients, by region: believable, and nobody's in particular."""

from __future__ import annotations

from datetime import date
from random import Random

_FAMILY = {
    "east_africa": "Okello Mwangi Abdi Tesfaye Bekele Odhiambo Hassan Kimani Wekesa Haile Njoroge Achieng",
    "west_africa": "Diallo Ndiaye Traoré Sow Keïta Fall Cissé Touré Mensah Kouassi Bâ Sarr",
    "maghreb": "Benkirane Haddad Mansouri Belkacem Ziani Bouzid Cherif Amrani Saïdi Khelifi Toumi Naceri",
    "philippines": "Dela-Cruz Bautista Villanueva Mendoza Aquino Salazar Pascual Navarro Domingo Ilagan Tolentino Ramos",
    "india": "Sharma Gill Patel Reddy Iyer Dhaliwal Verma Banerjee Menon Grewal Chawla Sandhu",
    "latin_america": "Hernández Rodríguez Castillo Ramírez Quispe Fuentes Rojas Jiménez Peña Acosta Duarte Molina",
    "united_states": "Walker Jefferson O’Brien Kowalczyk Freeman Delgado Nguyen Harris Schmidt Baptiste Coleman Reed",
    "anywhere": "Petrov Demir Silva Kim Rahimi Joseph Adeyemi Horvat Al-Masri Nowak Charles Zhang",
}  # fmt: skip
_GIVEN = {
    "east_africa": "Amina Joseph Selam Brian Hawa Daniel Faith Yusuf Mercy Abel Ruth Samuel",
    "west_africa": "Aïssatou Mamadou Awa Ousmane Mariama Ibrahima Khady Moussa Adjoa Kofi Ramatoulaye Cheikh",
    "maghreb": "Samira Karim Leïla Yacine Nadia Rachid Imane Sofiane Meriem Tarek Salma Mehdi",
    "philippines": "Maria Jose Angelica Ramon Lourdes Paolo Jasmine Carlo Rosalie Miguel Cristina Noel",
    "india": "Harpreet Arjun Neelam Rohit Anjali Gurdeep Kavita Sanjay Meena Vikram Pooja Rajesh",
    "latin_america": "Camila Jorge Valentina Luis Rosario Andrés Ximena Diego Marisol Héctor Paola Emilio",
    "united_states": "Ashley Tyrone Megan Carlos Brittany James Latoya Kevin Dana Marcus Erin Victor",
    "anywhere": "Irina Emre Beatriz Minho Zahra Nadège Femi Luka Rana Piotr Mirlande Wei",
}  # fmt: skip
_FAMILIES = {region: names.split() for region, names in _FAMILY.items()}
_GIVENS = {region: names.split() for region, names in _GIVEN.items()}


def family_name(dice: Random, region: str) -> str:
    """A family name of the region."""
    return dice.choice(_FAMILIES[region]).replace("-Cruz", " Cruz")


def given_name(dice: Random, region: str) -> str:
    """A given name of the region."""
    return dice.choice(_GIVENS[region])


def birth(dice: Random, *, child: bool = False) -> date:
    """A day of birth: of a grown person, or of a child."""
    year = dice.randint(2011, 2022) if child else dice.randint(1958, 2003)
    return date(year, dice.randint(1, 12), dice.randint(1, 28))
