"""Every address of the program, room by room."""

from __future__ import annotations

from django.urls import include, path

from project.languages.views import Strings
from project.people.workspaces.views import home

handler500 = "project.api.server_error"

WORKSPACE = "w/<uuid:workspace_uid>/"

urlpatterns = [
    path("", home, name="home"),
    path("", include("project.people.urls")),
    path("notices/", include("annotations.notices.urls")),
    path(WORKSPACE, include("sources.urls")),
    path(WORKSPACE, include("annotations.urls")),
    path("published/", include("annotations.editions.urls")),
    path("api/", include("project.api_urls")),
    path("strings/<slug:language>.js", Strings.as_view(), name="strings"),
]
