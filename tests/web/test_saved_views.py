"""Saved views and columns: who sees and changes which, hostile names, limits that are told, and where one begins."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from tests.web.desk import ABROAD, Desk, Page
from trp.cases import saved
from trp.cases.filters import FILTERS, Wanted
from trp.cases.models import Preference, SavedView

COLLEAGUE, HERE, ELSEWHERE, NATIONAL = "d.mutua", "p.otieno", "c.lefebvre", "o.simard"
"""Beside Amélie Roy in Nairobi; the supervisor there; somebody in Paris; the supervisor of the national office."""
LIST = "tab=all&fee=due&not=stream%3Astate_care&sort=age&col=person&col=due"


def saves(
    desk: Desk, who: str, name: str, kind: str = "private", query: str = LIST, language: str = "en"
) -> Page:
    return desk.page(who, f"queue/views/new?{query}", language).send(name=name, kind=kind)


def view(name: str) -> SavedView:
    return SavedView.objects.get(name=name)


def links(page: Page) -> list[str]:
    """The views above the filters."""
    nav = re.search('<nav class="views".*?</nav>', page.text, re.S)
    assert nav
    return [
        unescape(one)
        for one in re.findall('<a href="[^"]*/queue/views/[0-9a-f-]{36}/"[^>]*>(.*?)</a>', nav[0])
    ]


def heads(text: str) -> list[str]:
    """The columns of the list."""
    return re.findall('<th scope="col"[^>]*>(.*?)</th>', text.split('id="list"')[1].split("</thead>")[0])


def test_a_list_is_saved_and_opens_as_it_was(desk: Desk) -> None:
    page = saves(desk, ABROAD, "Due in Nairobi")
    assert page.answer["Location"] == f"/en/queue/?{LIST}&view={view('Due in Nairobi').id}"
    shown = page.next()
    assert shown.status == 200 and 'aria-current="true">Due in Nairobi</a>' in shown.text
    assert "The view “Due in Nairobi” is saved." in shown.text and "is changed here" not in shown.text
    assert heads(shown.text) == ["Number", "Person", "Due"]
    opened = desk.page(ABROAD, f"queue/views/{view('Due in Nairobi').id}/")
    assert opened.answer["Location"] == page.answer["Location"]
    other = desk.page(
        ABROAD, f"queue/?{LIST.replace('fee=due', 'fee=exempt')}&view={view('Due in Nairobi').id}", "fr"
    )
    assert "est modifiée ici" in other.text


def test_the_address_of_a_list_is_the_list_for_a_colleague_who_does_not_see_the_view(desk: Desk) -> None:
    address = saves(desk, ABROAD, "Mine").answer["Location"].removeprefix("/en/")
    mine, theirs = desk.page(ABROAD, address), desk.page(COLLEAGUE, address)
    numbers = re.compile('data-case="(T-[0-9]+)"')
    assert numbers.findall(mine.text) == numbers.findall(theirs.text) != []
    assert links(mine) == ["Mine"] and links(theirs) == []
    key = view("Mine").id
    for page in (
        f"queue/views/{key}/",
        f"queue/views/{key}/change",
        "queue/views/00000000-0000-4000-8000-000000000000/",
    ):
        assert desk.page(COLLEAGUE, page).status == 404
    assert "No such view" in desk.page(COLLEAGUE, f"queue/views/{key}/").text


def test_who_sees_and_who_changes_which(desk: Desk) -> None:
    """Private: its owner. Of the team: the office sees it, its owner and a supervisor of the office change it. Locked: the
    supervisor who made it changes it."""
    saves(desk, ABROAD, "Private")
    saves(desk, ABROAD, "Team", "team")
    saves(desk, HERE, "Locked", "locked")
    saves(desk, NATIONAL, "Everywhere", "locked")
    saves(desk, NATIONAL, "Headquarters", "team")
    sees = {
        who: set(links(desk.page(who, "queue/"))) for who in (ABROAD, COLLEAGUE, HERE, ELSEWHERE, NATIONAL)
    }
    assert sees == {
        ABROAD: {"Private", "Team", "Locked", "Everywhere"}, COLLEAGUE: {"Team", "Locked", "Everywhere"},
        HERE: {"Team", "Locked", "Everywhere"}, ELSEWHERE: {"Everywhere"}, NATIONAL: {"Everywhere", "Headquarters"},
    }  # fmt: skip
    changes = {
        (who, name): desk.page(who, f"queue/views/{view(name).id}/change").status == 200
        for who, names in sees.items()
        for name in names
    }
    assert {one for one, may in changes.items() if may} == {
        (ABROAD, "Private"), (ABROAD, "Team"), (HERE, "Team"), (HERE, "Locked"), (NATIONAL, "Everywhere"), (NATIONAL, "Headquarters"),
    }  # fmt: skip
    for who, offered in ((ABROAD, False), (HERE, True)):
        page = desk.page(who, f"queue/?tab=fee&view={view('Locked').id}")
        assert "“Locked” is changed here" in page.text and ("save the change" in page.text) is offered
    locked = view("Locked")
    client = desk.sign_in(ABROAD)
    refused = client.post(
        f"/en/queue/views/{locked.id}/change", {"name": "Mine now", "kind": "team", "key": "k"}
    )
    assert refused.status_code == 403 and "not yours to change" in refused.text
    assert client.post(f"/fr/queue/views/{locked.id}/remove").status_code == 403
    assert client.post(f"/en/queue/views/{view('Headquarters').id}/remove").status_code == 404
    locked.refresh_from_db()
    assert locked.name == "Locked"
    forged = client.post("/en/queue/views/new", {"name": "Forged", "kind": "locked", "key": "k"})
    assert forged.status_code == 422 and not SavedView.objects.filter(name="Forged").exists()


def test_a_locked_view_goes_over_to_the_office_when_its_maker_leaves(desk: Desk) -> None:
    from trp.officers.models import Officer

    saves(desk, HERE, "Locked", "locked")
    Officer.objects.filter(username="s.bouchard").update(roles="officer delegate supervisor")
    page = f"queue/views/{view('Locked').id}/change"
    assert desk.page("s.bouchard", page).status == 403
    Officer.objects.filter(username=HERE).update(roles="fee_clerk")
    assert desk.page("s.bouchard", page).status == 200 and desk.page(HERE, page).status == 403


HOSTILE = ["<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "{% url 'x' %} {{ x }} {name}", "' OR 1=1; --", "Ünïcode 名前 – « été »", "&amp; &lt;"]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("language", ("en", "fr"))
def test_a_hostile_name_is_only_a_name(desk: Desk, name: str, language: str) -> None:
    shown = saves(desk, ABROAD, name, "team", language=language).next()
    kept = SavedView.objects.get()
    assert kept.name == name and links(shown) == [name]
    pages = [
        shown,
        desk.page(COLLEAGUE, f"queue/views/{kept.id}/change", language),
        desk.page(ABROAD, "queue/views/", language),
    ]
    pages.append(desk.page(ABROAD, f"queue/views/{kept.id}/change", language))
    pages.append(desk.page(ABROAD, f"queue/?tab=fee&view={kept.id}", language))
    for page in pages:
        assert name in unescape(page.text)
        assert "<script>alert" not in page.text and "<img src=x" not in page.text


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("", "Give the view a name."), ("   ", "Give the view a name."), ("x" * 61, "at most 60 characters, and it has 61"),
        ("fine\u202egnp.exe", "cannot be seen"), ("tab\there", "cannot be seen"), ("zero\u200bwidth", "cannot be seen"), ("nul\x00", ""),
    ],
)  # fmt: skip
def test_a_name_that_cannot_be_is_told(desk: Desk, name: str, says: str) -> None:
    page = saves(desk, ABROAD, name)
    assert page.status == 422 and says in unescape(page.text) and page.wrong
    assert not SavedView.objects.exists()


def test_a_name_is_there_once_and_a_form_sent_twice_saves_once(desk: Desk) -> None:
    assert saves(desk, ABROAD, "Été").status == 302
    assert saves(desk, ABROAD, "Été").status == 302 and SavedView.objects.count() == 1
    taken = saves(desk, ABROAD, "E\u0301TÉ", query="tab=fee")
    assert taken.status == 422 and "another view has this name" in taken.text
    assert saves(desk, COLLEAGUE, "Été").status == 302  # a private one of somebody else
    assert saves(desk, COLLEAGUE, "Été", "team").status == 302
    assert saves(desk, HERE, "été", "locked").status == 422
    assert saves(desk, ELSEWHERE, "Été", "team").status == 302  # another office


def test_limits_are_told(desk: Desk) -> None:
    for n in range(saved.MOST):
        assert saves(desk, ABROAD, f"View {n}").status == 302
    full = saves(desk, ABROAD, "One more", language="fr")
    assert full.status == 422 and f"Vous avez {saved.MOST} vues privées" in full.text
    assert full.holds["name"] == ["One more"]
    assert desk.sign_in(ABROAD).post(f"/en/queue/views/{view('View 0').id}/remove").status_code == 302
    assert saves(desk, ABROAD, "One more").status == 302


def test_a_view_is_renamed_shared_and_given_another_list(desk: Desk) -> None:
    saves(desk, ABROAD, "Old")
    key = view("Old").id
    page = desk.page(ABROAD, f"queue/views/{key}/change?tab=fee&sort=number").send(name="New", kind="team")
    assert page.status == 302 and links(desk.page(COLLEAGUE, "queue/")) == ["New"]
    assert view("New").query == "tab=fee&sort=number" and view("New").id == key
    page = desk.page(HERE, f"queue/views/{key}/change").send(kind="team", name="Newer")
    assert (
        page.status == 302 and view("Newer").query == "tab=fee&sort=number"
    )  # the list stays where none is sent


def test_what_an_address_says_that_is_not_known_is_not_kept(desk: Desk) -> None:
    query = "tab=nowhere&fee=due&fee=gold&not=fee:&not=x:y&not=blocked:open&col=salary&col=fee&start=after~1&chosen=all&x=<script>"
    saves(desk, ABROAD, "Clean", query=query)
    assert view("Clean").query == "tab=mine&fee=due&not=blocked%3Aopen&col=fee"


def test_every_list_is_read_as_it_is_written() -> None:
    for name, (_, options) in FILTERS.items():
        for value in options:
            for pairs in (((name, value or "open"),), ()):
                wanted = Wanted(only=pairs, never=((name, value or "open"),), columns=("age", "held"))
                assert Wanted.read_text(wanted.query) == wanted
    assert Wanted.read_text("a&" * 5_000) == Wanted()


# Where one begins, and columns ------------------------------------------------------------------------


def test_one_begins_with_a_view_until_it_is_gone(desk: Desk) -> None:
    saves(desk, ABROAD, "Team", "team")
    key = view("Team").id
    client, other = desk.sign_in(ABROAD), desk.sign_in(COLLEAGUE)
    for one in (client, other):
        assert one.post(f"/en/queue/views/{key}/begin", {"begin": "yes"}).status_code == 302
        assert one.get("/en/")["Location"] == f"/en/queue/views/{key}/"
    assert "your start page" in desk.page(ABROAD, "queue/views/").text
    assert other.post(f"/en/queue/views/{key}/begin", {"begin": "no"}).status_code == 302
    assert other.get("/en/")["Location"] == "/en/queue/"
    other.post(f"/en/queue/views/{key}/begin", {"begin": "yes"})
    desk.page(ABROAD, f"queue/views/{key}/change").send(kind="private")
    assert other.get("/en/")["Location"] == "/en/queue/"  # no longer theirs to see
    assert client.post(f"/en/queue/views/{key}/remove").status_code == 302
    assert client.get("/en/")["Location"] == "/en/queue/"


def test_columns_are_shown_once_or_kept(desk: Desk) -> None:
    def shown(client: Client, path: str) -> list[str]:
        return heads(client.get(path).text)

    client = desk.sign_in(ABROAD)
    usual = ["Number", "Person", "Next: what, by whom", "Age in working days", "Due", "Fee", "Held by"]
    assert shown(client, "/en/queue/?tab=all") == usual
    here = client.post(
        "/en/queue/columns", {"back": "tab=all&fee=due", "col": ["stage", "blocked", "person"]}
    )
    assert here["Location"] == "/en/queue/?tab=all&fee=due&col=person&col=stage&col=blocked"
    assert shown(client, here["Location"]) == ["Number", "Person", "Stage", "Blocked by"]
    assert shown(client, "/en/queue/?tab=all") == usual
    kept = client.post("/en/queue/columns", {"back": "tab=all", "col": ["stream", "made_to"], "keep": "1"})
    assert kept["Location"] == "/en/queue/?tab=all"
    assert shown(client, "/fr/queue/?tab=all") == ["Numéro", "Volet", "Voie"]
    assert shown(desk.sign_in(COLLEAGUE), "/en/queue/?tab=all") == usual
    none = client.post(
        "/en/queue/columns", {"back": "https://evil.example/?tab=fee", "keep": "1", "col": ["nothing"]}
    )
    assert none["Location"] == "/en/queue/?tab=mine" and shown(client, "/en/queue/?tab=all") == usual
    assert Preference.objects.count() == 1


def test_every_column_has_its_cell_and_its_label_for_a_narrow_screen(
    signed_in: Callable[[str], Client],
) -> None:
    from trp.desk.columns import COLUMNS

    query = "&".join(f"col={name}" for name in COLUMNS)
    text = signed_in(ABROAD).get(f"/en/queue/?tab=all&{query}").text
    [row, *_] = re.findall("<tr data-case=.*?</tr>", text)
    assert row.count("<td") == len(COLUMNS) + 1 and row.count("data-label=") == len(COLUMNS) - 2
    assert row.count('data-key="assign"') == row.count('data-key="note"') == 1


@pytest.mark.slow
@pytest.mark.parametrize("javascript", (True, False), ids=("scripts", "plain"))
def test_views_and_columns_in_the_browser(opened_by: Callable[..., Any], javascript: bool) -> None:
    page = opened_by(ABROAD, "/en/queue/?tab=all", javascript=javascript)
    page.locator("#f-fee").select_option("due")
    if not javascript:
        page.get_by_role("button", name="Apply").click()
    page.wait_for_url("**fee=due**")
    page.get_by_role("link", name="Save this list as a view").click()
    page.get_by_label("What is it called?").fill("Fees due")
    page.get_by_role("button", name="Save the view").click()
    page.wait_for_url("**view=**")
    page.locator("details.columns summary").click()
    page.get_by_label("Held by").uncheck()
    page.get_by_role("button", name="Show these here").click()
    page.wait_for_url("**col=**")
    assert page.locator("th", has_text="Held by").count() == 0
    page.get_by_role("link", name="Fees due").first.click() if page.get_by_role(
        "link", name="Fees due"
    ).count() else None
    page.goto("/en/queue/")
    page.get_by_role("link", name="Fees due").click()
    page.wait_for_url("**fee=due**")
    assert page.locator("th", has_text="Held by").count() == 1


def test_the_page_for_officers_tells_the_limits_as_they_are() -> None:
    from pathlib import Path

    from trp.casework.recording import MOST_TOGETHER

    docs = Path(__file__).parents[2] / "docs"
    for page, private, together in (
        ("queue.md", f"at most {saved.MOST} private views, an office at most {saved.MOST} shared", f"at most {MOST_TOGETHER}, then"),
        ("file-de-travail.md", f"au plus {saved.MOST} vues privées, un bureau au plus {saved.MOST} vues partagées", f"au plus {MOST_TOGETHER}, puis"),
    ):  # fmt: skip
        text = " ".join((docs / page).read_text("utf-8").split())
        assert private in text and together in text
