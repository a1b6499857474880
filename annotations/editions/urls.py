"""Addresses of what is published, which need no account and stay for good."""

from __future__ import annotations

from django.urls import path

from annotations.editions import public_views as views

app_name = "published"

DISPUTE = "<uuid:workspace_uid>/<uuid:uid>/"

urlpatterns = [
    path(DISPUTE, views.history, name="history"),
    path(f"{DISPUTE}latest/", views.latest, name="latest"),
    path(f"{DISPUTE}<int:number>/", views.edition, name="edition"),
    path(f"{DISPUTE}<int:number>/questions/<uuid:question_uid>/", views.part, name="question"),
    path(f"{DISPUTE}<int:number>/further/", views.part, name="further"),
    path(f"{DISPUTE}<int:number>/edition.json", views.as_json, name="json"),
    path(f"{DISPUTE}<int:number>/citation.json", views.citation, name="citation"),
    path(f"{DISPUTE}<int:number>/texts/<uuid:text_uid>/", views.text, name="text"),
]
