"""Addresses of sources and texts, below a workspace's."""

from __future__ import annotations

from django.urls import path

from sources.importing import views as importing
from sources.lists import views as lists
from sources.records import pages
from sources.records import views as records
from sources.texts import views as texts

app_name = "sources"

urlpatterns = [
    path("sources/", lists.source_list, name="source_list"),
    path("sources/new/", records.new_source, name="new_source"),
    path("sources/fields/", records.type_fields, name="type_fields"),
    path("sources/<uuid:uid>/", pages.source, name="source"),
    path("sources/<uuid:uid>/edit/", records.edit_source, name="edit_source"),
    path("sources/<uuid:uid>/delete/", records.delete_source, name="delete_source"),
    path("sources/<uuid:uid>/restore/", records.restore_source, name="restore_source"),
    path("sources/<uuid:uid>/texts/new/", importing.new_text, name="new_text"),
    path("imports/<uuid:uid>/", importing.progress, name="import"),
    path("originals/<uuid:uid>/", importing.download_original, name="original"),
    path("texts/<uuid:uid>/edit/", texts.edit_text, name="edit_text"),
    path("texts/<uuid:uid>/details/", texts.text_details, name="text_details"),
    path("texts/<uuid:uid>/delete/", texts.delete_text, name="delete_text"),
    path("texts/<uuid:uid>/restore/", texts.restore_text, name="restore_text"),
]
