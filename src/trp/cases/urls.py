"""The addresses of the queue, the case and its acts."""

from __future__ import annotations

from django.urls import path, register_converter

from trp.cases import manual, queue, views
from trp.cases.acts import NAMES
from trp.cases.acts.facts import EverythingView
from trp.cases.acts.opening import OpenView
from trp.cases.acts.persons import EnterPersonView, candidates
from trp.desk.account import account
from trp.desk.acting import act_urls
from trp.desk.browsers import browsers
from trp.desk.components import components


class CaseNumber:
    """T-000042."""

    regex = "T-[0-9]{6,12}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(CaseNumber, "case")

urlpatterns = [
    path("", views.home, name="home"),
    path("queue/", queue.queue, name="queue"),
    path("search/", queue.find, name="search"),
    path("cases/new", OpenView.as_view(), name="open-request"),
    path("people/new", EnterPersonView.as_view(), name="enter-person"),
    path("people/find", candidates, name="find-person"),
    path("components/", components, name="components"),
    path("manual/", manual.manual, name="manual"),
    path("manual/<slug:table>/", manual.table, name="manual-table"),
    path("manual/<slug:table>/cases", manual.turn, name="manual-turning"),
    path("account/", account, name="account"),
    path("account/browsers/", browsers, name="browsers"),
    path("cases/<case:number>/", views.case, name="case"),
    path("cases/<case:number>/facts", EverythingView.as_view(), name="record-facts"),
    path("cases/<case:number>/why/<slug:finding>", views.reasons, name="reasons"),
    *act_urls(*NAMES),
]
