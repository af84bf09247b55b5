"""The page of components: the same parts as the pages use, in a demo only."""

from pathlib import Path

from django.conf import settings

import trp.desk
from tests.web.markup import Markup

TEMPLATES = Path(trp.desk.__file__).parent / "templates" / "desk"


def test_every_component_is_shown_with_a_title(signed_in):
    for language in ("en", "fr"):
        page = signed_in("a.roy").get(f"/{language}/components/")
        assert page.status_code == 200
        read = Markup(page.content.decode())
        assert read.wrong == [] and read.missing() == set()
        names = {"header", "errors", "fields", "wrong", "buttons", "notices", "tagged", "tabbed", "table", "moments", "blocker", "tree"}  # fmt: skip
        assert names <= set(read.ids)


def test_it_uses_the_components_and_no_copies(signed_in):
    written = (TEMPLATES / "components.html").read_text("utf-8")
    for part in ("moment", "tabs"):
        assert f'{{% include "desk/parts/{part}.html"' in written
    for tag in ("error_summary", "field", "blocker", "tree", "tag", "cites"):
        assert f"{{% {tag} " in written
    told = signed_in("a.roy").get("/en/components/").content.decode()
    assert 'class="tree"' in told and told.count('class="wrong"') == 7


def test_it_is_there_in_a_demo_only(signed_in, monkeypatch):
    client = signed_in("a.roy")
    monkeypatch.setattr(settings, "DEMO", False)
    assert client.get("/en/components/").status_code == 404
