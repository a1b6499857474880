"""Addresses of one's notices, across workspaces."""

from __future__ import annotations

from django.urls import path

from annotations.notices import views

app_name = "notices"

urlpatterns = [
    path("", views.notice_list, name="list"),
    path("read/", views.read_all, name="read_all"),
    path("<uuid:uid>/", views.open_notice, name="open"),
    path("<uuid:uid>/changes/", views.changes, name="changes"),
    path("<uuid:uid>/read/", views.read, name="read"),
    path("mail/", views.mail, name="mail"),
    path("mail/<str:token>/", views.stop_mail, name="stop_mail"),
]
