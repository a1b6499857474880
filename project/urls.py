"""Every address of the program, room by room."""

from __future__ import annotations

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

from project.people.views import home

WORKSPACE = "w/<uuid:workspace_uid>/"

urlpatterns = [
    path("", home, name="home"),
    path("", include("project.people.urls")),
    path(WORKSPACE, include("sources.urls")),
    path(WORKSPACE, include("annotations.urls")),
    path("api/v1/", include("project.api_urls")),
    path("api/v1/openapi.json", SpectacularAPIView.as_view(), name="openapi"),
]
