"""Addresses of sources and texts, below a workspace's."""

from __future__ import annotations

from django.urls import path

from sources.attachments import views as attachments
from sources.authorities import editing_views as editing_authorities
from sources.authorities import merging_views as merging_authorities
from sources.authorities import views as authorities
from sources.derivations import graph_views as graphs
from sources.derivations import views as derivations
from sources.importing import batch_views as importing_many
from sources.importing import views as importing
from sources.lists import bulk_views as bulk
from sources.lists import keeping_views as keeping
from sources.lists import views as lists
from sources.parallels import views as parallels
from sources.quick_add import views as quick_add
from sources.records import checking, doubles, pages
from sources.records import views as records
from sources.tags import views as tags
from sources.texts import editing_views as editing
from sources.texts import file_views as files
from sources.texts import views as texts

app_name = "sources"

urlpatterns = [
    path("sources/", lists.source_list, name="source_list"),
    path("sources/new/", records.new_source, name="new_source"),
    path("sources/fields/", checking.type_fields, name="type_fields"),
    path("sources/bulk/", bulk.bulk, name="bulk"),
    path("sources/bulk/restore/", bulk.restore_deleted, name="restore_deleted"),
    path("sources/find/", derivations.find_sources, name="find_sources"),
    path("sources/quick-add/", quick_add.quick_add, name="quick_add"),
    path("sources/views/new/", keeping.new_view, name="new_view"),
    path("sources/views/<uuid:uid>/edit/", keeping.edit_view, name="edit_view"),
    path("sources/views/<uuid:uid>/delete/", keeping.delete_view, name="delete_view"),
    path("sources/views/<uuid:uid>/restore/", keeping.restore_view, name="restore_view"),
    path("sources/reading-list/", keeping.reading_list, name="reading_list"),
    path("sources/reading-list/<uuid:uid>/", keeping.change_entry, name="change_entry"),
    path("sources/reading-list/<uuid:uid>/delete/", keeping.delete_entry, name="delete_entry"),
    path("sources/reading-list/<uuid:uid>/restore/", keeping.restore_entry, name="restore_entry"),
    path("sources/attachments/<uuid:uid>/", attachments.attachment, name="attachment"),
    path("sources/attachments/<uuid:uid>/picture/", attachments.picture, name="picture"),
    path(
        "sources/attachments/<uuid:uid>/edit/", attachments.edit_attachment, name="edit_attachment"
    ),
    path(
        "sources/attachments/<uuid:uid>/delete/",
        attachments.delete_attachment,
        name="delete_attachment",
    ),
    path(
        "sources/attachments/<uuid:uid>/restore/",
        attachments.restore_attachment,
        name="restore_attachment",
    ),
    path("sources/derivations/", graphs.derivation_graph, name="derivation_graph"),
    path("sources/<uuid:uid>/derivations/", graphs.source_graph, name="source_graph"),
    path(
        "sources/derivations/<uuid:uid>/edit/",
        derivations.edit_derivation,
        name="edit_derivation",
    ),
    path(
        "sources/derivations/<uuid:uid>/delete/",
        derivations.delete_derivation,
        name="delete_derivation",
    ),
    path(
        "sources/derivations/<uuid:uid>/restore/",
        derivations.restore_derivation,
        name="restore_derivation",
    ),
    path("sources/versions/<uuid:uid>/changes/", pages.version_changes, name="version_changes"),
    path("sources/date-check/", checking.date_check, name="date_check"),
    path("sources/key/", checking.propose_key, name="propose_key"),
    path("sources/duplicates/", doubles.duplicates, name="duplicates"),
    path("sources/<uuid:uid>/", pages.source, name="source"),
    path("sources/<uuid:uid>/merge/<uuid:other>/", doubles.merge_sources, name="merge_sources"),
    path("sources/<uuid:uid>/unmerge/", doubles.unmerge_source, name="unmerge_source"),
    path("sources/<uuid:uid>/reference/", pages.reference, name="reference"),
    path("sources/<uuid:uid>/tags/", pages.change_tags, name="change_source_tags"),
    path("sources/<uuid:uid>/attach/", attachments.attach, name="attach"),
    path("sources/<uuid:uid>/derivations/new/", derivations.new_derivation, name="new_derivation"),
    path(
        "sources/<uuid:uid>/reading-list/", keeping.add_to_reading_list, name="add_to_reading_list"
    ),
    path("sources/<uuid:uid>/edit/", records.edit_source, name="edit_source"),
    path("sources/<uuid:uid>/delete/", records.delete_source, name="delete_source"),
    path("sources/<uuid:uid>/restore/", records.restore_source, name="restore_source"),
    path("sources/<uuid:uid>/texts/new/", importing.new_text, name="new_text"),
    path("imports/", importing_many.import_list, name="import_list"),
    path("imports/new/", importing_many.new_batch, name="new_batch"),
    path("imports/template.csv", importing_many.table_template, name="table_template"),
    path("imports/<uuid:uid>/", importing.progress, name="import"),
    path("imports/<uuid:uid>/cancel/", importing.cancel_import, name="cancel_import"),
    path("imports/<uuid:uid>/delete/", importing.delete_import, name="delete_import"),
    path("imports/<uuid:uid>/restore/", importing.restore_import, name="restore_import"),
    path("imports/batches/<uuid:uid>/", importing_many.batch_page, name="batch"),
    path("imports/batches/<uuid:uid>/report.csv", importing_many.batch_report, name="batch_report"),
    path("imports/batches/<uuid:uid>/cancel/", importing_many.cancel_batch, name="cancel_batch"),
    path("imports/batches/<uuid:uid>/retry/", importing_many.retry_batch, name="retry_batch"),
    path("imports/batches/<uuid:uid>/delete/", importing_many.delete_batch, name="delete_batch"),
    path("imports/batches/<uuid:uid>/restore/", importing_many.restore_batch, name="restore_batch"),
    path("originals/<uuid:uid>/", importing.download_original, name="original"),
    path("texts/<uuid:uid>/edit/", editing.edit_text, name="edit_text"),
    path("texts/<uuid:uid>/edit/file/", files.correct_from_file, name="correct_from_file"),
    path(
        "texts/<uuid:uid>/versions/<int:number>/restore/",
        editing.restore_version,
        name="restore_version",
    ),
    path("texts/find/", parallels.find_texts, name="find_texts"),
    path("texts/<uuid:uid>/related/new/", parallels.new_relation, name="new_relation"),
    path("parallels/<uuid:uid>/", parallels.alignment, name="alignment"),
    path("parallels/<uuid:uid>/delete/", parallels.delete_relation, name="delete_relation"),
    path("parallels/<uuid:uid>/restore/", parallels.restore_relation, name="restore_relation"),
    path("texts/<uuid:uid>/details/", texts.text_details, name="text_details"),
    path("texts/<uuid:uid>/delete/", texts.delete_text, name="delete_text"),
    path("texts/<uuid:uid>/restore/", texts.restore_text, name="restore_text"),
    path("authorities/", authorities.authority_list, name="authority_list"),
    path("authorities/new/", editing_authorities.new_authority, name="new_authority"),
    path("authorities/find/", authorities.find, name="find_authorities"),
    path("authorities/create/", authorities.create_found, name="create_authority"),
    path("authorities/<uuid:uid>/", authorities.authority, name="authority"),
    path("authorities/<uuid:uid>/edit/", editing_authorities.edit_authority, name="edit_authority"),
    path(
        "authorities/<uuid:uid>/delete/",
        editing_authorities.delete_authority,
        name="delete_authority",
    ),
    path(
        "authorities/<uuid:uid>/restore/",
        editing_authorities.restore_authority,
        name="restore_authority",
    ),
    path("authorities/<uuid:uid>/merge/", merging_authorities.choose_double, name="choose_double"),
    path(
        "authorities/<uuid:uid>/merge/<uuid:other>/",
        merging_authorities.merge_authorities,
        name="merge_authorities",
    ),
    path(
        "authorities/<uuid:uid>/unmerge/",
        merging_authorities.unmerge_authority,
        name="unmerge_authority",
    ),
    path("tags/", tags.tag_list, name="tag_list"),
    path("tags/new/", tags.new_tag, name="new_tag"),
    path("tags/find/", tags.find_tags, name="find_tags"),
    path("tags/<uuid:uid>/", tags.tag_page, name="tag"),
    path("tags/<uuid:uid>/edit/", tags.edit_tag, name="edit_tag"),
    path("tags/<uuid:uid>/merge/", tags.merge_tag, name="merge_tag"),
    path("tags/<uuid:uid>/delete/", tags.delete_tag, name="delete_tag"),
    path("tags/<uuid:uid>/restore/", tags.restore_tag, name="restore_tag"),
]
