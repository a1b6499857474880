"""The models of this app, one line each."""

from annotations.bundles.models import Bundle as Bundle
from annotations.claims.models import Citation as Citation
from annotations.claims.models import Claim as Claim
from annotations.claims.models import ClaimGround as ClaimGround
from annotations.disputes.models import Account as Account
from annotations.disputes.models import AccountClaim as AccountClaim
from annotations.disputes.models import Dispute as Dispute
from annotations.disputes.models import Question as Question
from annotations.editions.models import Edition as Edition
from annotations.editions.models import Withdrawal as Withdrawal
from annotations.highlights.models import Highlight as Highlight
from annotations.highlights.models import HighlightTag as HighlightTag
from annotations.highlights.models import Passage as Passage
from annotations.highlights.models import Placement as Placement
from annotations.notices.models import Notice as Notice
from annotations.placements.models import Placing as Placing
from annotations.replies.models import Reply as Reply
from annotations.reviews.models import LastLook as LastLook
from annotations.reviews.models import Resolution as Resolution
from annotations.reviews.models import Review as Review
from annotations.reviews.models import ReviewRound as ReviewRound
from annotations.searches.models import SearchLog as SearchLog
