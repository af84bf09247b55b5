"""Who owes the permit fee: read from R298(2), the public policies and the fee page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

TRANSIT_POLICY_FROM = date(2012, 1, 11)
ONE_TIME_FROM = date(2012, 3, 1)
STATE_CARE_FROM = date(2023, 9, 29)


def visa_with_permit(f: Mapping[str, str], day: date) -> str:
    """R298(2)(a) with R296(2)(d): abroad, a visitor visa and a work or study permit asked for together,
    and a counterfoil in place of the visa; performing-artist groups and their staff are left out.

    Reading: the application that the request accompanies is the work or study permit, not the visa.
    """
    if f["place"] != "outside_canada":
        return "DOES_NOT_EXEMPT"
    if f["application"] not in ("work_permit", "study_permit"):
        return "DOES_NOT_EXEMPT"
    if f["asked_with_visitor_visa"] == "no":
        return "DOES_NOT_EXEMPT"
    if f["performing_artist_group"] == "yes":
        return "DOES_NOT_EXEMPT"
    if f["document"] != "counterfoil":
        return "DOES_NOT_EXEMPT"
    return "EXEMPTS"


def regulation(f: Mapping[str, str], day: date) -> str:
    """R298(2): the first paragraph that frees the person, in the order of the Regulations.

    (c), Costa Rica in 2004, is spent.
    """
    if f["visa_with_permit"] == "EXEMPTS" or f["class_a"] == "yes" or f["urgent_protection"] == "EXEMPTS":
        return "A"
    if f["class_a1"] == "yes":
        return "A1"
    if f["class_a2"] == "yes":
        return "A2"
    if f["class_a3"] == "yes":
        return "A3"
    if f["pending"] != "none":
        return "B"
    if f["class_d"] == "yes":
        return "D"
    if f["visa_exemption_lost"] == "within_48_hours" and f["sole_ground"] == "non_compliance":
        return "E"
    return "NONE"


def urgent_protection(f: Mapping[str, str], day: date) -> str:
    """R298(2)(a) through R295(2): the Urgent Protection Program, for refugees overseas."""
    overseas = f["place"] == "outside_canada"
    return "EXEMPTS" if f["stream"] == "urgent_protection" and overseas else "DOES_NOT_EXEMPT"


def stream_policy(f: Mapping[str, str], day: date) -> str:
    """The policy of the stream: trafficking, family violence and state care for persons in Canada, the last
    two without other valid status; transit without visa wherever the traveller stands.

    Reading: a person at a port of entry is not yet a person in Canada.
    """
    in_canada = f["place"] == "in_canada"
    without_status = f["has_valid_status"] == "no"
    if f["stream"] == "trafficking_victim" and in_canada:
        return "VTIP"
    if f["stream"] == "family_violence_victim" and in_canada and without_status:
        return "FMV"
    if f["stream"] == "state_care" and in_canada and without_status and day >= STATE_CARE_FROM:
        return "STATE_CARE"
    if f["stream"] == "transit_without_visa" and day >= TRANSIT_POLICY_FROM:
        return "TRANSIT"
    return "NONE"


def one_time(f: Mapping[str, str], day: date) -> str:
    """M31 (A25.2 policy of 2012-01-13): every test; a doubt counts only where no test fails.

    Readings: the place of the person decides, not the office; a second conviction that counts is another one.
    """
    if day < ONE_TIME_FROM:
        return "NOT_AVAILABLE"
    if f["place"] == "in_canada":
        return "NOT_AVAILABLE"
    if f["sole_ground"] != "criminality":
        return "NOT_AVAILABLE"
    if f["convictions_counted"] != "one":
        return "NOT_AVAILABLE"
    if f["sentence"] == "custodial":
        return "NOT_AVAILABLE"
    if f["excluded_offence"] == "yes":
        return "NOT_AVAILABLE"
    if f["other_inadmissible_acts"] == "yes":
        return "NOT_AVAILABLE"
    if f["one_time_granted"] == "yes":
        return "NOT_AVAILABLE"
    if f["sentence"] == "doubtful" or f["impaired_driving"] == "yes":
        return "REFER"
    return "AVAILABLE"


def is_not_asked(f: Mapping[str, str]) -> bool:
    """Barred, suspended, or nothing to accompany: no fee is taken for what cannot be examined."""
    return f["bar"] in ("BARRED", "SUSPENDED") or f["standalone"] == "NO_STANDALONE"


def exempting_basis(f: Mapping[str, str]) -> str:
    """What exempts, in the order of T6, so that the once-only grant is spent last; NONE if nothing does."""
    if f["regulation"] != "NONE":
        return "R298(2)"
    if f["stream_policy"] != "NONE":
        return f["stream_policy"]
    if f["fee_measure"] == "yes":
        return "MEASURE"
    if f["origin"] == "minister" and f["minister_fee_instruction"] == "yes":
        return "MINISTER"
    if f["one_time"] == "AVAILABLE":
        return "ONE_TIME"
    return "NONE"


def fee(f: Mapping[str, str], day: date) -> str:
    """R298(1), (2), A25.2(2), fee page: is the fee owed?"""
    if is_not_asked(f):
        return "NOT_ASKED"
    if exempting_basis(f) != "NONE":
        return "EXEMPT"
    if f["one_time"] == "REFER":
        return "REFER"
    if f["amount_loaded"] == "no":
        return "REFER"
    return "DUE"


def fee_basis(f: Mapping[str, str], day: date) -> str:
    """The provision or policy that exempts; NONE where the fee is not asked, owed or in doubt."""
    if is_not_asked(f):
        return "NONE"
    return exempting_basis(f)


def one_time_level(f: Mapping[str, str], day: date) -> str:
    """M31: IRCC officers abroad, border services officers at a port of entry."""
    if f["made_to"] == "visa_office":
        return "OFFICER"
    if f["made_to"] == "port_of_entry":
        return "POE-BSO"
    if f["place"] == "port_of_entry":
        return "POE-BSO"
    return "OFFICER"
