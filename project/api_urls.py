"""Addresses of the REST API, below /api/."""

from __future__ import annotations

from django.urls import include, path
from drf_spectacular.views import SpectacularJSONAPIView
from rest_framework.routers import DefaultRouter
from rest_framework.viewsets import ViewSetMixin

from annotations.bundles.api import BundleViewSet, DisputeBundleViewSet
from annotations.claims.answers.edtf_api import EdtfView, EdtfViewWithoutSlash
from annotations.claims.api import ClaimViewSet
from annotations.claims.citations.api import CitationViewSet
from annotations.disputes.api import AccountViewSet, DisputeViewSet, QuestionViewSet
from annotations.disputes.conflicts.api import ConflictViewSet
from annotations.editions.api import DisputeEditionViewSet, EditionViewSet
from annotations.highlights.api import HighlightViewSet
from annotations.highlights.passage_api import PassageViewSet
from annotations.notices.api import NoticeViewSet
from annotations.placements.api import PlacementViewSet
from annotations.placements.selector_api import SelectorsView, SelectorsViewWithoutSlash
from annotations.replies.api import ReplyViewSet
from annotations.reviews.api import ResolutionViewSet, ReviewViewSet
from annotations.reviews.round_api import DisputeAgreementViewSet, RoundViewSet
from annotations.searches.api import SearchLogViewSet
from project.api import unknown_address
from project.people.accounts.api import MeView
from project.people.workspaces.api import WorkspaceViewSet
from project.people.workspaces.member_api import InvitationViewSet, MemberViewSet
from sources.authorities.api import AuthorityViewSet
from sources.derivations.api import DerivationViewSet
from sources.importing.api import ImportViewSet
from sources.importing.batch_api import BatchViewSet
from sources.parallels.api import TextRelationViewSet
from sources.records.api import SourceViewSet
from sources.tags.api import TagViewSet
from sources.texts.api import TextViewSet
from sources.texts.version_api import TextVersionsViewSet, VersionViewSet

app_name = "api"

#: What lies in a workspace: address, viewset, and the name of its addresses.
ROOMS: tuple[tuple[str, type[ViewSetMixin], str], ...] = (
    ("members", MemberViewSet, "member"),
    ("invitations", InvitationViewSet, "invitation"),
    ("sources", SourceViewSet, "source"),
    ("derivations", DerivationViewSet, "derivation"),
    ("texts", TextViewSet, "text"),
    ("texts/<uuid:text_uid>/versions", TextVersionsViewSet, "text-version"),
    ("versions", VersionViewSet, "version"),
    ("text-relations", TextRelationViewSet, "text-relation"),
    ("imports", ImportViewSet, "import"),
    ("batches", BatchViewSet, "batch"),
    ("highlights", HighlightViewSet, "highlight"),
    ("highlights/<uuid:highlight_uid>/passages", PassageViewSet, "passage"),
    ("placements", PlacementViewSet, "placement"),
    ("replies", ReplyViewSet, "reply"),
    ("tags", TagViewSet, "tag"),
    ("authorities", AuthorityViewSet, "authority"),
    ("claims", ClaimViewSet, "claim"),
    ("citations", CitationViewSet, "citation"),
    ("search-logs", SearchLogViewSet, "search-log"),
    ("disputes", DisputeViewSet, "dispute"),
    ("disputes/<uuid:dispute_uid>/bundles", DisputeBundleViewSet, "dispute-bundle"),
    ("bundles", BundleViewSet, "bundle"),
    ("disputes/<uuid:dispute_uid>/editions", DisputeEditionViewSet, "dispute-edition"),
    ("editions", EditionViewSet, "edition"),
    ("questions", QuestionViewSet, "question"),
    ("conflicts", ConflictViewSet, "conflict"),
    ("accounts", AccountViewSet, "account"),
    ("reviews", ReviewViewSet, "review"),
    ("resolutions", ResolutionViewSet, "resolution"),
    ("rounds", RoundViewSet, "round"),
    ("disputes/<uuid:dispute_uid>/agreement", DisputeAgreementViewSet, "dispute-agreement"),
)

router = DefaultRouter(use_regex_path=False)
router.include_format_suffixes = False
router.register("workspaces", WorkspaceViewSet, "workspace")
router.register("notices", NoticeViewSet, "notice")
for prefix, viewset, name in ROOMS:
    router.register(f"workspaces/<uuid:workspace_uid>/{prefix}", viewset, name)

urlpatterns = [
    path("v1/me/", MeView.as_view(), name="me"),
    path("v1/tools/edtf/", EdtfView.as_view(), name="edtf"),
    path("v1/tools/edtf", EdtfViewWithoutSlash.as_view(), name="edtf_plain"),
    path("v1/tools/selectors/", SelectorsView.as_view(), name="selectors"),
    path("v1/tools/selectors", SelectorsViewWithoutSlash.as_view(), name="selectors_plain"),
    path("v1/", include(router.urls)),
    path("v1/openapi.json", SpectacularJSONAPIView.as_view(), name="openapi"),
    path("", unknown_address),
    path("<path:address>", unknown_address),
]
