"""Which signals the notices listen to."""

from __future__ import annotations

from django.db.models.signals import post_save

from annotations.claims.models import Citation, Claim, ClaimGround
from annotations.disputes.models import Dispute
from annotations.highlights.models import Highlight
from annotations.highlights.passages import passages_changed
from annotations.highlights.services import comment_changed
from annotations.notices import receivers, review_receivers, services
from annotations.placements.placing import passages_placed
from annotations.placements.services import placement_settled
from annotations.replies.models import Reply
from annotations.reviews.models import Resolution, Review, ReviewRound
from project.people.accounts.closing import closing
from project.people.workspaces.invitations import invited
from sources.records.services import source_changed


def connect() -> None:
    """Connect the receivers."""
    post_save.connect(receivers.highlight_saved, Highlight, dispatch_uid="notices")
    post_save.connect(receivers.reply_saved, Reply, dispatch_uid="notices")
    comment_changed.connect(receivers.highlight_changed, dispatch_uid="notices")
    passages_changed.connect(receivers.highlight_changed, dispatch_uid="notices")
    source_changed.connect(receivers.source_changed, dispatch_uid="notices")
    passages_placed.connect(receivers.passages_placed, dispatch_uid="notices")
    placement_settled.connect(receivers.placement_settled, dispatch_uid="notices")
    invited.connect(receivers.invited, dispatch_uid="notices")
    closing.connect(services.forget, dispatch_uid="notices")
    post_save.connect(review_receivers.claim_saved, Claim, dispatch_uid="notices")
    post_save.connect(review_receivers.dispute_saved, Dispute, dispatch_uid="notices")
    post_save.connect(review_receivers.citation_saved, Citation, dispatch_uid="notices")
    post_save.connect(review_receivers.ground_saved, ClaimGround, dispatch_uid="notices")
    post_save.connect(review_receivers.review_saved, Review, dispatch_uid="notices")
    post_save.connect(review_receivers.resolution_saved, Resolution, dispatch_uid="notices")
    post_save.connect(review_receivers.round_saved, ReviewRound, dispatch_uid="notices")
