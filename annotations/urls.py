"""Addresses of highlights, claims, disputes and bundles, below a workspace's."""

from __future__ import annotations

from django.urls import path

from annotations.bundles import views as bundles
from annotations.claims import views as claims
from annotations.claims.citations import from_claim_views as citing
from annotations.claims.citations import views as citations
from annotations.claims.grounds import views as grounds
from annotations.claims.history import views as claim_history
from annotations.claims.merging import splitting_views as splitting
from annotations.claims.merging import views as merging
from annotations.claims.retracting import views as retracting
from annotations.disputes import part_views as parts
from annotations.disputes import views as disputes
from annotations.disputes.comparison import output as comparison_output
from annotations.disputes.comparison import views as comparison
from annotations.disputes.conflicts import views as conflicts
from annotations.disputes.conflicts.checking import conflict_check
from annotations.disputes.graph_views import dispute_graph
from annotations.disputes.timeline import views as timelines
from annotations.editions import views as editions
from annotations.highlights import passage_views as passages
from annotations.highlights import views as highlights
from annotations.placements import views as placements
from annotations.quoting import views as quoting
from annotations.reading import tool_views as tools
from annotations.reading import views as reading
from annotations.replies import views as replies
from annotations.reviews import round_views as rounds
from annotations.reviews import verdict_views as verdicts
from annotations.reviews import views as reviews
from annotations.searches import views as searches
from annotations.side_by_side import views as beside
from annotations.versions import views as versions

app_name = "annotations"

urlpatterns = [
    path("texts/<uuid:uid>/", reading.read, name="read"),
    path("texts/<uuid:uid>/versions/<int:number>/", reading.read_version, name="read_version"),
    path("texts/<uuid:uid>/versions/<int:number>/print/", tools.print_text, name="print_text"),
    path("texts/<uuid:uid>/versions/", versions.version_list, name="version_list"),
    path("texts/<uuid:uid>/compare/", versions.choose_versions, name="choose_versions"),
    path(
        "texts/<uuid:uid>/compare/<int:old>/<int:new>/",
        versions.compare_versions,
        name="compare_versions",
    ),
    path("texts/<uuid:uid>/beside/", beside.choose, name="choose_beside"),
    path("texts/<uuid:uid>/beside/<uuid:other_uid>/", beside.side_by_side, name="side_by_side"),
    path("texts/<uuid:uid>/display/", tools.set_display, name="set_display"),
    path("texts/<uuid:uid>/highlights/", reading.highlight_list, name="highlight_list"),
    path("versions/<uuid:uid>/highlights/new/", highlights.create, name="create_highlight"),
    path("versions/<uuid:uid>/notes/", highlights.notes, name="notes"),
    path("highlights/<uuid:uid>/", highlights.highlight, name="highlight"),
    path(
        "highlights/<uuid:uid>/quotation/", quoting.highlight_quotation, name="highlight_quotation"
    ),
    path("versions/<uuid:uid>/quotation/", quoting.quotation, name="quotation"),
    path("passages/<uuid:uid>/", quoting.passage, name="passage"),
    path("highlights/<uuid:uid>/edit/", highlights.edit, name="edit_highlight"),
    path("highlights/<uuid:uid>/delete/", highlights.delete, name="delete_highlight"),
    path("highlights/<uuid:uid>/restore/", highlights.restore, name="restore_highlight"),
    path("highlights/<uuid:uid>/thread/", replies.thread, name="thread"),
    path("highlights/<uuid:uid>/replies/new/", replies.new_reply, name="new_reply"),
    path("highlights/<uuid:uid>/resolve/", replies.resolve, name="resolve_highlight"),
    path("highlights/<uuid:uid>/reopen/", replies.reopen, name="reopen_highlight"),
    path("replies/<uuid:uid>/edit/", replies.edit_reply, name="edit_reply"),
    path("replies/<uuid:uid>/delete/", replies.delete_reply, name="delete_reply"),
    path("replies/<uuid:uid>/restore/", replies.restore_reply, name="restore_reply"),
    path("people/find/", replies.find_people, name="find_people"),
    path("highlights/<uuid:uid>/passages/", passages.add, name="add_passage"),
    path(
        "highlights/<uuid:uid>/passages/<uuid:passage_uid>/",
        passages.resize,
        name="resize_passage",
    ),
    path(
        "highlights/<uuid:uid>/passages/<uuid:passage_uid>/remove/",
        passages.remove,
        name="remove_passage",
    ),
    path(
        "highlights/<uuid:uid>/passages/<uuid:passage_uid>/restore/",
        passages.restore,
        name="restore_passage",
    ),
    path("passages/check/", placements.to_check, name="passages_to_check"),
    path("texts/<uuid:uid>/passages/", placements.text_passages, name="text_passages"),
    path("texts/<uuid:uid>/placing/", placements.placing_progress, name="placing_progress"),
    path("placements/<uuid:uid>/", placements.check_passage, name="check_passage"),
    path(
        "placements/<uuid:uid>/undo/<int:revision>/",
        placements.undo_settling,
        name="undo_settling",
    ),
    path("claims/", claims.claim_list, name="claim_list"),
    path("claims/new/", claims.new_claim, name="new_claim"),
    path("claims/find/", claims.find_claims, name="find_claims"),
    path("claims/cite/", citations.cite, name="cite"),
    path("claims/value-field/", claims.value_field, name="value_field"),
    path("claims/<uuid:uid>/", claims.claim, name="claim"),
    path("claims/<uuid:uid>/edit/", claims.edit_claim, name="edit_claim"),
    path("claims/<uuid:uid>/delete/", claims.delete_claim, name="delete_claim"),
    path("claims/<uuid:uid>/restore/", claims.restore_claim, name="restore_claim"),
    path("claims/<uuid:uid>/history/", claim_history.claim_history, name="claim_history"),
    path("claims/<uuid:uid>/merge/", merging.merge_claim, name="merge_claim"),
    path("claims/<uuid:uid>/unmerge/", merging.unmerge_claim, name="unmerge_claim"),
    path("claims/<uuid:uid>/split/", splitting.split_claim, name="split_claim"),
    path("claims/<uuid:uid>/join/", splitting.join_claim, name="join_claim"),
    path("claims/<uuid:uid>/retract/", retracting.retract_claim, name="retract_claim"),
    path("claims/<uuid:uid>/unretract/", retracting.unretract_claim, name="unretract_claim"),
    path("claims/conclude/", grounds.conclude, name="conclude"),
    path("claims/<uuid:uid>/grounds/", grounds.add_grounds, name="add_grounds"),
    path("claims/grounds/<uuid:uid>/remove/", grounds.remove_ground, name="remove_ground"),
    path("claims/grounds/<uuid:uid>/restore/", grounds.restore_ground, name="restore_ground"),
    path("claims/<uuid:uid>/cite/passage/", citing.cite_passage, name="cite_passage"),
    path("claims/<uuid:uid>/cite/source/", citing.cite_source, name="cite_source"),
    path("claims/<uuid:uid>/cite/search/", citing.cite_search, name="cite_search"),
    path("claims/<uuid:uid>/cite/find/", citing.find_highlights, name="find_highlights"),
    path("searches/", searches.search_list, name="search_list"),
    path("searches/new/", searches.new_search, name="new_search"),
    path("searches/<uuid:uid>/", searches.search, name="search"),
    path("searches/<uuid:uid>/edit/", searches.edit_search, name="edit_search"),
    path("searches/<uuid:uid>/delete/", searches.delete_search, name="delete_search"),
    path("searches/<uuid:uid>/restore/", searches.restore_search, name="restore_search"),
    path("citations/<uuid:uid>/edit/", citations.edit_citation, name="edit_citation"),
    path("citations/<uuid:uid>/delete/", citations.delete_citation, name="delete_citation"),
    path("citations/<uuid:uid>/restore/", citations.restore_citation, name="restore_citation"),
    path("disputes/", disputes.dispute_list, name="dispute_list"),
    path("disputes/new/", disputes.new_dispute, name="new_dispute"),
    path("disputes/<uuid:uid>/", comparison.comparison, name="dispute"),
    path(
        "disputes/<uuid:uid>/cells/<uuid:question_uid>/<uuid:account_uid>/",
        comparison.cell,
        name="cell",
    ),
    path("disputes/<uuid:uid>/cells/<uuid:question_uid>/", comparison.cell, name="loose_cell"),
    path(
        "disputes/<uuid:uid>/comparison.csv",
        comparison_output.download_csv,
        name="comparison_csv",
    ),
    path(
        "disputes/<uuid:uid>/citations.csv",
        comparison_output.download_citations,
        name="citations_csv",
    ),
    path(
        "disputes/<uuid:uid>/print/",
        comparison_output.print_comparison,
        name="print_comparison",
    ),
    path("disputes/<uuid:uid>/texts/", beside.dispute_texts, name="dispute_texts"),
    path("disputes/<uuid:uid>/timeline/", timelines.timeline_page, name="timeline"),
    path("disputes/<uuid:uid>/edit/", disputes.edit_dispute, name="edit_dispute"),
    path("disputes/<uuid:uid>/delete/", disputes.delete_dispute, name="delete_dispute"),
    path("disputes/<uuid:uid>/restore/", disputes.restore_dispute, name="restore_dispute"),
    path("disputes/<uuid:uid>/questions/new/", parts.new_question, name="new_question"),
    path("disputes/<uuid:uid>/derivations/", dispute_graph, name="dispute_graph"),
    path("conflicts/", conflicts.conflict_list, name="conflict_list"),
    path("claims/conflict-check/", conflict_check, name="conflict_check"),
    path("questions/<uuid:uid>/", conflicts.question, name="question"),
    path("questions/<uuid:uid>/pairs/", conflicts.question_pairs, name="question_pairs"),
    path("questions/<uuid:uid>/claims/", conflicts.claim_pair_list, name="claim_pairs"),
    path("questions/<uuid:uid>/answers/<slug:reference>/", conflicts.answer, name="answer"),
    path("questions/<uuid:uid>/edit/", parts.edit_question, name="edit_question"),
    path("questions/<uuid:uid>/delete/", parts.delete_question, name="delete_question"),
    path("questions/<uuid:uid>/restore/", parts.restore_question, name="restore_question"),
    path("questions/<uuid:uid>/move/", parts.move_question, name="move_question"),
    path("disputes/<uuid:uid>/accounts/new/", parts.new_account, name="new_account"),
    path("accounts/<uuid:uid>/edit/", parts.edit_account, name="edit_account"),
    path("accounts/<uuid:uid>/delete/", parts.delete_account, name="delete_account"),
    path("accounts/<uuid:uid>/restore/", parts.restore_account, name="restore_account"),
    path("accounts/<uuid:uid>/move/", parts.move_account, name="move_account"),
    path("disputes/<uuid:uid>/editions/", editions.edition_list, name="edition_list"),
    path("disputes/<uuid:uid>/editions/new/", editions.publish, name="publish"),
    path(
        "disputes/<uuid:uid>/editions/new/questions/<uuid:question_uid>/",
        editions.preview_part,
        name="preview_question",
    ),
    path(
        "disputes/<uuid:uid>/editions/new/further/", editions.preview_part, name="preview_further"
    ),
    path("editions/<uuid:uid>/withdraw/", editions.withdraw, name="withdraw_edition"),
    path("disputes/<uuid:uid>/bundles/new/", bundles.new_bundle, name="new_bundle"),
    path("bundles/<uuid:uid>/", bundles.bundle, name="bundle"),
    path("bundles/<uuid:uid>/download/", bundles.download, name="download_bundle"),
    path("reviews/", reviews.review_queue, name="review_queue"),
    path("reviews/<uuid:uid>/", verdicts.review, name="review"),
    path("resolutions/<uuid:uid>/", verdicts.resolution, name="resolution"),
    path("claims/<uuid:uid>/judge/", verdicts.judge_claim, name="judge_claim"),
    path("questions/<uuid:uid>/reviews/", verdicts.question_reviews, name="question_reviews"),
    path("questions/<uuid:uid>/judge/", verdicts.judge_question, name="judge_question"),
    path("questions/<uuid:uid>/resolve/", verdicts.resolve_question, name="resolve_question"),
    path("disputes/<uuid:uid>/reviews/", rounds.dispute_reviews, name="dispute_reviews"),
    path("disputes/<uuid:uid>/looked/", reviews.looked, name="looked"),
    path("disputes/<uuid:uid>/rounds/new/", rounds.new_round, name="new_round"),
    path("rounds/<uuid:uid>/close/", rounds.close_round, name="close_round"),
]
