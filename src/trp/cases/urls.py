"""The addresses of the queue, the case and its acts."""

from __future__ import annotations

from django.urls import path, register_converter

from trp.cases import giving, hand_over, manual, queue, saved_pages, searching, views
from trp.cases.acts import NAMES
from trp.cases.acts.facts import EverythingView
from trp.cases.acts.opening import OpenView
from trp.cases.acts.persons import EnterPersonView, candidates
from trp.desk.account import account
from trp.desk.acting import act_urls
from trp.desk.browsers import browsers
from trp.desk.components import components
from trp.desk.identity import identity


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
    path("queue/columns", queue.columns, name="queue-columns"),
    path("queue/take-next", queue.take, name="take-next"),
    path("queue/assign", giving.AssignTogetherView.as_view(), name="assign-together"),
    path("queue/note", giving.NoteTogetherView.as_view(), name="note-together"),
    path("queue/views/", saved_pages.views, name="queue-views"),
    path("queue/views/new", saved_pages.new_view, name="new-view"),
    path("queue/views/<uuid:view>/", saved_pages.open_view, name="open-view"),
    path("queue/views/<uuid:view>/change", saved_pages.change_view, name="change-view"),
    path("queue/views/<uuid:view>/remove", saved_pages.remove_view, name="remove-view"),
    path("queue/views/<uuid:view>/begin", saved_pages.begin, name="begin-with-view"),
    path("hand-over/", hand_over.leavers, name="hand-overs"),
    path("hand-over/<str:officer>/", hand_over.HandOverView.as_view(), name="hand-over"),
    path("search/", searching.find, name="search"),
    path("cases/new", OpenView.as_view(), name="open-request"),
    path("people/new", EnterPersonView.as_view(), name="enter-person"),
    path("people/find", candidates, name="find-person"),
    path("components/", components, name="components"),
    path("manual/", manual.manual, name="manual"),
    path("manual/<slug:table>/", manual.table, name="manual-table"),
    path("manual/<slug:table>/cases", manual.turn, name="manual-turning"),
    path("account/", account, name="account"),
    path("account/browsers/", browsers, name="browsers"),
    path("account/openid/", identity, name="openid"),
    path("cases/<case:number>/", views.case, name="case"),
    path("cases/<case:number>/facts", EverythingView.as_view(), name="record-facts"),
    path("cases/<case:number>/why/<slug:finding>", views.reasons, name="reasons"),
    *act_urls(*NAMES),
]
