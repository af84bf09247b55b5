"""The addresses of those who look after an office."""

from __future__ import annotations

from django.urls import path

from trp.oversight import exemptions, officer, team

urlpatterns = [
    path("team/", team.team, name="team"),
    path("team/<str:officer>/", officer.officer, name="team-officer"),
    path("exemptions/", exemptions.exemptions, name="exemptions"),
]
